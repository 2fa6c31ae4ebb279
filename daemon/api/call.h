/*
 * One request being answered, as its handler sees it. It ends with one of the
 * call_* replies, which free it.
 */
#ifndef API_CALL_H
#define API_CALL_H

#include <json-c/json.h>
#include "base/fault.h"
#include "io/db.h"
#include "io/http.h"
#include "io/seal.h"
#include "model/member.h"
#include "proto/proto.h"
#include "work/once.h"

struct api;
struct house;
struct list;

#define CALL_API_MAGIC 0xca110a91u

struct call {
	unsigned magic;
	struct api *api;
	struct house *house;
	struct http_req *req;
	struct proto_match match;
	struct json_object *body; /* checked; NULL where the route takes none */
	/* What its shape found wrong with it: nothing, but for the routes that
	 * router.c lets read on, to say everything at once. */
	struct proto_findings found;
	const char *csv; /* of a Csv route, or a file; borrowed */
	size_t csv_len;
	const char *file_type; /* see proto_files; NULL: it is no file */
	struct member me;      /* of a MEMBER route, or if has_role */
	bool has_role;         /* an OPERATOR route over TLS */
	int matched;           /* what proto_match said of it */
	uint8_t session[SEAL_DIGEST];
	bool is_by_cookie; /* the session is shown by its cookie */
	struct once once;
	const struct list *list; /* whose entries are looked for */
	int page_limit;          /* of one that comes in pages, else 0 */
	struct id page_before;
	char *answer;              /* once.answer */
	struct json_object *draft; /* a reply that waits for its story */

	/* What is under way, and how to cancel it at the deadline. */
	void *story;
	void (*cancel)(void *story);
	struct db_call *look;
	int64_t asked_us; /* when it was begun, where that counts */
};

/* Remembers a story to cancel; a handler starts one at a time. A story's
 * callback says call_story_over first. */
#define call_story(c, started, cancel_fn) \
	call_story_set((c), (started), (void (*)(void *))(cancel_fn))
void call_story_set(struct call *c, void *story, void (*cancel)(void *story));
void call_story_over(struct call *c);

/* Who is an operator here: a member with the role, or NULL, whoever has the
 * socket (see store_audit_operator). */
const struct id *call_operator(const struct call *c);

/* Cancels what is under way and forgets the call: somebody else answers. */
void call_let_go(struct call *c);

/* Replies. The object is taken. In test builds a reply that does not obey its
 * route's shape dies. */
void call_reply(struct call *c, struct json_object *reply);
/* 204, or the route's status without a body. */
void call_reply_empty(struct call *c);
/* Of an Html route. */
void call_reply_page(struct call *c, const struct text *page);
void call_refuse(struct call *c, const struct fault *why);
/* A code of proto/errors.def with its words; findings may be NULL. */
void call_problem(struct call *c, const char *code, const char *detail,
    const struct proto_findings *findings);
/* The same with Retry-After. */
void
call_later(struct call *c, const char *code, const char *detail, int wait_s);

/* A parameter of the path that must be an id; false after having answered 404.
 */
bool call_id(struct call *c, int parameter, struct id *out) MUST_CHECK;
/* `limit` and `cursor` of the query; false after having answered 422. */
bool call_page(
    struct call *c, int *limit, struct id *before, bool *has_before) MUST_CHECK;

/* Prepares the answer that an Idempotency-Key stores with its effect: the
 * object stays the caller's. */
void call_answer(struct call *c, struct json_object *reply);
/* Sends that answer. */
void call_reply_answer(struct call *c);
/* After REPEATED: finds the stored answer and sends it. */
void call_repeat(struct call *c);

/* Callbacks of stories, whose arg is the call: the story is over, and what it came
 * to is the reply. Of one that stores its answer: that, or the one that a request
 * before stored. */
void call_on_answered(void *arg, const struct fault *why);
/* Of one that has nothing to say: 204. */
void call_on_done(void *arg, const struct fault *why);
/* 204; or where there was no such row to change (CHANGED_MEANWHILE), 404 with these
 * words, which may be "". */
void
call_reply_change(struct call *c, const struct fault *why, const char *none);

/* The handlers, one per route. */
typedef void (*call_handler)(struct call *c);
extern const call_handler call_handlers[ROUTE_COUNT];

#endif

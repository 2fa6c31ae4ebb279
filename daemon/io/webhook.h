/*
 * One HTTPS request to somebody outside, through libcurl in a thread of its own:
 * the name is looked up once, every address it has must be allowed, and one of
 * those is spoken to; redirects are not followed, nothing of the answer counts but
 * its status, and after five seconds it is over.
 */
#ifndef IO_WEBHOOK_H
#define IO_WEBHOOK_H

#include <stdbool.h>
#include <stdint.h>
#include "base/attr.h"

struct loop;
struct webhooks;
struct webhook_call;

struct webhook_request {
	const char *url;            /* https:// */
	bool is_put;                /* rather than POST */
	const char *const *headers; /* "name: value", NULL ends */
	const char *body;           /* JSON */
	const char *ca_file;        /* NULL: the system's */
	bool allow_private;
};

#define WEBHOOK_WORDS 160
struct webhook_answer {
	int status;                /* of HTTP; 0: none came */
	char words[WEBHOOK_WORDS]; /* then why; else "HTTP 200" */
	int64_t took_us;
};

struct webhooks *webhooks_new(struct loop *loop) MUST_CHECK;
/* Not while a thread has any call: loop_has_threads. NULL is allowed. */
void webhooks_free(struct webhooks *webhooks);

typedef void (*webhook_done_cb)(void *arg, const struct webhook_answer *answer);
/* Copies the request. done once, never from inside. */
struct webhook_call *
webhook_send(struct webhooks *webhooks, const struct webhook_request *request,
    webhook_done_cb done, void *arg) MUST_CHECK;
/* done will not run. Waits for nothing; its thread may hang on for as long as the
 * system asks name servers, and where many do, no more calls go out until then.
 * NULL is allowed. */
void webhook_cancel(struct webhook_call *call);

/* "a%2Fb": as a segment of a path. */
struct text;
void webhook_path_segment(const char *s, struct text *out);

#endif

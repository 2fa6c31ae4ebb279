/*
 * Replies and what all handlers share: see api/call.h.
 */
#include "api/call.h"
#include "api/cookie.h"
#include "base/clock.h"
#include "base/encode.h"
#include "base/log.h"
#include "base/memory.h"
#include "work/house.h"

void
call_story_set(struct call *c, void *story, void (*cancel)(void *story))
{
	c->story = story;
	c->cancel = cancel;
}

void
call_story_over(struct call *c)
{
	CHECK(c, CALL_API_MAGIC);
	c->story = NULL;
}

const struct id *
call_operator(const struct call *c)
{
	return c->has_role ? &c->me.id : NULL;
}

void
call_let_go(struct call *c)
{
	if (c->story != NULL)
		c->cancel(c->story);
	db_cancel(c->look);
	json_object_put(c->body);
	json_object_put(c->draft);
	proto_findings_clear(&c->found);
	member_clear(&c->me);
	free(c->answer);
	c->magic = 0;
	free(c);
}

/* --- replies -------------------------------------------------------------- */

static void
call_log(const struct call *c, int status)
{
	log_event(status >= 500 ? LOG_WARN : LOG_DEBUG, "request",
	    LOG_T("request", http_request_id(c->req)),
	    LOG_T("route",
		c->match.route == NULL ? "none" : c->match.route->name),
	    LOG_N("status", status), (struct log_field){ 0 });
}

static void
call_send(
    struct call *c, int status, const char *type, const char *body, size_t len)
{
	struct http_req *req = c->req;

	call_log(c, status);
	http_on_deadline(req, NULL, NULL);
	http_reply(req, status, type, body, len);
	call_let_go(c);
}

/* A reply that breaks the contract is a fault of ours: tests must see it. */
static void
hold_to_shape(const struct call *c, struct json_object *reply)
{
	const char *shape = c->match.route->reply;
	struct proto_findings f = { 0 };

	if (!SERENDIP_TEST_HOOKS || strcmp(shape, "None") == 0 ||
	    strcmp(shape, "Any") == 0 || strcmp(shape, "Plain") == 0 ||
	    strcmp(shape, "Calendar") == 0 || strcmp(shape, "Stream") == 0)
		return;
	if (proto_check(proto_shape_get(shape), reply, &f) != 0)
		die("reply of %s: %s: %s", c->match.route->name,
		    f.items[0].pointer, f.items[0].detail);
	proto_findings_clear(&f);
}

void
call_reply(struct call *c, struct json_object *reply)
{
	size_t len;
	const char *text = json_object_to_json_string_length(reply,
	    JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE, &len);

	CHECK(c, CALL_API_MAGIC);
	hold_to_shape(c, reply);
	call_send(c, c->match.route->status, "application/json", text, len);
	json_object_put(reply);
}

void
call_reply_empty(struct call *c)
{
	CHECK(c, CALL_API_MAGIC);
	call_send(c, c->match.route->status, NULL, NULL, 0);
}

void
call_reply_page(struct call *c, const struct text *page)
{
	CHECK(c, CALL_API_MAGIC);
	call_send(c, c->match.route->status, "text/html; charset=utf-8",
	    text_get(page), page->len);
}

void
call_problem(struct call *c, const char *code, const char *detail,
    const struct proto_findings *findings)
{
	const struct proto_error *error = proto_error_get(code);
	struct json_object *problem;
	const char *text;
	size_t len;

	CHECK(c, CALL_API_MAGIC);
	if (error == NULL)
		die("no error \"%s\"", code);
	problem =
	    proto_problem(code, detail, http_request_id(c->req), findings);
	text = json_object_to_json_string_length(problem,
	    JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE, &len);
	if (error->status == 401)
		http_reply_header(c->req, "WWW-Authenticate", "Bearer");
	/* It opens nothing any more. A wrong code says nothing of it. */
	if (c->is_by_cookie && strcmp(code, "unauthenticated") == 0)
		cookie_clear(c->req);
	call_send(c, error->status, "application/problem+json", text, len);
	json_object_put(problem);
}

void
call_later(struct call *c, const char *code, const char *detail, int wait_s)
{
	char seconds[16];

	snprintf(seconds, sizeof(seconds), "%d", wait_s < 1 ? 1 : wait_s);
	http_reply_header(c->req, "Retry-After", seconds);
	call_problem(c, code, detail, NULL);
}

void
call_refuse(struct call *c, const struct fault *why)
{
	const char *word = fault_word(why->code);

	if (why->code == FAULT_DATABASE_GONE || why->code == FAULT_BUSY ||
	    why->code == FAULT_DEADLINE || why->code == FAULT_STOPPING)
		call_later(c, word, why->sentence, 2);
	else if (why->code == FAULT_INTERNAL)
		call_problem(
		    c, word, "it is in the log under the request's id", NULL);
	else
		call_problem(c, word, why->sentence, NULL);
}

/* --- parameters ----------------------------------------------------------- */

bool
call_id(struct call *c, int parameter, struct id *out)
{
	if (id_parse(c->match.parameters[parameter], out) == 0)
		return true;
	call_problem(c, "not_found", "", NULL);
	return false;
}

bool
call_page(struct call *c, int *limit, struct id *before, bool *has_before)
{
	const char *query = http_query(c->req);
	struct proto_findings f = { 0 };
	char text[PROTO_QUERY_BYTES];
	int64_t n = 20;

	if (proto_query_get(query, "limit", text, sizeof(text)) &&
	    text_to_int(text, 1, 100, &n) != 0)
		proto_findings_add(&f, "/limit", "out_of_range",
		    "found \"%s\"; allowed is 1 to 100", text);
	*limit = (int)n;
	*has_before = proto_query_get(query, "cursor", text, sizeof(text));
	if (*has_before &&
	    decode_base64url(text, before->bytes, sizeof(before->bytes)) !=
		(long)sizeof(before->bytes))
		proto_findings_add(&f, "/cursor", "malformed",
		    "it is not a cursor of this list");
	if (f.count > 0)
		call_problem(
		    c, "invalid_body", "the query is not acceptable", &f);
	n = (int64_t)f.count;
	proto_findings_clear(&f);
	return n == 0;
}

/* --- once ----------------------------------------------------------------- */

void
call_answer(struct call *c, struct json_object *reply)
{
	hold_to_shape(c, reply);
	free(c->answer);
	c->answer = memory_text(json_object_to_json_string_ext(
	    reply, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE));
	c->once.answer = c->answer;
}

void
call_reply_answer(struct call *c)
{
	CHECK(c, CALL_API_MAGIC);
	call_send(c, c->match.route->status, "application/json", c->answer,
	    strlen(c->answer));
}

/* --- how stories end ------------------------------------------------------ */

void
call_on_answered(void *arg, const struct fault *why)
{
	struct call *c = arg;

	CHECK(c, CALL_API_MAGIC);
	call_story_over(c);
	if (why == NULL)
		call_reply_answer(c);
	else if (why->code == FAULT_REPEATED)
		call_repeat(c);
	else
		call_refuse(c, why);
}

void
call_on_done(void *arg, const struct fault *why)
{
	struct call *c = arg;

	CHECK(c, CALL_API_MAGIC);
	call_story_over(c);
	if (why == NULL)
		call_reply_empty(c);
	else
		call_refuse(c, why);
}

void
call_reply_change(struct call *c, const struct fault *why, const char *none)
{
	if (why == NULL)
		call_reply_empty(c);
	else if (why->code == FAULT_CHANGED_MEANWHILE)
		call_problem(c, "not_found", none, NULL);
	else
		call_refuse(c, why);
}

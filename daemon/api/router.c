/*
 * From a request to its handler: see api/api.h.
 */
#include <strings.h>
#include "api/router.h"
#include "api/api.h"
#include "api/body.h"
#include "api/api_internal.h"
#include "api/call.h"
#include "api/cookie.h"
#include "api/site.h"
#include "base/memory.h"
#include "config/config.h"
#include "store/store_house.h"
#include "work/house.h"
#include "work/session.h"
#include "work/signin.h"

/* As 128 bits in base64. */
#define PUBLIC_KEY_MIN 22

const char *const api_headers[] = {
	"Cache-Control",
	"no-store",
	"Content-Security-Policy",
	"default-src 'none'; frame-ancestors 'none'",
	"Cross-Origin-Opener-Policy",
	"same-origin",
	"Cross-Origin-Resource-Policy",
	"same-origin",
	"Permissions-Policy",
	"interest-cohort=()",
	"Referrer-Policy",
	"no-referrer",
	"Strict-Transport-Security",
	"max-age=31536000",
	"X-Content-Type-Options",
	"nosniff",
	NULL,
};

void
api_problem(
    int status, const char *why, const char *request_id, struct text *out)
{
	static const struct {
		int status;
		const char *code;
	} codes[] = { { 400, "bad_request" }, { 411, "length_required" },
		{ 413, "too_large" }, { 417, "expectation_failed" },
		{ 421, "misdirected" }, { 431, "headers_too_large" },
		{ 501, "not_implemented" }, { 503, "deadline" } };
	const char *code = NULL;
	struct json_object *problem;

	for (size_t i = 0; i < COUNT_OF(codes); i++)
		if (codes[i].status == status)
			code = codes[i].code;
	if (code == NULL)
		die("http refuses with %d, which has no code", status);
	problem = proto_problem(code, why, request_id, NULL);
	text_add(out,
	    json_object_to_json_string_ext(problem, JSON_C_TO_STRING_PLAIN));
	json_object_put(problem);
}

/* --- the body, and on ------------------------------------------------------ */

static void
call_go(struct call *c)
{
	if (body_take(c))
		call_handlers[c->match.route->id](c);
}

/* --- an earlier answer ---------------------------------------------------- */

static void
on_earlier(void *arg, const struct db_outcome *out)
{
	struct call *c = arg;
	const struct db_rows *rows;
	const uint8_t *request, *sealed;
	size_t len;

	CHECK(c, CALL_API_MAGIC);
	c->look = NULL; /* no longer pending */
	if (out->fault != NULL) {
		call_refuse(c, out->fault);
		return;
	}
	rows = db_outcome_rows(out, 0);
	if (db_rows_count(rows) == 0) {
		call_go(c);
		return;
	}
	len = db_bytes(rows, 0, 0, &request);
	if (!seal_index_is(c->house->seal, c->once.request, request, len)) {
		call_problem(c, "repeated",
		    "this Idempotency-Key was used for "
		    "another request",
		    NULL);
		return;
	}
	len = db_bytes(rows, 0, 1, &sealed);
	free(c->answer);
	c->answer = memory_new(len + 1, 1);
	if (seal_open(c->house->seal, sealed, len, c->answer) != 0)
		die("a stored answer cannot be opened");
	http_reply_header(c->req, "Idempotency-Replayed", "true");
	call_reply_answer(c);
}

void
call_repeat(struct call *c)
{
	struct db_batch *b = db_batch_new(c->house->db, DB_READ);

	store_idempotency_get(b, c->once.key);
	c->look = db_batch_run(b, on_earlier, c);
}

/* The key counts for one route and one actor; the body must be the same. Who is
 * not signed in is known by network and key alone: nobody may guess it. Both
 * hashes are keyed: there are few networks, and a body may be an address and
 * nothing else. */
static void
take_key(struct call *c)
{
	const char *key = http_header(c->req, "Idempotency-Key"), *body;
	const bool is_public = c->match.route->access == ACCESS_PUBLIC;
	struct text all = { 0 };
	char id[ID_TEXT_SIZE];
	size_t len;

	if (key == NULL || !proto_is_creating(c->match.route)) {
		call_go(c);
		return;
	}
	if (*key == '\0' || strlen(key) > 255) {
		call_problem(c, "bad_request",
		    "an Idempotency-Key has 1 to 255 characters", NULL);
		return;
	}
	if (is_public && strlen(key) < PUBLIC_KEY_MIN) {
		call_problem(c, "bad_request",
		    "without a session, an Idempotency-Key has 22 random "
		    "characters or more",
		    NULL);
		return;
	}
	text_addf(&all, "%s %s %s", c->match.route->name,
	    is_public ? http_peer(c->req) : id_text(&c->me.id, id), key);
	seal_index(c->house->seal, SEAL_ONCE_KEY, text_get(&all), all.len,
	    c->once.key);
	text_clear(&all);
	body = http_body(c->req, &len);
	seal_index(
	    c->house->seal, SEAL_ONCE_REQUEST, body, len, c->once.request);
	c->once.is_given = true;
	c->once.is_member =
	    c->match.route->access == ACCESS_MEMBER || c->has_role;
	c->once.member = c->me.id;
	call_repeat(c);
}

/* --- who is asking -------------------------------------------------------- */

static void
on_session(void *arg, const struct fault *why, struct member *member)
{
	struct call *c = arg;

	CHECK(c, CALL_API_MAGIC);
	call_story_over(c);
	if (why != NULL) {
		call_refuse(c, why);
		return;
	}
	c->me = *member;
	take_key(c);
}

/* The token that the request shows: in Authorization, or else in the cookie. */
static const char *
token_shown(struct call *c, char cookie[COOKIE_SIZE])
{
	static const char bearer[] = "Bearer ";
	const char *given = http_header(c->req, "Authorization");

	if (given != NULL)
		return strncasecmp(given, bearer, 7) == 0 ? given + 7 : "";
	c->is_by_cookie = cookie_get(c->req, cookie);
	return c->is_by_cookie ? cookie : "";
}

/* Browsers show the cookie by themselves, whoever made them ask. */
static bool
is_cross_site(const struct call *c, enum proto_method method)
{
	return c->is_by_cookie &&
	       !(method == PROTO_GET ? cookie_may_read(c->req)
				     : cookie_may_change(c->req));
}

static void
take_session(struct call *c)
{
	char cookie[COOKIE_SIZE];
	const char *token = token_shown(c, cookie);

	if (is_cross_site(c, c->match.route->method))
		call_problem(c, "cross_site", COOKIE_CROSS_SITE, NULL);
	else if (seal_token_hash(SIGNIN_SESSION, token, c->session) != 0)
		call_problem(c, "unauthenticated",
		    "send Authorization: Bearer with a session's token", NULL);
	else
		call_story(c,
		    session_start(c->house, c->session, on_session, c),
		    session_cancel);
}

/* --- the request ---------------------------------------------------------- */

/* By what proto_match said. */
static void
take_match(struct call *c)
{
	struct proto_findings f = { 0 };

	if (c->matched == 405) {
		c->match.route = NULL;
		http_reply_header(c->req, "Allow", c->match.allow);
		call_problem(c, "method_not_allowed", "see Allow", NULL);
	} else if (c->matched != 0) {
		c->match.route = NULL;
		call_problem(c, c->matched == 400 ? "bad_request" : "not_found",
		    "", NULL);
	} else if (proto_query_check(c->match.route, http_query(c->req), &f) !=
		   0) {
		call_problem(
		    c, "invalid_body", "the query is not acceptable", &f);
	} else if (c->match.route->access == ACCESS_MEMBER) {
		take_session(c);
	} else {
		take_key(c);
	}
	proto_findings_clear(&f);
}

/* To all but those with the role an operator's route is none: they are answered
 * as for a path that nothing has. */
static void
on_role(void *arg, const struct fault *why, struct member *member)
{
	struct call *c = arg;

	CHECK(c, CALL_API_MAGIC);
	call_story_over(c);
	if (why != NULL && why->code != FAULT_UNAUTHENTICATED) {
		c->match.route = NULL;
		call_refuse(c, why);
		return;
	}
	if (why == NULL)
		c->me = *member;
	c->has_role = why == NULL && c->me.is_operator;
	if (!c->has_role)
		c->matched = 404;
	take_match(c);
}

/* A path that members do not have may be an operator's. */
static void
take_elsewhere(struct call *c, enum proto_method method)
{
	char cookie[COOKIE_SIZE];
	const char *token = token_shown(c, cookie);
	int found = 404;

	if (!is_cross_site(c, method) &&
	    seal_token_hash(SIGNIN_SESSION, token, c->session) == 0)
		found = proto_match(
		    method, http_path(c->req), SIDE_OPERATORS, &c->match);
	if (found == 404) {
		take_match(c);
		return;
	}
	c->matched = found;
	if (c->match.route != NULL)
		http_route(c->req, c->match.route->path);
	call_story(
	    c, session_start(c->house, c->session, on_role, c), session_cancel);
}

/* http answers 503 by itself; what was under way is let go. */
static void
on_deadline(struct http_req *req, void *arg)
{
	struct call *c = arg;

	(void)req;
	CHECK(c, CALL_API_MAGIC);
	call_let_go(c);
}

/* Where no route is: the web client's files, which members' side alone has.
 * True where it has answered; else *status may be another. */
static bool
take_site(struct api *api, struct http_req *req, struct proto_match *match,
    int *status)
{
	const struct site_page *page =
	    api->site == NULL ? NULL : site_find(api->site, http_path(req));
	enum http_method method = http_method(req);

	if (page == NULL)
		return false;
	if (method != HTTP_GET && method != HTTP_HEAD) {
		text_copy(match->allow, sizeof(match->allow), "GET, HEAD");
		*status = 405;
		return false;
	}
	http_route(req, "site");
	site_reply(api->site, page, req);
	return true;
}

void
router_take(struct api *api, struct house *house, struct http_req *req,
    bool operator_side)
{
	static const enum proto_method methods[] = {
		[HTTP_GET] = PROTO_GET,
		[HTTP_POST] = PROTO_POST,
		[HTTP_PUT] = PROTO_PUT,
		[HTTP_PATCH] = PROTO_PATCH,
		[HTTP_DELETE] = PROTO_DELETE,
		/* As GET; http leaves the body out. */
		[HTTP_HEAD] = PROTO_GET,
		[HTTP_OPTIONS] = PROTO_OTHER,
	};
	const enum proto_method method = methods[http_method(req)];
	struct proto_match match = { 0 };
	struct call *c;
	int status;

	status = proto_match(method, http_path(req),
	    operator_side ? SIDE_SOCKET : SIDE_MEMBERS, &match);
	if (status == 404 && !operator_side &&
	    take_site(api, req, &match, &status))
		return;
	c = memory_new(1, sizeof(*c));
	c->magic = CALL_API_MAGIC;
	c->api = api;
	c->house = house;
	c->req = req;
	c->match = match;
	c->matched = status;
	http_on_deadline(req, on_deadline, c);
	if (match.route != NULL)
		http_route(req, match.route->path);
	if (status == 404 && !operator_side)
		take_elsewhere(c, method);
	else
		take_match(c);
}

/*
 * What a request brings: see api/body.h.
 */
#include <strings.h>
#include "api/body.h"
#include "api/call.h"

static bool
type_is(const struct call *c, const char *type)
{
	const char *given = http_header(c->req, "Content-Type");
	size_t n = strlen(type);

	return given != NULL && strncasecmp(given, type, n) == 0 &&
	       (given[n] == '\0' || given[n] == ';' || given[n] == ' ');
}

/* Profiles mean more than their shape says: their handlers look at all of it,
 * so that everything that is wrong is said at once. */
static bool
reads_on(const struct call *c)
{
	return c->match.route->id == ROUTE_SIGNUP ||
	       c->match.route->id == ROUTE_ME_CHANGE;
}

/* A file that the route takes instead of JSON. */
static bool
is_file(struct call *c)
{
	const char *const *types = proto_files(c->match.route);

	for (; types != NULL && *types != NULL; types++) {
		if (type_is(c, *types)) {
			c->file_type = *types;
			return true;
		}
	}
	return false;
}

bool
body_take(struct call *c)
{
	const char *shape = c->match.route->body, *body;
	size_t len;

	body = http_body(c->req, &len);
	if (strcmp(shape, "None") == 0) {
		if (len == 0)
			return true;
		call_problem(
		    c, "bad_request", "this route takes no body", NULL);
		return false;
	}
	if (strcmp(shape, "Csv") == 0) {
		c->csv = body;
		c->csv_len = len;
		if (type_is(c, "text/csv"))
			return true;
		call_problem(
		    c, "wrong_media_type", "send Content-Type: text/csv", NULL);
		return false;
	}
	if (is_file(c)) {
		c->csv = body;
		c->csv_len = len;
		return true;
	}
	if (strcmp(shape, "Form") == 0) {
		if (type_is(c, "application/x-www-form-urlencoded") ||
		    type_is(c, "multipart/form-data"))
			return true;
		call_problem(c, "wrong_media_type",
		    "send Content-Type: application/x-www-form-urlencoded",
		    NULL);
		return false;
	}
	if (!type_is(c, "application/json") &&
	    !(c->match.route->method == PROTO_PATCH &&
		type_is(c, PROTO_MERGE_PATCH))) {
		call_problem(c, "wrong_media_type",
		    c->match.route->method == PROTO_PATCH
			? "send Content-Type: " PROTO_MERGE_PATCH
			: "send Content-Type: application/json",
		    NULL);
		return false;
	}
	c->body = proto_read(proto_shape_get(shape), body, len, &c->found);
	if (c->found.count == 0 || (c->body != NULL && reads_on(c)))
		return true;
	if (c->found.malformed)
		call_problem(c, "bad_request", c->found.items[0].detail, NULL);
	else
		call_problem(
		    c, "invalid_body", "see errors, one per field", &c->found);
	return false;
}

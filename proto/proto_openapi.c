/*
 * The OpenAPI 3.1 document: its head, and the components that operations refer
 * to. Everything else comes from the tables.
 */
#include <json-c/json.h>
#include <stdio.h>
#include "proto/proto.h"
#include "proto/proto_bytes.h"
#include "proto/proto_json.h"
#include "proto/proto_openapi.h"

static void
openapi_put_info(
    struct json_object *document, const char *title, const char *version)
{
	struct json_object *info = proto_json_put_object(document, "info");

	proto_json_put_text(info, "title", title);
	proto_json_put_text(info, "version", version);
	proto_json_put_text(info, "description",
	    "Introductions to people one would never have met. Errors are "
	    "problem+json (RFC 9457) with a stable `code` and, for a body that "
	    "is not acceptable, one entry per field. Unknown fields are "
	    "refused. Times are RFC 3339 in UTC. Lists are paged: pass `next` "
	    "as `cursor`.");
}

static void
openapi_put_tags(struct json_object *document)
{
	static const struct {
		const char *name, *help;
	} tags[] = {
		{ "public", "For anyone." },
		{ "member", "For a member with a session." },
		{ "operator", "On the operator's own listener only." },
	};
	struct json_object *list = proto_json_put_list(document, "tags"), *tag;

	for (size_t i = 0; i < PROTO_COUNT_OF(tags); i++) {
		tag = proto_json_object();
		proto_json_put_text(tag, "name", tags[i].name);
		proto_json_put_text(tag, "description", tags[i].help);
		proto_json_add(list, tag);
	}
}

static void
openapi_put_parameters(struct json_object *components)
{
	static const struct {
		const char *key, *name, *help;
		bool is_required;
		int max;
	} rows[] = {
		{ "IdempotencyKey", "Idempotency-Key",
		    "A key of the client's own for this effect: sent again "
		    "with the same body, the request gets the same answer and "
		    "has no second effect. Without a session it has 22 "
		    "characters or more, at random, and counts for requests "
		    "from one network.",
		    false, 255 },
		{ "IfMatch", "If-Match", "The ETag that was read.", true, 100 },
	};
	struct json_object *all =
	    proto_json_put_object(components, "parameters");
	struct json_object *one, *schema;

	for (size_t i = 0; i < PROTO_COUNT_OF(rows); i++) {
		one = proto_json_put_object(all, rows[i].key);
		proto_json_put_text(one, "name", rows[i].name);
		proto_json_put_text(one, "in", "header");
		proto_json_put_text(one, "description", rows[i].help);
		proto_json_put_bool(one, "required", rows[i].is_required);
		schema = proto_json_put_object(one, "schema");
		proto_json_put_text(schema, "type", "string");
		proto_json_put_int(schema, "minLength", 1);
		proto_json_put_int(schema, "maxLength", rows[i].max);
	}
}

static void
openapi_put_headers(struct json_object *components)
{
	static const struct {
		const char *key, *type, *help;
		bool is_always;
	} rows[] = {
		{ "XRequestId", "string",
		    "The request's id, as in the log and in problems.", true },
		{ "ETag", "string", "The profile's version, for If-Match.",
		    true },
		{ "RetryAfter", "integer",
		    "Seconds to wait before asking again.", false },
		{ "WWWAuthenticate", "string", "Bearer.", false },
		{ "IdempotencyReplayed", "string",
		    "true where this is the answer of an earlier request with "
		    "the same Idempotency-Key.",
		    false },
	};
	struct json_object *all = proto_json_put_object(components, "headers");
	struct json_object *one;

	for (size_t i = 0; i < PROTO_COUNT_OF(rows); i++) {
		one = proto_json_put_object(all, rows[i].key);
		proto_json_put_text(one, "description", rows[i].help);
		proto_json_put_bool(one, "required", rows[i].is_always);
		proto_json_put_text(
		    proto_json_put_object(one, "schema"), "type", rows[i].type);
	}
}

/* A reply with a problem; status 0 stands for any. */
static struct json_object *
openapi_put_problem(struct json_object *responses, const char *name, int status)
{
	struct json_object *response = proto_json_put_object(responses, name);
	struct json_object *headers, *content, *media;
	struct proto_bytes text = { 0 };

	for (size_t i = 0; i < proto_error_count; i++)
		if (proto_errors[i].status == status)
			proto_bytes_addf(&text, "%s%s (`%s`).",
			    text.len == 0 ? "" : " ", proto_errors[i].title,
			    proto_errors[i].code);
	proto_json_put_text(response, "description",
	    text.len == 0 ? "Any other refusal." : proto_bytes_get(&text));
	proto_bytes_clear(&text);
	headers = proto_json_put_object(response, "headers");
	proto_json_put(headers, "X-Request-Id",
	    proto_openapi_ref("headers", "XRequestId"));
	if (status == 429 || status == 503)
		proto_json_put(headers, "Retry-After",
		    proto_openapi_ref("headers", "RetryAfter"));
	if (status == 401)
		proto_json_put(headers, "WWW-Authenticate",
		    proto_openapi_ref("headers", "WWWAuthenticate"));
	content = proto_json_put_object(response, "content");
	media = proto_json_put_object(content, "application/problem+json");
	proto_json_put(
	    media, "schema", proto_openapi_ref("schemas", "Problem"));
	return content;
}

static void
openapi_put_responses(struct json_object *components)
{
	struct json_object *all =
	    proto_json_put_object(components, "responses");
	struct json_object *content;
	char name[24];

	for (size_t i = 0; i < proto_error_count; i++) {
		snprintf(
		    name, sizeof(name), "Problem%d", proto_errors[i].status);
		if (!json_object_object_get_ex(all, name, NULL))
			openapi_put_problem(all, name, proto_errors[i].status);
	}
	openapi_put_problem(all, "Problem", 0);
	content = openapi_put_problem(all, "NotReady", 503);
	proto_json_put(proto_json_put_object(content, "application/json"),
	    "schema", proto_openapi_ref("schemas", "Health"));
}

static void
openapi_put_components(struct json_object *document)
{
	struct json_object *components =
	    proto_json_put_object(document, "components");
	struct json_object *all, *scheme;

	all = proto_json_put_object(components, "schemas");
	for (size_t i = 0; i < proto_shape_count; i++)
		proto_json_put(all, proto_shapes[i].name,
		    proto_openapi_shape(&proto_shapes[i]));
	openapi_put_responses(components);
	openapi_put_parameters(components);
	openapi_put_headers(components);
	all = proto_json_put_object(components, "securitySchemes");
	scheme = proto_json_put_object(all, "session");
	proto_json_put_text(scheme, "type", "http");
	proto_json_put_text(scheme, "scheme", "bearer");
	proto_json_put_text(scheme, "description",
	    "The token of a session, from /v1/signin/verify.");
	scheme = proto_json_put_object(all, "cookie");
	proto_json_put_text(scheme, "type", "apiKey");
	proto_json_put_text(scheme, "in", "cookie");
	proto_json_put_text(scheme, "name", "__Host-serendip");
	proto_json_put_text(scheme, "description",
	    "The same as a cookie, for this server's own pages: with it, "
	    "methods that change something need Origin.");
}

struct json_object *
proto_openapi(const char *title, const char *version, const char *url)
{
	struct json_object *document = proto_json_object(), *server;

	proto_json_put_text(document, "openapi", "3.1.0");
	openapi_put_info(document, title, version);
	server = proto_json_object();
	proto_json_put_text(server, "url", url);
	proto_json_add(proto_json_put_list(document, "servers"), server);
	openapi_put_tags(document);
	proto_openapi_routes(proto_json_put_object(document, "paths"));
	openapi_put_components(document);
	return document;
}

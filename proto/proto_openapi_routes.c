/*
 * The routes as OpenAPI operations: what each takes, and every status that it
 * has a reason to answer with.
 */
#include <json-c/json.h>
#include <stdio.h>
#include <string.h>
#include "proto/proto.h"
#include "proto/proto_bytes.h"
#include "proto/proto_json.h"
#include "proto/proto_openapi.h"

static bool
routes_has_body(const struct proto_route *route)
{
	return strcmp(route->body, "None") != 0;
}

/* The three that cost a letter or a guess. */
static bool
routes_is_limited(const struct proto_route *route)
{
	return route->id == ROUTE_SIGNUP || route->id == ROUTE_SIGNIN ||
	       route->id == ROUTE_SIGNIN_VERIFY;
}

static bool
routes_has_etag(const struct proto_route *route)
{
	return strcmp(route->reply, "Me") == 0;
}

/* Adds a parameter; owns the schema. */
static void
routes_add_parameter(struct json_object *list, const char *name, const char *in,
    const char *help, bool is_required, struct json_object *schema)
{
	struct json_object *parameter = proto_json_object();

	proto_json_put_text(parameter, "name", name);
	proto_json_put_text(parameter, "in", in);
	proto_json_put_text(parameter, "description", help);
	proto_json_put_bool(parameter, "required", is_required);
	proto_json_put(parameter, "schema", schema);
	proto_json_add(list, parameter);
}

static void
routes_add_known(
    struct json_object *list, const char *name, size_t len, const char *in)
{
	const struct proto_field *row = proto_parameter_get(name, len);

	routes_add_parameter(list, row->name, in, row->help,
	    strcmp(in, "path") == 0, proto_openapi_field(row));
}

static void
routes_put_parameters(
    struct json_object *operation, const struct proto_route *route)
{
	struct json_object *list = proto_json_list();
	const char *at = route->path;
	size_t len;

	while ((at = strchr(at, '{')) != NULL) {
		len = strcspn(++at, "}");
		routes_add_known(list, at, len, "path");
	}
	for (at = route->query; *at != '\0'; at += len + (at[len] == ' ')) {
		len = strcspn(at, " ");
		routes_add_known(list, at, len, "query");
	}
	if (proto_is_creating(route))
		proto_json_add(
		    list, proto_openapi_ref("parameters", "IdempotencyKey"));
	if (route->id == ROUTE_ME_CHANGE)
		proto_json_add(
		    list, proto_openapi_ref("parameters", "IfMatch"));
	if (json_object_array_length(list) > 0)
		proto_json_put(operation, "parameters", list);
	else
		json_object_put(list);
}

/* The media type of a body or reply, and its schema under it. */
static void
routes_put_content(struct json_object *of, const char *shape)
{
	struct json_object *content = proto_json_put_object(of, "content");
	const char *type = strcmp(shape, "Csv") == 0 ? "text/csv"
			   : strcmp(shape, "Form") == 0
			       ? "application/x-www-form-urlencoded"
			   : strcmp(shape, "Plain") == 0    ? "text/plain"
			   : strcmp(shape, "Html") == 0     ? "text/html"
			   : strcmp(shape, "Calendar") == 0 ? "text/calendar"
			   : strcmp(shape, "Stream") == 0 ? "text/event-stream"
							  : "application/json";
	struct json_object *media = proto_json_put_object(content, type);

	if (strcmp(type, "application/json") != 0)
		proto_json_put_text(
		    proto_json_put_object(media, "schema"), "type", "string");
	else if (strcmp(shape, "Any") == 0)
		proto_json_put_text(
		    proto_json_put_object(media, "schema"), "type", "object");
	else
		proto_json_put(
		    media, "schema", proto_openapi_ref("schemas", shape));
}

static void
routes_put_body(struct json_object *operation, const struct proto_route *route)
{
	struct json_object *body, *content, *media;
	const char *const *files;

	if (!routes_has_body(route))
		return;
	body = proto_json_put_object(operation, "requestBody");
	proto_json_put_bool(body, "required", 1);
	routes_put_content(body, route->body);
	content = json_object_object_get(body, "content");
	for (files = proto_files(route); files != NULL && *files != NULL;
	     files++) {
		media = proto_json_put_object(content, *files);
		proto_json_put_text(
		    proto_json_put_object(media, "schema"), "type", "string");
	}
	if (route->method == PROTO_PATCH) {
		media = proto_json_put_object(content, PROTO_MERGE_PATCH);
		proto_json_put(
		    media, "schema", proto_openapi_ref("schemas", route->body));
	}
}

static void
routes_put_success(
    struct json_object *responses, const struct proto_route *route)
{
	struct json_object *response, *headers;
	const struct proto_shape *shape = NULL;
	char status[8];

	snprintf(status, sizeof(status), "%d", route->status);
	response = proto_json_put_object(responses, status);
	if (strcmp(route->reply, "None") != 0 &&
	    strcmp(route->reply, "Any") != 0 &&
	    strcmp(route->reply, "Plain") != 0 &&
	    strcmp(route->reply, "Html") != 0 &&
	    strcmp(route->reply, "Calendar") != 0 &&
	    strcmp(route->reply, "Stream") != 0)
		shape = proto_shape_get(route->reply);
	proto_json_put_text(response, "description",
	    shape != NULL                       ? shape->help
	    : strcmp(route->reply, "None") == 0 ? "Done."
						: "As said above.");
	headers = proto_json_put_object(response, "headers");
	proto_json_put(headers, "X-Request-Id",
	    proto_openapi_ref("headers", "XRequestId"));
	if (routes_has_etag(route))
		proto_json_put(
		    headers, "ETag", proto_openapi_ref("headers", "ETag"));
	if (proto_is_creating(route))
		proto_json_put(headers, "Idempotency-Replayed",
		    proto_openapi_ref("headers", "IdempotencyReplayed"));
	if (strcmp(route->reply, "None") != 0)
		routes_put_content(response, route->reply);
}

static void
routes_put_errors(
    struct json_object *responses, const struct proto_route *route)
{
	bool has_body = routes_has_body(route);
	bool has_query = route->query[0] != '\0';
	bool has_place = strchr(route->path, '{') != NULL;
	bool is_change = route->id == ROUTE_ME_CHANGE;
	const struct {
		int status;
		bool is_so;
	} rows[] = {
		{ 400, has_body || has_place },
		{ 401, route->access == ACCESS_MEMBER ||
			   route->id == ROUTE_SIGNIN_VERIFY },
		{ 403, route->access == ACCESS_MEMBER ||
			   route->id == ROUTE_SIGNIN_VERIFY },
		{ 404, has_place || strcmp(route->reply, "Html") == 0 },
		{ 409, proto_is_creating(route) },
		{ 411, has_body },
		{ 412, is_change },
		{ 413, has_body },
		{ 415, has_body },
		{ 422, has_body || has_query },
		{ 428, is_change },
		{ 429, routes_is_limited(route) },
		{ 503, true },
	};
	char status[8], name[24];

	for (size_t i = 0; i < PROTO_COUNT_OF(rows); i++) {
		if (!rows[i].is_so)
			continue;
		snprintf(status, sizeof(status), "%d", rows[i].status);
		snprintf(name, sizeof(name), "Problem%d", rows[i].status);
		/* Not ready is no problem but an answer. */
		if (rows[i].status == 503 && route->id == ROUTE_READYZ)
			snprintf(name, sizeof(name), "NotReady");
		proto_json_put(
		    responses, status, proto_openapi_ref("responses", name));
	}
	proto_json_put(
	    responses, "default", proto_openapi_ref("responses", "Problem"));
}

static void
routes_add_server(
    struct json_object *servers, const char *url, const char *description)
{
	struct json_object *server = proto_json_object();

	proto_json_put_text(server, "url", url);
	proto_json_put_text(server, "description", description);
	proto_json_add(servers, server);
}

static void
routes_put_access(
    struct json_object *operation, const struct proto_route *route)
{
	struct json_object *security, *need, *servers;

	if (route->access == ACCESS_OPERATOR ||
	    route->access == ACCESS_SOCKET) {
		proto_json_put_text(operation, "x-listener", "operator");
		servers = proto_json_put_list(operation, "servers");
		routes_add_server(servers, "http://localhost",
		    "The operator's Unix socket; who may open it may call.");
		if (route->access == ACCESS_OPERATOR)
			routes_add_server(servers, "/",
			    "With the session of a member who has the "
			    "operator role; to everybody else it is not "
			    "there.");
	}
	security = proto_json_put_list(operation, "security");
	if (route->access == ACCESS_MEMBER) {
		need = proto_json_object();
		proto_json_put_list(need, "session");
		proto_json_add(security, need);
		need = proto_json_object();
		proto_json_put_list(need, "cookie");
		proto_json_add(security, need);
	}
}

static struct json_object *
routes_operation(const struct proto_route *route)
{
	static const char *const tags[] = {
		[ACCESS_PUBLIC] = "public",
		[ACCESS_MEMBER] = "member",
		[ACCESS_OPERATOR] = "operator",
		[ACCESS_SOCKET] = "operator",
	};
	struct json_object *operation = proto_json_object(), *responses;
	char name[40];
	size_t n = strlen(route->name);

	if (n >= sizeof(name))
		proto_die("a route with too long a name");
	for (size_t i = 0; i <= n; i++)
		name[i] = (char)(route->name[i] >= 'A' && route->name[i] <= 'Z'
				     ? route->name[i] + ('a' - 'A')
				     : route->name[i]);
	proto_json_put_text(operation, "operationId", name);
	proto_json_put_text(operation, "summary", route->summary);
	proto_json_add_text(proto_json_put_list(operation, "tags"),
	    tags[route->access], strlen(tags[route->access]));
	routes_put_access(operation, route);
	routes_put_parameters(operation, route);
	routes_put_body(operation, route);
	responses = proto_json_put_object(operation, "responses");
	routes_put_success(responses, route);
	routes_put_errors(responses, route);
	return operation;
}

void
proto_openapi_routes(struct json_object *paths)
{
	static const char *const methods[] = {
		[PROTO_GET] = "get",
		[PROTO_POST] = "post",
		[PROTO_PUT] = "put",
		[PROTO_PATCH] = "patch",
		[PROTO_DELETE] = "delete",
	};
	struct json_object *item;

	for (size_t i = 0; i < ROUTE_COUNT; i++) {
		const struct proto_route *route = &proto_routes[i];

		if (!json_object_object_get_ex(paths, route->path, &item))
			item = proto_json_put_object(paths, route->path);
		proto_json_put(
		    item, methods[route->method], routes_operation(route));
	}
}

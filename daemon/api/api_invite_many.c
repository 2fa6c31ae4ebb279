/*
 * An operator's list of people to invite, part by part.
 */
#include "api/api_internal.h"
#include "api/call.h"
#include "api/shape.h"
#include "base/memory.h"
#include "config/config.h"
#include "work/house.h"
#include "work/invite_many.h"

static void
on_invited(
    void *arg, const struct fault *why, const struct invite_many_result *result)
{
	struct call *c = arg;
	struct json_object *reply, *errors, *others, *o;

	CHECK(c, CALL_API_MAGIC);
	call_story_over(c);
	if (why != NULL) {
		call_refuse(c, why);
		return;
	}
	reply = json_object_new_object();
	errors = json_object_new_array();
	others = json_object_new_array();
	for (size_t i = 0; i < result->error_count; i++) {
		o = json_object_new_object();
		shape_int(o, "line", result->errors[i].line);
		shape_int(o, "column", result->errors[i].column);
		shape_text(o, "detail", result->errors[i].why);
		json_object_array_add(errors, o);
	}
	for (size_t i = 0; i < result->other_count; i++) {
		o = json_object_new_object();
		shape_int(o, "line", result->others[i].line);
		shape_text(o, "why", result->others[i].why);
		json_object_array_add(others, o);
	}
	shape_int(reply, "invited", result->invited);
	shape_int(reply, "bad", (int64_t)result->error_count);
	json_object_object_add(reply, "errors", errors);
	json_object_object_add(reply, "others", others);
	call_reply(c, reply);
}

void
api_handle_OPERATOR_INVITE_MANY(struct call *c)
{
	char room[PROTO_QUERY_BYTES], pool[PROTO_QUERY_BYTES];
	const char *query = http_query(c->req);
	bool has_pool = proto_query_get(query, "pool", pool, sizeof(pool));
	int64_t line = 2;

	if (has_pool && config_pool_get(c->house->config, pool) == NULL) {
		shape_find(&c->found, "/pool", "not_allowed",
		    "the community has no such pool");
		call_problem(c, "invalid_body", "the query is not acceptable",
		    &c->found);
		return;
	}
	if (proto_query_get(query, "line", room, sizeof(room)) &&
	    text_to_int(room, 1, INT32_MAX, &line) != 0)
		line = 2; /* proto_query_check has refused it already */
	call_story(c,
	    invite_many_start(c->house, c->csv, c->csv_len, line,
		has_pool ? pool : NULL, on_invited, c),
	    invite_many_cancel);
}

/*
 * The community's figures over time.
 */
#include <math.h>
#include "api/api_internal.h"
#include "api/call.h"
#include "api/shape.h"
#include "base/clock.h"
#include "base/memory.h"
#include "work/community.h"
#include "work/house.h"

static void
add_number(struct json_object *o, const char *field, double value)
{
	char text[40];

	shape_text(o, field, NULL);
	if (isnan(value))
		return;
	snprintf(text, sizeof(text), "%.4f", value);
	json_object_object_add(o, field, json_object_new_double_s(value, text));
}

static void
add_millionths(struct json_object *o, const char *field, int64_t millionths)
{
	add_number(o, field,
	    millionths == GROWTH_UNKNOWN ? (double)NAN
					 : (double)millionths / 1e6);
}

static struct json_object *
shape_step(const struct community_result *r, const struct community_step *step)
{
	struct json_object *o = json_object_new_object(), *a;
	struct json_object *list = json_object_new_array();
	const struct growth *g = &step->growth;

	shape_time(o, "at", step->at_us);
	shape_int(o, "members", g->members);
	shape_int(o, "links", (int64_t)g->links);
	shape_int(o, "components", g->components);
	shape_int(o, "giant", g->giant);
	add_millionths(o, "distance", g->distance);
	shape_int(o, "domain_pairs", (int64_t)g->value_pairs);
	shape_int(o, "bridged", (int64_t)g->bridged);
	add_millionths(o, "share", g->share);
	add_millionths(o, "chance", g->chance);
	add_millionths(o, "ceiling", g->ceiling);
	for (size_t k = 0; k < r->attribute_count; k++) {
		a = json_object_new_object();
		shape_text(a, "attribute", r->attributes[k]);
		add_number(a, "value", step->assortativity[k]);
		json_object_array_add(list, a);
	}
	json_object_object_add(o, "assortativity", list);
	return o;
}

static void
on_community(
    void *arg, const struct fault *why, const struct community_result *result)
{
	struct call *c = arg;
	struct json_object *reply, *steps;

	CHECK(c, CALL_API_MAGIC);
	call_story_over(c);
	if (why != NULL) {
		call_refuse(c, why);
		return;
	}
	reply = json_object_new_object();
	steps = json_object_new_array();
	shape_text(reply, "attribute", result->attribute);
	for (size_t i = 0; i < result->count; i++)
		json_object_array_add(
		    steps, shape_step(result, &result->steps[i]));
	json_object_object_add(reply, "steps", steps);
	call_reply(c, reply);
}

void
api_handle_COMMUNITY(struct call *c)
{
	char day[PROTO_QUERY_BYTES];
	struct text midnight = { 0 };
	struct community *started;
	struct fault why;
	int64_t since_us = 0;

	if (proto_query_get(http_query(c->req), "since", day, sizeof(day))) {
		text_addf(&midnight, "%.10sT00:00:00Z", day);
		if (!clock_is_day(day) ||
		    clock_from_rfc3339(text_get(&midnight), &since_us) != 0)
			shape_find(&c->found, "/since", "malformed",
			    "allowed is a day such as 2026-12-24");
		text_clear(&midnight);
	}
	if (c->found.count > 0) {
		call_problem(c, "invalid_body", "the query is not acceptable",
		    &c->found);
		return;
	}
	started = community_start(c->house, since_us, on_community, c, &why);
	if (started == NULL)
		call_later(c, fault_word(why.code), why.sentence, 5);
	else
		call_story(c, started, community_cancel);
}

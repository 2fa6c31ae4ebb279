/*
 * Draws looked at without making one: previews and replays.
 */
#include "api/api_internal.h"
#include "api/call.h"
#include "api/shape.h"
#include "api/shape_person.h"
#include "api/shape_report.h"
#include "base/encode.h"
#include "base/memory.h"
#include "config/config.h"
#include "work/house.h"
#include "work/preview.h"
#include "work/replay.h"

#define GROUPS_MAX (PREVIEW_MEMBERS_MAX / 2)

static void
start(struct call *c, struct study *study, const struct fault *why)
{
	if (study == NULL)
		call_refuse(c, why);
	else
		call_story(c, study, study_cancel);
}

/* --- previews ------------------------------------------------------------- */

static struct json_object *
person(const struct preview *p, const struct id *member)
{
	int row = preview_name(p, member);
	struct json_object *o;

	if (row >= 0)
		return shape_person(p->names, row, 0);
	o = json_object_new_object();
	shape_id(o, "id", member);
	shape_text(o, "ref", NULL);
	shape_text(o, "name", "");
	return o;
}

static struct json_object *
shape_preview_groups(const struct preview *p)
{
	struct json_object *list = json_object_new_array();

	for (size_t i = 0; i < p->groups.group_count && i < GROUPS_MAX; i++) {
		const struct round_group *g = &p->groups.groups[i];
		struct json_object *o = json_object_new_object();
		struct json_object *members = json_object_new_array();

		for (size_t k = 0; k < g->size; k++)
			json_object_array_add(
			    members, person(p, &g->members[k]));
		json_object_object_add(o, "members", members);
		json_object_object_add(
		    o, "why", shape_why(p->config, g->why, "en", false));
		json_object_array_add(list, o);
	}
	return list;
}

static struct json_object *
shape_preview_sit_outs(const struct preview *p)
{
	struct json_object *list = json_object_new_array();

	for (size_t i = 0; i < p->groups.sit_out_count; i++) {
		const struct round_sit_out *s = &p->groups.sit_outs[i];
		struct json_object *o = json_object_new_object();

		json_object_object_add(o, "member", person(p, &s->member));
		json_object_object_add(
		    o, "why", shape_why(p->config, s->why, "en", false));
		json_object_array_add(list, o);
	}
	return list;
}

static struct json_object *
shape_preview_pins(const struct preview *p)
{
	static const char *const fates[] = { [DRAW_PIN_MADE] = "introduced",
		[DRAW_PIN_KEPT] = "own_choice",
		[DRAW_PIN_TAKEN] = "taken",
		[DRAW_PIN_ALONE] = "alone" };
	struct json_object *list = json_object_new_array();

	for (size_t i = 0; i < p->pin_count; i++) {
		struct json_object *o = json_object_new_object();
		struct json_object *members = json_object_new_array();

		json_object_array_add(members, person(p, &p->pins[i].a));
		json_object_array_add(members, person(p, &p->pins[i].b));
		json_object_object_add(o, "members", members);
		shape_text(o, "fate", fates[p->pins[i].fate]);
		json_object_array_add(list, o);
	}
	return list;
}

static void
on_preview(void *arg, const struct fault *why, void *of)
{
	struct call *c = arg;
	const struct preview *p = of;
	char digest[2 * SEAL_DIGEST + 1];
	struct json_object *o;
	bool with_groups;

	CHECK(c, CALL_API_MAGIC);
	call_story_over(c);
	if (why != NULL) {
		call_refuse(c, why);
		return;
	}
	with_groups = json_object_get_boolean(proto_get(c->body, "groups"));
	o = json_object_new_object();
	shape_text(o, "pool", p->pool->name);
	shape_seed(o, p->seed);
	encode_hex(p->input_digest, SEAL_DIGEST, digest);
	shape_text(o, "input_digest", digest);
	encode_hex(p->groups_digest, SEAL_DIGEST, digest);
	shape_text(o, "groups_digest", digest);
	json_object_object_add(o, "report", shape_report(text_get(&p->report)));
	json_object_object_add(o, "pins", shape_preview_pins(p));
	json_object_object_add(o, "groups",
	    with_groups ? shape_preview_groups(p) : json_object_new_array());
	json_object_object_add(o, "sit_outs",
	    with_groups ? shape_preview_sit_outs(p) : json_object_new_array());
	call_reply(c, o);
}

void
api_handle_PREVIEW(struct call *c)
{
	const char *name = proto_text(c->body, "pool");
	const char *text = proto_text(c->body, "seed");
	const struct config_pool *pool =
	    config_pool_get(c->house->config, name);
	struct study *study;
	struct fault why;
	uint64_t seed;

	if (pool == NULL)
		proto_findings_add(&c->found, "/pool", "not_allowed",
		    "the configuration has no pool \"%.40s\"", name);
	if (text != NULL && !shape_seed_read(text, &seed))
		shape_find(&c->found, "/seed", "malformed",
		    "allowed are 1 to 16 hexadecimal digits");
	if (c->found.count > 0) {
		call_problem(
		    c, "invalid_body", "see errors, one per field", &c->found);
		return;
	}
	study = preview_start(
	    c->house, pool, text == NULL ? NULL : &seed, on_preview, c, &why);
	start(c, study, &why);
}

/* --- replays -------------------------------------------------------------- */

static void
on_replay(void *arg, const struct fault *why, void *of)
{
	struct call *c = arg;
	const struct replay *r = of;
	struct json_object *o, *list;

	CHECK(c, CALL_API_MAGIC);
	call_story_over(c);
	if (why != NULL) {
		call_refuse(c, why);
		return;
	}
	o = json_object_new_object();
	shape_text(o, "round", c->match.parameters[0]);
	shape_text(o, "pool", r->pool);
	shape_bool(o, "same", r->is_same);
	shape_seed(o, r->seed);
	shape_int(o, "members", r->members);
	shape_int(o, "groups", r->groups);
	shape_int(o, "void_groups", r->voids);
	shape_text(o, "input_recorded", r->input_recorded);
	shape_text(o, "input_now", r->input_now);
	shape_text(o, "groups_recorded",
	    r->has_groups_digest ? r->groups_recorded : NULL);
	shape_text(o, "groups_now", r->groups_now);
	shape_bool(o, "compared", r->is_last && r->has_stored);
	list = json_object_new_array();
	for (size_t i = 0; i < r->difference_count; i++)
		json_object_array_add(
		    list, json_object_new_string(text_get(&r->differences[i])));
	json_object_object_add(o, "differences", list);
	call_reply(c, o);
}

void
api_handle_ROUND_REPLAY(struct call *c)
{
	struct study *study;
	struct fault why;
	struct id id;

	if (!call_id(c, 0, &id))
		return;
	study = replay_start(
	    c->house, &id, proto_int(c->body, "draw", -1), on_replay, c, &why);
	start(c, study, &why);
}

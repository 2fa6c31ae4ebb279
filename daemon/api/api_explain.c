/*
 * Why two members were, or could not be, introduced.
 */
#include "api/api_internal.h"
#include "api/call.h"
#include "api/shape.h"
#include "api/shape_person.h"
#include "base/memory.h"
#include "config/config.h"
#include "work/explain.h"
#include "work/house.h"
#include "work/who.h"

/* --- the answer ----------------------------------------------------------- */

static struct json_object *
shape_members(const struct db_rows *two)
{
	struct json_object *list = json_object_new_array();

	for (int i = 0; i < db_rows_count(two); i++) {
		struct json_object *o = shape_person(two, i, 0);

		shape_text(o, "presence", db_text(two, i, 3));
		json_object_array_add(list, o);
	}
	return list;
}

static struct json_object *
shape_rules(const struct explain *e)
{
	static const char *const words[] = { [VERDICT_HOLDS] = "holds",
		[VERDICT_FAILS] = "fails",
		[VERDICT_MISSING] = "missing" };
	struct json_object *list = json_object_new_array();

	for (size_t i = 0; i < e->rule_count; i++) {
		const struct explain_rule *said = &e->rules_said[i];
		const struct verdict *v = &said->verdict;
		struct json_object *o = json_object_new_object();
		struct json_object *values = json_object_new_array();

		shape_text(o, "rule", v->sentence);
		shape_bool(o, "requirement", v->is_requirement);
		shape_text(o, "outcome", words[v->word]);
		for (int k = 0; k < 2; k++)
			json_object_array_add(
			    values, json_object_new_string(said->values[k]));
		json_object_object_add(o, "values", values);
		shape_millionths(o, "worth",
		    v->is_requirement || v->word == VERDICT_MISSING ? -1
								    : v->worth);
		json_object_array_add(list, o);
	}
	return list;
}

static struct json_object *
shape_reasons(const struct db_rows *pairs)
{
	struct json_object *list = json_object_new_array();

	for (int i = 0; i < db_rows_count(pairs); i++) {
		struct text line = { 0 };

		text_addf(&line, "%s: %s", db_text(pairs, i, 0),
		    db_text(pairs, i, 1));
		json_object_array_add(
		    list, json_object_new_string(text_get(&line)));
		text_clear(&line);
	}
	return list;
}

static struct json_object *
shape_together(const struct db_rows *rows)
{
	struct json_object *list = json_object_new_array();

	for (int i = 0; i < db_rows_count(rows); i++) {
		struct json_object *o = json_object_new_object();
		struct id round = db_id(rows, i, 0);

		shape_id(o, "round", &round);
		shape_text(o, "pool", db_text(rows, i, 1));
		shape_time(o, "published_at", db_int(rows, i, 2));
		shape_bool(o, "counts", db_bool(rows, i, 3));
		json_object_array_add(list, o);
	}
	return list;
}

static void
on_explained(void *arg, const struct fault *why, void *of)
{
	static const char *const words[] = {
		[EXPLAIN_INTRODUCED] = "introduced",
		[EXPLAIN_FORBIDDEN] = "forbidden",
		[EXPLAIN_OWN_CHOICE] = "own_choice",
		[EXPLAIN_RULE] = "rule",
		[EXPLAIN_ABSENT] = "absent",
		[EXPLAIN_APART] = "apart",
		[EXPLAIN_ALLOWED] = "allowed",
	};
	struct call *c = arg;
	const struct explain *e = of;
	struct json_object *o;

	CHECK(c, CALL_API_MAGIC);
	call_story_over(c);
	if (why != NULL) {
		call_refuse(c, why);
		return;
	}
	o = json_object_new_object();
	json_object_object_add(o, "members", shape_members(e->two));
	shape_text(o, "verdict", words[e->verdict]);
	shape_bool(o, "forbidden", e->is_forbidden);
	json_object_object_add(o, "reasons", shape_reasons(e->pairs));
	json_object_object_add(o, "rules", shape_rules(e));
	shape_millionths(o, "score", e->has_score ? e->score : -1);
	json_object_object_add(o, "together", shape_together(e->together));
	call_reply(c, o);
}

/* --- the question --------------------------------------------------------- */

/* The two are known: what is asked about them was checked before. */
static void
on_two(void *arg, const struct db_outcome *out)
{
	struct call *c = arg;
	const char *pool = proto_text(c->body, "pool");
	const char *round = proto_text(c->body, "round");
	struct study *study;
	struct id two[2], id;
	struct fault why;

	CHECK(c, CALL_API_MAGIC);
	c->look = NULL; /* no longer pending */
	if (out->fault != NULL) {
		call_refuse(c, out->fault);
		return;
	}
	for (int i = 0; i < 2; i++) {
		const struct db_rows *rows = db_outcome_rows(out, i);

		if (db_rows_count(rows) == 0) {
			(void)fault_set(&why, FAULT_NOT_FOUND,
			    "nobody here is \"%.100s\"",
			    proto_text(c->body, i == 0 ? "a" : "b"));
			call_refuse(c, &why);
			return;
		}
		two[i] = db_id(rows, 0, 0);
	}
	if (id_equal(&two[0], &two[1])) {
		call_problem(
		    c, "invalid_body", "the two are one and the same", NULL);
		return;
	}
	if (round != NULL && id_parse(round, &id) != 0)
		die("the shape let through what is no id");
	/* A reload may have taken it away since it was asked for. */
	if (pool != NULL && config_pool_get(c->house->config, pool) == NULL) {
		call_problem(c, "not_found", "", NULL);
		return;
	}
	study = explain_start(c->house,
	    pool == NULL ? NULL : config_pool_get(c->house->config, pool),
	    round == NULL ? NULL : &id, two, call_operator(c), on_explained, c,
	    &why);
	if (study == NULL)
		call_refuse(c, &why);
	else
		call_story(c, study, study_cancel);
}

void
api_handle_EXPLAIN(struct call *c)
{
	const char *pool = proto_text(c->body, "pool");
	const char *round = proto_text(c->body, "round");
	struct store_who who;
	struct db_batch *b;

	if ((pool == NULL) == (round == NULL))
		shape_find(&c->found, pool == NULL ? "/pool" : "/round",
		    pool == NULL ? "missing" : "not_allowed",
		    "allowed is either pool or round");
	else if (pool != NULL &&
		 config_pool_get(c->house->config, pool) == NULL)
		proto_findings_add(&c->found, "/pool", "not_allowed",
		    "the configuration has no pool \"%.40s\"", pool);
	if (c->found.count > 0) {
		call_problem(
		    c, "invalid_body", "see errors, one per field", &c->found);
		return;
	}
	b = db_batch_new(c->house->db, DB_READ);
	who_read(c->house->seal, proto_text(c->body, "a"), &who);
	store_pair_member(b, &who);
	who_read(c->house->seal, proto_text(c->body, "b"), &who);
	store_pair_member(b, &who);
	c->look = db_batch_run(b, on_two, c);
}

/*
 * Experiments as operators see them: list, show with what they have shown so far,
 * stop.
 */
#include <math.h>
#include "api/api_internal.h"
#include "api/call.h"
#include "api/list.h"
#include "api/shape.h"
#include "base/memory.h"
#include "model/network.h"
#include "store/store_house.h"
#include "work/house.h"
#include "work/trial_study.h"

/* --- shapes --------------------------------------------------------------- */

/* NAN is null. */
static void
shape_figure(struct json_object *o, const char *field, double value)
{
	char text[40];

	if (isnan(value)) {
		shape_text(o, field, NULL);
		return;
	}
	snprintf(text, sizeof(text), "%.6f", value);
	json_object_object_add(o, field, json_object_new_double_s(value, text));
}

static void
shape_when(struct json_object *o, const char *field, int64_t us)
{
	if (us == 0)
		shape_text(o, field, NULL);
	else
		shape_time(o, field, us);
}

static void
shape_rounds(struct json_object *o, const char *field, uint32_t rounds)
{
	if (rounds == TRIAL_NEVER)
		shape_text(o, field, NULL);
	else
		shape_int(o, field, rounds);
}

static struct json_object *
shape_trial(const struct store_trial *t)
{
	struct json_object *o = json_object_new_object();
	struct json_object *arms = json_object_new_array();

	for (int k = 0; k < TRIAL_ARMS; k++)
		json_object_array_add(arms, json_object_new_string(t->arms[k]));
	shape_id(o, "id", &t->id);
	shape_text(o, "pool", t->pool);
	shape_text(o, "name", t->name);
	shape_text(o, "state", t->state);
	shape_text(o, "goal", t->goal);
	shape_figure(o, "detect", (double)t->detect / 1000);
	json_object_object_add(o, "arms", arms);
	shape_text(o, "starts_on", t->from);
	shape_int(o, "rounds", t->rounds);
	shape_int(o, "drawn", t->drawn);
	shape_int(o, "counted", t->counted);
	shape_time(o, "made_at", t->made_us);
	shape_when(o, "started_at", t->started_us);
	shape_when(o, "ended_at", t->ended_us);
	shape_text(o, "digest", t->digest);
	shape_text(o, "definition", t->definition);
	return o;
}

static struct json_object *
shape_arm(const struct store_trial *t, const struct store_trial_arm *a)
{
	struct json_object *o = json_object_new_object();

	shape_text(o, "arm", t->arms[a->arm]);
	shape_int(o, "members", a->members);
	shape_int(o, "introduced", a->introduced);
	shape_figure(o, "score",
	    a->introduced > 0 ? (double)a->score / 1000000 : (double)NAN);
	shape_int(o, "whole_members", a->whole_members);
	shape_int(o, "whole_introduced", a->whole_introduced);
	shape_figure(o, "whole_score",
	    a->whole_introduced > 0 ? (double)a->whole_score / 1000000
				    : (double)NAN);
	return o;
}

static struct json_object *
shape_value(const char *name, const struct trial_arm *a)
{
	struct json_object *o = json_object_new_object();
	bool is_told;

	shape_text(o, "arm", name);
	shape_int(o, "introductions", a->units);
	shape_int(o, "known", a->known);
	/* Of a few, it would tell what single ones said. */
	is_told = a->known == 0 || a->known >= NETWORK_CROWD_MIN;
	shape_figure(o, "mean", is_told ? a->mean : (double)NAN);
	shape_figure(o, "floor", is_told ? a->floor : (double)NAN);
	shape_figure(o, "ceiling", is_told ? a->ceiling : (double)NAN);
	return o;
}

static struct json_object *
shape_measure(const struct store_trial *t, const struct trial_estimate *e)
{
	struct json_object *o = json_object_new_object();
	struct json_object *arms = json_object_new_array();

	for (int k = 0; k < TRIAL_ARMS; k++)
		json_object_array_add(
		    arms, shape_value(t->arms[k], &e->arms[k]));
	json_object_object_add(o, "arms", arms);
	shape_int(o, "rounds", e->rounds);
	shape_figure(o, "difference", e->difference);
	shape_figure(o, "error", e->error);
	shape_figure(o, "low", e->low);
	shape_figure(o, "high", e->high);
	shape_figure(o, "always_low", e->always_low);
	shape_figure(o, "always_high", e->always_high);
	shape_figure(o, "bound_low", e->bound_low);
	shape_figure(o, "bound_high", e->bound_high);
	shape_rounds(o, "more_once", e->more_once);
	shape_rounds(o, "more_always", e->more_always);
	return o;
}

/* --- list and show -------------------------------------------------------- */

static struct json_object *
trial_entry(
    const struct call *c, const struct db_rows *rows, int row, struct id *id)
{
	struct store_trial t;

	(void)c;
	store_trial_read(rows, row, &t);
	*id = t.id;
	return shape_trial(&t);
}

void
api_handle_EXPERIMENTS(struct call *c)
{
	static const struct list list = { "experiments", trial_entry };

	list_of_pool(c, &list, store_trial_list);
}

static struct json_object *
shape_result(const struct store_trial *t, const struct trial_result *r)
{
	struct json_object *o = json_object_new_object();
	struct json_object *arms = json_object_new_array();

	for (int k = 0; k < TRIAL_ARMS; k++)
		json_object_array_add(arms, shape_arm(t, &r->arms[k]));
	json_object_object_add(o, "experiment", shape_trial(t));
	shape_text(o, "ahead",
	    r->verdict == TRIAL_UNDECIDED
		? NULL
		: t->arms[r->verdict == TRIAL_SECOND]);
	json_object_object_add(o, "arms", arms);
	json_object_object_add(o, "met", shape_measure(t, &r->met));
	json_object_object_add(o, "rating", shape_measure(t, &r->rating));
	return o;
}

static void
on_studied(void *arg, const struct fault *why, void *of)
{
	const struct trial_study *t = of;
	struct call *c = arg;

	CHECK(c, CALL_API_MAGIC);
	call_story_over(c);
	if (why != NULL)
		call_refuse(c, why);
	else
		call_reply(c, shape_result(&t->trial, &t->result));
}

void
api_handle_EXPERIMENT(struct call *c)
{
	struct study *study;
	struct fault why;
	struct id id;

	if (!call_id(c, 0, &id))
		return;
	study = trial_study_start(c->house, &id, on_studied, c, &why);
	if (study == NULL)
		call_refuse(c, &why);
	else
		call_story(c, study, study_cancel);
}

/* --- stop ----------------------------------------------------------------- */

static void
on_stopped(void *arg, const struct db_outcome *out)
{
	struct call *c = arg;

	CHECK(c, CALL_API_MAGIC);
	c->look = NULL; /* no longer pending */
	call_reply_change(
	    c, out->fault, "there is none of this id that has not ended");
}

void
api_handle_EXPERIMENT_STOP(struct call *c)
{
	struct db_batch *b;
	struct id id;

	if (!call_id(c, 0, &id))
		return;
	b = db_batch_new(c->house->db, DB_WRITE);
	store_trial_stop(b, &id);
	store_audit_operator(
	    b, call_operator(c), "experiment ended", &id, "stopped");
	c->look = db_batch_run(b, on_stopped, c);
}

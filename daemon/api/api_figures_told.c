/*
 * A published round in figures, as the operators' letter has them.
 */
#include "api/api_internal.h"
#include "api/call.h"
#include "api/shape.h"
#include "base/memory.h"
#include "store/store_figures_told.h"
#include "work/house.h"

/* Thousandths as a number, null where not known. */
static void
add_share(struct json_object *o, const char *field, int64_t thousandths)
{
	char text[40];

	shape_text(o, field, NULL);
	if (thousandths == STORE_FIGURE_UNKNOWN)
		return;
	snprintf(text, sizeof(text), "%.3f", (double)thousandths / 1000);
	json_object_object_add(o, field,
	    json_object_new_double_s((double)thousandths / 1000, text));
}

static void
add_count(struct json_object *o, const char *field, int64_t n)
{
	shape_text(o, field, NULL);
	if (n != STORE_FIGURE_UNKNOWN)
		shape_int(o, field, n);
}

static struct json_object *
shape_before(const struct store_round_figures *f)
{
	struct json_object *o;

	if (!f->has_before)
		return NULL;
	o = json_object_new_object();
	shape_id(o, "round", &f->before);
	shape_time(o, "published_at", f->before_us);
	shape_int(o, "asked", f->asked);
	shape_int(o, "answered", f->answered);
	shape_int(o, "accepted", f->accepted);
	shape_int(o, "cross_met", f->cross_met);
	shape_int(o, "cross_settled", f->cross_settled);
	shape_int(o, "same_met", f->same_met);
	shape_int(o, "same_settled", f->same_settled);
	return o;
}

static struct json_object *
shape_figures(const struct id *round, const struct store_round_figures *f)
{
	struct json_object *o = json_object_new_object();

	shape_id(o, "round", round);
	shape_text(o, "pool", f->pool);
	shape_time(o, "published_at", f->published_us);
	shape_int(o, "members", f->members);
	shape_int(o, "introduced", f->introduced);
	shape_int(o, "groups", f->groups);
	shape_int(o, "sat_out", f->sat_out);
	add_share(o, "mean_score", f->mean_score);
	add_share(o, "chance_score", f->chance_score);
	add_share(o, "upper_bound", f->upper_bound);
	add_count(o, "repeats", f->repeats);
	add_count(o, "rounds_left", f->rounds_left);
	shape_text(o, "attribute", f->attribute);
	add_share(o, "share", f->share);
	add_share(o, "chance", f->chance);
	add_share(o, "ceiling", f->ceiling);
	add_share(o, "homophily", f->homophily);
	add_share(o, "e_i", f->e_i);
	json_object_object_add(o, "before", shape_before(f));
	shape_int(o, "inactive", f->inactive);
	return o;
}

static void
on_figures(void *arg, const struct db_outcome *out)
{
	struct call *c = arg;
	struct store_round_figures figures;
	struct id id;

	CHECK(c, CALL_API_MAGIC);
	c->look = NULL; /* no longer pending */
	if (out->fault != NULL) {
		call_refuse(c, out->fault);
	} else if (db_rows_count(db_outcome_rows(out, 0)) == 0) {
		call_problem(
		    c, "not_found", "no round of that id is published", NULL);
	} else if (call_id(c, 0, &id)) {
		store_figures_told_read(db_outcome_rows(out, 0), 0, &figures);
		call_reply(c, shape_figures(&id, &figures));
	}
}

void
api_handle_ROUND_FIGURES(struct call *c)
{
	struct db_batch *b;
	struct id id;

	if (!call_id(c, 0, &id))
		return;
	b = db_batch_new(c->house->db, DB_READ);
	store_figures_told(b, &id);
	c->look = db_batch_run(b, on_figures, c);
}

/*
 * Pools and my membership in them.
 */
#include "api/api_internal.h"
#include "api/call.h"
#include "api/list.h"
#include "api/shape.h"
#include "base/memory.h"
#include "store/store_pool.h"
#include "work/change.h"
#include "work/house.h"

static void
shape_time_or_null(struct json_object *o, const char *field, int64_t us)
{
	if (us != 0)
		shape_time(o, field, us);
	else
		shape_text(o, field, NULL);
}

static struct json_object *
shape_pool(const struct config *config, const struct store_pool *p)
{
	const struct config_pool *pool = config_pool_get(config, p->name);
	struct json_object *o = json_object_new_object();

	shape_text(o, "name", p->name);
	json_object_object_add(o, "title", shape_labels(&pool->title, p->name));
	shape_bool(o, "member", p->is_member);
	shape_bool(o, "skip_next", p->skip_next);
	if (p->every == 0)
		shape_text(o, "every", "once");
	else
		shape_int(o, "every", p->every);
	shape_text(o, "group", p->prefers_three ? "trio_welcome" : "pair");
	shape_time_or_null(o, "joined_at", p->joined_us);
	shape_time_or_null(o, "next_round_at", p->next_round_us);
	shape_time_or_null(o, "my_next_round_at", p->my_next_us);
	shape_text(o, "resting", p->resting);
	shape_time_or_null(o, "second_draw_at", p->second_us);
	return o;
}

/* None of one that the operator has taken out of the file since. */
static struct json_object *
pool_entry(
    const struct call *c, const struct db_rows *rows, int row, struct id *id)
{
	struct store_pool p;

	(void)id;
	store_pool_read(rows, row, &p);
	return config_pool_get(c->house->config, p.name) == NULL
		   ? NULL
		   : shape_pool(c->house->config, &p);
}

void
api_handle_POOLS(struct call *c)
{
	static const struct list list = { "pools", pool_entry };
	struct db_batch *b = db_batch_new(c->house->db, DB_READ);

	store_pool_of_member(b, &c->me.id);
	list_reply(c, b, &list);
}

/* --- joining and leaving -------------------------------------------------- */

static void
on_joined_read(void *arg, const struct db_outcome *out)
{
	struct call *c = arg;
	const struct db_rows *rows;
	struct store_pool p;

	CHECK(c, CALL_API_MAGIC);
	c->look = NULL; /* no longer pending */
	if (out->fault != NULL) {
		call_refuse(c, out->fault);
		return;
	}
	rows = db_outcome_rows(out, 0);
	for (int i = 0; i < db_rows_count(rows); i++) {
		store_pool_read(rows, i, &p);
		if (strcmp(p.name, c->match.parameters[0]) == 0 &&
		    config_pool_get(c->house->config, p.name) != NULL) {
			call_reply(c, shape_pool(c->house->config, &p));
			return;
		}
	}
	call_problem(c, "not_found", "", NULL);
}

static void
on_joined(void *arg, const struct fault *why)
{
	struct call *c = arg;
	struct db_batch *b;

	CHECK(c, CALL_API_MAGIC);
	call_story_over(c);
	if (why != NULL) {
		call_refuse(c, why);
		return;
	}
	b = db_batch_new(c->house->db, DB_READ);
	store_pool_of_member(b, &c->me.id);
	c->look = db_batch_run(b, on_joined_read, c);
}

static bool
pool_exists(struct call *c)
{
	if (config_pool_get(c->house->config, c->match.parameters[0]) != NULL)
		return true;
	call_problem(c, "not_found", "", NULL);
	return false;
}

void
api_handle_MEMBERSHIP_JOIN(struct call *c)
{
	struct store_membership want = { -1, -1, -1 };
	const char *group = proto_text(c->body, "group");

	if (!pool_exists(c))
		return;
	if (proto_has(c->body, "skip_next"))
		want.skip_next = proto_bool(c->body, "skip_next", false);
	if (proto_text(c->body, "every") != NULL)
		want.every = 0; /* once */
	else if (proto_has(c->body, "every"))
		want.every = (int)proto_int(c->body, "every", 1);
	if (group != NULL)
		want.prefers_three = strcmp(group, "trio_welcome") == 0;
	call_story(c,
	    change_join(c->house, &c->me.id, c->match.parameters[0], &want,
		on_joined, c),
	    change_cancel);
}

void
api_handle_MEMBERSHIP_LEAVE(struct call *c)
{
	if (pool_exists(c))
		call_story(c,
		    change_leave(c->house, &c->me.id, c->match.parameters[0],
			call_on_done, c),
		    change_cancel);
}

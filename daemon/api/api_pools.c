/*
 * Pools and my membership in them.
 */
#include "api/api_internal.h"
#include "api/call.h"
#include "api/shape.h"
#include "base/memory.h"
#include "store/store_pool.h"
#include "work/change.h"
#include "work/house.h"

static struct json_object *
shape_pool(const struct config *config, const struct store_pool *p)
{
	const struct config_pool *pool = config_pool_get(config, p->name);
	struct json_object *o = json_object_new_object();

	shape_text(o, "name", p->name);
	json_object_object_add(o, "title", shape_labels(&pool->title, p->name));
	shape_bool(o, "member", p->is_member);
	shape_bool(o, "skip_next", p->skip_next);
	shape_text(o, "joined_at", NULL);
	if (p->is_member)
		shape_time(o, "joined_at", p->joined_us);
	shape_text(o, "next_round_at", NULL);
	if (p->next_round_us != 0)
		shape_time(o, "next_round_at", p->next_round_us);
	return o;
}

static void
on_pools(void *arg, const struct db_outcome *out)
{
	struct call *c = arg;
	struct json_object *reply, *list;
	const struct db_rows *rows;
	struct store_pool p;

	CHECK(c, CALL_API_MAGIC);
	c->look = NULL; /* no longer pending */
	if (out->fault != NULL) {
		call_refuse(c, out->fault);
		return;
	}
	reply = json_object_new_object();
	list = json_object_new_array();
	rows = db_outcome_rows(out, 0);
	for (int i = 0; i < db_rows_count(rows); i++) {
		store_pool_read(rows, i, &p);
		if (config_pool_get(c->house->config, p.name) != NULL)
			json_object_array_add(
			    list, shape_pool(c->house->config, &p));
	}
	json_object_object_add(reply, "pools", list);
	call_reply(c, reply);
}

void
api_handle_POOLS(struct call *c)
{
	struct db_batch *b = db_batch_new(c->house->db, DB_READ);

	store_pool_of_member(b, &c->me.id);
	c->look = db_batch_run(b, on_pools, c);
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
	int skip = -1;

	if (!pool_exists(c))
		return;
	if (proto_has(c->body, "skip_next"))
		skip = proto_bool(c->body, "skip_next", false);
	call_story(c,
	    change_join(c->house, &c->me.id, c->match.parameters[0], skip,
		on_joined, c),
	    change_cancel);
}

static void
on_left(void *arg, const struct fault *why)
{
	struct call *c = arg;

	CHECK(c, CALL_API_MAGIC);
	call_story_over(c);
	if (why != NULL)
		call_refuse(c, why);
	else
		call_reply_empty(c);
}

void
api_handle_MEMBERSHIP_LEAVE(struct call *c)
{
	if (pool_exists(c))
		call_story(c,
		    change_leave(c->house, &c->me.id, c->match.parameters[0],
			on_left, c),
		    change_cancel);
}

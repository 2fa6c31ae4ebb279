/*
 * Rounds and their draws: see store/store_round.h.
 */
#include "store/store_round.h"
#include "base/memory.h"
#include "sql_statements.h"
#include "store/store_pairs.h"

void
store_round_zone_now(struct db_batch *b, const char *zone)
{
	db_batch_add(b, SQL_ZONE_NOW, 1);
	db_arg_text(b, zone);
}

void
store_round_plan(struct db_batch *b, const struct id *id, const char *pool,
    const struct clock_civil *locals, size_t count, const char *zone,
    int64_t now_us)
{
	struct db_array times = { 0 };
	char text[64];

	for (size_t i = 0; i < count; i++) {
		snprintf(text, sizeof(text), "%04d-%02d-%02d %02d:%02d",
		    locals[i].year, locals[i].month, locals[i].day,
		    locals[i].hour, locals[i].minute);
		db_array_text(&times, text);
	}
	db_batch_add(b, SQL_ROUND_PLAN, DB_ANY);
	db_arg_id(b, id);
	db_arg_text(b, pool);
	db_arg_array(b, &times);
	db_arg_text(b, zone);
	db_arg_time(b, now_us);
}

void
store_round_plan_second(struct db_batch *b, const struct id *id)
{
	db_batch_add(b, SQL_ROUND_PLAN_SECOND, DB_ANY);
	db_arg_id(b, id);
}

void
store_round_now(struct db_batch *b, const struct id *id, const char *pool)
{
	db_batch_add(b, SQL_ROUND_NOW, 1);
	db_arg_id(b, id);
	db_arg_text(b, pool);
}

void
store_round_under_way(struct db_batch *b, const char *pool)
{
	db_batch_add(b, SQL_ROUNDS_LOCK, 1);
	db_batch_add(b, SQL_ROUND_UNDER_WAY, 0);
	db_arg_text(b, pool);
}

void
store_round_next(struct db_batch *b)
{
	db_batch_add(b, SQL_ROUNDS_NEXT, DB_ANY);
}

void
store_round_claim(struct db_batch *b, const struct id *owner, int lease_s)
{
	db_batch_add(b, SQL_ROUNDS_LOCK, 1);
	db_batch_add(b, SQL_ROUNDS_ABANDON, DB_ANY);
	db_batch_add(b, SQL_ROUNDS_SUPERSEDE, DB_ANY);
	db_batch_add(b, SQL_ROUND_CLAIM, DB_ANY);
	db_arg_id(b, owner);
	db_arg_int(b, lease_s);
}

void
store_round_claim_read(const struct db_rows *rows, struct store_claim *c)
{
	c->id = db_id(rows, 0, 0);
	c->pool = db_text(rows, 0, 1);
	c->scheduled_us = db_int(rows, 0, 2);
	c->attempts = (int)db_int(rows, 0, 3);
	c->is_second = db_bool(rows, 0, 4);
	c->redraws = (int)db_int(rows, 0, 5);
	c->has_seed = !db_is_null(rows, 0, 6);
	c->seed = (uint64_t)db_int(rows, 0, 6);
}

void
store_round_renew(struct db_batch *b, const struct id *id,
    const struct id *owner, int lease_s)
{
	db_batch_add(b, SQL_ROUND_RENEW, 1);
	db_arg_id(b, id);
	db_arg_id(b, owner);
	db_arg_int(b, lease_s);
}

void
store_round_fail(struct db_batch *b, const struct id *id,
    const struct id *owner, const char *failure, int64_t wait_s)
{
	db_batch_add(b, SQL_ROUND_FAIL, DB_ANY);
	db_arg_id(b, id);
	db_arg_id(b, owner);
	db_arg_text(b, failure);
	db_arg_int(b, wait_s);
}

void
store_round_guard(
    struct db_batch *b, const struct id *id, const struct id *owner)
{
	db_batch_add(b, SQL_ROUND_GUARD, 1);
	db_arg_id(b, id);
	db_arg_id(b, owner);
}

void
store_round_draw_get(struct db_batch *b, const struct id *id)
{
	db_batch_add(b, SQL_DRAW_GET, DB_ANY);
	db_arg_id(b, id);
}

void
store_round_draw_insert(struct db_batch *b, const struct id *id, uint64_t seed,
    const void *input, size_t len, const uint8_t digest[STORE_HASH])
{
	db_batch_add(b, SQL_DRAW_INSERT, 1);
	db_arg_id(b, id);
	db_arg_int(b, (int64_t)seed);
	db_arg_bytes(b, input, len);
	db_arg_bytes(b, digest, STORE_HASH);
}

void
store_round_snapshot(
    struct db_batch *b, const struct id *id, const char *zone, int64_t weeks)
{
	db_batch_add(b, SQL_ROUND_POPULATION, DB_ANY);
	db_arg_id(b, id);
	db_batch_add(b, SQL_ROUND_TIES, DB_ANY);
	db_arg_id(b, id);
	db_batch_add(b, SQL_ROUND_HISTORY, DB_ANY);
	db_arg_id(b, id);
	db_arg_text(b, zone);
	db_arg_int(b, weeks);
	store_pairs_of_round(b, id);
}

void
store_round_snapshot_now(struct db_batch *b, const char *pool, const char *zone,
    int64_t weeks, int members, bool with_blocks)
{
	db_batch_add(b, SQL_WHATIF_POPULATION, DB_ANY);
	db_arg_text(b, pool);
	db_arg_int(b, members);
	db_batch_add(b, SQL_WHATIF_TIES, DB_ANY);
	db_arg_text(b, pool);
	db_arg_int(b, members);
	db_arg_bool(b, with_blocks);
	db_batch_add(b, SQL_WHATIF_HISTORY, DB_ANY);
	db_arg_text(b, pool);
	db_arg_text(b, zone);
	db_arg_int(b, weeks);
	db_arg_int(b, members);
}

void
store_round_participant_read(
    const struct db_rows *rows, int row, struct store_participant *p)
{
	p->id = db_id(rows, row, 0);
	p->offset_s = (int32_t)db_int(rows, row, 1);
	p->values = db_text(rows, row, 2);
	p->rounds = (uint32_t)db_int(rows, row, 3);
	p->sit_outs = (uint32_t)db_int(rows, row, 4);
	p->sat_out_last = db_bool(rows, row, 5);
	p->prefers_three = db_bool(rows, row, 6);
}

void
store_round_profiles(struct db_batch *b, const struct id *id, int64_t answer_h)
{
	db_batch_add(b, SQL_ROUND_PROFILES, DB_ANY);
	db_arg_id(b, id);
	db_arg_int(b, answer_h);
}

struct store_profile *
store_round_profiles_read(const struct db_rows *rows, size_t *count)
{
	struct store_profile *profiles;

	*count = (size_t)db_rows_count(rows);
	profiles = memory_new(*count, sizeof(*profiles));
	for (int i = 0; i < (int)*count; i++) {
		struct store_profile *p = &profiles[i];

		p->id = db_id(rows, i, 0);
		p->name = memory_text(db_text(rows, i, 1));
		p->pitch = memory_text(db_text(rows, i, 2));
		p->language = memory_text(db_text(rows, i, 3));
		p->has_address = db_bool(rows, i, 4);
		member_values_parse(
		    db_text(rows, i, 5), &p->values, &p->value_count);
		p->until = db_text(rows, i, 6);
	}
	return profiles;
}

void
store_round_profiles_free(struct store_profile *profiles, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		free(profiles[i].name);
		free(profiles[i].pitch);
		free(profiles[i].language);
		member_values_free(profiles[i].values, profiles[i].value_count);
	}
	free(profiles);
}

static void
add_held(struct db_batch *b, const bool held[STORE_HELD])
{
	struct db_array list = { 0 };

	for (int i = 0; i < STORE_HELD; i++)
		db_array_int(&list, held[i]);
	db_arg_array(b, &list);
}

void
store_round_result(struct db_batch *b, const struct id *id,
    struct store_result *result, const struct store_manner *manner)
{
	struct db_array introductions[3], members[3], drawn[2];

	/* Three statements see the same slots. */
	db_array_copies(&result->slot_introductions, introductions, 3);
	db_array_copies(&result->slot_members, members, 3);
	db_array_copies(&result->members, drawn, 2);

	db_batch_add(b, SQL_ROUND_LOCK_MEMBERS, 1);
	db_arg_array(b, &drawn[0]);
	db_batch_add(b, SQL_INTRODUCTIONS_INSERT, DB_ANY);
	db_arg_id(b, id);
	db_arg_array(b, &introductions[0]);
	db_arg_array(b, &members[0]);
	db_arg_array(b, &result->introductions);
	db_arg_array(b, &result->whys);
	db_arg_int(b, manner->answer_h);
	add_held(b, manner->rests);
	add_held(b, manner->unacquainted);
	db_arg_text(b, manner->definition);
	db_batch_add(b, SQL_INTRODUCTION_MEMBERS_INSERT, DB_ANY);
	db_arg_array(b, &introductions[1]);
	db_arg_array(b, &members[1]);
	db_batch_add(b, SQL_ROUND_MEMBERS_INTRODUCED, DB_ANY);
	db_arg_id(b, id);
	db_arg_array(b, &introductions[2]);
	db_arg_array(b, &members[2]);
	db_batch_add(b, SQL_ROUND_MEMBERS_SAT_OUT, DB_ANY);
	db_arg_id(b, id);
	db_arg_array(b, &result->sat_out);
	db_arg_array(b, &result->sat_out_whys);
	db_batch_add(b, SQL_DRAW_FORGET, DB_ANY);
	db_arg_id(b, id);
	db_arg_array(b, &drawn[1]);
	db_batch_add(b, SQL_MEMBERSHIPS_UNSKIP, DB_ANY);
	db_arg_id(b, id);
}

void
store_round_report_put(struct db_batch *b, const struct id *id,
    const char *report, const uint8_t digest[STORE_HASH])
{
	db_batch_add(b, SQL_DRAW_REPORT_PUT, 1);
	db_arg_id(b, id);
	db_arg_text(b, report);
	db_arg_bytes(b, digest, STORE_HASH);
}

void
store_round_report(struct db_batch *b, const struct id *id)
{
	db_batch_add(b, SQL_ROUND_REPORT, DB_ANY);
	db_arg_id(b, id);
}

void
store_round_report_read(
    const struct db_rows *rows, struct store_round_report *r)
{
	r->pool = db_text(rows, 0, 0);
	r->seed = (uint64_t)db_int(rows, 0, 1);
	r->digest = db_text(rows, 0, 2);
	r->report = db_text(rows, 0, 3);
}

void
store_round_publish(struct db_batch *b, const struct id *id,
    const struct id *owner, int64_t answer_h)
{
	db_batch_add(b, SQL_ROUNDS_END_SECOND, DB_ANY);
	db_arg_id(b, id);
	db_batch_add(b, SQL_DRAWS_OUTDATED, DB_ANY);
	db_arg_id(b, id);
	db_batch_add(b, SQL_ROUND_PUBLISH, 1);
	db_arg_id(b, id);
	db_arg_id(b, owner);
	db_arg_int(b, answer_h);
}

void
store_round_get(struct db_batch *b, const struct id *id)
{
	db_batch_add(b, SQL_ROUND_GET, DB_ANY);
	db_arg_id(b, id);
}

void
store_round_list(
    struct db_batch *b, const char *pool, const struct id *before, int limit)
{
	db_batch_add(b, SQL_ROUNDS_LIST, DB_ANY);
	db_arg_text(b, pool);
	db_arg_id(b, before);
	db_arg_int(b, limit);
}

void
store_round_read(const struct db_rows *rows, int row, struct store_round *r)
{
	r->id = db_id(rows, row, 0);
	r->pool = db_text(rows, row, 1);
	r->state = db_text(rows, row, 2);
	r->scheduled_us = db_int(rows, row, 3);
	r->published_us = db_int(rows, row, 4);
	r->is_published = !db_is_null(rows, row, 4);
	r->attempts = (int)db_int(rows, row, 5);
	r->failure = db_is_null(rows, row, 6) ? NULL : db_text(rows, row, 6);
	r->members = db_int(rows, row, 7);
	r->introduced = db_int(rows, row, 8);
	r->groups = db_int(rows, row, 9);
	r->sat_out = db_int(rows, row, 10);
	r->seed = (uint64_t)db_int(rows, row, 11);
	r->digest = db_text(rows, row, 12);
	r->milliseconds = db_int(rows, row, 13);
	r->is_second = !db_is_null(rows, row, 14);
	if (r->is_second)
		r->second_of = db_id(rows, row, 14);
	r->is_counted = !db_is_null(rows, row, 15);
	r->met = db_int(rows, row, 15);
	r->not_met = db_int(rows, row, 16);
	r->came_to_nothing = db_int(rows, row, 17);
	r->waits_us = db_int(rows, row, 18);
	r->redraws = (int)db_int(rows, row, 19);
	r->groups_digest = db_text(rows, row, 20);
	r->is_approved = db_bool(rows, row, 21);
}

void
store_round_groups(
    struct db_batch *b, const struct id *id, const struct id *after, int limit)
{
	db_batch_add(b, SQL_ROUND_GROUPS, DB_ANY);
	db_arg_id(b, id);
	db_arg_id(b, after);
	db_arg_int(b, limit);
	db_batch_add(b, SQL_ROUND_SIT_OUTS, DB_ANY);
	db_arg_id(b, id);
	db_arg_id(b, after);
	db_arg_int(b, limit);
	store_round_get(b, id);
}

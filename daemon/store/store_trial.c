/*
 * Experiments: see store/store_trial.h.
 */
#include "store/store_trial.h"
#include "sql_statements.h"

/* --- the configuration's -------------------------------------------------- */

static void
add_given(struct db_batch *b, int statement,
    const struct store_trial_mirror *trials, size_t count)
{
	struct db_array pools = { 0 }, definitions = { 0 };

	for (size_t i = 0; i < count; i++) {
		db_array_text(&pools, trials[i].pool);
		db_array_text(&definitions, trials[i].definition);
	}
	db_batch_add(b, statement, DB_ANY);
	db_arg_array(b, &pools);
	db_arg_array(b, &definitions);
}

void
store_trial_mirror(
    struct db_batch *b, const struct store_trial_mirror *trials, size_t count)
{
	add_given(b, SQL_TRIALS_FORGET, trials, count);
	add_given(b, SQL_TRIALS_END, trials, count);
	for (size_t i = 0; i < count; i++) {
		struct id id = id_new();

		db_batch_add(b, SQL_TRIAL_MIRROR, 1);
		db_arg_id(b, &id);
		db_arg_text(b, trials[i].pool);
		db_arg_text(b, trials[i].name);
		db_arg_text(b, trials[i].definition);
		db_arg_text(b, trials[i].arms[0]);
		db_arg_text(b, trials[i].arms[1]);
		db_arg_text(b, trials[i].goal);
		db_arg_int(b, trials[i].detect);
		db_arg_text(b, trials[i].from);
		db_arg_int(b, trials[i].rounds);
	}
}

/* --- a round -------------------------------------------------------------- */

void
store_trial_standing(
    struct db_batch *b, const struct id *round, const char *definition)
{
	db_batch_add(b, SQL_TRIAL_STANDING, DB_ANY);
	db_arg_id(b, round);
	db_arg_text(b, definition);
}

void
store_trial_standing_read(
    const struct db_rows *rows, struct store_trial_standing *s)
{
	s->id = db_id(rows, 0, 0);
	s->is_second = db_bool(rows, 0, 1);
	s->rounds = db_int(rows, 0, 2);
}

void
store_trial_standing_next(
    struct db_batch *b, const char *pool, const char *definition)
{
	db_batch_add(b, SQL_TRIAL_STANDING_NEXT, DB_ANY);
	db_arg_text(b, pool);
	db_arg_text(b, definition);
}

void
store_trial_round(
    struct db_batch *b, const struct id *round, const struct id *trial)
{
	db_batch_add(b, SQL_TRIAL_ROUND, 1);
	db_arg_id(b, round);
	db_arg_id(b, trial);
}

static void
add_arm(
    struct db_batch *b, const struct id *round, const struct store_trial_arm *a)
{
	db_batch_add(b, SQL_TRIAL_ARM, 1);
	db_arg_id(b, round);
	db_arg_int(b, a->arm);
	db_arg_int(b, a->members);
	db_arg_int(b, a->introduced);
	db_arg_int(b, a->score);
	db_arg_int(b, a->whole_members);
	db_arg_int(b, a->whole_introduced);
	db_arg_int(b, a->whole_score);
}

static void
add_arms(struct db_batch *b, const struct id *round,
    struct store_trial_arms *arms, int members, int introductions)
{
	if (!arms->is_there)
		return;
	db_batch_add(b, members, DB_ANY);
	db_arg_id(b, round);
	db_arg_array(b, &arms->members);
	db_arg_array(b, &arms->member_arms);
	db_batch_add(b, introductions, DB_ANY);
	db_arg_id(b, round);
	db_arg_array(b, &arms->introductions);
	db_arg_array(b, &arms->introduction_arms);
	for (int k = 0; k < 2; k++)
		add_arm(b, round, &arms->arms[k]);
}

void
store_trial_arms(
    struct db_batch *b, const struct id *round, struct store_trial_arms *arms)
{
	add_arms(b, round, arms, SQL_TRIAL_MEMBERS, SQL_TRIAL_INTRODUCTIONS);
}

void
store_trial_waits(
    struct db_batch *b, const struct id *round, struct store_trial_arms *arms)
{
	add_arms(b, round, arms, SQL_TRIAL_SLOTS, SQL_TRIAL_GROUPS);
}

void
store_trial_approved(struct db_batch *b, const struct id *round)
{
	db_batch_add(b, SQL_TRIAL_MEMBERS_APPROVED, DB_ANY);
	db_arg_id(b, round);
	db_batch_add(b, SQL_TRIAL_INTRODUCTIONS_APPROVED, DB_ANY);
	db_arg_id(b, round);
}

void
store_trial_published(struct db_batch *b, const struct id *round)
{
	db_batch_add(b, SQL_TRIAL_PUBLISHED, DB_ANY);
	db_arg_id(b, round);
}

void
store_trial_stop(struct db_batch *b, const struct id *trial)
{
	db_batch_add(b, SQL_TRIAL_STOP, 1);
	db_arg_id(b, trial);
}

/* --- as operators see them ------------------------------------------------ */

static void
add_list(struct db_batch *b, const struct id *trial, const char *pool,
    const struct id *before, int limit)
{
	db_batch_add(b, SQL_TRIALS_LIST, DB_ANY);
	db_arg_id(b, trial);
	db_arg_text(b, pool);
	db_arg_id(b, before);
	db_arg_int(b, limit);
}

void
store_trial_get(struct db_batch *b, const struct id *trial)
{
	add_list(b, trial, NULL, NULL, 1);
}

void
store_trial_list(
    struct db_batch *b, const char *pool, const struct id *before, int limit)
{
	add_list(b, NULL, pool, before, limit);
}

void
store_trial_read(const struct db_rows *rows, int row, struct store_trial *t)
{
	t->id = db_id(rows, row, 0);
	t->pool = db_text(rows, row, 1);
	t->name = db_text(rows, row, 2);
	t->goal = db_text(rows, row, 3);
	t->arms[0] = db_text(rows, row, 4);
	t->arms[1] = db_text(rows, row, 5);
	t->detect = db_int(rows, row, 6);
	t->from = db_is_null(rows, row, 7) ? NULL : db_text(rows, row, 7);
	t->rounds = db_int(rows, row, 8);
	t->made_us = db_int(rows, row, 9);
	t->started_us = db_int(rows, row, 10);
	t->ended_us = db_int(rows, row, 11);
	t->state = db_text(rows, row, 12);
	t->digest = db_text(rows, row, 13);
	t->definition = db_text(rows, row, 14);
	t->drawn = db_int(rows, row, 15);
	t->counted = db_int(rows, row, 16);
}

void
store_trial_outcomes(struct db_batch *b, const struct id *trial)
{
	db_batch_add(b, SQL_TRIAL_OUTCOMES, DB_ANY);
	db_arg_id(b, trial);
}

void
store_trial_outcome_read(
    const struct db_rows *rows, int row, struct store_trial_outcome *o)
{
	o->introduction = db_id(rows, row, 0);
	o->round = (uint32_t)db_int(rows, row, 1);
	o->arm = (int)db_int(rows, row, 2);
	o->is_known = !db_is_null(rows, row, 3);
	o->is_met = db_bool(rows, row, 3);
	o->rating = db_is_null(rows, row, 4) ? -1 : db_int(rows, row, 4);
	o->member = (uint32_t)db_int(rows, row, 5);
}

void
store_trial_costs(struct db_batch *b, const struct id *trial)
{
	db_batch_add(b, SQL_TRIAL_ARMS, DB_ANY);
	db_arg_id(b, trial);
}

void
store_trial_cost_read(
    const struct db_rows *rows, int row, struct store_trial_arm *a)
{
	a->arm = (int)db_int(rows, row, 0);
	a->members = db_int(rows, row, 1);
	a->introduced = db_int(rows, row, 2);
	a->score = db_int(rows, row, 3);
	a->whole_members = db_int(rows, row, 4);
	a->whole_introduced = db_int(rows, row, 5);
	a->whole_score = db_int(rows, row, 6);
}

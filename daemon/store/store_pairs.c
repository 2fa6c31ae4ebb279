/*
 * Pinned and forbidden pairs: see store/store_pairs.h.
 */
#include "store/store_pairs.h"
#include "sql_statements.h"

void
store_pair_member(struct db_batch *b, const struct store_who *who)
{
	db_batch_add(b, SQL_MEMBER_OF, DB_ANY);
	db_arg_id(b, who->has_id ? &who->id : NULL);
	db_arg_hash(b, who->has_email ? who->email : NULL);
	db_arg_text(b, who->ref);
}

static void
add_lock(struct db_batch *b, const struct store_pair *pair)
{
	db_batch_add(b, SQL_PAIR_LOCK, 2);
	db_arg_id(b, &pair->a);
	db_arg_id(b, &pair->b);
}

void
store_pair_pin(struct db_batch *b, const struct store_pair *pair)
{
	add_lock(b, pair);
	db_batch_add(b, SQL_PAIR_PIN, 1);
	db_arg_id(b, &pair->id);
	db_arg_id(b, &pair->a);
	db_arg_id(b, &pair->b);
	db_arg_text(b, pair->pool);
	db_arg_text(b, pair->reason);
}

void
store_pair_forbid(struct db_batch *b, const struct store_pair *pair)
{
	add_lock(b, pair);
	db_batch_add(b, SQL_PAIR_FORBID, 1);
	db_arg_id(b, &pair->id);
	db_arg_id(b, &pair->a);
	db_arg_id(b, &pair->b);
	db_arg_text(b, pair->reason);
}

void
store_pair_remove(struct db_batch *b, const struct id *id, const char *actor)
{
	db_batch_add(b, SQL_PAIR_REMOVE, DB_ANY);
	db_arg_id(b, id);
	db_arg_text(b, actor);
}

void
store_pairs_list(struct db_batch *b, const struct id *before, int limit)
{
	db_batch_add(b, SQL_PAIRS_LIST, DB_ANY);
	db_arg_id(b, before);
	db_arg_int(b, limit);
}

void
store_pairs_of_round(struct db_batch *b, const struct id *round)
{
	db_batch_add(b, SQL_ROUND_PINS, DB_ANY);
	db_arg_id(b, round);
}

void
store_pairs_drawn(
    struct db_batch *b, const struct id *round, struct db_array *pairs)
{
	db_batch_add(b, SQL_DRAW_PINS_INSERT, DB_ANY);
	db_arg_id(b, round);
	db_arg_array(b, pairs);
}

void
store_pairs_fate(
    struct db_batch *b, const struct id *round, struct store_pin_fates *fates)
{
	db_batch_add(b, SQL_DRAW_PINS_FATE, DB_ANY);
	db_arg_id(b, round);
	db_arg_array(b, &fates->lows);
	db_arg_array(b, &fates->highs);
	db_arg_array(b, &fates->fates);
}

void
store_pairs_use(struct db_batch *b, const struct id *round)
{
	db_batch_add(b, SQL_PINS_USE, DB_ANY);
	db_arg_id(b, round);
}

void
store_pairs_fates(struct db_batch *b, const struct id *round)
{
	db_batch_add(b, SQL_ROUND_PIN_FATES, DB_ANY);
	db_arg_id(b, round);
}

/*
 * Rounds in hand: see store/store_hand.h.
 */
#include "store/store_hand.h"
#include "sql_statements.h"

void
store_hand_operators(struct db_batch *b)
{
	db_batch_add(b, SQL_OPERATORS_TO_TELL, DB_ANY);
}

void
store_hand_wait(struct db_batch *b, const struct id *id, const struct id *owner,
    struct store_result *result)
{
	struct db_array introductions[2], drawn[2];

	db_array_copies(&result->slot_introductions, introductions, 2);
	db_array_copies(&result->members, drawn, 2);
	db_batch_add(b, SQL_ROUND_LOCK_MEMBERS, 1);
	db_arg_array(b, &drawn[0]);
	db_batch_add(b, SQL_DRAW_GROUPS_INSERT, DB_ANY);
	db_arg_id(b, id);
	db_arg_array(b, &result->introductions);
	db_arg_array(b, &result->whys);
	db_arg_array(b, &introductions[0]);
	db_batch_add(b, SQL_DRAW_SLOTS_INSERT, DB_ANY);
	db_arg_id(b, id);
	db_arg_array(b, &introductions[1]);
	db_arg_array(b, &result->slot_members);
	db_batch_add(b, SQL_DRAW_SLOTS_SIT_OUT, DB_ANY);
	db_arg_id(b, id);
	db_arg_array(b, &result->sat_out);
	db_arg_array(b, &result->sat_out_whys);
	db_batch_add(b, SQL_DRAW_FORGET_WAITING, DB_ANY);
	db_arg_id(b, id);
	db_arg_array(b, &drawn[1]);
	db_batch_add(b, SQL_ROUND_WAIT, 1);
	db_arg_id(b, id);
	db_arg_id(b, owner);
}

void
store_hand_slots(struct db_batch *b, const struct id *id)
{
	db_batch_add(b, SQL_DRAW_SLOTS_GET, DB_ANY);
	db_arg_id(b, id);
}

void
store_hand_done(struct db_batch *b, const struct id *id)
{
	db_batch_add(b, SQL_DRAW_SLOTS_DELETE, DB_ANY);
	db_arg_id(b, id);
}

static void
add_notify(struct db_batch *b)
{
	db_batch_add(b, SQL_ROUNDS_NOTIFY, 1);
}

static void
add_audit(struct db_batch *b, const struct id *id, const char *actor,
    const char *action)
{
	db_batch_add(b, SQL_HAND_AUDIT, 1);
	db_arg_id(b, id);
	db_arg_text(b, actor);
	db_arg_text(b, action);
}

void
store_hand_approve(struct db_batch *b, const struct id *id, const char *actor)
{
	db_batch_add(b, SQL_ROUND_APPROVE, 1);
	db_arg_id(b, id);
	db_batch_add(b, SQL_DRAW_APPROVE, 1);
	db_arg_id(b, id);
	add_audit(b, id, actor, "round approved");
	add_notify(b);
}

void
store_hand_redraw(struct db_batch *b, const struct id *id, const uint64_t *seed,
    const char *actor)
{
	db_batch_add(b, SQL_ROUND_REDRAW, 1);
	db_arg_id(b, id);
	if (seed == NULL)
		db_arg_text(b, NULL);
	else
		db_arg_int(b, (int64_t)*seed);
	db_batch_add(b, SQL_DRAW_KEEP, DB_ANY);
	db_arg_id(b, id);
	db_arg_text(b, actor);
	db_batch_add(b, SQL_DRAW_DROP, 1);
	db_arg_id(b, id);
	add_notify(b);
}

void
store_hand_cancel(struct db_batch *b, const struct id *id, const char *actor)
{
	db_batch_add(b, SQL_ROUND_CANCEL, 1);
	db_arg_id(b, id);
	add_audit(b, id, actor, "round cancelled");
	db_batch_add(b, SQL_DRAW_CANCEL, DB_ANY);
	db_arg_id(b, id);
	add_notify(b);
}

void
store_hand_due(struct db_batch *b, int limit)
{
	db_batch_add(b, SQL_DUE_WAITING, DB_ANY);
	db_arg_int(b, limit);
}

void
store_hand_due_told(struct db_batch *b, struct db_array *rounds)
{
	db_batch_add(b, SQL_DUE_WAITING_TOLD, (int)rounds->count);
	db_arg_array(b, rounds);
}

void
store_hand_groups(
    struct db_batch *b, const struct id *id, const struct id *after, int limit)
{
	db_batch_add(b, SQL_WAITING_GROUPS, DB_ANY);
	db_arg_id(b, id);
	db_arg_id(b, after);
	db_arg_int(b, limit);
	db_batch_add(b, SQL_WAITING_SIT_OUTS, DB_ANY);
	db_arg_id(b, id);
	db_arg_id(b, after);
	db_arg_int(b, limit);
}

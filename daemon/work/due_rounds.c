/*
 * What falls due of rounds: see work/due_rounds.h.
 */
#include "work/due_rounds.h"
#include "store/store_due.h"

static void
settle_over(
    const struct house *house, struct db_batch *b, const struct db_rows *found)
{
	struct db_array rounds = { 0 };

	(void)house;
	for (int i = 0; i < db_rows_count(found); i++) {
		struct id id = db_id(found, i, 0);

		db_array_id(&rounds, &id);
	}
	store_due_rounds_close(b, &rounds);
}

const struct due_kind due_rounds_over = {
	.name = "rounds that are over",
	.find = store_due_rounds,
	.settle = settle_over,
};

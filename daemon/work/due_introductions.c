/*
 * What falls due of introductions: see work/due_introductions.h.
 */
#include "work/due_introductions.h"
#include "store/store_due.h"

static void
settle_expired(
    const struct house *house, struct db_batch *b, const struct db_rows *found)
{
	struct db_array ids = { 0 };

	(void)house;
	for (int i = 0; i < db_rows_count(found); i++) {
		struct id id = db_id(found, i, 0);

		db_array_id(&ids, &id);
	}
	store_due_expire(b, &ids);
}

const struct due_kind due_introductions_expired = {
	.name = "expired introductions",
	.find = store_due_expired,
	.settle = settle_expired,
};

/*
 * Repair: see pairing/circles_repair.h.
 */
#include "pairing/circles_repair.h"
#include "pairing/seating.h"

/* --- allowed and full ----------------------------------------------------- */

/* Leaves nobody at a table with somebody forbidden: the member with the most
 * such pairs leaves, of these who waited least, until there is none. */
static void
clear_table(struct circles_table *t, uint32_t table)
{
	for (;;) {
		uint32_t worst = SEAT_NOBODY;
		int32_t most = 0;

		for (uint32_t i = 0; i < t->count[table]; i++) {
			uint32_t v = t->members[(size_t)table * t->room + i];
			int32_t bad =
			    circles_table_sum(t, v, table, SEAT_NOBODY)
				.forbidden;

			if (bad > most ||
			    (bad == most && bad > 0 &&
				plan_waiting(t->plan, v) <
				    plan_waiting(t->plan, worst))) {
				most = bad;
				worst = v;
			}
		}
		if (most == 0)
			return;
		circles_table_take(t, worst);
		circles_table_put(t, worst, CIRCLES_BENCH);
	}
}

static void
empty_table(struct circles_table *t, uint32_t table)
{
	while (t->count[table] > 0) {
		uint32_t v = t->members[(size_t)table * t->room];

		circles_table_take(t, v);
		circles_table_put(t, v, CIRCLES_BENCH);
	}
}

/* Of the bench who may sit at the table, and of these who waited longest. */
static uint32_t
longest_for(const struct circles_table *t, uint32_t table)
{
	uint32_t longest = SEAT_NOBODY;

	for (uint32_t i = t->bench_count; i-- > 0;) {
		uint32_t v = t->bench[i];

		if ((longest == SEAT_NOBODY ||
			plan_waiting(t->plan, v) >
			    plan_waiting(t->plan, longest)) &&
		    circles_table_sum(t, v, table, SEAT_NOBODY).forbidden == 0)
			longest = v;
	}
	return longest;
}

/* Whoever of the bench may sit at the table does, up to `full`. */
static void
fill_table(struct circles_table *t, uint32_t table, uint32_t full)
{
	while (t->count[table] < full) {
		uint32_t v = longest_for(t, table);

		if (v == SEAT_NOBODY)
			return;
		circles_table_take(t, v);
		circles_table_put(t, v, table);
	}
}

void
circles_repair(struct circles_table *t, struct dice *dice)
{
	for (uint32_t i = 0; i < t->table_count; i++)
		clear_table(t, i);
	for (uint32_t i = 0; i < t->table_count; i++)
		fill_table(t, i, t->k);
	for (uint32_t i = 0; i < t->table_count; i++)
		if (t->count[i] < t->k)
			empty_table(t, i);
	/* Those left over try among themselves, from several beginnings. */
	for (uint32_t i = 0; i < t->table_count; i++) {
		for (int tries = 0;
		     tries < 20 && t->count[i] < t->k && t->bench_count >= t->k;
		     tries++) {
			uint32_t v = t->bench[dice_below(dice, t->bench_count)];

			empty_table(t, i);
			circles_table_take(t, v);
			circles_table_put(t, v, i);
			fill_table(t, i, t->k);
		}
		if (t->count[i] < t->k)
			empty_table(t, i);
	}
	for (uint32_t i = 0; i < t->table_count; i++)
		if (t->count[i] == t->k)
			fill_table(t, i, t->k + 1);
}

/* --- who waited longest --------------------------------------------------- */

/* `v` takes the place of who waited least of those whose table allows it. */
static bool
take_place(
    struct circles_table *t, uint32_t v, const uint32_t *order, uint64_t *tries)
{
	uint32_t waited = plan_waiting(t->plan, v);

	for (uint32_t i = t->size; i-- > 0 && *tries > 0; --*tries) {
		uint32_t u = order[i];

		if (plan_waiting(t->plan, u) >= waited)
			return false;
		if (t->table[u] == CIRCLES_BENCH ||
		    circles_table_sum(t, v, t->table[u], u).forbidden > 0)
			continue;
		circles_table_exchange(t, u, v);
		return true;
	}
	return false;
}

void
circles_seat_longest(
    struct circles_table *t, const uint32_t *order, uint64_t tries)
{
	bool is_changed;

	do {
		is_changed = false;
		for (uint32_t i = 0; i < t->size; i++) {
			uint32_t v = order[i];

			if (t->table[v] == CIRCLES_BENCH && !t->is_hopeless[v])
				is_changed |= take_place(t, v, order, &tries);
		}
	} while (is_changed);
}

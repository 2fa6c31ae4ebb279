/*
 * Circles: see pairing/circles.h.
 */
#include "pairing/circles.h"
#include "base/memory.h"
#include "pairing/circles_repair.h"
#include "pairing/circles_table.h"
#include "pairing/fixed.h"

#define TRIES 4 /* at leaving no pair forbidden, in pools of all pairs */

enum { STREAM_CIRCLES = 0x43495243 };

/* What a step may do. */
enum freedom {
	FREE,   /* anything: pairs may be forbidden */
	FAIR,   /* the same, but nobody takes the place of who waited longer */
	ALLOWED /* fair, and no pair is forbidden */
};

/* Scores are in millionths / (k (k - 1)), see circles_table_factor. */
struct circles {
	struct circles_table *t;
	struct dice dice;
	int64_t scale; /* k (k - 1) */
	int64_t price; /* of a forbidden pair, in these units */
};

/* --- one step ------------------------------------------------------------- */

/* With probability exp(gain / temperature). */
static bool
is_taken(struct circles *c, int64_t gain, int64_t temperature)
{
	int64_t loss = -gain;

	if (loss <= 0 || temperature == INT64_MAX)
		return true;
	if (temperature <= 0 || loss / 40 >= temperature)
		return false; /* less than one in 10^17 */
	return dice_next(&c->dice) <
	       fixed_exp((uint64_t)(((__int128)loss << 32) / temperature));
}

static int64_t
worth(const struct circles *c, struct circles_sum sum, int64_t factor)
{
	return sum.score * factor - sum.forbidden * c->price;
}

/* What it changes that a and b change places; either may be on the bench. */
static int64_t
exchange_gain(const struct circles *c, uint32_t a, uint32_t b)
{
	const struct circles_table *t = c->t;
	uint32_t x = t->table[a], y = t->table[b];
	int64_t fx =
	    x == CIRCLES_BENCH ? 0 : circles_table_factor(t, t->count[x]);
	int64_t fy =
	    y == CIRCLES_BENCH ? 0 : circles_table_factor(t, t->count[y]);

	return worth(c, circles_table_sum(t, b, x, a), fx) -
	       worth(c, circles_table_sum(t, a, x, b), fx) +
	       worth(c, circles_table_sum(t, a, y, b), fy) -
	       worth(c, circles_table_sum(t, b, y, a), fy);
}

/* The sum of all pairs at a table. */
static struct circles_sum
whole_sum(const struct circles_table *t, uint32_t table)
{
	struct circles_sum all = { 0, 0 };

	for (uint32_t i = 0; i < t->count[table]; i++) {
		struct circles_sum one = circles_table_sum(t,
		    t->members[(size_t)table * t->room + i], table,
		    SEAT_NOBODY);

		all.score += one.score;
		all.forbidden += one.forbidden;
	}
	all.score /= 2;
	all.forbidden /= 2;
	return all;
}

/* What it changes that `a` moves from a table of k + 1 to one of k. */
static int64_t
move_gain(const struct circles *c, uint32_t a, uint32_t to)
{
	const struct circles_table *t = c->t;
	struct circles_sum from = whole_sum(t, t->table[a]);
	struct circles_sum there = whole_sum(t, to);
	struct circles_sum leaves =
	    circles_table_sum(t, a, t->table[a], SEAT_NOBODY);
	struct circles_sum comes = circles_table_sum(t, a, to, SEAT_NOBODY);
	int64_t large = c->t->k - 1, small = c->t->k;

	return (from.score - leaves.score) * small - from.score * large +
	       (there.score + comes.score) * large - there.score * small +
	       (leaves.forbidden - comes.forbidden) * c->price;
}

/* Whether who comes in from the bench waited longer than who goes out: 1, the
 * other way round -1, else 0. */
static int
compare_waiting(const struct circles_table *t, uint32_t a, uint32_t b)
{
	bool is_in = t->table[a] == CIRCLES_BENCH;
	uint32_t in = plan_waiting(t->plan, is_in ? a : b);
	uint32_t out = plan_waiting(t->plan, is_in ? b : a);

	if (!is_in && t->table[b] != CIRCLES_BENCH)
		return 0;
	return (in > out) - (in < out);
}

/* Among allowed tables waiting comes before scores. */
static void
try_exchange(struct circles *c, uint32_t a, uint32_t b, int64_t temperature,
    enum freedom freedom)
{
	struct circles_table *t = c->t;
	int longer = compare_waiting(t, a, b);

	if (freedom != FREE && longer < 0)
		return;
	if (freedom == ALLOWED &&
	    (circles_table_sum(t, b, t->table[a], a).forbidden > 0 ||
		circles_table_sum(t, a, t->table[b], b).forbidden > 0))
		return;
	if ((freedom == ALLOWED && longer > 0) ||
	    is_taken(c, exchange_gain(c, a, b), temperature))
		circles_table_exchange(t, a, b);
}

static void
try_move(struct circles *c, uint32_t a, uint32_t to, int64_t temperature,
    enum freedom freedom)
{
	struct circles_table *t = c->t;

	if (freedom == ALLOWED &&
	    circles_table_sum(t, a, to, SEAT_NOBODY).forbidden > 0)
		return;
	if (!is_taken(c, move_gain(c, a, to), temperature))
		return;
	circles_table_take(t, a);
	circles_table_put(t, a, to);
}

/* Where a member could also move, a coin says which is tried, so that either is
 * tried as often as its reverse, whatever becomes of the other. */
static void
step(struct circles *c, int64_t temperature, enum freedom freedom)
{
	struct circles_table *t = c->t;
	uint32_t a = dice_below(&c->dice, t->size);
	uint32_t b = dice_below(&c->dice, t->size);
	uint32_t x = t->table[a], y = t->table[b];
	bool can_move = x != CIRCLES_BENCH && y != CIRCLES_BENCH &&
			t->count[x] == t->k + 1 && t->count[y] == t->k;

	if (x == y || t->is_hopeless[a] || t->is_hopeless[b])
		return;
	if (can_move && dice_below(&c->dice, 2) == 0)
		try_move(c, a, y, temperature, freedom);
	else
		try_exchange(c, a, b, temperature, freedom);
}

/* --- allowed groups ------------------------------------------------------- */

static int
compare_keys(const void *x, const void *y)
{
	uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;

	return (a > b) - (a < b);
}

/* Everybody, the longest waiting first, else in an order of chance. */
static uint32_t *
order_of_waiting(struct circles *c)
{
	const struct circles_table *t = c->t;
	uint32_t *order = memory_new(t->size, sizeof(*order));
	uint32_t *shuffled = memory_new(t->size, sizeof(*shuffled));
	uint64_t *keys = memory_new(t->size, sizeof(*keys));

	for (uint32_t i = 0; i < t->size; i++)
		shuffled[i] = i;
	dice_shuffle(&c->dice, shuffled, t->size);
	for (uint32_t i = 0; i < t->size; i++)
		keys[i] =
		    (uint64_t)(UINT32_MAX - plan_waiting(t->plan, shuffled[i]))
			<< 32 |
		    i;
	qsort(keys, t->size, sizeof(*keys), compare_keys);
	for (uint32_t i = 0; i < t->size; i++)
		order[i] = shuffled[(uint32_t)keys[i]];
	free(shuffled);
	free(keys);
	return order;
}

/* Everybody sits down in this order, as long as there are places. */
static void
sit_down(struct circles_table *t, const uint32_t *order)
{
	uint32_t larger;

	larger = t->size - t->hopeless_count - t->table_count * t->k;
	for (uint32_t i = 0, table = 0; i < t->size; i++) {
		uint32_t v = order[i];

		if (t->is_hopeless[v])
			continue;
		while (table < t->table_count &&
		       t->count[table] == t->k + (table < larger))
			table++;
		if (table == t->table_count)
			break;
		circles_table_take(t, v);
		circles_table_put(t, v, table);
	}
}

static int64_t
forbidden_of(const struct circles_table *t)
{
	int64_t all = 0;

	for (uint32_t i = 0; i < t->table_count; i++)
		all += whole_sum(t, i).forbidden;
	return all;
}

/* --- the whole ------------------------------------------------------------ */

uint64_t
circles_steps(uint32_t size)
{
	uint64_t steps = (uint64_t)size * 300;

	return steps < 200000 ? 200000 : steps > 20000000 ? 20000000 : steps;
}

int64_t
circles_cooling(uint32_t k, uint64_t step, uint64_t steps)
{
	const int64_t hot = (int64_t)k * (k - 1) * (SCORE_ONE / 10);
	int64_t left = (int64_t)((steps - step) * 1000 / steps);

	return hot * left / 1000 * left / 1000;
}

static struct grouping *
result_of(const struct circles_table *t)
{
	struct grouping *g = grouping_new(t->size);

	/* By the lowest member: whoever comes first brings its table. */
	for (uint32_t v = 0; v < t->size; v++) {
		const uint32_t *list;
		bool is_first = true;

		if (t->table[v] == CIRCLES_BENCH) {
			grouping_add_sit_out(g, v);
			continue;
		}
		list = t->members + (size_t)t->table[v] * t->room;
		for (uint32_t i = 0; i < t->count[t->table[v]]; i++)
			is_first = is_first && list[i] >= v;
		if (is_first)
			grouping_add(g, list, t->count[t->table[v]]);
	}
	return g;
}

/* Forbidden pairs become fewer, at falling temperatures. */
static void
anneal(struct circles *c, uint64_t steps, enum freedom freedom)
{
	for (int64_t hot = 16; hot > 0 && forbidden_of(c->t) > 0; hot /= 2)
		for (uint64_t i = 0; i < steps; i++)
			step(c, c->price * hot / 40, freedom);
}

/* Allowed tables. Who must sit out is first left to how long they waited; only
 * where no allowed tables are found so, to chance. */
static void
find_allowed(struct circles *c, uint64_t steps)
{
	uint32_t *order = order_of_waiting(c);
	int tries = c->t->scores != NULL ? TRIES : 1;

	sit_down(c->t, order);
	for (int i = 0; i < tries && forbidden_of(c->t) > 0; i++)
		anneal(c, steps / 5, i == 0 ? FAIR : FREE);
	circles_repair(c->t, &c->dice);
	circles_seat_longest(c->t, order, steps);
	free(order);
}

/* How many more than are seated might be. */
static uint32_t
count_unproven(const struct circles_table *t)
{
	uint32_t most = t->size - t->hopeless_count;
	uint32_t seated = t->size - t->bench_count;

	if (most > t->table_count * t->room)
		most = t->table_count * t->room;
	return most - seated;
}

struct grouping *
circles_find(const struct plan *plan, uint32_t k, int64_t temperature,
    uint64_t seed, uint64_t steps, uint32_t *unproven)
{
	struct circles c = { .scale = (int64_t)k * (k - 1) };
	struct grouping *g;

	c.t = circles_table_new(plan, k);
	c.price = 4 * SCORE_ONE * (int64_t)k;
	dice_init(&c.dice, seed, STREAM_CIRCLES);
	if (c.t->table_count > 0)
		find_allowed(&c, steps);
	for (uint64_t i = 0; c.t->table_count > 0 && i < steps; i++) {
		int64_t now = temperature == INT64_MAX ? INT64_MAX
			      : temperature == 0 ? circles_cooling(k, i, steps)
						 : temperature * c.scale;

		step(&c, now, ALLOWED);
	}
	g = result_of(c.t);
	if (unproven != NULL)
		*unproven = count_unproven(c.t);
	circles_table_free(c.t);
	return g;
}

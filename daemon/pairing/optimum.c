/*
 * The optimum: see pairing/optimum.h.
 */
#include "pairing/optimum.h"
#include "base/dice.h"
#include "base/memory.h"
#include "pairing/blossom.h"
#include "pairing/optimum_data.h"
#include "pairing/optimum_trios.h"

enum { STREAM_OPTIMUM = 0x4f505449 };

#define WORK INT64_C(6000000000) /* a second or two */

int32_t *
optimum_table(const struct optimum *o, uint32_t open, uint32_t keys)
{
	uint32_t seats = o->count + o->chair_count, first_key = seats + open;
	uint32_t n = first_key + keys;
	int32_t *table = memory_new((size_t)n * n, sizeof(*table));

	for (uint32_t i = 0; i < n; i++)
		for (uint32_t k = i; k < n; k++) {
			int32_t score = SCORE_FORBIDDEN;

			if (i != k && k < o->count)
				score = plan_score(
				    o->plan, o->order[i], o->order[k]);
			else if (i < o->count && k >= o->count &&
				 k < first_key &&
				 (k >= seats ||
				     o->chairs[k - o->count] ==
					 plan_waiting(o->plan, o->order[i])))
				score = 0;
			else if (i >= first_key && k == i + 1 &&
				 (i - first_key) % 2 == 0)
				score = 0;
			table[(size_t)i * n + k] = score;
			table[(size_t)k * n + i] = score;
		}
	return table;
}

/* Only pairs and empty chairs. */
static int64_t
find_pairs(struct optimum *o)
{
	int32_t *table = optimum_table(o, 0, 0);
	struct blossom *b = blossom_new(o->count + o->chair_count, table);
	int64_t score;

	if (!blossom_solve(b))
		die("a seating has no perfect matching with its chairs");
	score = blossom_total(b);
	for (uint32_t i = 0; i < o->count; i++) {
		uint32_t mate = blossom_mate(b, i);

		o->seating->mate[o->order[i]] =
		    mate < o->count ? o->order[mate] : SEAT_NOBODY;
	}
	blossom_free(b);
	free(table);
	return score;
}

/* The problem of the members listed. */
static int64_t
solve(struct optimum *o)
{
	const struct seating *s = o->seating;
	uint32_t thirds = 0;

	o->chair_count = 0;
	for (uint32_t i = 0; i < o->count; i++) {
		uint32_t v = o->order[i];

		thirds += s->mate[v] == SEAT_THIRD;
		if (s->mate[v] == SEAT_NOBODY)
			o->chairs[o->chair_count++] = plan_waiting(o->plan, v);
	}
	return thirds == 0 ? find_pairs(o) : optimum_trios(o, thirds);
}

/* Of the members in `left`, which has `count`, those whom chains of allowed pairs link
 * with the first come to the problem; the others stay. Returns how many. */
static uint32_t
take_part(struct optimum *o, uint32_t *left, uint32_t count)
{
	uint32_t rest;

	o->order[0] = left[0];
	o->count = 1;
	left[0] = left[--count];
	for (uint32_t at = 0; at < o->count; at++) {
		rest = 0;
		for (uint32_t i = 0; i < count; i++)
			if (plan_may(o->plan, o->order[at], left[i]))
				o->order[o->count++] = left[i];
			else
				left[rest++] = left[i];
		count = rest;
	}
	return count;
}

int64_t
optimum_find(const struct plan *plan, struct seating *s, uint64_t seed)
{
	struct optimum o = { .plan = plan, .seating = s, .work = WORK };
	uint32_t *left = memory_new(s->size + 1, sizeof(*left));
	uint32_t count = s->size;
	struct dice dice;
	int64_t bound = 0;

	o.order = memory_new(s->size + 1, sizeof(*o.order));
	o.chairs = memory_new(s->size + 1, sizeof(*o.chairs));
	for (uint32_t v = 0; v < s->size; v++)
		left[v] = v;
	dice_init(&dice, seed, STREAM_OPTIMUM);
	dice_shuffle(&dice, left, count);
	if (s->third_count > 1) {
		while (count > 0) {
			count = take_part(&o, left, count);
			bound += solve(&o);
		}
	} else {
		memcpy(o.order, left, count * sizeof(*left));
		o.count = count;
		bound = solve(&o);
	}
	free(left);
	free(o.order);
	free(o.chairs);
	return bound;
}

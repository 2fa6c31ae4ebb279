/*
 * Bridges: see pairing/bridges.h.
 */
#include "pairing/bridges.h"
#include "base/dice.h"
#include "base/memory.h"

enum { STREAM_BRIDGES = 0x42524447 };

#define NEAR_MAX 16 /* neighbours of somebody that are tried */
#define NEAR_FEW 4  /* with fewer candidates, more are looked for */
#define ROW_PART 1024
#define OTHERS_TRIED 24
#define NOT_FOUND UINT32_MAX

/* Somebody without a partner, whom they may meet, and with whom these sit. */
struct side {
	uint32_t member, count;
	uint32_t near[NEAR_MAX], beyond[NEAR_MAX];
	/* What is won where the near one moves over to the member, of scores. */
	int32_t gain[NEAR_MAX];
};

struct bridges {
	const struct plan *plan;
	const struct candidates *candidates;
	uint32_t *mate;
	bool *is_lonely; /* by member: may meet nobody at all */
	struct dice dice;
	struct side from, to;
};

static void
side_add(struct bridges *b, struct side *side, uint32_t near)
{
	if (side->count == NEAR_MAX || b->mate[near] == SEAT_NOBODY)
		return;
	side->near[side->count] = near;
	side->beyond[side->count] = b->mate[near];
	side->gain[side->count++] = plan_score(b->plan, side->member, near) -
				    plan_score(b->plan, near, b->mate[near]);
}

/* Goes on through everybody until there are a few. */
static void
look_further(struct bridges *b, struct side *side)
{
	uint32_t n = plan_size(b->plan), parts = (n + ROW_PART - 1) / ROW_PART;
	uint32_t begin = dice_below(&b->dice, parts), ids[ROW_PART];
	bool is_lonely = true;

	side->count = 0;
	if (b->is_lonely[side->member])
		return;
	for (uint32_t i = 0; i < parts && side->count < NEAR_FEW; i++) {
		uint32_t from = (begin + i) % parts * ROW_PART;
		uint32_t found = plan_scan(b->plan, side->member, from,
		    n - from < ROW_PART ? n : from + ROW_PART, ids, NULL);

		for (uint32_t k = 0; k < found; k++)
			side_add(b, side, ids[k]);
		is_lonely = is_lonely && found == 0;
	}
	b->is_lonely[side->member] = is_lonely;
}

static void
side_find(struct bridges *b, struct side *side, uint32_t member)
{
	const uint64_t *list = candidates_of(b->candidates, member);

	side->member = member;
	side->count = 0;
	for (uint32_t i = 0; i < b->candidates->keep && list[i] != 0; i++)
		side_add(b, side, candidates_member(list[i]));
	if (side->count < NEAR_FEW)
		look_further(b, side);
}

static void
sit_down(struct bridges *b, uint32_t one, uint32_t other)
{
	b->mate[one] = other;
	b->mate[other] = one;
}

/* The place on that side of somebody with whom `member` may sit, once the one
 * before them has moved over; `near` and `beyond` sit together already and
 * cannot both move. */
static uint32_t
landing(struct bridges *b, const struct side *side, uint32_t member,
    uint32_t near, uint32_t beyond)
{
	uint32_t ids[NEAR_MAX], count = 0;

	for (uint32_t i = 0; i < side->count; i++)
		if (side->near[i] != near && side->near[i] != beyond)
			ids[count++] = side->beyond[i];
	if (plan_filter(b->plan, member, ids, NULL, count) == 0)
		return NOT_FOUND;
	for (uint32_t i = 0; i < side->count; i++)
		if (side->beyond[i] == ids[0])
			return i;
	return NOT_FOUND;
}

/* `member` has no partner: one step over, if somebody on that side sits with
 * whom they may meet. */
static bool
bridge_by_three(struct bridges *b, uint32_t member, const struct side *side)
{
	uint32_t at = landing(b, side, member, SEAT_NOBODY, SEAT_NOBODY);

	if (at == NOT_FOUND)
		return false;
	sit_down(b, member, side->beyond[at]);
	sit_down(b, side->member, side->near[at]);
	return true;
}

static bool
bridge_by_five(struct bridges *b)
{
	for (uint32_t i = 0; i < b->from.count; i++) {
		uint32_t near = b->from.near[i], beyond = b->from.beyond[i];
		uint32_t at = landing(b, &b->to, beyond, near, beyond);

		if (at == NOT_FOUND)
			continue;
		sit_down(b, beyond, b->to.beyond[at]);
		sit_down(b, b->from.member, near);
		sit_down(b, b->to.member, b->to.near[at]);
		return true;
	}
	return false;
}

/* The best way from from.member to `other` that moves one pair over, or none:
 * what it wins, and the place on that side; NOT_FOUND: they sit together. */
static int32_t
best_way(const struct bridges *b, uint32_t other, uint32_t *place)
{
	const struct side *side = &b->from;
	uint32_t ids[NEAR_MAX + 1] = { side->member }, found, at = 0;
	int32_t scores[NEAR_MAX + 1], best = INT32_MIN;

	memcpy(ids + 1, side->beyond, side->count * sizeof(*ids));
	found = plan_filter(b->plan, other, ids, scores, side->count + 1);
	for (uint32_t k = 0; k < found; k++) {
		bool is_direct = ids[k] == side->member;
		int32_t won = scores[k];

		while (!is_direct && side->beyond[at] != ids[k])
			at++;
		won += is_direct ? 0 : side->gain[at];
		if (won <= best)
			continue;
		best = won;
		*place = is_direct ? NOT_FOUND : at;
	}
	return best;
}

/* To the one of these to whom the best way leads; its number, or `count`. */
static uint32_t
bridge_best(struct bridges *b, const uint32_t *others, uint32_t count)
{
	const struct side *side = &b->from;
	uint32_t to = count, at = NOT_FOUND, place = NOT_FOUND;
	int32_t best = INT32_MIN;

	for (uint32_t i = 0; i < count; i++) {
		int32_t won = best_way(b, others[i], &place);

		if (won <= best)
			continue;
		best = won;
		to = i;
		at = place;
	}
	if (to == count)
		return count;
	if (at == NOT_FOUND) {
		sit_down(b, side->member, others[to]);
	} else {
		sit_down(b, others[to], side->beyond[at]);
		sit_down(b, side->member, side->near[at]);
	}
	return to;
}

/* To the first of these to whom a longer way leads, likewise. */
static uint32_t
bridge_far(struct bridges *b, const uint32_t *others, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		side_find(b, &b->to, others[i]);
		if (bridge_by_three(b, b->from.member, &b->to) ||
		    bridge_by_five(b))
			return i;
	}
	return count;
}

void
bridges_build(const struct plan *plan, const struct candidates *c,
    struct seating *s, uint64_t seed)
{
	struct bridges b = { .plan = plan, .candidates = c, .mate = s->mate };
	uint32_t *left = memory_new(s->size, sizeof(*left)), count = 0;

	b.is_lonely = memory_new(s->size, sizeof(*b.is_lonely));
	dice_init(&b.dice, seed, STREAM_BRIDGES);
	for (uint32_t v = 0; v < s->size; v++)
		if (s->mate[v] == SEAT_NOBODY)
			left[count++] = v;
	dice_shuffle(&b.dice, left, count);
	while (count > 1) {
		uint32_t tried, i;
		uint32_t *others;

		side_find(&b, &b.from, left[--count]);
		tried = count < OTHERS_TRIED ? count : OTHERS_TRIED;
		others = left + count - tried;
		i = bridge_best(&b, others, tried);
		if (i == tried && b.from.count > 0)
			i = bridge_far(&b, others, tried);
		if (i == tried)
			continue;
		others[i] = left[--count];
		s->sit_out_count -= 2;
	}
	free(left);
	free(b.is_lonely);
}

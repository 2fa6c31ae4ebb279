/*
 * Moves of trios: see pairing/trio_moves.h.
 */
#include "pairing/trio_moves.h"
#include "base/memory.h"

#define STEPS_PER_VERTEX 16
#define STEPS_MOST 2048

/* How much more often to step than to join, as a power of two: any will do, as
 * long as it is chosen without a look at the seating. Where it is low, a third
 * soon joins again the pair that it just left; where it is high, it walks long
 * before it joins any. Which is better differs between rule graphs and
 * temperatures, so each walk draws its own. */
#define STEP_LEAST (-5)
#define STEP_CHOICES 8
#define WORM_RARER 4 /* than steps, likewise */

enum { WAY_STEP, WAY_WORM, WAYS_FIXED };

/* A walk and what its member may do next: the fixed ways, then joining a pair,
 * told by its lower vertex. */
struct walk {
	struct worm_block *block;
	struct dice *dice;
	uint32_t trio; /* that was taken apart */
	int64_t step_rate;
	uint32_t count;
	struct fixed_weight *rates;
	uint32_t *targets;
	bool *is_near; /* by vertex: may meet the one who walks */
};

/* log2 of the pair's weight, in no gauge. */
static int64_t
log_of(const struct weights *w, uint32_t a, uint32_t b)
{
	return w->per_score * weights_score(w, a, b);
}

static void
add_way(struct walk *walk, struct fixed_weight rate, uint32_t target)
{
	walk->rates[walk->count] = rate;
	walk->targets[walk->count++] = target;
}

/* A trio weighs the square root of the product of its pairs' weights: it scores
 * 3/2 times their mean. */
static void
add_joins(struct walk *walk, uint32_t third)
{
	const struct worm_block *b = walk->block;
	const struct weights *w = b->weights;
	const struct weights_row *row = &w->rows[third];

	if (third >= w->members)
		return;
	for (uint32_t i = 0; i < row->count; i++)
		walk->is_near[row->other[i]] = row->other[i] < w->members;
	for (uint32_t i = 0; i < row->count; i++) {
		uint32_t u = row->other[i], v = b->mate[u];

		if (v == WORM_ALONE || u > v || !walk->is_near[u] ||
		    !walk->is_near[v])
			continue;
		add_way(walk,
		    weights_exp2(w->gauge[third] +
				 (log_of(w, third, u) + log_of(w, third, v) -
				     log_of(w, u, v)) /
				     2),
		    u);
	}
	for (uint32_t i = 0; i < row->count; i++)
		walk->is_near[row->other[i]] = false;
}

static void
find_ways(struct walk *walk, uint32_t third)
{
	struct fixed_weight sum =
	    fixed_weight_of(weights_sum(walk->block->weights, third));
	struct fixed_weight worm = fixed_weight_of(1);

	sum.exponent += walk->step_rate - WEIGHTS_BITS;
	worm.exponent += walk->step_rate - WORM_RARER;
	walk->count = 0;
	add_way(walk, sum, 0);
	add_way(walk, worm, 0);
	add_joins(walk, third);
}

static uint32_t
step(struct worm_block *b, uint32_t third, struct dice *dice)
{
	uint32_t c = weights_pick(b->weights, third, dice), next = b->mate[c];

	if (next == WORM_ALONE)
		return third;
	b->mate[c] = third;
	b->mate[third] = c;
	b->mate[next] = WORM_ALONE;
	return next;
}

static void
join(struct worm_block *b, uint32_t *trio, uint32_t third, uint32_t member)
{
	trio[0] = third;
	trio[1] = member;
	trio[2] = b->mate[member];
	b->mate[trio[1]] = b->mate[trio[2]] = WORM_ALONE;
}

/* From a trio taken apart to one put together; false beyond the limit. */
static bool
walk_on(struct walk *walk, uint32_t third)
{
	struct worm_block *b = walk->block;
	uint64_t left = (uint64_t)STEPS_PER_VERTEX * b->weights->count;

	for (left = left < STEPS_MOST ? left : STEPS_MOST; left > 0; left--) {
		uint32_t way, target;

		find_ways(walk, third);
		way = (uint32_t)fixed_weight_pick(
		    walk->rates, walk->count, walk->dice);
		target = walk->targets[way];
		if (way == WAY_STEP) {
			third = step(b, third, walk->dice);
		} else if (way == WAY_WORM) {
			worm_loop(b, walk->dice);
		} else {
			join(b, b->trios[walk->trio], third, target);
			return true;
		}
	}
	return false;
}

void
trio_moves_walk(struct worm_block *b, uint32_t t, struct dice *dice)
{
	uint32_t vertices = b->weights->count;
	size_t ways = WAYS_FIXED + (size_t)vertices;
	size_t mates_size = vertices * sizeof(*b->mate);
	uint32_t which = dice_below(dice, 3), third = b->trios[t][which];
	uint32_t u = b->trios[t][(which + 1) % 3];
	uint32_t v = b->trios[t][(which + 2) % 3];
	uint32_t *mates = memory_new(1, mates_size);
	struct walk walk = { .block = b, .dice = dice, .trio = t };

	walk.step_rate = STEP_LEAST + (int64_t)dice_below(dice, STEP_CHOICES);
	walk.rates = memory_new(ways, sizeof(*walk.rates));
	walk.targets = memory_new(ways, sizeof(*walk.targets));
	walk.is_near = memory_new(vertices, sizeof(*walk.is_near));
	memcpy(mates, b->mate, mates_size);
	b->mate[u] = v;
	b->mate[v] = u;
	/* Its trio is only overwritten by one that it joins. */
	if (!walk_on(&walk, third))
		memcpy(b->mate, mates, mates_size);
	free(walk.rates);
	free(walk.targets);
	free(walk.is_near);
	free(mates);
}

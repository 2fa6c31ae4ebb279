/*
 * Chains from one member: see pairing/chains_data.h.
 */
#include "pairing/chains_data.h"

/* A chain: base left behind, then who was taken and whom that left over. */
struct chain {
	struct chains *all;
	uint32_t base;
	uint32_t depth;
	uint32_t tips[CHAINS_DEPTH_MAX + 1];  /* tips[0]: base's old partner */
	uint32_t taken[CHAINS_DEPTH_MAX + 1]; /* by tips[i - 1] */
	int32_t scores[CHAINS_DEPTH_MAX + 1]; /* of tips[i - 1] and taken[i] */
	int32_t closing; /* score of the last tip and base */
	uint8_t part;
};

/* --- what a chain may do -------------------------------------------------- */

static bool
is_alone(const struct chains *all, uint32_t v)
{
	return all->seats[v].mate == SEAT_NOBODY;
}

static bool
is_used(const struct chain *ch, uint32_t v)
{
	if (v == ch->base)
		return true;
	for (uint32_t i = 0; i <= ch->depth; i++)
		if (v == ch->tips[i] || (i > 0 && v == ch->taken[i]))
			return true;
	return false;
}

int32_t
chains_listed(const struct chains *all, uint32_t a, uint32_t b)
{
	const uint64_t *list = candidates_of(all->c, a);

	for (uint32_t i = 0; i < all->c->keep; i++)
		if (candidates_member(list[i]) == b && list[i] != 0)
			return candidates_score(list[i]);
	return SCORE_FORBIDDEN;
}

/* The score of two members, where it is more than `least`; else
 * SCORE_FORBIDDEN. Lists are asked before the plan: a pair that is in neither
 * is not better than the last of both, where all pairs were looked at; and
 * where they were not, it is asked about only if there is a fair chance. */
static int32_t
score_above(const struct chains *all, uint32_t a, uint32_t b, int64_t least)
{
	int32_t score;

	if (all->seats[a].best <= least || all->seats[b].best <= least)
		return SCORE_FORBIDDEN;
	score = chains_listed(all, b, a);
	if (score == SCORE_FORBIDDEN) {
		int32_t most = all->c->is_complete ? candidates_floor(all->c, b)
						   : all->likely;

		if (most <= least)
			return SCORE_FORBIDDEN;
		score = chains_listed(all, a, b);
	}
	if (score == SCORE_FORBIDDEN) {
		if (all->c->is_complete && candidates_floor(all->c, a) <= least)
			return SCORE_FORBIDDEN;
		score = plan_score(all->plan, a, b);
	}
	return score > least ? score : SCORE_FORBIDDEN;
}

/* --- a chain's end -------------------------------------------------------- */

static void
pair_up(struct chains *all, uint32_t a, uint32_t b, int32_t score)
{
	struct chains_seat *x = &all->seats[a], *y = &all->seats[b];

	x->mate = b;
	y->mate = a;
	x->score = y->score = score;
	x->quiet = y->quiet = 0;
}

static void
leave(struct chains *all, uint32_t v)
{
	all->seats[v].mate = SEAT_NOBODY;
	all->seats[v].score = 0;
	all->seats[v].quiet = 0;
}

/* Carries the chain out. */
static void
commit(struct chain *ch, bool base_stays_alone)
{
	uint32_t last = ch->tips[ch->depth];

	for (uint32_t i = 1; i <= ch->depth; i++)
		pair_up(ch->all, ch->tips[i - 1], ch->taken[i], ch->scores[i]);
	if (!base_stays_alone)
		pair_up(ch->all, last, ch->base, ch->closing);
}

/* Whether the chain, whose sum so far is `sum`, can end here and gain. */
static bool
close_chain(struct chain *ch, int64_t sum, int64_t *gain)
{
	struct chains *all = ch->all;
	uint32_t last = ch->tips[ch->depth];

	if (ch->base == SEAT_NOBODY) {
		/* tips[0] sat out; now the last does. */
		if (sum <= 0 || plan_waiting(all->plan, last) !=
				    plan_waiting(all->plan, ch->tips[0]))
			return false;
		commit(ch, true);
		leave(all, last);
		*gain = sum;
		return true;
	}
	ch->closing = score_above(all, last, ch->base, -sum);
	if (ch->closing == SCORE_FORBIDDEN)
		return false;
	commit(ch, false);
	*gain = sum + ch->closing;
	return true;
}

/* The tip takes somebody who sits out, and the base sits out instead. */
static bool
swap_out(struct chain *ch, uint32_t alone, int64_t sum, int64_t *gain)
{
	struct chains *all = ch->all;

	if (sum <= 0 || ch->base == SEAT_NOBODY ||
	    plan_waiting(all->plan, alone) != plan_waiting(all->plan, ch->base))
		return false;
	commit(ch, true);
	pair_up(all, ch->tips[ch->depth], alone, ch->closing);
	leave(all, ch->base);
	*gain = sum;
	return true;
}

/* --- growing -------------------------------------------------------------- */

struct step {
	int64_t sum;
	uint32_t taken;
	int32_t score;
};

/* The best few steps from the tip, by what is won: how many. */
static uint32_t
best_steps(struct chain *ch, int64_t sum, struct step *steps, uint32_t breadth,
    int64_t base_best)
{
	const struct chains *all = ch->all;
	const uint64_t *list = candidates_of(all->c, ch->tips[ch->depth]);
	uint32_t count = 0;

	for (uint32_t i = 0; i < all->c->keep && list[i] != 0; i++) {
		uint32_t b = candidates_member(list[i]), at;
		const struct chains_seat *seat = &all->seats[b];
		struct step step = { .taken = b,
			.score = candidates_score(list[i]) };

		if (sum + step.score + base_best <= 0)
			break;
		if (seat->part != ch->part || seat->score < 0)
			continue;
		step.sum = sum + step.score - seat->score;
		if (step.sum + base_best <= 0 || is_used(ch, b))
			continue;
		if (count == breadth && steps[breadth - 1].sum >= step.sum)
			continue;
		at = count < breadth ? count++ : count - 1;
		for (; at > 0 && steps[at - 1].sum < step.sum; at--)
			steps[at] = steps[at - 1];
		steps[at] = step;
	}
	return count;
}

/* Depth is at most CHAINS_DEPTH_MAX. */
static bool
grow(struct chain *ch, int64_t sum, int64_t base_best, int64_t *gain)
{
	const struct chains_options *o = ch->all->o;
	struct step steps[CHAINS_BREADTH_MAX] = { 0 };
	uint32_t breadth = ch->depth == 0   ? o->first
			   : ch->depth == 1 ? o->second
					    : 1;
	uint32_t n = best_steps(ch, sum, steps, breadth, base_best);

	for (uint32_t i = 0; i < n; i++) {
		uint32_t b = steps[i].taken;

		if (is_alone(ch->all, b)) {
			ch->closing = steps[i].score;
			if (swap_out(ch, b, steps[i].sum, gain))
				return true;
			continue;
		}
		ch->depth++;
		ch->taken[ch->depth] = b;
		ch->tips[ch->depth] = ch->all->seats[b].mate;
		ch->scores[ch->depth] = steps[i].score;
		if (close_chain(ch, steps[i].sum, gain))
			return true;
		if (ch->depth < o->depth &&
		    grow(ch, steps[i].sum, base_best, gain))
			return true;
		ch->depth--;
	}
	return false;
}

bool
chains_grow(struct chains *all, uint32_t v, int64_t *gain)
{
	struct chains_seat *seat = &all->seats[v];
	struct chain ch = {
		.all = all, .part = seat->part, .base = seat->mate
	};

	ch.tips[0] = v;
	return ch.base == SEAT_NOBODY ? grow(&ch, 0, 0, gain)
				      : grow(&ch, -(int64_t)seat->score,
					    all->seats[ch.base].best, gain);
}

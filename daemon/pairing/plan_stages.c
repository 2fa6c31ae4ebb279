/*
 * Who passes: see pairing/plan_stages.h.
 */
#include "pairing/plan_stages.h"
#include <string.h>

uint32_t
plan_stages_thin(const struct plan_compiled *c, const struct plan_ask *ask,
    bool is_marked, uint32_t *places, uint32_t n)
{
	for (uint32_t i = 0; i < c->step_count && n > 0; i++) {
		const struct plan_step *step = &c->steps[i];
		bool holds;

		if (is_marked && step->mark != NULL && !step->needs_thin)
			continue;
		if (!plan_steps_missing(step, ask, &holds))
			n = step->thin(step, ask, places, n);
		else if (!holds)
			return 0;
	}
	return n;
}

static uint32_t
member_at(const uint32_t *ids, uint32_t place)
{
	return ids == NULL ? place : ids[place];
}

/* Whether both are in each other's sieve, so that their ties will be read. */
static inline bool
sieve(const struct plan_compiled *c, const struct plan_pairs *pairs, uint32_t i)
{
	uint32_t one = pairs->one[i], other = pairs->other[i];
	uint32_t a = member_at(pairs->my_ids, one);
	uint32_t b = member_at(pairs->their_ids, other);
	uint64_t mine = plan_lane_bits(&pairs->mine[c->tied], one, 0);
	uint64_t theirs = plan_lane_bits(&pairs->theirs[c->tied], other, 0);

	return (mine >> plan_ties_bit(b) & theirs >> plan_ties_bit(a) & 1) != 0;
}

/* Of which pairs ties will be read; these are fetched all at once. */
static void
sieve_all(const struct plan_compiled *c, const struct plan_pairs *pairs,
    uint32_t n, bool *may_be_tied)
{
	uint32_t fetched = UINT32_MAX;

	for (uint32_t i = 0; i < n; i++) {
		may_be_tied[i] = sieve(c, pairs, i);
		if (may_be_tied[i])
			plan_ties_prefetch_first(
			    &c->ties, member_at(pairs->my_ids, pairs->one[i]));
	}
	for (uint32_t i = 0; i < n; i++) {
		if (!may_be_tied[i] || pairs->one[i] == fetched)
			continue;
		fetched = pairs->one[i];
		plan_ties_prefetch(&c->ties, member_at(pairs->my_ids, fetched));
	}
}

uint32_t
plan_stages_untied(const struct plan_compiled *c,
    const struct plan_pairs *pairs, int32_t *scores, uint32_t n)
{
	struct plan_ties_of ties;
	uint32_t kept = 0, loaded = UINT32_MAX;
	bool may_be_tied[PLAN_PAIRS_MAX];

	sieve_all(c, pairs, n, may_be_tied);
	for (uint32_t i = 0; i < n; i++) {
		uint32_t one = pairs->one[i], other = pairs->other[i];
		uint32_t a = member_at(pairs->my_ids, one);
		uint32_t b = member_at(pairs->their_ids, other);

		if (may_be_tied[i] && one != loaded) {
			plan_ties_load(&ties, &c->ties, a);
			loaded = one;
		}
		if (a == b || (may_be_tied[i] && plan_ties_refuse(&ties, b)))
			continue;
		if (scores != NULL)
			scores[kept] = scores[i];
		pairs->one[kept] = one;
		pairs->other[kept++] = other;
	}
	return kept;
}

/* Places from..to-1 that pass all marks. These go over whole stretches, of which
 * the ends are cut off. */
static uint32_t
mark(const struct plan_compiled *c, const struct plan_ask *ask, uint32_t from,
    uint32_t to, uint32_t *places)
{
	uint32_t first = from / PLAN_MARK_STRETCH * PLAN_MARK_STRETCH;
	uint32_t n = (to - first + PLAN_MARK_STRETCH - 1) / PLAN_MARK_STRETCH *
		     PLAN_MARK_STRETCH;
	uint8_t pass[PLAN_BLOCK_MAX];
	uint32_t found = 0;

	memset(pass, 1, n);
	for (uint32_t i = 0; i < c->step_count; i++) {
		const struct plan_step *step = &c->steps[i];
		bool holds;

		if (step->mark == NULL)
			break;
		if (!plan_steps_missing(step, ask, &holds))
			step->mark(step, ask, first, n, pass);
		else if (!holds)
			return 0;
	}
	memset(pass, 0, from - first);
	memset(pass + (to - first), 0, n - (to - first));
	for (uint32_t at = 0; at < n; at += 8)
		found += plan_mark_list(
		    &c->spread, pass + at, first + at, places + found);
	return found;
}

uint32_t
plan_stages_passing(const struct plan_compiled *c, const struct plan_ask *ask,
    uint32_t from, uint32_t to, uint32_t *places)
{
	if (from >= to)
		return 0;
	return plan_stages_thin(
	    c, ask, true, places, mark(c, ask, from, to, places));
}

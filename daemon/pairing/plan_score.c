/*
 * Scores: see pairing/plan_score.h.
 */
#include "pairing/plan_score.h"
#include "base/memory.h"
#include "pairing/mix.h"
#include "pairing/plan_kernel.h"

#define TRIALS 256         /* pairs, to see what terms give */
#define OPENNESS_MOST 2000 /* of two members */
#define WORTH_DROPPING 8   /* one in so many */

/* --- openness -------------------------------------------------------------- */

/* The openness of both of each pair. */
PLAN_KERNEL static void
open_up(
    const struct plan_compiled *c, const struct plan_pairs *pairs, uint32_t n)
{
	const struct plan_lane x = pairs->mine[c->openness];
	const struct plan_lane y = pairs->theirs[c->openness];
	const uint32_t *one = pairs->one, *other = pairs->other;
	uint32_t *open = pairs->open;

	for (uint32_t i = 0; i < n; i++)
		open[i] = (uint32_t)plan_lane_id(&x, one[i]) +
			  plan_lane_id(&y, other[i]);
}

/* --- before --------------------------------------------------------------- */

/* What terms hold back of full scores, in the mean of pairs of chance. */
static void
try_terms(struct plan_compiled *c)
{
	struct plan_sums *sums = memory_new(1, sizeof(*sums));
	uint32_t n = c->plan.size;

	for (uint64_t k = 0; k < TRIALS && n > 1; k++) {
		uint32_t a = mix_below(mix(2 * k), n);
		uint32_t b = mix_below(mix(2 * k + 1), n), open;
		struct plan_pairs pairs = { .columns = &c->columns,
			.mine = c->columns.lanes,
			.theirs = c->columns.lanes,
			.one = &a,
			.other = &b,
			.open = &open };

		open_up(c, &pairs, 1);
		for (uint32_t i = 0; i < c->term_count; i++) {
			sums->lost[0] = sums->missed[0] = 0;
			plan_terms_add(&c->terms[i], &pairs, 1, sums);
			c->terms[i].loss += sums->lost[0] / SCORE_ONE;
		}
	}
	free(sums);
}

static int
compare_terms(const void *x, const void *y)
{
	const struct plan_term *a = x, *b = y;
	int64_t worth_a = a->loss * b->cost, worth_b = b->loss * a->cost;

	if (worth_a != worth_b)
		return worth_a > worth_b ? -1 : 1;
	return (a->rule > b->rule) - (a->rule < b->rule);
}

void
plan_score_prepare(struct plan_compiled *c)
{
	int64_t most = 0;

	for (uint32_t i = 0; i < c->term_count; i++)
		c->terms[i].is_whole =
		    plan_terms_is_whole(&c->terms[i], &c->columns);
	try_terms(c);
	qsort(c->terms, c->term_count, sizeof(*c->terms), compare_terms);
	c->is_whole = true;
	for (uint32_t i = 0; i < c->term_count; i++) {
		struct plan_term *t = &c->terms[i];

		c->is_whole = c->is_whole && t->is_whole;
		most += t->weight * (t->by_openness ? OPENNESS_MOST : 1);
		t->most = most * SCORE_ONE;
		if (t->by_openness) {
			c->open_weight += t->weight;
		} else {
			c->fixed_weight += t->weight;
		}
	}
}

/* The weight of all terms, by the openness of both. */
static inline int64_t
weight_of(const struct plan_compiled *c, uint32_t open)
{
	return c->fixed_weight + c->open_weight * open;
}

/* The weighted mean, halves rounded up; 0 where no term applies. */
static inline int32_t
mean(int64_t weight, int64_t lost)
{
	return weight == 0
		   ? 0
		   : (int32_t)(((2 * SCORE_ONE + 1) * weight - 2 * lost) /
			       (2 * weight));
}

/* --- all ------------------------------------------------------------------ */

void
plan_score_all(const struct plan_compiled *c, const struct plan_pairs *pairs,
    uint32_t n, int32_t *scores)
{
	struct plan_sums sums;

	open_up(c, pairs, n);
	memset(sums.lost, 0, n * sizeof(*sums.lost));
	memset(sums.missed, 0, n * sizeof(*sums.missed));
	for (uint32_t i = 0; i < c->term_count; i++)
		plan_terms_add(&c->terms[i], pairs, n, &sums);
	for (uint32_t i = 0; i < n; i++)
		scores[i] = mean(weight_of(c, pairs->open[i]) - sums.missed[i],
		    sums.lost[i]);
}

/* --- those above a floor -------------------------------------------------- */

/* Who is still in the running. */
struct running {
	uint32_t *one, *other, *open;
	uint32_t count;
	const int32_t *floors;
	struct plan_sums sums;
	int64_t room[PLAN_PAIRS_MAX]; /* twice what they may lose */
	int64_t least_room;
};

/* The score that a pair must have. */
static inline int32_t
floor_of(const int32_t *floors, uint32_t one, uint32_t other)
{
	return floors[one] < floors[other] ? floors[one] : floors[other];
}

/* 2 - 2 × that score, and one more for rounding, millionths. */
static inline int64_t
share_of(int32_t floor)
{
	return 2 * SCORE_ONE + 1 - 2 * (int64_t)floor;
}

/* Rounded, a mean is at least f where 2 × (weight × (1 - f)) + weight is at
 * least twice what was lost. */
PLAN_KERNEL static void
begin(const struct plan_compiled *c, const struct plan_pairs *pairs,
    struct running *r, const int32_t *floors, uint32_t n)
{
	const uint32_t *one = pairs->one, *other = pairs->other;
	const uint32_t *open = pairs->open;
	int64_t fixed = c->fixed_weight, by_open = c->open_weight;
	int64_t least_room = INT64_MAX;

	open_up(c, pairs, n);
	r->one = pairs->one;
	r->other = pairs->other;
	r->open = pairs->open;
	r->count = n;
	r->floors = floors;
	for (uint32_t i = 0; i < n; i++) {
		int64_t share = share_of(floor_of(floors, one[i], other[i]));
		int64_t room = share * (fixed + by_open * open[i]);

		r->room[i] = room;
		least_room = room < least_room ? room : least_room;
	}
	r->least_room = least_room;
	memset(r->sums.lost, 0, n * sizeof(*r->sums.lost));
	memset(r->sums.missed, 0, n * sizeof(*r->sums.missed));
}

/* How many lost more than they may. */
PLAN_KERNEL static uint32_t
count_lost(const struct running *r)
{
	const int64_t *lost = r->sums.lost, *room = r->room;
	int64_t count = 0;

	for (uint32_t i = 0; i < r->count; i++)
		count += 2 * lost[i] > room[i];
	return (uint32_t)count;
}

/* Keeps who lost no more than they may; all, where too few would go. */
static void
drop(struct running *r)
{
	uint32_t kept = 0;

	if (count_lost(r) < r->count / WORTH_DROPPING)
		return;
	for (uint32_t i = 0; i < r->count; i++) {
		uint32_t one = r->one[i], other = r->other[i];
		uint32_t open = r->open[i];
		int64_t lost = r->sums.lost[i], room = r->room[i];

		r->one[kept] = one;
		r->other[kept] = other;
		r->open[kept] = open;
		r->sums.lost[kept] = lost;
		r->room[kept] = room;
		kept += 2 * lost <= room;
	}
	r->count = kept;
}

/* The same where terms may not apply. */
static void
drop_missing(struct running *r)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < r->count; i++) {
		uint32_t one = r->one[i], other = r->other[i];
		uint32_t open = r->open[i];
		int64_t missed = r->sums.missed[i], room = r->room[i];
		int64_t lost = r->sums.lost[i];
		int64_t share = share_of(floor_of(r->floors, one, other));

		r->one[kept] = one;
		r->other[kept] = other;
		r->open[kept] = open;
		r->sums.lost[kept] = lost;
		r->sums.missed[kept] = missed;
		r->room[kept] = room;
		kept += 2 * lost + share * missed <= room;
	}
	r->count = kept;
}

/* Those whose score is enough, and the scores. Where no weight is, it is 0. */
static uint32_t
finish(const struct plan_compiled *c, const struct running *r, int32_t *scores)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < r->count; i++) {
		uint32_t one = r->one[i], other = r->other[i];
		int64_t weight = weight_of(c, r->open[i]);

		if (!c->is_whole)
			weight -= r->sums.missed[i];
		else if (2 * r->sums.lost[i] > r->room[i])
			continue;
		if (weight == 0 && floor_of(r->floors, one, other) > 0)
			continue;
		r->one[kept] = one;
		r->other[kept] = other;
		scores[kept++] = mean(weight, r->sums.lost[i]);
	}
	return kept;
}

uint32_t
plan_score_above(const struct plan_compiled *c, const struct plan_pairs *pairs,
    const int32_t *floors, uint32_t n, int32_t *scores)
{
	struct running r;

	begin(c, pairs, &r, floors, n);
	for (uint32_t i = 0; i < c->term_count && r.count > 0; i++) {
		const struct plan_term *t = &c->terms[i];

		plan_terms_add(t, pairs, r.count, &r.sums);
		if (!c->is_whole)
			drop_missing(&r);
		else if (2 * t->most > r.least_room && i + 1 < c->term_count)
			drop(&r);
	}
	return finish(c, &r, scores);
}

/*
 * Scores: see pairing/plan_score.h.
 */
#include "pairing/plan_score.h"
#include "base/memory.h"
#include "pairing/mix.h"

#define TRIALS 256         /* pairs, to see what terms give */
#define OPENNESS_MOST 2000 /* of two members */

/* --- before --------------------------------------------------------------- */

/* What terms hold back of full scores, in the mean of pairs of chance. */
static void
try_terms(struct plan_compiled *c)
{
	struct plan_sums *sums = memory_new(1, sizeof(*sums));
	uint32_t n = c->plan.size;

	for (uint64_t k = 0; k < TRIALS && n > 1; k++) {
		struct plan_ask ask = { .columns = &c->columns,
			.a = mix_below(mix(2 * k), n),
			.lanes = c->columns.lanes };
		uint32_t b = mix_below(mix(2 * k + 1), n);

		for (uint32_t i = 0; i < c->term_count; i++) {
			sums->lost[0] = sums->missed[0] = 0;
			plan_terms_add(&c->terms[i], &ask, &b, 1, sums);
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
			c->openness = t->openness;
			c->open_weight += t->weight;
		} else {
			c->fixed_weight += t->weight;
		}
	}
}

/* The weight of all terms, by the openness of both. */
struct whole {
	int64_t fixed, open, mine;
	struct plan_lane theirs;
};

static struct whole
whole_of(const struct plan_compiled *c, const struct plan_ask *ask)
{
	struct whole w = { .fixed = c->fixed_weight, .open = c->open_weight };

	if (w.open == 0)
		return w;
	w.mine = plan_lane_id(&ask->columns->lanes[c->openness], ask->a);
	w.theirs = ask->lanes[c->openness];
	return w;
}

static inline int64_t
weight_of(const struct whole *w, uint32_t place)
{
	return w->open == 0
		   ? w->fixed
		   : w->fixed +
			 w->open * (w->mine + plan_lane_id(&w->theirs, place));
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
plan_score_all(const struct plan_compiled *c, const struct plan_ask *ask,
    const uint32_t *places, uint32_t n, int32_t *scores)
{
	struct whole whole = whole_of(c, ask);
	struct plan_sums sums;

	memset(sums.lost, 0, n * sizeof(*sums.lost));
	memset(sums.missed, 0, n * sizeof(*sums.missed));
	for (uint32_t i = 0; i < c->term_count; i++)
		plan_terms_add(&c->terms[i], ask, places, n, &sums);
	for (uint32_t i = 0; i < n; i++)
		scores[i] = mean(weight_of(&whole, places[i]) - sums.missed[i],
		    sums.lost[i]);
}

/* --- those above a floor -------------------------------------------------- */

/* Who is still in the running. */
struct running {
	uint32_t *places;
	uint32_t count;
	struct plan_sums sums;
	int64_t share[PLAN_BLOCK_MAX]; /* 2 - 2 × the score they must have, and
					* one more for rounding, millionths */
	int64_t room[PLAN_BLOCK_MAX];  /* twice what they may lose */
	int64_t least_room;
};

/* Rounded, a mean is at least f where 2 × (weight × (1 - f)) + weight is at
 * least twice what was lost. */
static void
begin(const struct plan_compiled *c, const struct plan_ask *ask,
    struct running *r, int32_t floor, const int32_t *floors, uint32_t n)
{
	struct whole whole = whole_of(c, ask);

	r->count = 0;
	r->least_room = INT64_MAX;
	for (uint32_t i = 0; i < n; i++) {
		uint32_t place = r->places[i];
		int32_t other = floors[place];
		int32_t least = floor < other ? floor : other;
		int64_t share = 2 * SCORE_ONE + 1 - 2 * (int64_t)least;
		int64_t room = share * weight_of(&whole, place);

		/* Where no weight is, the score is 0. */
		if (least > SCORE_ONE || (room == 0 && least > 0))
			continue;
		r->places[r->count] = place;
		r->share[r->count] = share;
		r->room[r->count++] = room;
		if (room < r->least_room)
			r->least_room = room;
	}
	memset(r->sums.lost, 0, r->count * sizeof(*r->sums.lost));
	memset(r->sums.missed, 0, r->count * sizeof(*r->sums.missed));
}

/* Keeps who lost no more than they may. */
static void
drop(struct running *r)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < r->count; i++) {
		int64_t lost = r->sums.lost[i], room = r->room[i];

		r->places[kept] = r->places[i];
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
		int64_t missed = r->sums.missed[i], share = r->share[i];
		int64_t lost = r->sums.lost[i], room = r->room[i];

		r->places[kept] = r->places[i];
		r->sums.lost[kept] = lost;
		r->sums.missed[kept] = missed;
		r->share[kept] = share;
		r->room[kept] = room;
		kept += 2 * lost + share * missed <= room;
	}
	r->count = kept;
}

uint32_t
plan_score_above(const struct plan_compiled *c, const struct plan_ask *ask,
    int32_t floor, const int32_t *floors, uint32_t *places, uint32_t n,
    int32_t *scores)
{
	struct whole whole = whole_of(c, ask);
	uint32_t kept = 0;
	struct running r;

	r.places = places;
	begin(c, ask, &r, floor, floors, n);
	for (uint32_t i = 0; i < c->term_count && r.count > 0; i++) {
		const struct plan_term *t = &c->terms[i];

		plan_terms_add(t, ask, places, r.count, &r.sums);
		if (!c->is_whole)
			drop_missing(&r);
		else if (2 * t->most > r.least_room)
			drop(&r);
	}
	for (uint32_t i = 0; i < r.count; i++) {
		int64_t weight = weight_of(&whole, places[i]);

		if (!c->is_whole)
			weight -= r.sums.missed[i];
		if (weight == 0 && r.share[i] <= 2 * SCORE_ONE)
			continue;
		places[kept] = places[i];
		scores[kept++] = mean(weight, r.sums.lost[i]);
	}
	return kept;
}

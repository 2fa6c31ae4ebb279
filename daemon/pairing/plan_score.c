/*
 * Scores: see pairing/plan_score.h.
 */
#include "pairing/plan_score.h"
#include "base/memory.h"
#include "pairing/mix.h"

#define TRIALS 256 /* pairs, to see what terms give */

/* --- before --------------------------------------------------------------- */

/* What terms hold back of full scores, in the mean of pairs of chance. */
static void
try_terms(struct plan_compiled *c)
{
	uint32_t n = c->plan.size;

	for (uint64_t k = 0; k < TRIALS && n > 1; k++) {
		struct plan_ask ask = { .columns = &c->columns,
			.a = mix_below(mix(2 * k), n),
			.lanes = c->columns.lanes };
		uint32_t b = mix_below(mix(2 * k + 1), n);

		for (uint32_t i = 0; i < c->term_count; i++) {
			struct plan_term *t = &c->terms[i];
			struct plan_sum sum = { 0 };

			t->add(t, &ask, &b, 1, &sum);
			t->loss += sum.weight - sum.value / SCORE_ONE;
		}
	}
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
	int64_t fixed = 0, open = 0;

	try_terms(c);
	qsort(c->terms, c->term_count, sizeof(*c->terms), compare_terms);
	for (uint32_t i = c->term_count; i-- > 0;) {
		struct plan_term *t = &c->terms[i];

		t->fixed_after = fixed;
		t->open_after = open;
		if (t->by_openness) {
			c->openness = t->openness;
			open += t->weight;
		} else {
			fixed += t->weight;
		}
	}
}

/* --- all ------------------------------------------------------------------ */

void
plan_score_all(const struct plan_compiled *c, const struct plan_ask *ask,
    const uint32_t *places, uint32_t n, int32_t *scores)
{
	struct plan_sum sums[PLAN_BLOCK_MAX];

	memset(sums, 0, n * sizeof(*sums));
	for (uint32_t i = 0; i < c->term_count; i++)
		c->terms[i].add(&c->terms[i], ask, places, n, sums);
	for (uint32_t i = 0; i < n; i++)
		scores[i] = plan_terms_mean(&sums[i]);
}

/* --- those above a floor -------------------------------------------------- */

/* Who is still in the running. */
struct running {
	uint32_t *places;
	uint32_t count;
	struct plan_sum sums[PLAN_BLOCK_MAX];
	int32_t least[PLAN_BLOCK_MAX]; /* that they must have */
};

/* Who has a chance yet to come to least[]: rounded, a mean of value / weight is
 * at least f where 2 value + weight >= 2 f weight. What is left adds most to
 * that if it applies and gives everything. */
static void
drop(const struct plan_compiled *c, const struct plan_term *t,
    const struct plan_ask *ask, struct running *r)
{
	const struct plan_lane theirs = ask->lanes[c->openness];
	uint32_t mine = 0, kept = 0;

	if (t->open_after != 0)
		mine = plan_lane_id(&ask->columns->lanes[c->openness], ask->a);
	for (uint32_t i = 0; i < r->count; i++) {
		int64_t twice = 2 * (int64_t)r->least[i];
		int64_t after = t->fixed_after;
		struct plan_sum sum = r->sums[i];
		uint32_t place = r->places[i];

		if (t->open_after != 0)
			after += t->open_after *
				 (mine + plan_lane_id(&theirs, place));
		r->places[kept] = place;
		r->sums[kept] = sum;
		r->least[kept] = r->least[i];
		kept += 2 * sum.value + (1 - twice) * sum.weight +
			    (2 * SCORE_ONE + 1 - twice) * after >=
			0;
	}
	r->count = kept;
}

static void
begin(struct running *r, int32_t floor, const int32_t *floors, uint32_t *places,
    uint32_t n)
{
	r->places = places;
	r->count = 0;
	memset(r->sums, 0, n * sizeof(*r->sums));
	for (uint32_t i = 0; i < n; i++) {
		int32_t other = floors[places[i]];
		int32_t least = floor < other ? floor : other;

		places[r->count] = places[i];
		r->least[r->count] = least;
		r->count += least <= SCORE_ONE;
	}
}

uint32_t
plan_score_above(const struct plan_compiled *c, const struct plan_ask *ask,
    int32_t floor, const int32_t *floors, uint32_t *places, uint32_t n,
    int32_t *scores)
{
	uint32_t kept = 0;
	struct running r;

	begin(&r, floor, floors, places, n);
	for (uint32_t i = 0; i < c->term_count && r.count > 0; i++) {
		const struct plan_term *t = &c->terms[i];

		t->add(t, ask, r.places, r.count, r.sums);
		if (i + 1 < c->term_count)
			drop(c, t, ask, &r);
	}
	for (uint32_t i = 0; i < r.count; i++) {
		scores[kept] = plan_terms_mean(&r.sums[i]);
		places[kept] = places[i];
		kept += scores[kept] >= r.least[i];
	}
	return kept;
}

/*
 * What a pair of chance would score, and how long repeats can be avoided: see
 * pairing/report.h.
 */
#include "base/dice.h"
#include "base/memory.h"
#include "pairing/report_data.h"
#include "pairing/unmet.h"

#define ALL_PAIRS_MAX 3000 /* members up to which every pair is asked */
#define SAMPLES 400000     /* pairs asked above that, */
#define TOGETHER 8         /* so many of one member at once */

enum { STREAM_REPORT = 0x5245504f };

struct tally {
	int64_t sum, count;
};

static void
tally_all(struct tally *t, const struct plan *plan)
{
	uint32_t n = plan_size(plan);
	uint32_t *ids = memory_new(n, sizeof(*ids));
	int32_t *scores = memory_new(n, sizeof(*scores));

	for (uint32_t a = 0; a < n; a++) {
		uint32_t found = plan_scan(plan, a, a + 1, n, ids, scores);

		for (uint32_t i = 0; i < found; i++)
			t->sum += scores[i];
		t->count += found;
	}
	free(ids);
	free(scores);
}

/* A few others of each, who cost little more than one: that the pairs share a
 * member hardly shows where so few of them may meet. */
static void
tally_samples(struct tally *t, const struct plan *plan, uint64_t seed)
{
	uint32_t ids[TOGETHER];
	int32_t scores[TOGETHER];
	struct dice dice;

	dice_init(&dice, seed, STREAM_REPORT);
	for (int i = 0; i < SAMPLES / TOGETHER; i++) {
		uint32_t a = dice_below(&dice, plan_size(plan)), found;

		for (int k = 0; k < TOGETHER; k++)
			ids[k] = dice_below(&dice, plan_size(plan));
		found = plan_filter(plan, a, ids, scores, TOGETHER);
		for (uint32_t k = 0; k < found; k++)
			t->sum += scores[k];
		t->count += found;
	}
}

/* --- repeats -------------------------------------------------------------- */

static int64_t
rounds_left(const struct population *p, const struct plan *plan,
    const struct rules *rules)
{
	uint32_t n = plan_size(plan);
	uint32_t *ids = memory_new(n, sizeof(*ids));
	int64_t least = INT64_MAX;

	for (uint32_t a = 0; a < n; a++) {
		int64_t unmet = plan_scan(plan, a, 0, n, ids, NULL);

		if (unmet == 0)
			continue; /* even a repeat is not allowed */
		for (uint64_t i = p->tie_first[a]; i < p->tie_first[a + 1]; i++)
			if ((p->tie_what[i] & TIE_WEEKS) != 0 &&
			    plan_may(plan, a, p->tie_other[i]))
				unmet--;
		if (unmet < least)
			least = unmet;
	}
	free(ids);
	return least == INT64_MAX ? REPORT_UNKNOWN : unmet_rounds(least, rules);
}

void
report_chance(struct report *r, const struct population *p,
    const struct rules *rules, const struct plan *plan, uint64_t left_pairs)
{
	uint64_t pairs = (uint64_t)p->size * p->size;
	struct tally t = { 0, 0 };
	struct rules *others;
	struct plan *other_plan;

	if (p->size <= ALL_PAIRS_MAX)
		tally_all(&t, plan);
	else
		tally_samples(&t, plan, r->seed);
	r->chance_score = t.count == 0 ? REPORT_UNKNOWN
				       : (2 * t.sum + t.count) / (2 * t.count);
	r->rounds_left = REPORT_UNKNOWN;
	others = pairs > left_pairs ? NULL : unmet_rules(rules);
	if (others == NULL)
		return;
	other_plan = plan_new(p, others);
	r->rounds_left = rounds_left(p, other_plan, others);
	plan_free(other_plan);
	rules_free(others);
}

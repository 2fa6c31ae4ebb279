/*
 * The bound by everybody's best partner: see pairing/bound.h.
 */
#include "pairing/bound.h"
#include "base/dice.h"
#include "base/memory.h"
#include "pairing/workers.h"

#define LACKING_LEAST 30 /* of a sample, for its spread to be told */
#define SLOPE_ONE 1000
#define SLICE 16384               /* members that one worker scans at a time */
#define SEEN (PLAN_BLOCK_MAX / 2) /* of them, and of the sample, in a view */

/* The greatest whole number whose square is not more than x. */
static int64_t
root(int64_t x)
{
	int64_t r = 0;

	for (int64_t bit = INT64_C(1) << 31; bit > 0; bit >>= 1)
		if ((r + bit) * (r + bit) <= x)
			r += bit;
	return r;
}

/* --- everybody's best is known -------------------------------------------- */

static struct bound
bound_all(const struct candidates *c, uint32_t introduced)
{
	uint32_t *count = memory_new(SCORE_ONE + 1, sizeof(*count));
	struct bound b = { .looked_at = c->count };
	int64_t sum = 0, left = introduced;

	for (uint32_t v = 0; v < c->count; v++)
		if (candidates_of(c, v)[0] != 0)
			count[candidates_score(candidates_of(c, v)[0])]++;
	for (int64_t score = SCORE_ONE; score >= 0 && left > 0; score--) {
		int64_t n = count[score] < left ? count[score] : left;

		sum += n * score;
		left -= n;
	}
	b.mean = introduced == 0 ? 0 : (sum + introduced - 1) / introduced;
	free(count);
	return b;
}

/* --- a sample against all ------------------------------------------------- */

struct sample {
	const struct plan *plan;
	uint32_t *members; /* count of them */
	uint32_t count, slices;
	struct plan_view *views[WORKERS_MAX];
	int32_t *best[WORKERS_MAX]; /* by member of the sample */
};

/* Some of the sample, from `first` on, against members from..to-1. */
static void
hold_against(
    struct sample *s, int worker, uint32_t first, uint32_t from, uint32_t to)
{
	uint32_t ids[PLAN_BLOCK_MAX], n = 0;
	int32_t floors[PLAN_BLOCK_MAX], *best = s->best[worker] + first;
	struct plan_range range = { 0 };
	struct plan_found found;

	for (; n < SEEN && first + n < s->count; n++) {
		ids[n] = s->members[first + n];
		floors[n] = best[n] + 1;
	}
	range.end = range.from = n;
	for (; from < to; n++) {
		ids[n] = from++;
		floors[n] = SCORE_ONE + 1;
	}
	range.to = n;
	plan_view_take(s->views[worker], ids, n);
	while (range.next < range.end) {
		plan_view_meet(s->views[worker], &range, floors, &found);
		for (uint32_t i = 0; i < found.count; i++)
			if (found.scores[i] > best[found.one[i]])
				best[found.one[i]] = found.scores[i];
	}
}

static void
scan_slice(void *arg, uint32_t item, int worker)
{
	struct sample *s = arg;
	uint32_t from = item * SLICE, end = from + SLICE;

	if (end > plan_size(s->plan))
		end = plan_size(s->plan);
	for (uint32_t to; from < end; from = to) {
		to = end - from < SEEN ? end : from + SEEN;
		for (uint32_t first = 0; first < s->count; first += SEEN)
			hold_against(s, worker, first, from, to);
	}
}

/* The best that was found of a member so far. */
static int32_t
known_best(const struct candidates *c, uint32_t member)
{
	return c == NULL ? 0 : candidates_best(c, member);
}

/* Whether so few of the sample lack anything that its spread says nothing. */
static bool
is_rare(const struct sample *s, const struct candidates *c)
{
	uint32_t lacking = 0;

	for (uint32_t k = 0; k < s->count; k++)
		lacking += s->best[0][k] > known_best(c, s->members[k]);
	return lacking < LACKING_LEAST;
}

/* By how many thousandths a known best that is greater makes a true one greater,
 * in the sample: the slope of the line through it. */
static int64_t
slope_of(const struct sample *s, const struct candidates *c)
{
	int64_t n = s->count, known = 0, best = 0, both = 0, squares = 0;

	if (is_rare(s, c))
		return SLOPE_ONE;
	for (uint32_t k = 0; k < s->count; k++) {
		known += known_best(c, s->members[k]);
		best += s->best[0][k];
	}
	for (uint32_t k = 0; k < s->count; k++) {
		int64_t off = known_best(c, s->members[k]) - known / n;

		both += off * (s->best[0][k] - best / n);
		squares += off * off;
	}
	if (squares == 0 || both > squares)
		return SLOPE_ONE;
	return both < 0 ? 0 : both * SLOPE_ONE / squares;
}

/* What the known best lets expect of the true one, but for a constant. */
static int64_t
expected(const struct candidates *c, uint32_t member, int64_t slope)
{
	return known_best(c, member) * slope / SLOPE_ONE;
}

static int64_t
expected_sum(const struct candidates *c, int64_t slope)
{
	int64_t sum = 0;

	for (uint32_t v = 0; c != NULL && v < c->count; v++)
		sum += expected(c, v, slope);
	return sum;
}

/* What the expected bests lack of the true ones: what those of the sample do, in
 * the mean, and two standard errors of it. */
static struct bound
weigh(const struct sample *s, uint32_t count, const struct candidates *c,
    uint32_t introduced)
{
	int64_t n = count, size = plan_size(s->plan), sum = 0, squares = 0;
	int64_t slope = slope_of(s, c), known = expected_sum(c, slope);
	int64_t lack, error, missed;
	struct bound b = { .looked_at = count };

	for (uint32_t k = 0; k < count; k++)
		sum += s->best[0][k] - expected(c, s->members[k], slope);
	lack = (sum + n - 1) / n;
	for (uint32_t k = 0; k < count; k++) {
		int64_t off =
		    s->best[0][k] - expected(c, s->members[k], slope) - lack;

		squares += off * off;
	}
	error = n < 3 ? SCORE_ONE : 2 * (root(squares / (n - 2) / n) + 1);
	missed = 4 * (SCORE_ONE - known / size) / n;
	if (error < missed && is_rare(s, c))
		error = missed;
	/* Of all members' sum, whoever of them is introduced. */
	b.mean = (known + size * lack + introduced - 1) / introduced;
	b.allowance = (size * error + introduced - 1) / introduced;
	if (b.mean + b.allowance > SCORE_ONE) {
		b.mean = b.mean > SCORE_ONE ? SCORE_ONE : b.mean;
		b.allowance = SCORE_ONE - b.mean;
	}
	return b;
}

static struct bound
bound_sample(const struct plan *plan, const struct candidates *c,
    uint32_t introduced, uint32_t samples, int threads, uint64_t seed)
{
	struct sample s = { .plan = plan, .count = samples };
	int workers = workers_count(threads);
	struct bound b;
	struct dice dice;

	dice_init(&dice, seed, 0);
	s.members = memory_new(samples, sizeof(*s.members));
	for (uint32_t k = 0; k < samples; k++)
		s.members[k] = dice_below(&dice, plan_size(plan));
	s.slices = (plan_size(plan) + SLICE - 1) / SLICE;
	for (int i = 0; i < workers; i++) {
		s.views[i] = plan_view_new(plan);
		s.best[i] = memory_new(samples, sizeof(*s.best[i]));
		for (uint32_t k = 0; k < samples; k++)
			s.best[i][k] = known_best(c, s.members[k]);
	}
	workers_run(workers, s.slices, scan_slice, &s);
	for (int i = 0; i < workers; i++) {
		for (uint32_t k = 0; k < samples; k++)
			if (s.best[i][k] > s.best[0][k])
				s.best[0][k] = s.best[i][k];
		plan_view_free(s.views[i]);
	}
	b = weigh(&s, samples, c, introduced);
	for (int i = 0; i < workers; i++)
		free(s.best[i]);
	free(s.members);
	return b;
}

struct bound
bound_find(const struct plan *plan, const struct candidates *c,
    uint32_t introduced, uint32_t samples, int threads, uint64_t seed)
{
	bool is_of_all = c != NULL && c->count == plan_size(plan);

	if (is_of_all && c->is_complete)
		return bound_all(c, introduced);
	if (samples == 0 || introduced == 0 || plan_size(plan) < 2)
		return (struct bound){ .mean = SCORE_ONE };
	return bound_sample(
	    plan, is_of_all ? c : NULL, introduced, samples, threads, seed);
}

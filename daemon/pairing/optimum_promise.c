/*
 * What a trio promises: see pairing/optimum_promise.h.
 */
#include "pairing/optimum_promise.h"
#include "base/memory.h"

struct optimum_prices
optimum_prices_take(const struct optimum_search *s)
{
	uint32_t count = s->o->count;
	struct optimum_prices p = { memory_new(count, sizeof(*p.duals)), NULL };

	for (uint32_t i = 0; i < count; i++)
		p.duals[i] = blossom_dual(s->b, i);
	if (s->open > 1) {
		p.sets = memory_new((size_t)count * count, sizeof(*p.sets));
		blossom_sum_sets(s->b, count, p.sets);
	}
	return p;
}

void
optimum_prices_clear(struct optimum_prices *p)
{
	free(p->duals);
	free(p->sets);
}

/* What a trio is worth above what its members cost the others. An odd set that
 * loses two or three of its members has room for a pair less. Of sets that hold
 * each other, those with two of three are the most that any two share. */
static int64_t
gain_of(const struct optimum_search *s, const struct optimum_prices *p,
    uint32_t i, uint32_t k, uint32_t l)
{
	size_t count = s->o->count;
	int64_t gain =
	    optimum_worth(s, i, k, l) - p->duals[i] - p->duals[k] - p->duals[l];
	int32_t most;

	if (p->sets == NULL)
		return gain;
	most = p->sets[i * count + k];
	if (p->sets[i * count + l] > most)
		most = p->sets[i * count + l];
	if (p->sets[k * count + l] > most)
		most = p->sets[k * count + l];
	return gain - most;
}

/* A set that holds i and one of the two may have had an even rest without i, and so
 * has room for as many pairs without them: only what both are in counts. */
int64_t
optimum_promise_of_two(const struct optimum_search *s,
    const struct optimum_prices *p, uint32_t i, uint32_t k, uint32_t l)
{
	int64_t gain = optimum_worth(s, i, k, l) - p->duals[k] - p->duals[l];

	return p->sets == NULL ? gain
			       : gain - p->sets[(size_t)k * s->o->count + l];
}

int64_t
optimum_promise(struct optimum_search *s, uint32_t i,
    const struct optimum_prices *prices, bool is_behind)
{
	int64_t most = INT64_MIN;

	if (s->barred[i])
		return most;
	for (uint32_t k = is_behind ? i + 1 : 0; k < s->o->count; k++) {
		if (s->barred[k] ||
		    optimum_score_of(s, i, k) == SCORE_FORBIDDEN)
			continue;
		for (uint32_t l = k + 1; l < s->o->count; l++) {
			int64_t gain;

			if (s->barred[l] || !optimum_may_be_trio(s, i, k, l))
				continue;
			gain = gain_of(s, prices, i, k, l);
			most = gain > most ? gain : most;
		}
		s->o->work -= s->o->count / 8;
	}
	return most;
}

int64_t
optimum_promise_most(
    struct optimum_search *s, const struct optimum_prices *prices)
{
	int64_t most = INT64_MIN;

	for (uint32_t i = 0; i < s->o->count; i++) {
		int64_t gain = optimum_promise(s, i, prices, true);

		most = gain > most ? gain : most;
	}
	return most;
}

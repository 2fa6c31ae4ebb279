/*
 * What scores pairs of chance have: see pairing/chance_score.h.
 */
#include <stdlib.h>
#include "pairing/chance_score.h"
#include "pairing/mix.h"

#define TRIALS 4096
#define LIKELY 20

static int
compare_scores(const void *x, const void *y)
{
	int32_t a = *(const int32_t *)x, b = *(const int32_t *)y;

	return (a < b) - (a > b);
}

int32_t
chance_score_high(const struct plan *plan, uint64_t seed)
{
	int32_t scores[TRIALS];
	uint32_t n = plan_size(plan);

	for (uint32_t i = 0; i < TRIALS; i++) {
		uint32_t a = mix_below(mix(seed ^ mix(i)), n);
		uint32_t b = mix_below(mix(seed + mix(i)), n);

		scores[i] = a == b ? SCORE_FORBIDDEN : plan_score(plan, a, b);
	}
	qsort(scores, TRIALS, sizeof(*scores), compare_scores);
	return scores[LIKELY];
}

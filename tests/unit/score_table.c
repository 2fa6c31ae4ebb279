#include "score_table.h"
#include "base/dice.h"
#include "base/memory.h"

const struct candidates_options score_table_all = {
	.keep = 14, .all_pairs = 40000, .rounds = 8, .threads = 1, .seed = 1
};

struct plan *
score_table(uint32_t n, uint32_t density, uint32_t kinds, uint64_t seed)
{
	int32_t *scores = memory_new((size_t)n * n, sizeof(*scores));
	struct plan *plan;
	struct dice d;

	dice_init(&d, seed, n);
	for (uint32_t a = 0; a < n; a++)
		for (uint32_t b = 0; b < a; b++)
			scores[a * n + b] = scores[b * n + a] =
			    dice_below(&d, 100) >= density
				? SCORE_FORBIDDEN
				: (int32_t)(dice_below(&d, kinds) *
					    (SCORE_ONE / kinds));
	plan = plan_new_table(n, scores);
	free(scores);
	return plan;
}

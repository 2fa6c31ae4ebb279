/*
 * How long members waited: see pairing/waiting.h.
 */
#include "pairing/waiting.h"

/* The sit-outs that it would have been in WAITING_ROUNDS rounds. As long as two
 * took part in the same rounds, another sit-out is at least one more of these. */
static uint32_t
share(const struct waiting *w)
{
	return w->rounds == 0 ? 0 : w->sit_outs * WAITING_ROUNDS / w->rounds;
}

/* Rounded down, so that nobody new is before all others. */
static uint32_t
mean_share(const struct waiting *records, uint32_t count)
{
	uint64_t sum = 0;
	uint32_t known = 0;

	for (uint32_t i = 0; i < count; i++) {
		sum += share(&records[i]);
		known += records[i].rounds > 0;
	}
	return known == 0 ? 0 : (uint32_t)(sum / known);
}

void
waiting_tell(struct population *p, const struct waiting *records,
    const uint32_t *members, uint32_t count)
{
	uint32_t mean = mean_share(records, count);

	for (uint32_t i = 0; i < count; i++) {
		const struct waiting *w = &records[i];
		uint32_t waited = w->rounds == 0 ? mean : share(w);

		if (w->sat_out_last)
			waited += WAITING_ROUNDS + 1;
		population_set_waiting(
		    p, members == NULL ? i : members[i], waited);
	}
}

/*
 * How long members waited, for population_set_waiting: who has more goes first.
 * Whoever sat out the last time is before all others, so that nobody sits out
 * twice running who need not. Then counts in which share of their rounds they sat
 * out: so sit-outs spread evenly over those who are always there, and who comes
 * rarely does not pay for the rounds that others waited in.
 * A newcomer counts as one who sat out as often as the others on average.
 */
#ifndef PAIRING_WAITING_H
#define PAIRING_WAITING_H

#include <stdbool.h>
#include <stdint.h>
#include "pairing/population.h"

#define WAITING_ROUNDS 52 /* what is longer ago is forgotten */

/* Of one member, in the rounds remembered. */
struct waiting {
	uint32_t rounds;   /* that it took part in, 0..WAITING_ROUNDS */
	uint32_t sit_outs; /* of them */
	bool sat_out_last; /* of the last of them */
};

/* records[i] is of member members[i] of the open population; of member i where
 * members is NULL. */
void waiting_tell(struct population *p, const struct waiting *records,
    const uint32_t *members, uint32_t count);

#endif

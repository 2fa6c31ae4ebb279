/*
 * How long a member waited, for population_set_waiting: who has more goes
 * first. Sit-outs count most, so that over the rounds they spread evenly; of
 * those who sat out equally often, whoever did so last goes first.
 */
#ifndef PAIRING_WAITING_H
#define PAIRING_WAITING_H

#include <stdbool.h>
#include <stdint.h>

#define WAITING_ROUNDS 52 /* sit-outs longer ago are forgotten */

/* Of the sit-outs in the rounds remembered. */
static inline uint32_t
waiting_of(uint32_t sit_outs, bool sat_out_last)
{
	return 2 * sit_outs + sat_out_last;
}

#endif

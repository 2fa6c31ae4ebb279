/*
 * Private to pairing/: a population as the weeks go by. Of a whole community
 * those who take part in a round are a population of their own, and what a
 * round brought together is remembered by the whole.
 */
#ifndef PAIRING_POPULATION_PART_H
#define PAIRING_POPULATION_PART_H

#include "pairing/grouping.h"
#include "pairing/population_data.h"

/* A closed population of some members of a closed one, ascending, with their
 * values, waiting, and the ties among them. It borrows the whole's words and
 * keys and must not outlive it; words that none of the part has stay. */
struct population *population_part(const struct population *whole,
    const uint32_t *members, uint32_t count) MUST_CHECK;

/* A week later: every meeting is one more week ago, and those who are in a
 * group together met one week ago. */
void population_move_on(struct population *p, const struct grouping *met);

#endif

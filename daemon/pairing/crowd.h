/*
 * Private to pairing/: who belongs to a simulated community, and who takes part
 * in a round. All chance is the seed's and the round's.
 */
#ifndef PAIRING_CROWD_H
#define PAIRING_CROWD_H

#include <stdbool.h>
#include <stdint.h>
#include "base/attr.h"

struct crowd {
	uint32_t size;  /* all who ever belong to it */
	uint32_t count; /* who do now */
	uint64_t seed;
	bool *is_in;      /* by member */
	uint32_t *coming; /* who are to come, in the order of their coming */
	uint32_t coming_count, come; /* so many have */
	/* Of the last crowd_move. */
	uint32_t *arrived, *left;
	uint32_t arrived_count, left_count;
};

/* `held_back` of the members, by chance, are to come; all others are in. */
void
crowd_init(struct crowd *c, uint32_t size, uint32_t held_back, uint64_t seed);
void crowd_clear(struct crowd *c);
/* Before a round so many leave for good, of those who are in, and so many come;
 * fewer where there are no more. */
void crowd_move(
    struct crowd *c, uint32_t round, uint32_t departures, uint32_t arrivals);
/* Who of those who are in takes part, each with so many in a hundred: ascending
 * into members[], with room for all; how many. */
uint32_t crowd_present(const struct crowd *c, uint32_t round, uint32_t percent,
    uint32_t *members) MUST_CHECK;

#endif

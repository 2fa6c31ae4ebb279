/*
 * Private to pairing/chains*: what the sweeps over all members (chains.c) and one
 * member's chains (chains_grow.c) have in common.
 */
#ifndef PAIRING_CHAINS_DATA_H
#define PAIRING_CHAINS_DATA_H

#include "pairing/chains.h"

#define CHAINS_PARTS 2

/* What a chain wants to know of a member, side by side. */
struct chains_seat {
	uint32_t mate;
	int32_t score; /* of its pair; 0 alone, -1 not to touch */
	int32_t best;  /* of its candidates' scores; 0 without */
	uint8_t part;  /* of this sweep */
	uint8_t quiet; /* sweeps in vain since its pair changed */
};

struct chains {
	const struct plan *plan;
	const struct candidates *c;
	const struct chains_options *o;
	uint32_t size;
	struct chains_seat *seats;
	uint32_t parts;
	int32_t likely; /* what few pairs of chance exceed */
	int64_t gain[CHAINS_PARTS];
};

/* The score of a's candidate b, or SCORE_FORBIDDEN where it is none. */
int32_t chains_listed(const struct chains *all, uint32_t a, uint32_t b);
/* Carries out the first chain from v that gains: false where there is none. Its
 * partner is left behind, or it is alone. */
bool chains_grow(struct chains *all, uint32_t v, int64_t *gain) MUST_CHECK;

#endif

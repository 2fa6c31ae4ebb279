/*
 * Private to pairing/optimum*: a problem, which is all members, or a part of them
 * that is linked to no other.
 */
#ifndef PAIRING_OPTIMUM_DATA_H
#define PAIRING_OPTIMUM_DATA_H

#include "pairing/plan.h"
#include "pairing/seating.h"

struct optimum {
	const struct plan *plan;
	struct seating *seating; /* the best so far */
	uint32_t *order; /* the problem's members in an order of chance */
	uint32_t count;
	uint32_t *chairs; /* by chair: how long its taker waited */
	uint32_t chair_count;
	int64_t score; /* of the best so far, of these members */
	int64_t work;  /* how much may still be done, see optimum_trios.c */
};

/* The scores of the vertices of the problem: members in order, chairs, so many open
 * ones for everybody, and so many keys of blossom_solve_without. */
int32_t *
optimum_table(const struct optimum *o, uint32_t open, uint32_t keys) MUST_CHECK;

#endif

/*
 * Private to pairing/: the ties of one member, held against others who passed
 * everything else.
 */
#ifndef PAIRING_PLAN_TIES_H
#define PAIRING_PLAN_TIES_H

#include "pairing/population_data.h"

/* What ties refuse; blocks always do. */
struct plan_ties {
	const struct population *p;
	bool knows;
	uint32_t weeks; /* met less than so many ago */
};

#define PLAN_TIES_SIEVE 16

struct plan_ties_of {
	const struct plan_ties *ties;
	const uint32_t *other;
	const uint16_t *what;
	uint32_t count;
	bool has_sieve;
	uint64_t sieve[PLAN_TIES_SIEVE]; /* others, by a few bits of them */
};

/* Ties of `a`, to be asked about `n` others. */
void plan_ties_load(struct plan_ties_of *of, const struct plan_ties *ties,
    uint32_t a, uint32_t n);
/* Whether these ties refuse b. */
bool plan_ties_look(const struct plan_ties_of *of, uint32_t b);

static inline bool
plan_ties_refuse(const struct plan_ties_of *of, uint32_t b)
{
	uint32_t bit = b * UINT32_C(0x9e3779b1) >> 22;

	if (of->count == 0 ||
	    (of->has_sieve && (of->sieve[bit / 64] >> bit % 64 & 1) == 0))
		return false;
	return plan_ties_look(of, b);
}

#endif

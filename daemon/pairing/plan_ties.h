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

struct plan_ties_of {
	const struct plan_ties *ties;
	const uint32_t *other; /* ascending */
	const uint16_t *what;
	uint32_t count;
};

/*
 * A member's sieve: a bit for each of those whom its ties refuse, by a hash of
 * their number (Bloom, "Space/time trade-offs in hash coding with allowable
 * errors", 1970). Ties go both ways, so only where each of two is in the other's
 * sieve can there be one, and only then lists are read: mostly they are not near.
 */
uint64_t plan_ties_sieve(const struct plan_ties *ties, uint32_t a);

static inline uint32_t
plan_ties_bit(uint32_t other)
{
	return other * UINT32_C(0x9e3779b1) >> 26;
}

/* Says that the ties of `a` will be read soon: first where they are, then, when
 * that is near, they. */
static inline void
plan_ties_prefetch_first(const struct plan_ties *ties, uint32_t a)
{
	__builtin_prefetch(&ties->p->tie_first[a]);
}
void plan_ties_prefetch(const struct plan_ties *ties, uint32_t a);
/* Ties of `a`. */
void plan_ties_load(
    struct plan_ties_of *of, const struct plan_ties *ties, uint32_t a);
/* Whether these ties refuse b. */
bool plan_ties_refuse(const struct plan_ties_of *of, uint32_t b);

#endif

/*
 * Private to pairing/: marks of the steps that need only a few vector
 * instructions for many members, over the dense fields of a view.
 */
#ifndef PAIRING_PLAN_MARK_H
#define PAIRING_PLAN_MARK_H

#include <string.h>
#include "pairing/plan_steps.h"

/* Marks take whole stretches: `from` and `n` are multiples of this. */
#define PLAN_MARK_STRETCH UINT32_C(32)

/* At least one bit in common. */
void plan_mark_share(const struct plan_step *step, const struct plan_ask *ask,
    uint32_t from, uint32_t n, uint8_t *pass);
/* The same id where step->number is 1, another where it is 0. */
void plan_mark_id(const struct plan_step *step, const struct plan_ask *ask,
    uint32_t from, uint32_t n, uint8_t *pass);
/* At most step->number apart; where that is negative, at least its amount. */
void plan_mark_number(const struct plan_step *step, const struct plan_ask *ask,
    uint32_t from, uint32_t n, uint8_t *pass);

/* Of each eight marks those that are set, ascending. */
struct plan_spread {
	uint8_t at[256][8];
};

void plan_mark_spread(struct plan_spread *spread);

/* The places of those of eight marks, 1 or 0, that are set, from the place
 * `first` on: how many. Writes eight. */
static inline uint32_t
plan_mark_list(const struct plan_spread *spread, const uint8_t *pass,
    uint32_t first, uint32_t *places)
{
	uint64_t eight, bits;

	memcpy(&eight, pass, sizeof(eight));
	/* Mark k comes to bit 56 + k. */
	bits = eight * UINT64_C(0x0102040810204080) >> 56;
	for (int k = 0; k < 8; k++)
		places[k] = first + spread->at[bits][k];
	/* Their sum comes to the highest byte. */
	return (uint32_t)(eight * UINT64_C(0x0101010101010101) >> 56);
}

#endif

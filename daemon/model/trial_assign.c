/*
 * Who is in which arm: see model/trial.h.
 */
#include "model/trial.h"
#include "base/dice.h"
#include "base/memory.h"

/* A member's place among all: their stratum's, by chance, and then their own. */
struct seat {
	uint64_t stratum;
	uint32_t place, member;
};

static int
by_seat(const void *a, const void *b)
{
	const struct seat *x = a, *y = b;

	if (x->stratum != y->stratum)
		return x->stratum < y->stratum ? -1 : 1;
	return x->place < y->place ? -1 : 1;
}

/* Strata in an order of chance, so that blocks across their borders are not
 * always of the same two. */
static uint64_t
stratum_place(uint64_t seed, uint32_t stratum)
{
	struct dice dice;

	dice_init(&dice, seed, UINT64_C(1) << 32 | stratum);
	return dice_next(&dice) << 32 | stratum;
}

void
trial_assign(const uint32_t *strata, uint32_t count, uint64_t seed, int odd_to,
    uint8_t *arms)
{
	struct seat *seats = memory_new(count, sizeof(*seats));
	uint32_t *order = memory_new(count, sizeof(*order));
	struct dice dice;

	dice_init(&dice, seed, 0);
	for (uint32_t i = 0; i < count; i++)
		order[i] = i;
	dice_shuffle(&dice, order, count);
	for (uint32_t i = 0; i < count; i++)
		seats[i] = (struct seat){ stratum_place(seed, strata[order[i]]),
			i, order[i] };
	if (count > 0)
		qsort(seats, count, sizeof(*seats), by_seat);
	for (uint32_t i = 0; i + 1 < count; i += 2) {
		uint8_t first = (uint8_t)dice_below(&dice, TRIAL_ARMS);

		arms[seats[i].member] = first;
		arms[seats[i + 1].member] = !first;
	}
	if (count % 2 != 0)
		arms[seats[count - 1].member] = (uint8_t)odd_to;
	free(order);
	free(seats);
}

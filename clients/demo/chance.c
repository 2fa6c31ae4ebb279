/* Chance from a seed. */
#include "clients/demo/chance.h"

static uint64_t
chance_next(struct chance *c)
{
	uint64_t z = c->state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

void
chance_init(struct chance *c, uint64_t seed)
{
	c->state = seed;
}

/* The upper 32 bits times n: the bias for the small n here is below 1e-6. */
size_t
chance_below(struct chance *c, size_t n)
{
	return (size_t)(((chance_next(c) >> 32) * n) >> 32);
}

bool
chance_is(struct chance *c, unsigned percent)
{
	return chance_below(c, 100) < percent;
}

size_t
chance_weighted(struct chance *c, const unsigned *weights, size_t n)
{
	size_t sum = 0, at = 0, pick;

	for (size_t i = 0; i < n; i++)
		sum += weights[i];
	pick = chance_below(c, sum);
	while (pick >= weights[at])
		pick -= weights[at++];
	return at;
}

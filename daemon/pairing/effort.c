/*
 * Effort: see pairing/effort.h.
 */
#include "pairing/effort.h"

/* The rows hold for populations of up to so many members. */
static const struct effort {
	uint32_t members;
	uint32_t keep, rounds;
	uint32_t sweeps, depth, first, second;
	bool goes_on;
} efforts[] = {
	{ 4000, 40, 0, 60, 10, 8, 4, false },
	{ 12000, 24, 0, 60, 10, 6, 4, false },
	{ CANDIDATES_ALL_PAIRS, 20, 0, 12, 8, 5, 2, false },
	{ 200000, 10, 8, 4, 5, 2, 1, false },
	{ 2000000, 6, 11, 0, 5, 2, 1, true },
	{ UINT32_MAX, 7, 6, 0, 4, 2, 1, false },
};

static const struct effort *
effort_of(uint32_t members)
{
	const struct effort *e = efforts;

	while (members > e->members)
		e++;
	return e;
}

struct candidates_options
effort_candidates(uint32_t members, int threads, uint64_t seed)
{
	const struct effort *e = effort_of(members);

	return (struct candidates_options){ .keep = e->keep,
		.all_pairs = CANDIDATES_ALL_PAIRS,
		.rounds = e->rounds == 0 ? 32 : e->rounds,
		.goes_on = e->goes_on,
		.threads = threads,
		.seed = seed };
}

struct chains_options
effort_chains(uint32_t members, int threads, uint64_t seed)
{
	const struct effort *e = effort_of(members);

	return (struct chains_options){ .sweeps = e->sweeps,
		.depth = e->depth,
		.first = e->first,
		.second = e->second,
		.threads = threads,
		.seed = seed };
}

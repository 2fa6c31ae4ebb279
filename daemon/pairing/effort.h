/*
 * How much work an optimum is worth, by the number of members.
 */
#ifndef PAIRING_EFFORT_H
#define PAIRING_EFFORT_H

#include "pairing/candidates.h"
#include "pairing/chains.h"

struct candidates_options
effort_candidates(uint32_t members, int threads, uint64_t seed) MUST_CHECK;
struct chains_options
effort_chains(uint32_t members, int threads, uint64_t seed) MUST_CHECK;

#endif

/*
 * An upper bound of a draw's mean score: nobody can do better than with the
 * best partner whom the rules allow, so the mean of the members' best scores
 * cannot be exceeded. Thirds change nothing: a trio counts 3/2 times the mean
 * of its three pairs, and each of its members is in two.
 */
#ifndef PAIRING_BOUND_H
#define PAIRING_BOUND_H

#include "pairing/candidates.h"

struct bound {
	int64_t mean;       /* millionths of a score's one, rounded up */
	int64_t allowance;  /* two standard errors of it, or more; 0 where all
			     * members' best are known */
	uint32_t looked_at; /* members whose best is known */
};

/*
 * Of the mean over `introduced` members. Where the candidates are of all
 * members and of all pairs, it holds for certain: the worst of the bests may be
 * those who sit out. Otherwise `samples` members, by the seed, are held against
 * everybody, to see how much better their true bests are than the candidates
 * found let expect; the mean of that is an estimate (a regression estimator:
 * Cochran, Sampling Techniques, 1977). Where few of the sample lack anything, its
 * own spread tells too little, and the allowance is what a sample of n misses with
 * a chance of 2 %: 4 / n of the members, who lack all that there is to lack.
 */
struct bound bound_find(const struct plan *plan, const struct candidates *c,
    uint32_t introduced, uint32_t samples, int threads, uint64_t seed);

#endif

/*
 * Chance in large pools of pairs: a Markov chain of seatings whose equilibrium
 * is P ∝ exp(score / T) over all that keep a seating's invariants
 * (pairing/seating.h: sit-outs by class of waiting, number of thirds), by worms
 * and walks of thirds (pairing/worm.h, pairing/trio_moves.h).
 *
 * A pool all of whose pairs fit in memory (of 10,000 members, a third of all
 * pairs) is one block, and then any seating can follow from any other: with at
 * most one trio, and with more where thirds can move one by one.
 *
 * Of larger pools, a sweep deals all pairs (those of a member and an empty
 * chair too) and trios at random into blocks of at most PLAN_BLOCK_MAX vertices
 * and moves within these. As the deal does not look at who the pairs are, and
 * the number of pairs and trios in a block stays, the deal is as likely
 * afterwards as it was before: every sweep is in detailed balance. Seatings
 * that differ only by cycles longer than a block are not linked then.
 */
#ifndef PAIRING_SAMPLER_H
#define PAIRING_SAMPLER_H

#include <stdbool.h>
#include <stdint.h>
#include "base/attr.h"
#include "pairing/plan.h"
#include "pairing/seating.h"

struct sampler;

/* A chain in blocks that starts from a seating, which keeps every requirement.
 * The plan must outlive it. temperature > 0, in millionths; INT64_MAX: scores do
 * not count. `threads` beside and including the caller's: the same result for
 * any number. */
struct sampler *
sampler_new_in_blocks(const struct plan *plan, const struct seating *start,
    int64_t temperature, uint64_t seed, int threads) MUST_CHECK;
void sampler_free(struct sampler *s);
void sampler_sweep(struct sampler *s, uint32_t sweeps);
/* Who sits with whom now, into a seating of the same pool. */
void sampler_write(const struct sampler *s, struct seating *out);

/* Moves a seating along the chain for so many sweeps. */
void sampler_run(const struct plan *plan, struct seating *seating,
    int64_t temperature, uint64_t seed, int threads, uint32_t sweeps);

/* How an equilibrium was sought. */
struct sampler_report {
	bool is_reached; /* the gap is at most SAMPLER_GAP */
	int64_t gap;     /* of the two means, in millionths of the greater */
	int64_t mean;    /* of the chain from `seating`, millionths */
	uint32_t sweeps; /* of each chain */
};

#define SAMPLER_GAP 10000 /* 1 % */

/* Moves `seating` until the chain has forgotten where it started: a second
 * chain, from `opposite`, goes on beside it, until the means over the latter
 * half of their sweeps are at most SAMPLER_GAP apart or `budget` sweeps are
 * done. Then it moves on for an eighth of its sweeps, which that did not look
 * at. Where the two are the same, `seating` first moves away as if scores did
 * not count; if it cannot, there is nothing else that chance could draw. */
struct sampler_report sampler_gap(const struct plan *plan,
    struct seating *seating, const struct seating *opposite,
    int64_t temperature, uint64_t seed, int threads, uint32_t budget);

#endif

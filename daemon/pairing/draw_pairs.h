/*
 * Private to pairing/draw*: a draw of pairs, and of trios where the number is
 * odd, step by step:
 *
 *	candidates   everybody's best partners, as far as they are needed
 *	cover        as many as can be introduced, and the proof
 *	optimum      where serendipity is 0: exact for small pools, else by chains;
 *	             of more than 200,000 the greedy draw stays
 *	chance       else: a Markov chain from there until it has forgotten its
 *	             start, which two chains from opposite starts show
 *	bound        what the mean score could be at most
 *
 * In a hurry (is_quick) candidates and chains are those of a large pool, the
 * chain goes a few sweeps in blocks, and there is no bound.
 */
#ifndef PAIRING_DRAW_PAIRS_H
#define PAIRING_DRAW_PAIRS_H

#include "pairing/candidates.h"
#include "pairing/cover.h"
#include "pairing/draw.h"
#include "pairing/grouping.h"
#include "pairing/plan.h"

/* Fills in what the draw says of its law, bound and certificate; returns the
 * groups. draw->seed and draw->temperature are set. Where pairs are not scored
 * there is nothing to be good at: no candidates, no bound. */
struct grouping *draw_pairs(struct draw *draw, const struct plan *plan,
    bool is_scored, const struct cover_hints *hints,
    const struct draw_options *options) MUST_CHECK;
/* Whether the pool is one that is_quick hurries with. */
bool draw_pairs_is_quick(
    const struct plan *plan, const struct draw_options *options) MUST_CHECK;

#define DRAW_BOUND_DUALS "the duals of the best matching"

/* Half millionths of a sum over groups, as millionths of the members' mean. */
int64_t draw_pairs_mean(const struct seating *s, int64_t score);
/* What the mean score could be at most, by everybody's best partner. */
void draw_pairs_bound(struct draw *draw, const struct plan *plan,
    const struct candidates *c, uint32_t introduced, int threads);
/* What is said of a seating and the bound that optimum_find has of it, which may be
 * far above what everybody's best partner allows where it gave up. */
void draw_pairs_optimum(struct draw *draw, const struct plan *plan,
    const struct candidates *c, const struct seating *s, int64_t bound,
    int threads);
/* The barrier of a cover becomes the draw's certificate. */
void draw_pairs_take_proof(struct draw *draw, struct cover *cover);

#endif

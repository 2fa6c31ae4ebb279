/*
 * Moves of the Markov chain that change trios.
 *
 * A trio's third leaves it, any of the three alike, and walks: a step of the
 * worm makes somebody else the one without a partner; a whole worm may turn
 * among the others meanwhile; until the one without a partner joins a pair. So
 * any two seatings of a block that has one trio are linked: follow the
 * alternating path between the two thirds, and turn the cycles by worms. Who
 * walks never meets one of another trio who may be met: that would have made
 * three pairs of two trios, and there are no more trios than needed (otherwise
 * it is a step on the spot).
 *
 * Detailed balance: each of these happens at a rate, and flows there and back
 * are equal. Let B be the product of the weights of all pairs and trios of a
 * state, with the third w walking (and in the gauge of weights.h). Then
 * - a step from w by c to c's partner d flows B · K(w, c), which is the weight
 *   of all of d's way back too;
 * - a worm flows B · rate · P(worm), and the worm is in balance for given w;
 * - joining a pair flows B · weight(trio) / K(pair), the weight of what it makes,
 *   and so does leaving it, at rate 1 for each of the three.
 * A chain that follows such rates spends its visits on a state in proportion to
 * the state's whole outflow, which with the trio together is 3 B: so, seen only
 * when the trio is together, its equilibrium is B, the law. (The chain seen at
 * visits of a subset is in balance for the law on that subset: Levin, Peres and
 * Wilmer, "Markov Chains and Mixing Times", 2009, section 2.) Walks beyond a
 * limit of steps are undone, there and back alike.
 */
#ifndef PAIRING_TRIO_MOVES_H
#define PAIRING_TRIO_MOVES_H

#include <stdint.h>
#include "base/dice.h"
#include "pairing/worm.h"

/* One walk, of a third of trio t. */
void trio_moves_walk(struct worm_block *b, uint32_t t, struct dice *dice);

#endif

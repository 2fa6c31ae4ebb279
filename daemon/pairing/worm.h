/*
 * The worm: a move of the Markov chain whose equilibrium is P ∝ exp(score / T)
 * over the perfect matchings of a block's members and chairs.
 *
 * It takes one pair apart, (s, h), and walks: from the open end h to a
 * neighbour c picked by weight, whose partner d becomes the open end as c now
 * sits with h, until it picks s and closes. No step is ever refused, and as it
 * passes through seatings with two open ends, it links any two seatings of the
 * block, where swapping partners between two pairs cannot (a hexagon has two
 * seatings, which differ in all pairs).
 *
 * Detailed balance: with K the weights and Z_h the sum of h's row, the way from
 * matching M to M' over open ends h0, …, hk has probability
 * 1/N · Π K(h_i, c_i) / Z(h_i), the product over what is added, s being the
 * last; the way back visits the same open ends and adds what was taken away.
 * So W(M) · P(way) = W(M') · P(way back), each way being paired with its
 * reverse. Ways longer than a limit are undone, in both directions alike.
 * (Krauth and Moessner, "Pocket Monte Carlo algorithm for classical dimer
 * models", 2003; Sandvik and Moessner, "Correlations and confinement in
 * nonplanar two-dimensional dimer models", 2006; Prokof'ev and Svistunov, "Worm
 * algorithms for classical statistical models", 2001; states with two open ends
 * are those of Jerrum and Sinclair, "Approximating the permanent", 1989.)
 */
#ifndef PAIRING_WORM_H
#define PAIRING_WORM_H

#include <stdint.h>
#include "base/dice.h"
#include "pairing/weights.h"

#define WORM_ALONE UINT32_MAX

/* A block's seating: partners by vertex, of members in trios WORM_ALONE. */
struct worm_block {
	const struct weights *weights;
	uint32_t *mate;
	uint32_t trio_count;
	uint32_t (*trios)[3];
	uint32_t *before; /* private: what a worm started from */
};

/* Room for so many vertices and trios; nobody sits yet. */
void worm_init(struct worm_block *b, uint32_t vertices, uint32_t trios);
void worm_clear(struct worm_block *b);
/* One worm. Vertices that are alone stay so: to pick one is a step on the
 * spot, there and back alike. */
void worm_loop(struct worm_block *b, struct dice *dice);

#endif

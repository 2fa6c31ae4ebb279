/*
 * Private to pairing/: looking a few rounds ahead. Where nobody may meet twice,
 * a draw that takes the wrong pairs can leave others who will not all find
 * somebody new: of six members with two left to meet each, two triangles are
 * soon in trouble, a ring of six is not. (A graph in which all have as many
 * left falls into that many rounds if it can be edge-coloured so: König 1916
 * for bipartite ones; in general it is hard to tell, Holyer 1981.)
 *
 * So in small pools, when not many rounds are left, draws are made until one
 * leaves as many full rounds as there can be. Whether it does is tried out:
 * rounds are drawn one after the other, and where one would not be full, two of
 * them are drawn anew from all that both had and nobody took, over and over. (Of
 * pairs that is to turn the chains of two colours, Kempe 1879, at random.)
 */
#ifndef PAIRING_FORESIGHT_H
#define PAIRING_FORESIGHT_H

#include <stdbool.h>
#include <stdint.h>
#include "pairing/draw.h"
#include "pairing/plan.h"
#include "pairing/rules.h"
#include "pairing/seating.h"

#define FORESIGHT_TRIES 48 /* draws made at most */

/* How many more rounds there can be at most, this one counted, where a look
 * ahead is worth its while; else 0. */
uint32_t foresight_horizon(const struct plan *plan, const struct rules *rules);
/* How many rounds after this draw were found in which no more sit out: at most
 * horizon - 1. */
uint32_t foresight_rounds(const struct plan *plan, const struct draw *draw,
    uint32_t horizon, uint64_t seed);
/* How many rounds from now on were found in which no more than `sit_outs` sit
 * out, and the one of them that scores most (NULL: none). */
uint32_t foresight_plan(const struct plan *plan, uint32_t sit_outs,
    uint32_t horizon, uint64_t seed, struct seating **round);

#endif

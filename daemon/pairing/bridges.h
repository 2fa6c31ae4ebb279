/*
 * Bridges: most of whom a greedy draw leaves over have nobody free whom they
 * may meet, but partners' partners are ordinary people who may meet each other.
 * Two who are left over are seated by an alternating path of three or five
 * steps, found among a few neighbours of each: what would else cost a search
 * through everybody (pairing/cover.h) for each of them. After Hopcroft and
 * Karp, "An n^5/2 algorithm for maximum matchings in bipartite graphs", SIAM
 * Journal on Computing 2, 1973: while a matching is far from the largest, its
 * shortest augmenting paths are short.
 */
#ifndef PAIRING_BRIDGES_H
#define PAIRING_BRIDGES_H

#include "pairing/candidates.h"
#include "pairing/seating.h"

/* Seats of those who sit out in a seating of pairs as many as are easily
 * seated; everybody else keeps a seat. The candidates are of all members. */
void bridges_build(const struct plan *plan, const struct candidates *c,
    struct seating *s, uint64_t seed);

#endif

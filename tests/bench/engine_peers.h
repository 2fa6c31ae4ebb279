/*
 * What other systems of introductions do, for comparison: everybody in a random
 * order takes somebody who is still free, the rules and the history observed.
 */
#ifndef BENCH_ENGINE_PEERS_H
#define BENCH_ENGINE_PEERS_H

#include "pairing/seating.h"

/* Each takes the best of the first `looks` allowed partners that it comes by,
 * or sits out where nobody of the next 4,096 is allowed. */
struct seating *engine_peers_draw(
    const struct plan *plan, uint32_t looks, uint64_t seed) MUST_CHECK;

#endif

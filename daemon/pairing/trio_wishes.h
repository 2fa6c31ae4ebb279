/*
 * Trios of those who like them: where somebody must join a pair, rather a member
 * who prefers three than another.
 *
 * A pool small enough is drawn by a law that knows of it (exact_law.h). In a
 * larger one members change places after the draw: one who prefers three leaves
 * their partner to a member of a trio who does not, as long as any such exchange
 * is allowed. Between several chance decides, weighted as the law weighs what
 * they lead to. Who is introduced, who sits out and how many trios there are
 * stays as it was.
 */
#ifndef PAIRING_TRIO_WISHES_H
#define PAIRING_TRIO_WISHES_H

#include <stdbool.h>
#include <stdint.h>
#include "pairing/plan.h"
#include "pairing/seating.h"

/* `temperature` in millionths, as that of struct draw. Whether anybody
 * changed places. */
bool trio_wishes_grant(const struct plan *plan, struct seating *s,
    int64_t temperature, uint64_t seed);

#endif

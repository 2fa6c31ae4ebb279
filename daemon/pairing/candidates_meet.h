/*
 * Private to pairing/: members meet, some with one another or some with some
 * others, and each remembers whom it found best.
 */
#ifndef PAIRING_CANDIDATES_MEET_H
#define PAIRING_CANDIDATES_MEET_H

#include "pairing/candidates.h"

/* What one worker needs for it. */
struct candidates_meet;

struct candidates_meet *
candidates_meet_new(struct candidates *c, const struct plan *plan) MUST_CHECK;
void candidates_meet_free(struct candidates_meet *m);
/* All pairs among places[0..n-1], n at most PLAN_BLOCK_MAX. A meeting is held
 * when the next one is arranged, whose members are fetched meanwhile; until
 * candidates_meet_end nobody else may use the lists of these places. */
void candidates_meet_all(
    struct candidates_meet *m, const uint32_t *places, uint32_t n);
/* All of the left with all of the right, who are others; at most PLAN_BLOCK_MAX
 * of both together. */
void candidates_meet_two(struct candidates_meet *m, const uint32_t *left,
    uint32_t left_n, const uint32_t *right, uint32_t right_n);
/* Holds the meeting that still waits. */
void candidates_meet_end(struct candidates_meet *m);

#endif

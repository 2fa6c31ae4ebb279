/*
 * A seating: who sits with whom, the state that the steps of a draw of pairs
 * hand to each other. cover_find makes one that introduces as many as can be;
 * the optimum and chance then change it, each keeping
 * - every requirement,
 * - how many sit out of those who waited equally long, by class (plan_waiting):
 *   by the matroid of coverable sets that is all that fairness asks (Edmonds and
 *   Fulkerson 1965: a covered set is lexicographically best if and only if it
 *   holds of each class as many as the best does),
 * - how many are thirds, who joined a pair.
 */
#ifndef PAIRING_SEATING_H
#define PAIRING_SEATING_H

#include <stdint.h>
#include "base/attr.h"
#include "pairing/plan.h"

#define SEAT_NOBODY UINT32_MAX      /* sits out */
#define SEAT_THIRD (UINT32_MAX - 1) /* joined the pair that host[] names */

struct seating {
	uint32_t size;
	/* By member: the partner (mate[mate[m]] == m), SEAT_NOBODY or
	 * SEAT_THIRD. */
	uint32_t *mate;
	/* By member: of a third, the lower member of the pair it joined; else
	 * SEAT_NOBODY. A pair takes one third at most. */
	uint32_t *host;
	uint32_t third_count, sit_out_count;
};

/* Everybody sits out. */
struct seating *seating_new(uint32_t size) MUST_CHECK;
struct seating *seating_copy(const struct seating *s) MUST_CHECK;
void seating_free(struct seating *s);

/* The draw's score in half millionths: of a pair 2 × its score, of a trio the
 * sum of its three pairs' (3/2 times their mean). */
int64_t seating_score(const struct seating *s, const struct plan *plan);
/* Dies where an array contradicts another or a requirement is broken; for
 * tests and for the last step of a draw. Threads as pairing/workers.h. */
void
seating_check(const struct seating *s, const struct plan *plan, int threads);

#endif

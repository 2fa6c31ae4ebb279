/*
 * Nobody sits out who need not: a seating that introduces as many members as
 * any could, and the barrier that proves it.
 *
 * Pairs first: a maximum matching (Edmonds 1965). What it must leave over may
 * join a pair as a third: groups of two and three are the packings by edges
 * and triangles of Cornuéjols, Hartvigsen and Pulleyblank, "Packing subgraphs
 * in a graph", Operations Research Letters 1, 1982. Of a maximum matching's
 * odd pieces (Gallai and Edmonds: G without the barrier falls into pieces each
 * of which can leave any one of its members over) a piece that holds a
 * triangle whose removal leaves the rest paired up needs no partner from
 * outside; so the matching is changed until as few others as possible are left
 * over. Then the pieces that cannot help themselves and are reached from those
 * who sit out are as many more than their barrier as sit out, which shows that
 * no more could be introduced.
 *
 * Who sits out: the sets of members that can be covered form a matroid (Edmonds
 * and Fulkerson 1965), so that choosing by plan_waiting, the longest waiting
 * first, costs nobody (priority matching, Roth, Sönmez and Ünver 2005).
 */
#ifndef PAIRING_COVER_H
#define PAIRING_COVER_H

#include <stdint.h>
#include "base/attr.h"
#include "pairing/plan.h"
#include "pairing/seating.h"

struct candidates;

struct cover {
	struct seating *seating;
	uint32_t *barrier; /* ascending */
	uint32_t barrier_count;
	uint32_t unproven; /* so many more might be introduced; 0: proven */
};

/* What is known of the pool beforehand, all may be absent. */
struct cover_hints {
	const struct seating *start; /* pairs to begin from; unchanged */
	/* Of all members some whom they may meet: searches go their ways before
	 * they ask about everybody. */
	const struct candidates *near;
	/* Members of whom no two may meet, ascending: more than half of all,
	 * they alone decide how many sit out. */
	const uint32_t *strangers;
	uint32_t stranger_count;
};

/* Chance by the seed decides between what is otherwise alike. */
struct cover *cover_find(const struct plan *plan, uint64_t seed,
    const struct cover_hints *hints) MUST_CHECK;
void cover_free(struct cover *c);

#endif

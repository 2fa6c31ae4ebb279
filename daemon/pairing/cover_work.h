/*
 * Private to pairing/cover*: a cover on its way.
 */
#ifndef PAIRING_COVER_WORK_H
#define PAIRING_COVER_WORK_H

#include "pairing/cover.h"
#include "pairing/cover_search.h"

struct cover_work {
	const struct plan *plan;
	uint32_t size;
	struct seating *seating; /* its mate[] is the matching */
	struct cover_search *search;
	struct dice dice;
	uint32_t *exposed; /* without a partner, in an order of chance */
	uint32_t exposed_count;
	uint32_t left;  /* without a partner, on the way; */
	uint32_t least; /* as few can be left over, as is known beforehand */
	/* By member: the odd piece it is in, named by one of its members;
	 * SEAT_NOBODY: in none. */
	uint32_t *piece;
	uint32_t *barrier;
	uint32_t barrier_count;
	uint32_t unsure; /* pieces of which it is not known whether a triangle
			  * would help them */
};

/* Grows the trees of all who are left over and may not stay so (is_fixed):
 * pieces and barrier anew. */
void cover_work_prove(struct cover_work *w);
/* cover_thirds.c: leaves over as many as can be in pieces that a triangle
 * helps, and fixes them; later, makes them thirds. */
struct cover_thirds;
struct cover_thirds *cover_thirds_choose(struct cover_work *w) MUST_CHECK;
void cover_thirds_join(struct cover_work *w, struct cover_thirds *t);
void cover_thirds_free(struct cover_thirds *t);
/* cover_fair.c: of those left over who are not fixed, who waited longest is
 * kept. */
void cover_fair_choose(struct cover_work *w);

#endif

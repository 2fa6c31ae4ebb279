/*
 * Private to pairing/cover*: the triangles of an odd piece, of whom any two may
 * meet. A piece that has none is asked about all of its members, and each of their
 * pairs of neighbours would be a question: as many as the cube of the piece. So who
 * may meet whom is kept as rows of bits, made when they are needed, and one step
 * looks at 64 members (the usual way to list triangles where edges are many).
 */
#ifndef PAIRING_COVER_TRIANGLE_H
#define PAIRING_COVER_TRIANGLE_H

#include <stdbool.h>
#include <stdint.h>
#include "base/attr.h"
#include "pairing/plan.h"
#include "pairing/seating.h"

struct cover_triangle;

/* Borrows the piece's members, ascending. */
struct cover_triangle *cover_triangle_new(const struct plan *plan,
    const uint32_t *members, uint32_t count) MUST_CHECK;
void cover_triangle_free(struct cover_triangle *t);

/* Two of the piece; none of them is SEAT_NOBODY once one was found. */
struct cover_edge {
	uint32_t low, high;
};

#define COVER_EDGE_NONE ((struct cover_edge){ SEAT_NOBODY, SEAT_NOBODY })

/* The next two, in ascending order behind *edge, who make a triangle with `v` of the
 * piece; COVER_EDGE_NONE is before all. False: there are none, or none were found
 * (cover_triangle_is_sure). */
bool cover_triangle_next(
    struct cover_triangle *t, uint32_t v, struct cover_edge *edge) MUST_CHECK;
/* Whether no answer was given up: of a piece too large for rows only so many pairs
 * are asked about. */
bool cover_triangle_is_sure(const struct cover_triangle *t);

#endif

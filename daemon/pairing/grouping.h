/*
 * A grouping: who is in which group and who sits out, of groups of any size.
 * What every way to draw ends in.
 */
#ifndef PAIRING_GROUPING_H
#define PAIRING_GROUPING_H

#include <stdint.h>
#include "base/attr.h"
#include "pairing/plan.h"
#include "pairing/seating.h"

struct grouping {
	uint32_t size; /* of the pool */
	uint32_t group_count, sit_out_count;
	/* Group g is members[first[g]] to members[first[g + 1] - 1], ascending;
	 * groups by their first member. Room for size + 1 and size. */
	uint32_t *first;
	uint32_t *members;
	uint32_t *sit_outs; /* ascending; room for size */
};

/* No group, nobody sits out yet. */
struct grouping *grouping_new(uint32_t size) MUST_CHECK;
void grouping_free(struct grouping *g);
/* Adds a group after the last; its lowest member must be above that of every
 * group before. */
void grouping_add(struct grouping *g, const uint32_t *members, uint32_t count);
void grouping_add_sit_out(struct grouping *g, uint32_t member);
/* The same as pairs, trios and sit-outs. */
struct grouping *grouping_of_seating(const struct seating *s) MUST_CHECK;

#endif

/*
 * Private to pairing/: whom a join of a round brings together. Every member
 * draws one key from its values, such that members with the same key are
 * likely to be allowed and good for each other; which values these are is
 * derived from the rules:
 *
 *	same, required       always part of the key
 *	complement           one tag offered and one sought, which meet those
 *			     who offer and seek them the other way round; of
 *			     few members, one tag, which meets the other side
 *	share, nearness      one of the tags or hours that should be shared
 *	nothing              a number of chance, so that everybody meets
 *			     somebody whatever the rules are
 */
#ifndef PAIRING_PLAN_JOIN_H
#define PAIRING_PLAN_JOIN_H

#include "pairing/plan.h"

enum plan_join_side { JOIN_LEFT, JOIN_RIGHT, JOIN_BOTH };

struct plan_join_key {
	uint64_t group;
	uint8_t order; /* within the group: who is near in it may meet */
	enum plan_join_side side; /* left meet right; both meet one another */
};

struct plan_join;

/* For joins of about `size` members; of those whom a draw left over, whom few
 * others may meet, keys are more of what must be shared. */
struct plan_join *
plan_join_new(const struct plan *plan, uint32_t size, bool is_rest) MUST_CHECK;
void plan_join_free(struct plan_join *j);
/* The member's key in this round, by a number of chance that is its own. */
struct plan_join_key plan_join_draw(const struct plan_join *j, uint32_t round,
    uint32_t member, uint64_t chance);

#endif

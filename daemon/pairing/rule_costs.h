/*
 * What each requirement of a set of rules costs: rounds are played without it, all
 * others being as they are. A requirement that costs nothing so may still cost
 * something together with another, see pairing/nearest.h. Pure.
 */
#ifndef PAIRING_RULE_COSTS_H
#define PAIRING_RULE_COSTS_H

#include "pairing/play.h"

struct rule_cost {
	size_t requirement; /* of the rules */
	struct play play;   /* without it; no series */
	/* What would be more without it: members introduced over all rounds, and
	 * mean score (REPORT_UNKNOWN: one of the two is not known). */
	int64_t introduced_more, score_more;
};

/* In what the costliest costs most. */
enum rule_costs_in {
	RULE_COSTS_NOTHING,
	RULE_COSTS_INTRODUCED,
	RULE_COSTS_SCORE
};

struct rule_costs {
	/* The costliest first: by members introduced, then by score. */
	struct rule_cost *costs;
	size_t count;
	enum rule_costs_in costliest; /* what costs[0] costs */
};

/* `whole` is the play of all rules with the same options, of which what is said of
 * series, cuts and `against` does not count. false: its turn said stop; a part is
 * there. rule_costs_clear after it, either way. */
bool rule_costs_find(struct rule_costs *found, const struct population *p,
    const struct rules *rules, const struct play *whole,
    const struct play_options *options) MUST_CHECK;
void rule_costs_clear(struct rule_costs *found);

#endif

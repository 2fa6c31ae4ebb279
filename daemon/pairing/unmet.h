/*
 * Private to pairing/: whom the members of a community could still meet for the
 * first time. A member who has met all others whom it may ever meet must meet
 * one of them again, or sit out; so the fewest whom somebody has not met yet
 * are the most rounds that all can have without a repeat.
 */
#ifndef PAIRING_UNMET_H
#define PAIRING_UNMET_H

#include <stdbool.h>
#include "pairing/grouping.h"
#include "pairing/population_data.h"
#include "pairing/rules.h"

#define UNMET_MEMBERS_MAX 20000 /* all pairs are asked about once */

struct unmet;

/* The requirements but for those that ask how long two have rested; NULL where
 * none does. */
struct rules *unmet_rules(const struct rules *rules) MUST_CHECK;

/* Of the members marked in is_in. NULL where nobody need rest, or there are too
 * many members. The population must outlive it. */
struct unmet *unmet_new(const struct population *p, const struct rules *rules,
    const bool *is_in, int threads) MUST_CHECK;
void unmet_free(struct unmet *u);
/* A member comes or leaves. */
void unmet_move(struct unmet *u, uint32_t member, bool comes);
/* After a draw, before its meetings are among the population's ties. */
void unmet_meet(struct unmet *u, const struct grouping *met);
/* The fewest whom a member has not met yet; INT64_MIN where nobody may meet
 * anybody or u is NULL. Who may meet nobody at all does not count. Into *spent
 * how many have met all whom they may. */
int64_t unmet_least(const struct unmet *u, uint32_t *spent);

#endif

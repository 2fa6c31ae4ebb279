/*
 * Private to pairing/: whom the members of a community could still meet for the
 * first time. A member who has met all others whom it may ever meet must meet
 * one of them again, or sit out. A circle of k takes k - 1 whom it has not met
 * from each of its members, so that the fewest whom somebody has not met yet,
 * divided by k - 1, are the most rounds that all can have without a repeat.
 */
#ifndef PAIRING_UNMET_H
#define PAIRING_UNMET_H

#include <stdbool.h>
#include "pairing/grouping.h"
#include "pairing/population_data.h"
#include "pairing/rules.h"

#define UNMET_MEMBERS_MAX 20000 /* all pairs are asked about once */

struct unmet;

/* The requirements but for those that ask how long two have rested, and the
 * size; NULL where none does. */
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
/* So many rounds, each in a circle of the rules' size, are those enough for whom
 * a member has not met yet. */
int64_t unmet_rounds(int64_t unmet, const struct rules *rules);
/* The fewest rounds for which those are enough whom a member has not met yet;
 * INT64_MIN where nobody can be in a circle or u is NULL. Who may meet too few
 * for a circle does not count. Into *spent how many have met all whom they may,
 * if they may meet anybody. */
int64_t unmet_rounds_left(const struct unmet *u, uint32_t *spent);

#endif

/*
 * Whom the requirements leave a member: how many others each of them rules out
 * by itself, and how many all together allow. What a sit-out is told.
 */
#ifndef PAIRING_EXCLUSIONS_H
#define PAIRING_EXCLUSIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/attr.h"
#include "pairing/population.h"
#include "pairing/rules.h"

struct exclusions;

/* Borrows a closed population and the rules, which must outlive it. Costs
 * nothing until it is asked. One thread's. */
struct exclusions *exclusions_new(
    const struct population *p, const struct rules *rules) MUST_CHECK;
void exclusions_free(struct exclusions *e);

const struct population *exclusions_population(const struct exclusions *e);
const struct rules *exclusions_rules(const struct exclusions *e);

/* Whether so many of so many members can be asked about in about a minute:
 * where values are each member's own, every question goes through everybody. */
bool exclusions_are_few(size_t asked, uint32_t members);
/* Of all others: how many each requirement rules out into
 * ruled_out[rules_requirement_count]; returns how many are allowed. */
uint32_t exclusions_count(
    struct exclusions *e, uint32_t member, uint32_t *ruled_out) MUST_CHECK;

#endif

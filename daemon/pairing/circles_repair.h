/*
 * Private to pairing/circles*: what makes tables allowed where chance did not,
 * and then gives who waited longest a place.
 */
#ifndef PAIRING_CIRCLES_REPAIR_H
#define PAIRING_CIRCLES_REPAIR_H

#include <stdint.h>
#include "base/dice.h"
#include "pairing/circles_table.h"

/* Leaves tables of k and k + 1 without a forbidden pair, and empty ones. Who
 * waited longest is first asked to fill a place. */
void circles_repair(struct circles_table *t, struct dice *dice);
/* Of tables that are allowed: whoever is left over takes the place of somebody
 * who waited less, as long as there is one whose table allows it and as fewer
 * than `tries` places were looked at. `order`: all members, the longest waiting
 * first; so are they asked, and from its end they leave. */
void circles_seat_longest(
    struct circles_table *t, const uint32_t *order, uint64_t tries);

#endif

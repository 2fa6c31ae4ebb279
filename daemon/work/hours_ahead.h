/*
 * Hours to come that all have free: each member's hours of the week, by the
 * clocks of their own zone on those very dates. An hour that clocks leave out is
 * nobody's; one that they show twice is free twice. Pure.
 */
#ifndef WORK_HOURS_AHEAD_H
#define WORK_HOURS_AHEAD_H

#include <stddef.h>
#include <stdint.h>
#include "base/attr.h"
#include "base/zone.h"
#include "pairing/hours.h"

/* The free hours of one member, and their zone over the weeks in question. */
struct hours_of {
	struct hours week;
	const struct zone *zone;
};

/* When hours begin, between two instants that are whole quarters of an hour:
 * each all of 60 minutes, one after the other where all are free for longer. At
 * most `max`; returns how many. Whoever has no free hours at all shall not be
 * among them; nobody: none. */
size_t hours_ahead(const struct hours_of *of, size_t count, int64_t from_us,
    int64_t until_us, int64_t *starts_us, size_t max);

/* The hours of the week, as clocks of a zone show them, that all have free in the
 * seven days from an instant on that is a whole quarter of an hour: of those that
 * there are twice, both. */
struct hours hours_of_week(const struct hours_of *of, size_t count,
    const struct zone *shown, int64_t from_us);

#endif

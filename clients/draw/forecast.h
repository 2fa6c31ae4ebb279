/*
 * A forecast: --simulate plays rounds and tells of each what came of it, as a
 * table for people or as JSON, but not the groups, which are nobody's yet.
 */
#ifndef DRAW_FORECAST_H
#define DRAW_FORECAST_H

#include "base/attr.h"
#include "clients/draw/setting.h"

/* Returns how the program ends. Without arrivals and departures, and with
 * everybody present, its rounds are those of rounds_draw, but for rounds of
 * pairs of DRAW_QUICK_MIN members and more, which are drawn in a hurry. */
int forecast_run(struct setting *s, const struct arguments *a) MUST_CHECK;

#endif

/*
 * When the rounds of a pool are, as the operator writes it: `every`, `at` and
 * `zone`.
 */
#ifndef CONFIG_CONFIG_WHEN_H
#define CONFIG_CONFIG_WHEN_H

#include "config/config.h"

/* What is allowed, or NULL where the text could be read. */

/* "week", "2 weeks". */
#define CONFIG_WHEN_EVERY                                                      \
	"hour, day, week, month, or 2 to 52 of them (2 to 12 hours), such as " \
	"2 weeks"
const char *config_when_every(const char *s, struct calendar *calendar);
/* "Monday 10:00"; "10:00" for days, "9:00 to 17:00" for hours. After
 * config_when_every. */
const char *config_when_at(const char *s, struct calendar *calendar);
/* "2027-05-19". */
const char *config_when_day(const char *s, struct clock_civil *day);
/* "Europe/Paris": one that this machine has the rules of. */
const char *config_when_zone(const char *s);
/* "24 hours", "3 days", "none": in hours, at most `max`. */
const char *config_when_span(const char *s, int64_t max, int *hours);

#endif

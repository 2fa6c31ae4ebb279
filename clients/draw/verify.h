/*
 * Somebody's groups, held against the rules.
 */
#ifndef DRAW_VERIFY_H
#define DRAW_VERIFY_H

#include "base/attr.h"
#include "clients/draw/setting.h"

/*
 * Writes one line per violation to standard output,
 *
 *	groups.csv:7: round 3, group 2: "ana" and "bo" break "share languages"
 *
 * how many are in no group to standard error, and returns how the program
 * ends: 0 where there is no violation.
 */
int verify_groups(struct setting *s, const char *path) MUST_CHECK;

#endif

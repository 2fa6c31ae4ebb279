/*
 * The community's part of everybody's network (docs/network.md), counted once an
 * hour by one of the daemons. Beside what falls due (work/due.h), because nothing
 * there may wait for it.
 */
#ifndef WORK_CENSUS_H
#define WORK_CENSUS_H

#include "base/attr.h"

struct census;
struct house;

struct census *census_new(struct house *house) MUST_CHECK;
/* Looks whether the last count is an hour old; by itself every five minutes. */
void census_wake(struct census *census);
void census_free(struct census *census); /* NULL is allowed */

#endif

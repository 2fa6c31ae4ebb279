/*
 * Planning: every pool with a calendar has its next round in the table, and a
 * round whose time for it has come its second draw. Which
 * local times may come next is model/calendar's to say, which instants those
 * are, and so which is first, with daylight saving, PostgreSQL's.
 */
#ifndef WORK_ROUND_PLAN_H
#define WORK_ROUND_PLAN_H

#include "base/attr.h"

struct house;
struct round_plan;

/* done runs once; what could not be planned was logged and is tried again with
 * the next wake. */
struct round_plan *round_plan_start(
    struct house *house, void (*done)(void *arg), void *arg) MUST_CHECK;
void round_plan_cancel(struct round_plan *plan);

#endif

/*
 * The rounds: plans them from the calendars, takes those that are due, one at a
 * time, and runs them. Sleeps exactly until something is due; wakes on
 * NOTIFY, on a new configuration, and when the database comes back.
 */
#ifndef WORK_ROUNDS_H
#define WORK_ROUNDS_H

#include "base/attr.h"

struct house;
struct rounds;

struct rounds *rounds_new(struct house *house) MUST_CHECK;
/* Something may be due, or the calendars are others. */
void rounds_wake(struct rounds *rounds);
/* No new round begins; `stopped` runs once the one under way is over. */
void rounds_stop(struct rounds *rounds, void (*stopped)(void *arg), void *arg);
void rounds_free(struct rounds *rounds);

#endif

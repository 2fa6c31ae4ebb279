/*
 * Several threads at one list of items that do not depend on each other, so
 * that who does which, and how many there are, makes no difference.
 */
#ifndef PAIRING_CREW_H
#define PAIRING_CREW_H

#include <stdint.h>
#include "base/attr.h"

#define CREW_MAX 64

/* Does item `item`; `hand` is 0..threads-1, one call at a time of each. */
typedef void (*crew_work_cb)(void *arg, int hand, uint32_t item);

/* Calls `work` once for each of 0..items-1 and returns when all are done.
 * `threads`, at most CREW_MAX, counts the caller's. */
void crew_run(int threads, uint32_t items, crew_work_cb work, void *arg);

#endif

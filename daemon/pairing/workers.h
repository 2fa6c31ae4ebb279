/*
 * Private to pairing/: threads for work in items of which none touches what
 * another one writes, so that the result is the same whoever does which, and
 * when.
 */
#ifndef PAIRING_WORKERS_H
#define PAIRING_WORKERS_H

#include <stdint.h>

#define WORKERS_MAX 64

/* `worker` is 0..threads-1: for scratch memory only, never for a result. */
typedef void (*workers_cb)(void *arg, uint32_t item, int worker);

/* How many will work when `threads` are asked for: 1..WORKERS_MAX. */
int workers_count(int threads);
/* Calls `each` for each item 0..items-1, the caller's thread among those that
 * do; returns when all are done. Fewer threads do it where the system has no
 * more. */
void workers_run(int threads, uint32_t items, workers_cb each, void *arg);

#endif

/*
 * The lease of the letters in hand, renewed as long as a transport has them:
 * it may take its time, and who finds the lease run out sends them once more.
 */
#ifndef WORK_DELIVER_LEASE_H
#define WORK_DELIVER_LEASE_H

#include <stdint.h>
#include "base/attr.h"
#include "io/db.h"

struct house;
struct deliver_lease;

/* The first letters were claimed for lease_s seconds by a statement sent at
 * since_us (clock_steady_us). At each renewal `ids` appends those that are in
 * hand. */
struct deliver_lease *
deliver_lease_new(struct house *house, int lease_s, int64_t since_us,
    void (*ids)(void *arg, struct db_array *out), void *arg) MUST_CHECK;
/* No renewal from here on; the lease itself lasts a while. Where it has run out
 * all the same, the log says so. NULL is allowed. */
void deliver_lease_free(struct deliver_lease *lease);

#endif

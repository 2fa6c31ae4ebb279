/*
 * The lease of a round that is run, renewed as long as it takes.
 */
#ifndef WORK_ROUND_LEASE_H
#define WORK_ROUND_LEASE_H

#include "base/attr.h"
#include "base/id.h"

struct house;
struct round_lease;

/* The round was claimed for lease_s seconds just now. */
struct round_lease *round_lease_new(
    struct house *house, const struct id *round, int lease_s) MUST_CHECK;
/* No renewal from here on, one that is under way included; the lease itself lasts
 * a while. NULL is allowed. */
void round_lease_free(struct round_lease *lease);

#endif

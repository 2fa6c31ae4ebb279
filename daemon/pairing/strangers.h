/*
 * Private to pairing/: the largest set of members of whom the rules let no two
 * meet, as far as one rule alone says so: those who are alike where they must
 * differ. Where it is more than half of a pool, it decides how many sit out.
 */
#ifndef PAIRING_STRANGERS_H
#define PAIRING_STRANGERS_H

#include "pairing/population.h"
#include "pairing/rules.h"

/* Ascending, for the caller to free; *count is 0 where no rule says so. */
uint32_t *strangers_find(const struct population *p, const struct rules *rules,
    uint32_t *count) MUST_CHECK;

#endif

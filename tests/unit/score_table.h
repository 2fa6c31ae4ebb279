/*
 * For tests of the engine: a plan that is a random table of scores, without
 * members or rules, and how all of its pairs are looked at.
 */
#ifndef TESTS_UNIT_SCORE_TABLE_H
#define TESTS_UNIT_SCORE_TABLE_H

#include <stdint.h>
#include "base/attr.h"
#include "pairing/candidates.h"

/* `density` of a hundred pairs are allowed, their scores among `kinds` values; the
 * caller's. */
struct plan *score_table(
    uint32_t n, uint32_t density, uint32_t kinds, uint64_t seed) MUST_CHECK;

extern const struct candidates_options score_table_all;

#endif

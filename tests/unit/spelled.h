/*
 * For tests of the engine: members, values and rules as they are spelled; what
 * is refused fails the test.
 */
#ifndef TESTS_UNIT_SPELLED_H
#define TESTS_UNIT_SPELLED_H

#include <stddef.h>
#include <stdint.h>
#include "pairing/population.h"
#include "pairing/rules.h"

uint32_t spelled_member(struct population *p, const char *key);
void spelled_value(
    struct population *p, uint32_t member, size_t attribute, const char *value);

/* Rules about no attribute: at most one requirement and one preference (NULL:
 * none), serendipity in thousandths; the caller's. */
struct rules *spelled_rules(const char *requirement, const char *preference,
    int64_t serendipity) MUST_CHECK;

#endif

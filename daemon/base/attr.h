/*
 * Compiler attributes by their meaning, and the list of functions that do not
 * compile in this project (base/banned.h), which every file gets through here.
 */
#ifndef BASE_ATTR_H
#define BASE_ATTR_H

/* The caller must look at the result. */
#define MUST_CHECK __attribute__((warn_unused_result))
/* The format is argument `f`, its values start at argument `a` (from 1). */
#define PRINTF_LIKE(f, a) __attribute__((format(printf, f, a)))
#define NO_RETURN __attribute__((noreturn))
#define UNUSED __attribute__((unused))

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

#include "base/banned.h"

#endif

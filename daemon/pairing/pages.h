/*
 * Private to pairing/: memory for arrays that are read all over: in large pages
 * where the kernel has them, since the processor then finds its way without
 * reading page tables first.
 */
#ifndef PAIRING_PAGES_H
#define PAIRING_PAGES_H

#include <stddef.h>
#include "base/attr.h"

/* As memory_new; free() by the caller. */
void *pages_new(size_t count, size_t size) MUST_CHECK;
/* The same, from the start of a cache line on; free(*room) releases it. */
void *pages_new_lines(size_t count, size_t size, void **room) MUST_CHECK;

#endif

/*
 * Large pages: see pairing/pages.h.
 */
#include <stdint.h>
#include <sys/mman.h>
#include "pairing/pages.h"
#include "base/memory.h"

#define PAGE ((size_t)2 << 20)

void *
pages_new(size_t count, size_t size)
{
	size_t bytes;
	void *p;

	if (__builtin_mul_overflow(count, size, &bytes) ||
	    bytes > SIZE_MAX - PAGE)
		die("%zu times %zu bytes are too many", count, size);
	if (bytes < 2 * PAGE)
		return memory_new(count, size);
	bytes = (bytes + PAGE - 1) / PAGE * PAGE;
	p = aligned_alloc(PAGE, bytes);
	if (p == NULL)
		die("no memory for %zu bytes", bytes);
	(void)madvise(p, bytes, MADV_HUGEPAGE);
	memset(p, 0, bytes);
	return p;
}

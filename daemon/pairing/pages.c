/*
 * Large pages: see pairing/pages.h.
 */
#include <stdint.h>
#include <sys/mman.h>
#include "pairing/pages.h"
#include "base/memory.h"

#define PAGE ((size_t)2 << 20)
#define LINE ((size_t)64)

void *
pages_new(size_t count, size_t size)
{
	size_t bytes, skip;
	void *p;

	if (__builtin_mul_overflow(count, size, &bytes) ||
	    bytes > SIZE_MAX - PAGE)
		die("%zu times %zu bytes are too many", count, size);
	if (bytes < 2 * PAGE)
		return memory_new(count, size);
	/* Fresh from the kernel such a piece is zero, which calloc knows. */
	p = memory_new(count, size);
	skip = (PAGE - (uintptr_t)p % PAGE) % PAGE;
	(void)madvise(
	    (char *)p + skip, (bytes - skip) / PAGE * PAGE, MADV_HUGEPAGE);
	return p;
}

void *
pages_new_lines(size_t count, size_t size, void **room)
{
	size_t bytes;
	char *p;

	if (__builtin_mul_overflow(count, size, &bytes) ||
	    bytes > SIZE_MAX - LINE)
		die("%zu times %zu bytes are too many", count, size);
	*room = p = pages_new(bytes + LINE, 1);
	return p + (LINE - (uintptr_t)p % LINE) % LINE;
}

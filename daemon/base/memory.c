/*
 * Memory that is there or the process ends: see base/memory.h.
 */
#include <stdarg.h>
#include <stdint.h>
#include <sys/mman.h>
#include "base/memory.h"

#define PAGE ((size_t)2 << 20) /* a large one */
#define LINE ((size_t)64)      /* of the cache */

/* Of a piece that has some, those pages are large from now on, where the kernel
 * has such: the processor finds its way there without reading page tables. */
static void
take_large_pages(void *p, size_t bytes)
{
	size_t skip = (PAGE - (uintptr_t)p % PAGE) % PAGE;

	if (bytes >= 2 * PAGE)
		(void)madvise((char *)p + skip, (bytes - skip) / PAGE * PAGE,
		    MADV_HUGEPAGE);
}

void *
memory_new(size_t count, size_t size)
{
	void *p = calloc(count == 0 ? 1 : count, size == 0 ? 1 : size);

	if (p == NULL)
		die("out of memory: %zu x %zu bytes", count, size);
	take_large_pages(p, count * size);
	return p;
}

void *
memory_new_lines(size_t count, size_t size, void **room)
{
	size_t bytes;
	char *p;

	if (__builtin_mul_overflow(count, size, &bytes) ||
	    bytes > SIZE_MAX - LINE)
		die("%zu times %zu bytes are too many", count, size);
	*room = p = memory_new(bytes + LINE, 1);
	return p + (LINE - (uintptr_t)p % LINE) % LINE;
}

void *
memory_grow(void *old, size_t count, size_t size)
{
	void *p =
	    reallocarray(old, count == 0 ? 1 : count, size == 0 ? 1 : size);

	if (p == NULL)
		die("out of memory: %zu x %zu bytes", count, size);
	take_large_pages(p, count * size);
	return p;
}

char *
memory_text(const char *s)
{
	return s == NULL ? NULL : memory_text_n(s, strlen(s));
}

char *
memory_text_n(const char *s, size_t n)
{
	char *copy = memory_new(n + 1, 1);

	memcpy(copy, s, n);
	return copy;
}

void
memory_die(const char *file, int line, const char *fmt, ...)
{
	va_list ap;

	fprintf(stderr, "%s:%d: ", file, line);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	abort();
}

/*
 * Memory that is there or the process ends: see base/memory.h.
 */
#include <stdarg.h>
#include "base/memory.h"

void *
memory_new(size_t count, size_t size)
{
	void *p = calloc(count == 0 ? 1 : count, size == 0 ? 1 : size);

	if (p == NULL)
		die("out of memory: %zu x %zu bytes", count, size);
	return p;
}

void *
memory_grow(void *old, size_t count, size_t size)
{
	void *p =
	    reallocarray(old, count == 0 ? 1 : count, size == 0 ? 1 : size);

	if (p == NULL)
		die("out of memory: %zu x %zu bytes", count, size);
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

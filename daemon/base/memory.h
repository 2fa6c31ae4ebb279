/*
 * Memory that is there or the process ends: every input of the daemon is
 * capped, so running out means a fault of ours or of the machine, and limping
 * on would only lose the place where it happened.
 */
#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

#include <stddef.h>
#include "base/attr.h"

/* Zeroed; never NULL; free() by the caller. */
void *memory_new(size_t count, size_t size) MUST_CHECK;
/* The same, from the start of a cache line on; free(*room) releases it. */
void *memory_new_lines(size_t count, size_t size, void **room) MUST_CHECK;
/* As reallocarray(3), dying on overflow; new bytes are not zeroed. */
void *memory_grow(void *old, size_t count, size_t size) MUST_CHECK;
/* NULL stays NULL. */
char *memory_text(const char *s) MUST_CHECK;
/* The first n bytes of s and a NUL. */
char *memory_text_n(const char *s, size_t n) MUST_CHECK;

/* Logs "file:line: message" to standard error and aborts: the impossible. */
void memory_die(const char *file, int line, const char *fmt, ...) NO_RETURN
    PRINTF_LIKE(3, 4);

#define die(...) memory_die(__FILE__, __LINE__, __VA_ARGS__)

/*
 * Every struct handed to a callback starts with `unsigned magic`, and the
 * callback starts with CHECK: use after free becomes an abort with a name.
 */
#define CHECK(pointer, number)                                         \
	do {                                                           \
		if ((pointer) == NULL || (pointer)->magic != (number)) \
			die("%s is not a living " #number, #pointer);  \
	} while (0)

#endif

/*
 * What is wrong with a body, as a list: each entry a JSON Pointer, a code and a
 * sentence, all within the sizes that shapes.def promises for FieldError.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "proto/proto.h"
#include "proto/proto_bytes.h"
#include "proto/proto_findings.h"

#define POINTER_BYTES 300
#define DETAIL_BYTES 1000

/* A copy of at most max bytes; a pointer is not cut inside an escape. */
static char *
findings_copy(const char *s, size_t max)
{
	size_t n = proto_bytes_fit(s, strlen(s), max);
	char *copy;

	if (n > 0 && n < strlen(s) && s[n - 1] == '~')
		n--;
	copy = proto_bytes_grow(NULL, n + 1, 1);
	memcpy(copy, s, n);
	copy[n] = '\0';
	return copy;
}

void
proto_findings_add(struct proto_findings *f, const char *pointer,
    const char *code, const char *fmt, ...)
{
	struct proto_wrong *wrong;
	struct proto_bytes shown = { 0 };
	char detail[DETAIL_BYTES + 8];
	va_list ap;

	if (f->count == PROTO_ERRORS_MAX)
		return;
	va_start(ap, fmt);
	vsnprintf(detail, sizeof(detail), fmt, ap);
	va_end(ap);
	proto_bytes_add_shown(&shown, detail, strlen(detail));
	wrong = &f->items[f->count++];
	wrong->pointer = findings_copy(pointer, POINTER_BYTES);
	wrong->code = code;
	wrong->detail = findings_copy(proto_bytes_get(&shown), DETAIL_BYTES);
	proto_bytes_clear(&shown);
}

void
proto_findings_cut(struct proto_findings *f, size_t count)
{
	while (f->count > count) {
		f->count--;
		free(f->items[f->count].pointer);
		free(f->items[f->count].detail);
	}
}

void
proto_findings_clear(struct proto_findings *f)
{
	proto_findings_cut(f, 0);
	f->malformed = false;
}

bool
proto_findings_has(const struct proto_findings *f, const char *pointer)
{
	for (size_t i = 0; i < f->count; i++)
		if (strcmp(f->items[i].pointer, pointer) == 0)
			return true;
	return false;
}

bool
proto_findings_about(const struct proto_findings *f, const char *pointer)
{
	size_t n = strlen(pointer);

	for (size_t i = 0; i < f->count; i++) {
		const char *at = f->items[i].pointer;

		if (strncmp(at, pointer, n) == 0 &&
		    (at[n] == '\0' || at[n] == '/'))
			return true;
	}
	return false;
}

/*
 * What every file of this folder needs below JSON: memory that is there or the
 * process ends, a growing buffer, UTF-8 and JSON Pointers. (proto/ is shared by
 * the daemon and its clients, so it takes nothing from daemon/base.)
 */
#ifndef PROTO_PROTO_BYTES_H
#define PROTO_PROTO_BYTES_H

#include <stdbool.h>
#include <stddef.h>

#define PROTO_MUST_CHECK __attribute__((warn_unused_result))
#define PROTO_COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* The impossible: says where and what, and aborts. */
#define proto_die(what) proto_bytes_die(__FILE__, __LINE__, what)
void proto_bytes_die(const char *file, int line, const char *what)
    __attribute__((noreturn));
/* As reallocarray(3), dying where there is no memory. */
void *proto_bytes_grow(void *old, size_t count, size_t size) PROTO_MUST_CHECK;

/* NUL-terminated as soon as anything was added; {0} is a valid empty one. */
struct proto_bytes {
	char *data;
	size_t len;
	size_t cap;
};

void proto_bytes_add(struct proto_bytes *b, const char *s, size_t n);
void proto_bytes_addf(struct proto_bytes *b, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/* The bytes so far, "" when none; borrowed. */
const char *proto_bytes_get(const struct proto_bytes *b);
/* Back to a length it had before. */
void proto_bytes_cut(struct proto_bytes *b, size_t len);
void proto_bytes_clear(struct proto_bytes *b);
/* Adds '/' and the key as RFC 6901 writes it. */
void proto_bytes_add_step(struct proto_bytes *b, const char *key, size_t n);
/* Adds a sentence for people that may hold pieces of a stranger's text: what is
 * not UTF-8, such as the rest of a character that a precision of printf cut, is
 * left out, and what cannot be shown is U+XXXX. */
void proto_bytes_add_shown(struct proto_bytes *b, const char *s, size_t n);
/* Adds a text of a stranger for people to read: in quotes, cut at 40
 * characters, what cannot be shown as U+XXXX. */
void proto_bytes_add_quoted(struct proto_bytes *b, const char *s, size_t n);

/* The length of the code point at s, of at most n bytes; 0 where the bytes are
 * none (RFC 3629: no overlong forms, no surrogates). n > 0. */
size_t proto_bytes_code_point(const char *s, size_t n, unsigned *out);
/* Code points in s, or -1 where it is not UTF-8. */
long proto_bytes_characters(const char *s, size_t n);
/* The length of s cut to at most max bytes, never inside a code point. */
size_t proto_bytes_fit(const char *s, size_t n, size_t max);

#endif

/*
 * Identifiers: UUIDv7 (RFC 9562), made by us, so that nothing needs to be read
 * back from the database. They sort by time and tell nobody how many there are;
 * they are never a secret.
 */
#ifndef BASE_ID_H
#define BASE_ID_H

#include <stdbool.h>
#include <stdint.h>
#include "base/attr.h"

struct id {
	uint8_t bytes[16];
};

#define ID_TEXT_SIZE 37

struct id id_new(void);
/* Lower case, with hyphens. Returns buf. */
const char *id_text(const struct id *id, char buf[ID_TEXT_SIZE]);
/* The canonical form only, either case; 0, or -1. */
int id_parse(const char *s, struct id *out) MUST_CHECK;
bool id_equal(const struct id *a, const struct id *b);
int id_compare(const void *a, const void *b); /* for qsort and bsearch */

#endif

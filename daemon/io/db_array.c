/*
 * Arrays as parameters: PostgreSQL's array literals (manual, section 8.15.2).
 * See io/db.h.
 */
#include <inttypes.h>
#include "io/db.h"
#include "base/encode.h"
#include "base/memory.h"

static void
next_item(struct db_array *a)
{
	text_add(&a->literal, a->count++ == 0 ? "{" : ",");
}

void
db_array_text(struct db_array *a, const char *s)
{
	next_item(a);
	if (s == NULL) {
		text_add(&a->literal, "NULL");
		return;
	}
	text_add(&a->literal, "\"");
	for (; *s != '\0'; s++) {
		if (*s == '"' || *s == '\\')
			text_add(&a->literal, "\\");
		text_add_n(&a->literal, s, 1);
	}
	text_add(&a->literal, "\"");
}

void
db_array_int(struct db_array *a, int64_t v)
{
	next_item(a);
	text_addf(&a->literal, "%" PRId64, v);
}

void
db_array_id(struct db_array *a, const struct id *id)
{
	char buf[ID_TEXT_SIZE];

	next_item(a);
	text_add(&a->literal, id == NULL ? "NULL" : id_text(id, buf));
}

void
db_array_bytes(struct db_array *a, const void *p, size_t n)
{
	char *hex;

	next_item(a);
	if (p == NULL) {
		text_add(&a->literal, "NULL");
		return;
	}
	hex = memory_new(2 * n + 1, 1);
	encode_hex(p, n, hex);
	/* The backslash of \x is doubled inside an array. */
	text_add(&a->literal, "\"\\\\x");
	text_add(&a->literal, hex);
	text_add(&a->literal, "\"");
	free(hex);
}

void
db_array_copies(struct db_array *a, struct db_array *copies, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		copies[i] = (struct db_array){ .count = a->count };
		text_add(&copies[i].literal, text_get(&a->literal));
	}
	db_array_clear(a);
}

void
db_array_clear(struct db_array *a)
{
	text_clear(&a->literal);
	a->count = 0;
}

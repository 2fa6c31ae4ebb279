/*
 * Arguments that are turned on their way: see struct db_keys in io/db.h. The
 * literal of an array (io/db_array.c) has its items in quotes; turning changes no
 * length, and puts nothing there that would have to be escaped.
 */
#include "io/db_conn.h"
#include "base/encode.h"
#include "base/memory.h"

#define BYTES_PREFIX "\\\\x"

/* From the digits of a bytea to its bytes and back. */
static void
turn_hex(const struct db_keys *keys, enum db_keyed kind, char *hex, size_t n)
{
	char *digits = memory_text_n(hex, n);
	uint8_t *bytes = memory_new(n / 2 + 1, 1);

	if (decode_hex(digits, bytes, n / 2) != 0)
		die("an array of bytes is none");
	keys->turn(keys->arg, kind, (char *)bytes, n / 2);
	encode_hex(bytes, n / 2, digits);
	memcpy(hex, digits, n);
	free(bytes);
	free(digits);
}

static void
turn_array(const struct db_keys *keys, enum db_keyed kind, char *literal)
{
	const size_t prefix = strlen(BYTES_PREFIX);

	for (char *at = strchr(literal, '"'), *end; at != NULL;
	     at = strchr(end + 1, '"')) {
		at++;
		for (end = at; *end != '"'; end++)
			if (*end == '\\' && end[1] != '\0')
				end++;
		if (kind == DB_REF)
			keys->turn(keys->arg, kind, at, (size_t)(end - at));
		else
			turn_hex(keys, kind, at + prefix,
			    (size_t)(end - at) - prefix);
	}
}

char *
db_keyed_turn(const struct db_keys *keys, const struct db_arg *arg)
{
	char *copy;

	if (arg->bytes == NULL)
		return NULL;
	copy = memory_text_n(arg->bytes, (size_t)arg->len);
	if (arg->is_array)
		turn_array(keys, arg->keyed, copy);
	else
		keys->turn(keys->arg, arg->keyed, copy, (size_t)arg->len);
	return copy;
}

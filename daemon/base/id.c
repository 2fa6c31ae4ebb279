/*
 * Identifiers: see base/id.h. Within a millisecond, the 12 bits of rand_a
 * count up (RFC 9562 section 6.2, method 1), so that ids of one thread sort in
 * the order in which they were made.
 */
#include <ctype.h>
#include "base/id.h"
#include "base/clock.h"
#include "base/dice.h"
#include "base/encode.h"

struct id
id_new(void)
{
	static _Thread_local uint64_t last_ms;
	static _Thread_local unsigned count;
	uint64_t now_ms = (uint64_t)clock_now_us() / 1000;
	struct id id;

	entropy_fill(id.bytes, sizeof(id.bytes));
	if (now_ms > last_ms) {
		last_ms = now_ms;
		/* The upper bit is left for counting. */
		count = (id.bytes[6] * 256u + id.bytes[7]) & 0x7ff;
	} else if (++count > 0xfff) {
		last_ms++;
		count = 0;
	}
	for (int i = 0; i < 6; i++)
		id.bytes[i] = (uint8_t)(last_ms >> (40 - 8 * i));
	id.bytes[6] = (uint8_t)(0x70 | count >> 8);
	id.bytes[7] = (uint8_t)count;
	id.bytes[8] = (uint8_t)(0x80 | (id.bytes[8] & 0x3f));
	return id;
}

const char *
id_text(const struct id *id, char buf[ID_TEXT_SIZE])
{
	static const char digits[] = "0123456789abcdef";
	char *p = buf;

	for (int i = 0; i < 16; i++) {
		if (i == 4 || i == 6 || i == 8 || i == 10)
			*p++ = '-';
		*p++ = digits[id->bytes[i] >> 4];
		*p++ = digits[id->bytes[i] & 15];
	}
	*p = '\0';
	return buf;
}

int
id_parse(const char *s, struct id *out)
{
	char digits[33];
	size_t n = 0;

	if (strlen(s) != ID_TEXT_SIZE - 1)
		return -1;
	for (int i = 0; i < ID_TEXT_SIZE - 1; i++) {
		if (i == 8 || i == 13 || i == 18 || i == 23) {
			if (s[i] != '-')
				return -1;
			continue;
		}
		digits[n++] = s[i];
	}
	digits[n] = '\0';
	return decode_hex(digits, out->bytes, sizeof(out->bytes));
}

bool
id_equal(const struct id *a, const struct id *b)
{
	return memcmp(a->bytes, b->bytes, sizeof(a->bytes)) == 0;
}

int
id_compare(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(struct id));
}

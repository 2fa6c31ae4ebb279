/* links: proto base */
/* Valid bodies broken at random, always the same way: reading them ends, with
 * an object or with findings that are fit to be sent. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <json-c/json.h>
#include "base/attr.h"
#include "base/text.h"
#include "proto/proto.h"

#define ROUNDS 200000
#define BODY_MAX 1024

static const struct {
	const char *shape, *body;
} seeds[] = {
	{ "Signup",
	    "{\"email\":\"ana@example.org\",\"name\":\"Zo\\u00e9 "
	    "\\ud83d\\ude00\","
	    "\"language\":\"fr\",\"zone\":\"Europe/Paris\",\"attributes\":{"
	    "\"domain\":\"health/nursing\",\"years\":-12.5e1,"
	    "\"languages\":[\"fr\",\"pt\"],\"free\":[\"mon 12-14\"]},"
	    "\"consent\":{\"terms_version\":\"1\",\"of_age\":true}}" },
	{ "ProfileChange",
	    "{\"name\":\"Ana\",\"attributes\":{\"domain\":null,\"n\":3}}" },
	{ "Verify",
	    "{ \"attempt\" : \"sdp_abc\",\n\t\"code\" : \"ABCD-EFGH\" }" },
	{ "Membership", "{\"skip_next\":false}" },
	{ "Signin", "{\"email\":\"ana@localhost\"}" },
	{ "Round",
	    "{\"id\":\"019ab5f4-7c31-7b62-9d0e-5a1f3c2b4d6e\",\"pool\":\"p\","
	    "\"state\":\"drawn\",\"scheduled_at\":\"2026-11-24T09:30:00Z\","
	    "\"published_at\":null,\"attempts\":1,\"failure\":null,"
	    "\"members\":300,\"introduced\":300,\"groups\":150,\"sat_out\":0,"
	    "\"seed\":\"0123456789abcdef\",\"input_digest\":null,"
	    "\"milliseconds\":12}" },
};

/* What most likely breaks a reader, put in at random places. */
static const char *const pieces[] = { "{", "}", "[", "]", ",", ":", "\"", "\\",
	"\\u0000", "\\ud800", "\\udc00", "null", "1e999",
	"99999999999999999999", "-", "0", ".", "e", "NaN", "'", "\xff", "\xc3",
	"\xf0\x9f", "\"email\":", "\"\":1,", "[[[[[[[[", "/*", "\n", "true" };

static uint64_t
dice(uint64_t *state)
{
	/* xorshift64*: enough to spread the breaks. */
	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	return *state * 2685821657736338717u >> 16;
}

static size_t
put_piece(char *body, size_t len, size_t at, const char *piece)
{
	size_t n = strlen(piece);

	if (len + n > BODY_MAX)
		return len;
	memmove(body + at + n, body + at, len - at);
	memcpy(body + at, piece, n);
	return len + n;
}

static size_t
mutate(char *body, size_t len, uint64_t *state)
{
	size_t at = len == 0 ? 0 : dice(state) % len;
	size_t n = 1 + dice(state) % 16;

	switch (dice(state) % 5) {
	case 0: /* another byte */
		if (len > 0)
			body[at] = (char)dice(state);
		return len;
	case 1: /* a hole */
		n = n > len - at ? len - at : n;
		memmove(body + at, body + at + n, len - at - n);
		return len - n;
	case 2: /* a piece */
		return put_piece(
		    body, len, at, pieces[dice(state) % COUNT_OF(pieces)]);
	case 3: /* a stretch twice */
		n = n > len - at ? len - at : n;
		if (len + n > BODY_MAX)
			return len;
		memmove(body + at + n, body + at, len - at);
		return len + n;
	default: /* the end torn off */
		return dice(state) % 8 == 0 ? at : len;
	}
}

static void
check_findings(const struct proto_findings *f)
{
	assert_true(f->count > 0 && f->count <= PROTO_ERRORS_MAX);
	for (size_t i = 0; i < f->count; i++) {
		const struct proto_wrong *w = &f->items[i];

		assert_true(
		    text_utf8_length(w->pointer, strlen(w->pointer)) >= 0);
		assert_true(text_utf8_length(w->detail, strlen(w->detail)) > 0);
		assert_true(w->pointer[0] == '\0' || w->pointer[0] == '/');
	}
}

static void
broken_bodies_break_nothing(void **state)
{
	uint64_t dice_state = 20261124;
	size_t good = 0, malformed = 0, refused = 0;

	(void)state;
	for (int i = 0; i < ROUNDS; i++) {
		size_t seed = dice(&dice_state) % COUNT_OF(seeds), len;
		struct proto_findings f = { 0 };
		struct json_object *o;
		char *body = malloc(BODY_MAX), *exact;

		len = strlen(seeds[seed].body);
		memcpy(body, seeds[seed].body, len);
		for (size_t k = 1 + dice(&dice_state) % 4; k > 0; k--)
			len = mutate(body, len, &dice_state);
		/* So that one byte read beyond the end is noticed. */
		exact = malloc(len == 0 ? 1 : len);
		memcpy(exact, body, len);
		o = proto_read(
		    proto_shape_get(seeds[seed].shape), exact, len, &f);
		if (f.count == 0)
			assert_non_null(o);
		else
			check_findings(&f);
		good += f.count == 0;
		malformed += f.malformed;
		refused += f.count > 0 && !f.malformed;
		json_object_put(o);
		proto_findings_clear(&f);
		free(body);
		free(exact);
	}
	/* All three ways were really gone. */
	assert_true(good > ROUNDS / 100);
	assert_true(refused > ROUNDS / 100);
	assert_true(malformed > ROUNDS / 10);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(broken_bodies_break_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

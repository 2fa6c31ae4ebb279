/* links: io */
/* What is made small is the same once it is large again, by zlib's own reader. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include <zlib.h>

#include "base/memory.h"
#include "io/gzip.h"

static void
test_it_comes_back(void **state)
{
	char plain[4000], again[sizeof(plain) + 1], *small;
	z_stream z = { 0 };
	size_t len;

	(void)state;
	for (size_t i = 0; i < sizeof(plain); i++)
		plain[i] = (char)('a' + i * i % 23);
	small = gzip_make(plain, sizeof(plain), &len);
	assert_non_null(small);
	assert_in_range(len, 1, sizeof(plain) / 4);
	assert_int_equal(inflateInit2(&z, 15 + 16), Z_OK);
	z.next_in = (Bytef *)small;
	z.avail_in = (uInt)len;
	z.next_out = (Bytef *)again;
	z.avail_out = sizeof(again);
	assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
	assert_int_equal(sizeof(again) - z.avail_out, sizeof(plain));
	assert_memory_equal(again, plain, sizeof(plain));
	inflateEnd(&z);
	free(small);
}

static void
test_what_would_grow_is_left(void **state)
{
	size_t len;

	(void)state;
	assert_null(gzip_make("", 0, &len));
	assert_null(gzip_make("{}", 2, &len));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_it_comes_back),
		cmocka_unit_test(test_what_would_grow_is_left),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* links: api */
/* What of a body a client takes, and whether it has it already. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "api/negotiate.h"
#include "base/attr.h"

#define ALL 7U /* identity, gzip, brotli */
#define ONLY_GZIP 3U
#define NONE 1U

static void
test_codings(void **state)
{
	static const struct {
		const char *accept;
		unsigned available;
		enum coding chosen;
	} rows[] = {
		{ NULL, ALL, CODING_IDENTITY },
		{ "", ALL, CODING_IDENTITY },
		{ " ", ALL, CODING_IDENTITY },
		{ ",,", ALL, CODING_IDENTITY },
		{ "gzip, deflate, br, zstd", ALL, CODING_BROTLI },
		{ "gzip, deflate, br, zstd", ONLY_GZIP, CODING_GZIP },
		{ "gzip, deflate, br, zstd", NONE, CODING_IDENTITY },
		{ "br,gzip", ALL, CODING_BROTLI },
		{ "gzip", ALL, CODING_GZIP },
		{ "GZip", ALL, CODING_GZIP },
		{ "x-gzip", ALL, CODING_GZIP },
		{ "BR", ALL, CODING_BROTLI },
		{ "brotli, gzipped, b, brr", ALL, CODING_IDENTITY },
		{ "br ; q=1 , gzip", ALL, CODING_BROTLI },
		{ "br;\tQ=0.999,\tgzip;q=0.998", ALL, CODING_BROTLI },
		{ "gzip;q=1.0, br;q=0.5", ALL, CODING_GZIP },
		{ "gzip;q=0.001", ALL, CODING_GZIP },
		{ "identity, gzip;q=0.5", ALL, CODING_IDENTITY },
		{ "identity;q=0.2, gzip;q=0.5", ALL, CODING_GZIP },
		{ "*", ALL, CODING_BROTLI },
		{ "*", ONLY_GZIP, CODING_GZIP },
		{ "*;q=0.5, identity", ALL, CODING_IDENTITY },
		{ "br;q=0, *", ALL, CODING_GZIP },
		/* Nothing of weight 0. */
		{ "br;q=0", ALL, CODING_IDENTITY },
		{ "br;q=0, gzip;q=0", ALL, CODING_IDENTITY },
		{ "br;q=0.000, gzip", ALL, CODING_GZIP },
		{ "*;q=0", ALL, CODING_IDENTITY },
		{ "*;q=0, gzip", ALL, CODING_GZIP },
		{ "identity;q=0, gzip", ALL, CODING_GZIP },
		{ "identity;q=0", ALL, CODING_IDENTITY },
		/* What is not well formed does not count. */
		{ "br;q=2", ALL, CODING_IDENTITY },
		{ "br;q=1.001", ALL, CODING_IDENTITY },
		{ "br;q=0.0001", ALL, CODING_IDENTITY },
		{ "br;q=-1", ALL, CODING_IDENTITY },
		{ "br;q=", ALL, CODING_IDENTITY },
		{ "br;q", ALL, CODING_IDENTITY },
		{ "br;", ALL, CODING_IDENTITY },
		{ "br;level=1", ALL, CODING_IDENTITY },
		{ "br;q=.5", ALL, CODING_IDENTITY },
		{ "br gzip", ALL, CODING_IDENTITY },
		{ "br;q=x, gzip", ALL, CODING_GZIP },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		if (coding_choose(rows[i].accept, rows[i].available) !=
		    rows[i].chosen)
			fail_msg("\"%s\": %s", rows[i].accept,
			    coding_name(coding_choose(
				rows[i].accept, rows[i].available)));
}

static void
test_names(void **state)
{
	(void)state;
	assert_null(coding_name(CODING_IDENTITY));
	assert_string_equal(coding_name(CODING_GZIP), "gzip");
	assert_string_equal(coding_name(CODING_BROTLI), "br");
}

static void
test_tags(void **state)
{
	static const char *const have[] = { "\"ab\"", "W/\"ab\"", "*", " * ",
		"\"x\", \"ab\"", "\"x\",\"ab\"", ", ,\"ab\" ,",
		"W/\"x\", W/\"ab\"", "\"a,b\", \"ab\"" };
	static const char *const have_not[] = { "", " ", "\"a\"", "\"abc\"",
		"ab", "\"ab", "\"AB\"", "*x", "\"x\" *", "w/\"ab\"",
		"\"x, \"ab\"", "\"", "W/", "W/ab", "'ab'" };

	(void)state;
	assert_false(tag_is_in(NULL, "\"ab\""));
	for (size_t i = 0; i < COUNT_OF(have); i++)
		if (!tag_is_in(have[i], "\"ab\""))
			fail_msg("%s has it not", have[i]);
	for (size_t i = 0; i < COUNT_OF(have_not); i++)
		if (tag_is_in(have_not[i], "\"ab\""))
			fail_msg("%s has it", have_not[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_codings),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_tags),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* links: base */
/* CSV as RFC 4180 has it: what every field is, where it is, what is wrong. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/csv.h"
#include "base/dice.h"

/* All that the reader says of n bytes: a field is <text>@line:column, a record
 * ends with a newline, a refusal is !line:column reason. */
static char *
read_all(const char *data, size_t n)
{
	struct text out = { 0 };
	struct fault why;
	struct csv c;
	int got;

	csv_init(&c, data, n);
	while ((got = csv_next(&c, &why)) != 0) {
		if (got < 0)
			text_addf(&out, "!%zu:%zu %s", c.wrong.line,
			    c.wrong.column, why.sentence);
		for (size_t i = 0; i < c.count; i++) {
			const struct csv_field *f = &c.fields[i];

			assert_int_equal(strlen(f->text), f->len);
			text_addf(&out, "<%s>@%zu:%zu", f->text, f->place.line,
			    f->place.column);
		}
		text_add(&out, "\n");
	}
	csv_clear(&c);
	return text_take(&out);
}

/* The data is copied to memory that ends with it, for the sanitizer. */
static void
expect_n(const char *data, size_t n, const char *expected)
{
	char *copy = malloc(n == 0 ? 1 : n), *said;

	assert_non_null(copy);
	memcpy(copy, data, n);
	said = read_all(copy, n);
	assert_string_equal(said, expected);
	free(said);
	free(copy);
}

static void
expect(const char *data, const char *expected)
{
	expect_n(data, strlen(data), expected);
}

static void
test_plain(void **state)
{
	(void)state;
	expect("", "");
	expect("a", "<a>@1:1\n");
	expect("a,b\n", "<a>@1:1<b>@1:3\n");
	expect("a,b\r\nc,d", "<a>@1:1<b>@1:3\n<c>@2:1<d>@2:3\n");
	expect(",\n", "<>@1:1<>@1:2\n");
	expect("a,", "<a>@1:1<>@1:3\n");
	expect(" a , b ", "< a >@1:1< b >@1:5\n");
}

static void
test_quoted(void **state)
{
	(void)state;
	expect("\"a,b\",c\n", "<a,b>@1:1<c>@1:7\n");
	expect("\"\"", "<>@1:1\n");
	expect("\"a\"\"b\"\"\"\n", "<a\"b\">@1:1\n");
	expect("\"\"\"\"\r\nx", "<\">@1:1\n<x>@2:1\n");
	expect("1,\"a\nb\",2\n3", "<1>@1:1<a\nb>@1:3<2>@2:4\n<3>@3:1\n");
	expect("\"a\r\nb\"\r\nc", "<a\r\nb>@1:1\n<c>@3:1\n");
}

/* Columns are characters, as an editor shows them. */
static void
test_places(void **state)
{
	(void)state;
	expect("é,日本,\U0001f3bb,x", "<é>@1:1<日本>@1:3<\U0001f3bb>@1:6"
				      "<x>@1:8\n");
	expect("\"é\"\"\",x", "<é\">@1:1<x>@1:7\n");
}

static void
test_blank_lines(void **state)
{
	(void)state;
	expect("\n\r\n\na\n\n\nb\n\n", "<a>@4:1\n<b>@7:1\n");
	expect("\n\n", "");
	expect("\"\"\n \n", "<>@1:1\n< >@2:1\n");
}

static void
test_byte_order_mark(void **state)
{
	(void)state;
	expect("\ufeffa,b", "<a>@1:1<b>@1:3\n");
	expect("\ufeff\"a\"", "<a>@1:1\n");
	expect("\ufeff", "");
	expect("a,\ufeffb", "<a>@1:1<\ufeffb>@1:3\n");
}

static void
test_stray_quote(void **state)
{
	(void)state;
	expect("a,b\"c\nd", "!1:4 a quote in a field without quotes around it\n"
			    "<d>@2:1\n");
	expect("a, \"b\"", "!1:4 a quote in a field without quotes around "
			   "it\n");
	expect("\"a\"b,c\nd", "!1:4 text after a closing quote\n<d>@2:1\n");
	expect("\"a\" ,c", "!1:4 text after a closing quote\n");
	/* The rest of the line where it is, not where the record began. */
	expect("\"a\nb\"c,d\ne", "!2:3 text after a closing quote\n<e>@3:1\n");
}

static void
test_open_quote(void **state)
{
	(void)state;
	expect("a\nb,\"c\nd\ne", "<a>@1:1\n!2:3 a quote that is never "
				 "closed\n");
	expect("\"", "!1:1 a quote that is never closed\n");
	expect("\"a\"\"", "!1:1 a quote that is never closed\n");
}

static void
test_bad_bytes(void **state)
{
	(void)state;
	expect_n("a,b\0c\nd", 7, "!1:4 a NUL byte\n<d>@2:1\n");
	expect_n("\"\0\"", 3, "!1:2 a NUL byte\n");
	expect_n("\"a\"\0", 4, "!1:4 a NUL byte\n");
	expect("é,\xe9t\nd", "!1:3 bytes that are not UTF-8\n<d>@2:1\n");
	expect("\"\xc3", "!1:2 bytes that are not UTF-8\n");
	expect("\"a\"\xc3", "!1:4 bytes that are not UTF-8\n");
	expect("\xed\xa0\x80", "!1:1 bytes that are not UTF-8\n");
	expect("\xef\xbb", "!1:1 bytes that are not UTF-8\n");
}

static void
test_lone_carriage_return(void **state)
{
	static const char reason[] = "a carriage return without its line feed";
	char expected[80];

	(void)state;
	snprintf(expected, sizeof(expected), "!1:2 %s\n<c>@2:1\n", reason);
	expect("a\rb\nc", expected);
	snprintf(expected, sizeof(expected), "!1:2 %s\n", reason);
	expect("a\r", expected);
	expect("\"\ra\"", expected);
	snprintf(expected, sizeof(expected), "!1:4 %s\n", reason);
	expect("\"a\"\r", expected);
	snprintf(expected, sizeof(expected), "!1:1 %s\n", reason);
	expect("\r\r\n", expected);
}

/* Every line that is bad is told, not only the first. */
static void
test_goes_on(void **state)
{
	(void)state;
	expect("a\"\nb\nc\"\n\xff\nd\n",
	    "!1:2 a quote in a field without quotes around it\n"
	    "<b>@2:1\n"
	    "!3:2 a quote in a field without quotes around it\n"
	    "!4:1 bytes that are not UTF-8\n"
	    "<d>@5:1\n");
}

/* More fields and longer ones than the first room that is made for them. */
static void
test_wide(void **state)
{
	struct text data = { 0 };
	struct fault why;
	struct csv c;
	char expected[24];

	(void)state;
	for (int i = 0; i < 5000; i++)
		text_addf(&data, "%s\"field %d\"", i == 0 ? "" : ",", i);
	csv_init(&c, data.data, data.len);
	assert_int_equal(csv_next(&c, &why), 1);
	assert_int_equal(c.count, 5000);
	for (int i = 0; i < 5000; i++) {
		snprintf(expected, sizeof(expected), "field %d", i);
		assert_string_equal(c.fields[i].text, expected);
	}
	assert_int_equal(csv_next(&c, &why), 0);
	assert_int_equal(csv_next(&c, NULL), 0);
	csv_clear(&c);
	csv_clear(&c);
	text_clear(&data);
}

/* What spreadsheets write where the comma is in numbers. */
static void
test_sniff(void **state)
{
	static const struct {
		const char *data;
		char separator;
		size_t fields;
	} files[] = {
		{ "a;b;c\n1,5;2,5;3\n", ';', 3 },
		{ "\xef\xbb\xbf"
		  "a\tb, c\td\n",
		    '\t', 3 },
		{ "a,b\n;;;;\n", ',', 2 },
		{ "\"a;;;\n;\",b\n", ',', 2 },
		{ "a", ',', 1 },
		{ "", ',', 0 },
	};
	struct fault why;
	struct csv c;

	(void)state;
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		csv_init(&c, files[i].data, strlen(files[i].data));
		csv_sniff(&c);
		assert_int_equal(c.separator, files[i].separator);
		assert_int_equal(
		    csv_next(&c, &why), files[i].fields == 0 ? 0 : 1);
		assert_int_equal(c.count, files[i].fields);
		csv_clear(&c);
	}
}

/* Whatever fields hold, written as RFC 4180 says they are read back; and no
 * soup of bytes does harm. */
static void
test_random(void **state)
{
	static const char *const bits[] = { "a", "é", "\"", ",", "\n", "\r\n",
		" ", "日", "\r", "\xff" };
	struct dice d;

	(void)state;
	dice_init(&d, 4180, 0);
	for (int round = 0; round < 20000; round++) {
		struct text written = { 0 }, said = { 0 }, soup = { 0 };
		uint32_t n = dice_below(&d, 12);
		char *got;

		text_add(&written, "\"");
		for (uint32_t i = 0; i < n; i++) {
			const char *bit = bits[dice_below(&d, 8)];

			text_add(&said, bit);
			text_add(&written, *bit == '"' ? "\"\"" : bit);
			text_add(&soup, bits[dice_below(&d, 10)]);
		}
		text_add(&written, "\"");
		got = read_all(written.data, written.len);
		assert_int_equal(
		    strncmp(got + 1, text_get(&said), said.len), 0);
		assert_string_equal(got + 1 + said.len, ">@1:1\n");
		free(got);
		free(read_all(text_get(&soup), soup.len));
		text_clear(&written);
		text_clear(&said);
		text_clear(&soup);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plain),
		cmocka_unit_test(test_quoted),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_blank_lines),
		cmocka_unit_test(test_byte_order_mark),
		cmocka_unit_test(test_stray_quote),
		cmocka_unit_test(test_open_quote),
		cmocka_unit_test(test_bad_bytes),
		cmocka_unit_test(test_lone_carriage_return),
		cmocka_unit_test(test_goes_on),
		cmocka_unit_test(test_wide),
		cmocka_unit_test(test_sniff),
		cmocka_unit_test(test_random),
	};

	return cmocka_run_group_tests_name("csv", tests, NULL, NULL);
}

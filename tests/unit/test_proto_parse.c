/* links: proto base */
/* What is no JSON is refused with its line and column, to the letter of RFC
 * 8259; what is JSON passes. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <json-c/json.h>
#include "base/attr.h"
#include "proto/proto.h"

#define DEEP_16 "[[[[[[[[[[[[[[[["
#define SHALLOW_16 "]]]]]]]]]]]]]]]]"
#define RAW(text) text, sizeof(text) - 1

static const struct {
	const char *body;
	size_t len;
	const char *detail;
} bad[] = {
	{ RAW(""), "line 1, column 1: found the end of the body, expected a "
		   "value" },
	{ RAW("\n\n  }"), "line 3, column 3: found ‘}’, expected a value" },
	{ RAW("{\n \"é€\": }"),
	    "line 2, column 8: found ‘}’, expected a value" },
	{ RAW("{\"a\":1,}"),
	    "line 1, column 8: found ‘}’, expected a key in double quotes" },
	{ RAW("{a:1}"), "line 1, column 2: found ‘a’, expected a key in "
			"double quotes or ‘}’" },
	{ RAW("{'a':1}"), "line 1, column 2: found ‘'’, expected a key in "
			  "double quotes or ‘}’" },
	{ RAW("{\"a\":'b'}"), "line 1, column 6: found ‘'’, expected a value, "
			      "texts in double quotes" },
	{ RAW("{\"a\" 1}"), "line 1, column 6: found ‘1’, expected ‘:’" },
	{ RAW("{\"a\":1 \"b\":2}"),
	    "line 1, column 8: found ‘\"’, expected ‘,’ or ‘}’" },
	{ RAW("{\"a\":1"),
	    "line 1, column 7: found the end of the body, expected ‘,’ or "
	    "‘}’" },
	{ RAW("{\"a\""), "line 1, column 5: found the end of the body, "
			 "expected ‘:’" },
	{ RAW("{1:2}"), "line 1, column 2: found ‘1’, expected a key in "
			"double quotes or ‘}’" },
	{ RAW("{]"), "line 1, column 2: found ‘]’, expected a key in double "
		     "quotes or ‘}’" },
	{ RAW("[1,]"), "line 1, column 4: found ‘]’, expected a value" },
	{ RAW("[1 2]"), "line 1, column 4: found ‘2’, expected ‘,’ or ‘]’" },
	{ RAW("[}"), "line 1, column 2: found ‘}’, expected a value or ‘]’" },
	{ RAW("[1}"), "line 1, column 3: found ‘}’, expected ‘,’ or ‘]’" },
	{ RAW("{} x"), "line 1, column 4: found ‘x’, expected the end of the "
		       "body" },
	{ RAW("{}{}"), "line 1, column 3: found ‘{’, expected the end of the "
		       "body" },
	{ RAW("1 2"), "line 1, column 3: found ‘2’, expected the end of the "
		      "body" },
	{ RAW("{}\0"), "line 1, column 3: found ‘U+0000’, expected the end of "
		       "the body" },
	{ RAW("NaN"), "line 1, column 1: found ‘NaN’, expected a value" },
	{ RAW("[Infinity]"), "line 1, column 2: found ‘Infinity’, expected a "
			     "value or ‘]’" },
	{ RAW("-Infinity"), "line 1, column 2: found ‘Infinity’, expected a "
			    "digit" },
	{ RAW("True"), "line 1, column 1: found ‘True’, expected a value" },
	{ RAW("nullx"), "line 1, column 1: found ‘nullx’, expected a value" },
	{ RAW("undefined"), "line 1, column 1: found ‘undefined’, expected a "
			    "value" },
	{ RAW("// c\n1"), "line 1, column 1: found ‘/’, expected a value" },
	{ RAW("01"), "line 1, column 1: found ‘01’, expected a number without "
		     "leading zeros" },
	{ RAW("-01"), "line 1, column 2: found ‘01’, expected a number "
		      "without leading zeros" },
	{ RAW("+1"), "line 1, column 1: found ‘+’, expected a value" },
	{ RAW(".5"), "line 1, column 1: found ‘.’, expected a value" },
	{ RAW("1."), "line 1, column 3: found the end of the body, expected a "
		     "digit" },
	{ RAW("1.e5"), "line 1, column 3: found ‘e5’, expected a digit" },
	{ RAW("1e"), "line 1, column 3: found the end of the body, expected a "
		     "digit" },
	{ RAW("1e+"), "line 1, column 4: found the end of the body, expected "
		      "a digit" },
	{ RAW("-"), "line 1, column 2: found the end of the body, expected a "
		    "digit" },
	{ RAW("0x1F"), "line 1, column 2: found ‘x1F’, expected the end of "
		       "the body" },
	{ RAW("\"abc"), "line 1, column 5: found the end of the body, "
			"expected ‘\"’ to end the text" },
	{ RAW("\"a\nb\""), "line 1, column 3: found ‘U+000A’, expected an "
			   "escape such as \\n or \\u000A" },
	{ RAW("\"a\0b\""), "line 1, column 3: found ‘U+0000’, expected an "
			   "escape such as \\n or \\u000A" },
	{ RAW("\"\\x41\""), "line 1, column 3: found ‘x41’, expected one of "
			    "\" \\ / b f n r t after ‘\\’, or u and four "
			    "hexadecimal digits" },
	{ RAW("\"\\u12g4\""), "line 1, column 3: found ‘u12g4’, expected one "
			      "of \" \\ / b f n r t after ‘\\’, or u and four "
			      "hexadecimal digits" },
	{ RAW("\"\\"), "line 1, column 3: found the end of the body, expected "
		       "one of \" \\ / b f n r t after ‘\\’, or u and four "
		       "hexadecimal digits" },
	{ RAW("\"\\u00"), "line 1, column 3: found ‘u00’, expected one of \" "
			  "\\ / b f n r t after ‘\\’, or u and four "
			  "hexadecimal digits" },
	/* not UTF-8: a stray byte, an overlong form, a surrogate, too high */
	{ RAW("\"\xff\""), "line 1, column 2: found ‘byte 0xFF’, expected "
			   "UTF-8" },
	{ RAW("\"\xc0\xaf\""), "line 1, column 2: found ‘byte 0xC0’, expected "
			       "UTF-8" },
	{ RAW("\"\xed\xa0\x80\""), "line 1, column 2: found ‘byte 0xED’, "
				   "expected UTF-8" },
	{ RAW("\"\xf4\x90\x80\x80\""), "line 1, column 2: found ‘byte 0xF4’, "
				       "expected UTF-8" },
	{ RAW("\"\xe2\x82\""), "line 1, column 2: found ‘byte 0xE2’, expected "
			       "UTF-8" },
	{ RAW("\xef\xbb\xbf{}"), "line 1, column 1: found ‘U+FEFF’, expected "
				 "a value" },
	{ RAW("\xff{}"), "line 1, column 1: found ‘byte 0xFF’, expected a "
			 "value" },
	{ RAW(DEEP_16 "[" SHALLOW_16 "]"),
	    "line 1, column 17: found ‘[’, expected at most 16 levels of "
	    "nesting" },
	{ RAW("{\"a\\u0000b\":1}"), "line 1, column 2: found ‘\"’, expected a "
				    "key without U+0000 and without half "
				    "surrogate pairs" },
	{ RAW("{\"\\ud800\":1}"), "line 1, column 2: found ‘\"’, expected a "
				  "key without U+0000 and without half "
				  "surrogate pairs" },
	/* what was found before is of no interest then */
	{ RAW("[1e999,{\"a\":1,\"a\":2},NaN]"),
	    "line 1, column 22: found ‘NaN’, expected a value" },
};

static void
what_is_no_json_is_placed(void **state)
{
	struct proto_findings f = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		assert_null(proto_parse(bad[i].body, bad[i].len, &f));
		assert_int_equal(f.count, 1);
		assert_string_equal(f.items[0].detail, bad[i].detail);
		assert_string_equal(f.items[0].pointer, "");
		assert_string_equal(f.items[0].code, "malformed");
		assert_true(f.malformed);
		proto_findings_clear(&f);
		assert_false(f.malformed);
	}
}

static void
findings_of_others_stay(void **state)
{
	struct proto_findings f = { 0 };

	(void)state;
	proto_findings_add(&f, "/x", "unknown", "earlier");
	assert_null(proto_parse("[1e999,", 7, &f));
	assert_int_equal(f.count, 2);
	assert_string_equal(f.items[0].detail, "earlier");
	assert_string_equal(f.items[1].code, "malformed");
	proto_findings_clear(&f);
}

static void
json_of_any_kind_is_parsed(void **state)
{
	static const char *const bodies[] = { "1", " -0 ", "0.5", "1E5", "1e-5",
		"-1.5e+10", "true", "false", "\"\"", "\"\\u00e9\"", "[]", "{}",
		"[ ]", "{ }", "[1,[2,{\"a\":[]}],\"x\"]\n",
		"{\"a\":{\"a\":{\"a\":1}},\"b\":{\"a\":1}}",
		"{\"\":1,\"\\u0020\":2}", "\"\x7f\"", "\"\xf4\x8f\xbf\xbf\"",
		DEEP_16 SHALLOW_16, "123456789012345678901234567890.5",
		"\t[\r\n1\t,2 ]" };
	struct proto_findings f = { 0 };
	struct json_object *o;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bodies); i++) {
		o = proto_parse(bodies[i], strlen(bodies[i]), &f);
		if (o == NULL)
			print_error("%s: %s\n", bodies[i], f.items[0].detail);
		assert_non_null(o);
		assert_int_equal(f.count, 0);
		json_object_put(o);
	}
	/* null is json-c's NULL. */
	assert_null(proto_parse("null", 4, &f));
	assert_int_equal(f.count, 0);
	/* The body need not end with a NUL: only its length counts. */
	o = proto_parse("[12]345", 4, &f);
	assert_int_equal(
	    json_object_get_int(json_object_array_get_idx(o, 0)), 12);
	json_object_put(o);
	o = proto_parse("12345", 2, &f);
	assert_int_equal(json_object_get_int(o), 12);
	json_object_put(o);
}

static void
values_are_what_was_written(void **state)
{
	static const char body[] = "{\"i\":-9223372036854775808,"
				   "\"t\":\"\\ud83d\\ude00\\n\\u00e9\","
				   "\"d\":0.1}";
	struct proto_findings f = { 0 };
	struct json_object *o = proto_parse(body, strlen(body), &f);

	(void)state;
	assert_non_null(o);
	assert_true(proto_int(o, "i", 0) == INT64_MIN);
	assert_string_equal(proto_text(o, "t"), "\U0001F600\né");
	assert_true(json_object_get_double(proto_get(o, "d")) == 0.1);
	json_object_put(o);
}

/* Where in a nested body a duplicate or a number stands. */
static void
places_are_exact(void **state)
{
	static const struct {
		const char *body, *pointer;
	} rows[] = {
		{ "1e999", "" },
		{ "[0,1e999]", "/1" },
		{ "[[],{},[0,[1e999]]]", "/2/1/0" },
		{ "{\"a\":{\"b\":1,\"c\":[{},{\"d\":1e999}]}}", "/a/c/1/d" },
		{ "{\"z\":{\"y\":1},\"a\":[{\"k\":1,\"k\":2}]}", "/a/0/k" },
		{ "[{\"k\":{\"k\":{}},\"k\":1}]", "/0/k" },
		{ "{\"~/\":{\"\":1,\"\":2}}", "/~0~1/" },
		{ "{\"a\":{\"x\":1},\"b\":{\"x\":\"\\u0000\"}}", "/b/x" },
	};
	struct proto_findings f = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		assert_null(
		    proto_parse(rows[i].body, strlen(rows[i].body), &f));
		assert_int_equal(f.count, 1);
		assert_string_equal(f.items[0].pointer, rows[i].pointer);
		assert_false(f.malformed);
		proto_findings_clear(&f);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_no_json_is_placed),
		cmocka_unit_test(findings_of_others_stay),
		cmocka_unit_test(json_of_any_kind_is_parsed),
		cmocka_unit_test(values_are_what_was_written),
		cmocka_unit_test(places_are_exact),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

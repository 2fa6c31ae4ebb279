/* links: draw */
/* The readers of serendip-draw: spreadsheets, JSON Lines, names. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/dice.h"
#include "base/memory.h"
#include "clients/draw/json.h"
#include "clients/draw/jsonl.h"
#include "clients/draw/names.h"
#include "clients/draw/sha256.h"
#include "clients/draw/sheet.h"

/* A file whose memory ends with it, for the sanitizer. */
static struct input
file_of(const char *data, size_t len)
{
	struct input in = { .path = "f", .len = len };

	in.data = malloc(len == 0 ? 1 : len);
	assert_non_null(in.data);
	memcpy(in.data, data, len);
	return in;
}

/* --- spreadsheets --------------------------------------------------------- */

static const struct sheet_column columns[] = {
	{ "id", true, true },
	{ "what", false, false },
	{ "when", true, false },
};

/* Rows as <cell>@line:column, then what was wrong. */
static char *
read_sheet(const char *data, size_t len)
{
	struct text out = { 0 };
	struct input in = file_of(data, len);
	struct mistakes m = { .file = "f" };
	struct sheet s;

	if (sheet_begin(&s, &in, columns, COUNT_OF(columns), &m) == 0)
		while (sheet_next(&s)) {
			for (size_t i = 0; i < COUNT_OF(columns); i++)
				text_addf(&out, "<%s>@%zu:%zu", s.cells[i].text,
				    s.cells[i].place.line,
				    s.cells[i].place.column);
			text_add(&out, "\n");
		}
	sheet_end(&s);
	text_add(&out, text_get(&m.lines));
	text_clear(&m.lines);
	input_clear(&in);
	return text_take(&out);
}

static void
test_sheets(void **state UNUSED)
{
	static const struct {
		const char *file, *read;
	} sheets[] = {
		{ "id,when,what\na,1,x\n", "<a>@2:1<x>@2:5<1>@2:3\n" },
		{ "id,when\n a , 1 \n,\n\nb,\"2,\"\"\"\n",
		    "<a>@2:1<>@2:1<1>@2:5\n<b>@5:1<>@5:1<2,\">@5:3\n" },
		{ "id,when\na\nb,2,3\nc,3\n",
		    "<c>@4:1<>@4:1<3>@4:3\n"
		    "f:2:1: found 1 field, allowed: 2, as in the first line\n"
		    "f:3:1: found 3 fields, allowed: 2, as in the first "
		    "line\n" },
		{ "id,what\n", "f:1:1: missing: the column \"when\"\n" },
		{ "when,id\n", "f:1:6: found the column \"id\" here, allowed: "
			       "as the first\n" },
		{ "id,wen\n",
		    "f:1:4: found the column \"wen\", did you mean \"when\"?, "
		    "allowed: id, what, when\n"
		    "f:1:1: missing: the column \"when\"\n" },
		{ "", "f:1:1: found nothing, allowed: a first line with the "
		      "columns id, what, when\n" },
	};

	for (size_t i = 0; i < COUNT_OF(sheets); i++) {
		char *read = read_sheet(sheets[i].file, strlen(sheets[i].file));

		assert_string_equal(read, sheets[i].read);
		free(read);
	}
}

/* --- JSON Lines ----------------------------------------------------------- */

/* Pairs as key@line:column=<value>kind, objects on lines, refusals as !. */
static char *
read_lines(const char *data, size_t len)
{
	static const char kinds[] = "-tnl";
	struct text out = { 0 };
	struct input in = file_of(data, len);
	struct fault why;
	struct jsonl j;
	int got;

	jsonl_begin(&j, &in);
	while ((got = jsonl_next(&j, &why)) != 0) {
		while (got > 0 && (got = jsonl_pair(&j, &why)) > 0) {
			struct csv_place key = jsonl_place(&j, j.key_at);
			struct csv_place value = jsonl_place(&j, j.value_at);

			text_addf(&out, "%s@%zu:%zu=<%s>@%zu%c ",
			    text_get(&j.key), key.line, key.column,
			    text_get(&j.value), value.column, kinds[j.kind]);
		}
		if (got < 0)
			text_addf(&out, "!%zu:%zu %s", j.wrong.line,
			    j.wrong.column, why.sentence);
		text_add(&out, "\n");
	}
	jsonl_end(&j);
	input_clear(&in);
	return text_take(&out);
}

static void
test_json_lines(void **state UNUSED)
{
	static const struct {
		const char *file, *read;
	} files[] = {
		{ "{}", "\n" },
		{ "\xef\xbb\xbf{\"a\":\"b\"}\r\n\n {\"c\" : -1.50 , "
		  "\"d\":null}",
		    "a@1:2=<b>@6t \nc@3:3=<-1.50>@9n d@3:17=<>@21- \n" },
		{ "{\"é\":[],\"l\":[ \"x\" ,2, \"\\u00e9\" ]}",
		    "é@1:2=<>@6l l@1:9=<x;2;é>@13l \n" },
		{ "{\"t\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\ud83d\\ude00€\"}",
		    "t@1:2=<\"\\/\b\f\n\r\t😀€>@6t \n" },
		{ "{\"a\":1", "a@1:2=<1>@6n !1:7 found the end of the line, "
			      "allowed: \",\" or \"}\"\n" },
		{ "{,}\n{\"a\":1,}\n{\"b\":0.5}",
		    "!1:2 found \",\", allowed: a name in double quotes\n"
		    "a@2:2=<1>@6n !2:8 found \"}\", allowed: a name in double "
		    "quotes\n"
		    "b@3:2=<0.5>@6n \n" },
		{ "{\"a\":tru}",
		    "!1:6 found \"tru\", allowed: a text, a number, "
		    "a list or null\n" },
		{ "{\"a\":1.}", "!1:8 found \"}\", allowed: a digit\n" },
		{ "{\"a\":\"\\u0000\"}",
		    "!1:7 found \"\\\", allowed: an escape such as \\n or "
		    "\\u00e9, and no character U+0000\n" },
		{ "{\"a\":\"\t\"}", "!1:7 found \"\t\", allowed: a text and "
				    "its closing quote\n" },
		{ "{\"a\":[\"b\"", "!1:10 found the end of the line, allowed: "
				   "\",\" or \"]\"\n" },
		{ "{\"a\":[1,]}",
		    "!1:9 found \"]\", allowed: a text or a number\n" },
		{ "{\"\xc3\":1}",
		    "!1:3 found the byte 0xc3, allowed: UTF-8\n" },
		{ "{'a':1}",
		    "!1:2 found \"'\", allowed: a name in double quotes\n" },
	};

	for (size_t i = 0; i < COUNT_OF(files); i++) {
		char *read = read_lines(files[i].file, strlen(files[i].file));

		assert_string_equal(read, files[i].read);
		free(read);
	}
}

/* Whatever the bytes, both readers come to an end and stay in their file. */
static void
test_any_bytes(void **state UNUSED)
{
	static const char some[] = "{}[]\":,;\\u0d8e-.nul id\r\n\xc3\xa9\xff";
	char data[64];
	struct dice dice;

	dice_init(&dice, 7, 0);
	for (int round = 0; round < 20000; round++) {
		size_t len = dice_below(&dice, sizeof(data));

		for (size_t i = 0; i < len; i++)
			data[i] = some[dice_below(&dice, sizeof(some))];
		free(read_lines(data, len));
		free(read_sheet(data, len));
	}
}

/* What is written is read again as it was. */
static void
test_json_text(void **state UNUSED)
{
	static const char text[] = "\"a\\b\"\n\t\x01\x7f é 😀";
	struct text out = { 0 }, lines = { 0 };
	struct input in;
	struct fault why;
	struct jsonl j;

	text_add(&out, "{\"t\": ");
	json_add_text(&out, text);
	text_add(&out, "}");
	in = file_of(out.data, out.len);
	jsonl_begin(&j, &in);
	assert_int_equal(jsonl_next(&j, &why), 1);
	assert_int_equal(jsonl_pair(&j, &why), 1);
	assert_string_equal(text_get(&j.value), text);
	assert_int_equal(jsonl_pair(&j, &why), 0);
	jsonl_end(&j);
	input_clear(&in);
	json_add_lines(&lines, "one\ntwo \"2\"\n");
	assert_string_equal(text_get(&lines), "[\"one\", \"two \\\"2\\\"\"]");
	text_clear(&out);
	text_clear(&lines);
}

/* --- names ---------------------------------------------------------------- */

static void
test_names(void **state UNUSED)
{
	struct names *n = names_new();
	char name[16];

	assert_int_equal(names_find(n, "x"), NAMES_NONE);
	for (int turn = 0; turn < 2; turn++)
		for (uint32_t i = 0; i < 5000; i++) {
			snprintf(name, sizeof(name), "%u", i * 7);
			assert_int_equal(names_number(n, name), i);
		}
	assert_int_equal(names_count(n), 5000);
	assert_int_equal(names_find(n, "70"), 10);
	assert_string_equal(names_text(n, 10), "70");
	assert_int_equal(names_find(n, "71"), NAMES_NONE);
	assert_int_equal(names_number(n, ""), 5000);
	names_free(n);
	names_free(NULL);
}

static void
test_mistakes(void **state UNUSED)
{
	static const struct csv_place place = { 2, 3 };
	struct mistakes m = { .file = "f" };

	mistakes_add(&m, place, "found \"\x1b[1m\xc2\x85 \xc3\xa9\xc3\"");
	assert_string_equal(
	    text_get(&m.lines), "f:2:3: found \"\\x1b[1m\\x85 \xc3\xa9\"\n");
	for (int i = 1; i < MISTAKES_MAX; i++) {
		assert_false(mistakes_full(&m));
		mistakes_add(&m, place, "more");
	}
	assert_true(mistakes_full(&m));
	for (int i = MISTAKES_MAX; i < MISTAKES_ROOM + 9; i++)
		mistakes_add(&m, place, "more");
	assert_int_equal(m.count, MISTAKES_ROOM);
	text_clear(&m.lines);
}

/* Examples of NIST, and every length around the ends of blocks. */
static void
test_sha256(void **state UNUSED)
{
	char digest[SHA256_TEXT], *many = memory_new(1000000, 1);
	struct text all = { 0 };

	sha256_text("", 0, digest);
	assert_string_equal(digest, "e3b0c44298fc1c149afbf4c8996fb924"
				    "27ae41e4649b934ca495991b7852b855");
	sha256_text("abc", 3, digest);
	assert_string_equal(digest, "ba7816bf8f01cfea414140de5dae2223"
				    "b00361a396177a9cb410ff61f20015ad");
	sha256_text("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
	    56, digest);
	assert_string_equal(digest, "248d6a61d20638b8e5c026930c3e6039"
				    "a33ce45964ff2167f6ecedd419db06c1");
	memset(many, 'a', 1000000);
	sha256_text(many, 1000000, digest);
	assert_string_equal(digest, "cdc76e5c9914fb9281a1c7e284d73e67"
				    "f1809a48a497200e046d39ccc7112cd0");
	for (size_t n = 0; n < 200; n++) {
		sha256_text(many, n, digest);
		text_add(&all, digest);
	}
	sha256_text(all.data, all.len, digest);
	assert_string_equal(digest, "019f2b9f1af27a53a1f046da7e98af2c"
				    "179f431e4b5bebb000e74040917a4123");
	text_clear(&all);
	free(many);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sheets),
		cmocka_unit_test(test_json_lines),
		cmocka_unit_test(test_any_bytes),
		cmocka_unit_test(test_json_text),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_mistakes),
		cmocka_unit_test(test_sha256),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

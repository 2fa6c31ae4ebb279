/* links: pairing */
/* with: spelled */
/*
 * A population: its columns, and what it refuses.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memory.h"
#include "pairing/draw.h"
#include "pairing/population_data.h"
#include "pairing/population_draft.h"
#include "pairing/words.h"
#include "spelled.h"

enum {
	TEAM,  /* choice of given words */
	FIELD, /* tree of any words */
	LANGUAGES,
	GRADE,   /* ordered list */
	YEARS,   /* range */
	COUNTED, /* scale without a range */
	FREE,
	ATTRIBUTES
};

static char *teams[] = { "red", "green", "blue", "ultramarine" };
static char *grades[] = { "low", "middle", "high" };

static struct attribute attributes[ATTRIBUTES] = {
	[TEAM] = { .name = "team",
	    .type = ATTRIBUTE_CHOICE,
	    .has_words = true,
	    .words = teams,
	    .word_count = COUNT_OF(teams) },
	[FIELD] = { .name = "field", .type = ATTRIBUTE_TREE },
	[LANGUAGES] = { .name = "languages", .type = ATTRIBUTE_TAGS },
	[GRADE] = { .name = "grade",
	    .type = ATTRIBUTE_SCALE,
	    .has_words = true,
	    .words = grades,
	    .word_count = COUNT_OF(grades) },
	[YEARS] = { .name = "years",
	    .type = ATTRIBUTE_SCALE,
	    .has_range = true,
	    .from = -1500,
	    .to = 40000 },
	[COUNTED] = { .name = "counted", .type = ATTRIBUTE_SCALE },
	[FREE] = { .name = "free", .type = ATTRIBUTE_HOURS },
};

static void
assert_value(const struct population *p, uint32_t member, size_t attribute,
    const char *expected)
{
	struct text t = { 0 };

	population_value_write(p, member, attribute, &t);
	assert_string_equal(text_get(&t), expected);
	text_clear(&t);
}

/* --- columns -------------------------------------------------------------- */

/* Words are numbered by strcmp, members by key. */
static void
test_choices(void **state UNUSED)
{
	struct population *p = population_new(attributes, ATTRIBUTES);
	const struct column *c = &p->columns[TEAM];

	spelled_value(p, spelled_member(p, "m3"), TEAM, "red");
	spelled_value(p, spelled_member(p, "m1"), TEAM, "  blue ");
	(void)spelled_member(p, "m2");
	spelled_value(p, spelled_member(p, "m0"), TEAM, "red");
	population_close(p);
	assert_int_equal(population_size(p), 4);
	assert_string_equal(population_key(p, 0), "m0");
	assert_string_equal(population_key(p, 3), "m3");
	assert_int_equal(c->word_count, 2);
	assert_string_equal(words_text(c->words, 1), "blue");
	assert_string_equal(words_text(c->words, 2), "red");
	assert_int_equal(c->ids[0], 2);
	assert_int_equal(c->ids[1], 1);
	assert_int_equal(c->ids[2], 0);
	assert_int_equal(c->ids[3], 2);
	assert_value(p, 1, TEAM, "blue");
	assert_ptr_equal(population_attribute(p, FREE), &attributes[FREE]);
	population_free(p);
}

/* Branches are words too, each hanging on the one before it. */
static void
test_trees(void **state UNUSED)
{
	static const struct {
		const char *word;
		uint16_t parent;
		uint8_t depth;
	} words[] = {
		{ "", 0, 0 },
		{ "arts", 0, 1 },
		{ "health", 0, 1 },
		{ "health-care", 0, 1 }, /* '-' comes before '/' */
		{ "health/nursing", 2, 2 },
		{ "health/nursing/child", 4, 3 },
	};
	struct population *p = population_new(attributes, ATTRIBUTES);
	const struct column *c = &p->columns[FIELD];

	spelled_value(p, spelled_member(p, "a"), FIELD, "health/nursing/child");
	spelled_value(p, spelled_member(p, "b"), FIELD, "health-care");
	spelled_value(p, spelled_member(p, "c"), FIELD, "arts");
	spelled_value(p, spelled_member(p, "d"), FIELD, "health");
	(void)spelled_member(p, "e");
	population_close(p);
	assert_int_equal(c->word_count, COUNT_OF(words) - 1);
	for (uint32_t i = 1; i < COUNT_OF(words); i++) {
		assert_string_equal(words_text(c->words, i), words[i].word);
		assert_int_equal(c->parent[i], words[i].parent);
		assert_int_equal(c->depth[i], words[i].depth);
	}
	assert_int_equal(c->ids[0], 5);
	assert_int_equal(c->ids[1], 3);
	assert_int_equal(c->ids[2], 1);
	assert_int_equal(c->ids[3], 2);
	assert_int_equal(c->ids[4], 0);
	population_free(p);
}

static void
test_tags(void **state UNUSED)
{
	struct population *p = population_new(attributes, ATTRIBUTES);
	const struct column *c = &p->columns[LANGUAGES];

	spelled_value(p, spelled_member(p, "a"), LANGUAGES, "pt; fr;;pt ;en");
	(void)spelled_member(p, "b");
	spelled_value(p, spelled_member(p, "c"), LANGUAGES, "fr");
	population_close(p);
	assert_int_equal(c->word_count, 3);
	assert_int_equal(c->first[0], 0);
	assert_int_equal(c->first[1], 3);
	assert_int_equal(c->first[2], 3);
	assert_int_equal(c->first[3], 4);
	for (uint16_t i = 0; i < 3; i++)
		assert_int_equal(c->tags[i], i + 1);
	assert_int_equal(c->tags[3], 2);
	assert_value(p, 0, LANGUAGES, "en;fr;pt");
	population_free(p);
}

/* Thousandths; of an ordered list its places. */
static void
test_scales(void **state UNUSED)
{
	static const struct {
		size_t attribute;
		const char *value;
		int64_t number;
		const char *text;
	} rows[] = {
		{ GRADE, "low", 0, "low" },
		{ GRADE, "high", 2000, "high" },
		{ YEARS, "12.5", 12500, "12.5" },
		{ YEARS, "-1.5", -1500, "-1.5" },
		{ YEARS, "40", 40000, "40" },
		{ YEARS, "0.0014999", 1, "0.001" },
		{ YEARS, "0.0015", 2, "0.002" },
		{ YEARS, "0.29999999999999998", 300, "0.3" },
		{ YEARS, "-0.9996", -1000, "-1" },
		{ YEARS, "40.0004", 40000, "40" },
		{ COUNTED, "-0", 0, "0" },
		{ COUNTED, "-0.05", -50, "-0.05" },
		{ COUNTED, "1000000000000", INT64_C(1000000000000000),
		    "1000000000000" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct population *p = population_new(attributes, ATTRIBUTES);

		spelled_value(p, spelled_member(p, "a"), rows[i].attribute,
		    rows[i].value);
		population_close(p);
		assert_true(
		    p->columns[rows[i].attribute].numbers[0] == rows[i].number);
		assert_value(p, 0, rows[i].attribute, rows[i].text);
		population_free(p);
	}
}

static void
test_hours(void **state UNUSED)
{
	struct population *p = population_new(attributes, ATTRIBUTES);
	const struct column *c = &p->columns[FREE];

	spelled_value(
	    p, spelled_member(p, "a"), FREE, "sun 23; mon 0-1;Mon 1-3;mon 2-3");
	population_close(p);
	assert_true(c->hours[0].bits[0] == 7);
	assert_true(c->hours[0].bits[1] == 0);
	assert_true(c->hours[0].bits[2] == UINT64_C(1) << (167 - 128));
	assert_value(p, 0, FREE, "mon 0-3;sun 23-24");
	population_free(p);
}

/* Of every type: no value is no value, and one that was refused is none. */
static void
test_missing(void **state UNUSED)
{
	static const char *const good[ATTRIBUTES] = { "red", "arts", "fr",
		"low", "3", "4", "mon 1-2" };
	static const char *const bad[ATTRIBUTES] = { "purple", "arts//x", ";",
		"tall", "41", "x", "mon 2-1" };
	struct population *p = population_new(attributes, ATTRIBUTES);
	struct fault why;

	for (uint32_t m = 0; m < 3; m++) {
		char key[2] = { (char)('a' + m), '\0' };

		(void)spelled_member(p, key);
		for (size_t k = 0; k < ATTRIBUTES; k++) {
			if (m == 0)
				spelled_value(p, m, k, good[k]);
			if (m == 1)
				assert_int_equal(
				    population_set(p, m, k, bad[k], &why), -1);
		}
	}
	population_close(p);
	for (size_t k = 0; k < ATTRIBUTES; k++) {
		assert_true(population_has(p, 0, k));
		assert_value(p, 0, k, good[k]);
		for (uint32_t m = 1; m < 3; m++) {
			assert_false(population_has(p, m, k));
			assert_value(p, m, k, "");
		}
	}
	population_free(p);
}

/* The last value counts, of every type. */
static void
test_set_again(void **state UNUSED)
{
	static const char *const values[2][ATTRIBUTES] = {
		{ "red", "arts/music", "fr;en", "low", "3", "4", "mon 1-2" },
		{ "blue", "arts", "de", "high", "5", "6", "tue 3-4" },
	};
	struct population *p = population_new(attributes, ATTRIBUTES);

	(void)spelled_member(p, "a");
	for (int turn = 0; turn < 2; turn++)
		for (size_t k = 0; k < ATTRIBUTES; k++)
			spelled_value(p, 0, k, values[turn][k]);
	population_close(p);
	for (size_t k = 0; k < ATTRIBUTES; k++)
		assert_value(p, 0, k, values[1][k]);
	population_free(p);
}

/* --- what is refused ------------------------------------------------------ */

static void
test_bad_values(void **state UNUSED)
{
	static const struct {
		size_t attribute;
		const char *value, *says;
	} rows[] = {
		{ TEAM, "", "empty" },
		{ TEAM, "  ", "empty" },
		{ TEAM, "gren", "did you mean \"green\"" },
		{ TEAM, "purple", "one of 4 words" },
		{ TEAM, "red;blue", "one word" },
		{ FIELD, "/arts", "between its slashes" },
		{ FIELD, "arts/", "between its slashes" },
		{ FIELD, "arts//music", "between its slashes" },
		{ FIELD, "arts;music", "one word" },
		{ FIELD, "ar\tts", "control" },
		{ FIELD, "ar\nts", "control" },
		{ LANGUAGES, ";; ;", "no tag" },
		{ LANGUAGES, "fr;e\x7f", "control" },
		{ GRADE, "hihg", "did you mean \"high\"" },
		{ GRADE, "2", "one of 3 words" },
		{ YEARS, "many", "a number" },
		{ YEARS, "1e3", "a number" },
		{ YEARS, "1,5", "a number" },
		{ YEARS, ".5", "a number" },
		{ YEARS, "5.", "a number" },
		{ YEARS, "--5", "a number" },
		{ YEARS, "40.001", "-1.5 to 40" },
		{ YEARS, "40.0005", "found 40.0005; allowed is -1.5 to 40" },
		{ YEARS, "-1.501", "-1.5 to 40" },
		{ COUNTED, "99999999999999999999", "a number" },
		{ COUNTED, "1000000000000.9995", "a number" },
		{ FREE, "mon", "whole hours" },
		{ FREE, "mon 24", "whole hours" },
		{ FREE, "mon 14-12", "whole hours" },
		{ FREE, "mon 12-12", "whole hours" },
		{ FREE, "mon 23-25", "whole hours" },
		{ FREE, "day 1-2", "whole hours" },
		{ FREE, "mon 9:30-11", "whole hours" },
		{ FREE, ";", "no hour" },
	};
	struct population *p = population_new(attributes, ATTRIBUTES);
	struct fault why;

	(void)spelled_member(p, "a");
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		if (population_set(
			p, 0, rows[i].attribute, rows[i].value, &why) != -1 ||
		    strstr(why.sentence, rows[i].says) == NULL)
			fail_msg("\"%s\": %s", rows[i].value, why.sentence);
	population_free(p);
}

static void
test_bad_keys(void **state UNUSED)
{
	static const char *const keys[] = { "", "a\tb", "a\nb", "a\rb" };
	struct population *p = population_new(attributes, ATTRIBUTES);
	struct text key = { 0 };
	struct fault why;
	uint32_t member = 77;

	for (size_t i = 0; i < COUNT_OF(keys); i++)
		assert_int_equal(population_add(p, keys[i], &member, &why), -1);
	for (int i = 0; i < POPULATION_KEY_BYTES_MAX; i++)
		text_add(&key, "k");
	(void)spelled_member(p, text_get(&key));
	assert_int_equal(population_add(p, text_get(&key), &member, &why), -1);
	assert_int_equal(why.code, FAULT_CONFLICT);
	text_add(&key, "k");
	assert_int_equal(population_add(p, text_get(&key), &member, &why), -1);
	assert_int_equal(why.code, FAULT_INVALID);
	assert_int_equal(member, 77);
	/* Another case is another member. */
	(void)spelled_member(p, "Ana");
	(void)spelled_member(p, "ana");
	population_close(p);
	assert_int_equal(population_size(p), 3);
	assert_int_equal(population_find(p, "Ana"), 0);
	assert_int_equal(population_find(p, "ana"), 1);
	assert_int_equal(population_find(p, "anA"), UINT32_MAX);
	text_clear(&key);
	population_free(p);
}

static int
seal(void **state UNUSED)
{
	for (size_t i = 0; i < ATTRIBUTES; i++)
		attribute_seal(&attributes[i]);
	return 0;
}

static int
unseal(void **state UNUSED)
{
	for (size_t i = 0; i < ATTRIBUTES; i++)
		free(attributes[i].sorted);
	return 0;
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_choices),
		cmocka_unit_test(test_trees),
		cmocka_unit_test(test_tags),
		cmocka_unit_test(test_scales),
		cmocka_unit_test(test_hours),
		cmocka_unit_test(test_missing),
		cmocka_unit_test(test_set_again),
		cmocka_unit_test(test_bad_values),
		cmocka_unit_test(test_bad_keys),
	};

	return cmocka_run_group_tests_name("population", tests, seal, unseal);
}

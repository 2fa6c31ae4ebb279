/* links: pairing */
/* The largest set of members who are alike where they must differ; and what it
 * decides of a draw. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/dice.h"
#include "base/memory.h"
#include "pairing/draw.h"
#include "pairing/strangers.h"

enum { TEAM, FIELD, YEARS, LANGUAGES, ATTRIBUTES };

static struct attribute attributes[ATTRIBUTES] = {
	[TEAM] = { .name = "team", .type = ATTRIBUTE_CHOICE },
	[FIELD] = { .name = "field", .type = ATTRIBUTE_TREE },
	[YEARS] = { .name = "years", .type = ATTRIBUTE_SCALE },
	[LANGUAGES] = { .name = "languages", .type = ATTRIBUTE_TAGS },
};

/* Members a, b, c… with these values; "": missing. */
static struct population *
population_of(const char *const (*values)[ATTRIBUTES], uint32_t count)
{
	struct population *p = population_new(attributes, ATTRIBUTES);
	struct fault why;

	for (uint32_t i = 0; i < count; i++) {
		char key[2] = { (char)('a' + i), '\0' };
		uint32_t m;

		assert_int_equal(population_add(p, key, &m, &why), 0);
		for (size_t k = 0; k < ATTRIBUTES; k++)
			if (values[i][k] != NULL)
				assert_int_equal(
				    population_set(p, m, k, values[i][k], &why),
				    0);
	}
	population_close(p);
	return p;
}

static struct rules *
rules_of(const char *const *requirements, const char *preference)
{
	struct rules *rules = rules_new(attributes, ATTRIBUTES);
	struct fault why;
	int column;

	for (; *requirements != NULL; requirements++)
		assert_int_equal(
		    rules_require(rules, *requirements, &column, &why), 0);
	if (preference != NULL)
		assert_int_equal(
		    rules_prefer(rules, preference, &column, &why), 0);
	return rules;
}

static const char *const people[][ATTRIBUTES] = {
	{ "red", "arts/music", "3", "fr" },         /* a */
	{ "blue", "arts/dance", "3", "fr" },        /* b */
	{ "blue", "health", "3", "fr" },            /* c */
	{ NULL, "arts/music/choir", "3", "fr" },    /* d */
	{ "red", "arts", "3", "fr" },               /* e */
	{ "green", NULL, "3", "fr" },               /* f */
	{ NULL, "health/nursing", "3", "fr" },      /* g */
	{ NULL, "health/nursing/child", "3", NULL } /* h */
};

static void
test_sets(void **state UNUSED)
{
	static const struct {
		const char *requirements[4], *preference;
		const char *expected; /* members */
	} rows[] = {
		{ { NULL }, NULL, "" },
		/* Two teams have two: the first by its word. */
		{ { "differ team" }, NULL, "bc" },
		{ { "differ team even if missing" }, NULL, "bc" },
		{ { "differ field" }, NULL, "a" },
		{ { "differ field level 1" }, NULL, "abde" },
		/* Of paths that are cut, those that are as long count. */
		{ { "differ field level 2" }, NULL, "ad" },
		/* The rule with the larger set; of equal ones the first. */
		{ { "differ team", "differ field level 1" }, NULL, "abde" },
		{ { "differ field level 2", "differ team" }, NULL, "ad" },
		/* Rules that say nothing of the kind. */
		{ { "differ years" }, NULL, "" },
		{ { "same team", "share languages", "unacquainted" }, NULL,
		    "" },
		{ { "rested 4 weeks" }, "differ field level 1", "" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct population *p = population_of(people, COUNT_OF(people));
		struct rules *rules =
		    rules_of(rows[i].requirements, rows[i].preference);
		uint32_t count = 77, *list = strangers_find(p, rules, &count);
		char found[COUNT_OF(people) + 1] = "";

		for (uint32_t k = 0; k < count; k++)
			found[k] = population_key(p, list[k])[0];
		assert_string_equal(found, rows[i].expected);
		free(list);
		rules_free(rules);
		population_free(p);
	}
}

static void
test_nobody(void **state UNUSED)
{
	static const char *const requirements[] = { "differ team", NULL };
	static const char *const none[1][ATTRIBUTES] = { { NULL } };
	struct rules *rules = rules_of(requirements, NULL);

	for (uint32_t n = 0; n < 2; n++) {
		struct population *p = population_of(none, n);
		uint32_t count = 77, *list = strangers_find(p, rules, &count);

		assert_int_equal(count, 0);
		free(list);
		population_free(p);
	}
	rules_free(rules);
}

/* No two of them may meet, and there is no larger such set of one value. */
static void
test_at_random(void **state UNUSED)
{
	static const char *const requirements[] = { "differ field level 2",
		"differ team", NULL };
	struct rules *rules = rules_of(requirements, NULL);
	struct dice d;

	dice_init(&d, 3, 0);
	for (int turn = 0; turn < 200; turn++) {
		struct population *p = population_new(attributes, ATTRIBUTES);
		uint32_t n = 1 + dice_below(&d, 40), most = 0, count, *list;
		uint32_t teams[4] = { 0 }, fields[9] = { 0 };
		struct fault why;

		for (uint32_t i = 0; i < n; i++) {
			uint32_t t = dice_below(&d, 4), f = dice_below(&d, 9);
			char text[24];
			uint32_t m;

			(void)snprintf(text, sizeof(text), "%u", i);
			assert_int_equal(population_add(p, text, &m, &why), 0);
			(void)snprintf(text, sizeof(text), "t%u", t);
			assert_int_equal(
			    population_set(p, m, TEAM, text, &why), 0);
			(void)snprintf(text, sizeof(text), "f%u/g%u/h%u", f / 3,
			    f % 3, i % 2);
			assert_int_equal(
			    population_set(p, m, FIELD, text, &why), 0);
			teams[t]++;
			fields[f]++;
		}
		population_close(p);
		for (int i = 0; i < 4; i++)
			most = teams[i] > most ? teams[i] : most;
		for (int i = 0; i < 9; i++)
			most = fields[i] > most ? fields[i] : most;
		list = strangers_find(p, rules, &count);
		assert_int_equal(count, most);
		for (uint32_t i = 0; i < count; i++)
			for (uint32_t k = 0; k < i; k++) {
				assert_true(list[k] < list[i]);
				assert_false(rules_allow(
				    rules, p, list[i], list[k], NULL));
			}
		free(list);
		population_free(p);
	}
	rules_free(rules);
}

/* Where they are more than half, as many sit out as they are more than the
 * others, all of them theirs, and the others are the barrier that proves it. */
static void
test_what_it_decides(void **state UNUSED)
{
	static const struct {
		uint32_t size, alike;
	} pools[] = { { 12, 9 }, { 30, 20 }, { 31, 20 }, { 64, 33 },
		{ 400, 301 } };
	static const char *const requirements[] = { "differ team", NULL };
	struct rules *rules = rules_of(requirements, NULL);

	for (size_t i = 0; i < COUNT_OF(pools); i++) {
		struct population *p = population_new(attributes, ATTRIBUTES);
		struct draw_options options = { .seed = i, .threads = 1 };
		uint32_t others = pools[i].size - pools[i].alike;
		struct draw *draw;
		struct fault why;

		for (uint32_t m = 0; m < pools[i].size; m++) {
			char text[16];
			uint32_t number;

			(void)snprintf(text, sizeof(text), "%04u", m);
			assert_int_equal(
			    population_add(p, text, &number, &why), 0);
			/* The others have a team each. */
			assert_int_equal(
			    population_set(p, number, TEAM,
				m < pools[i].alike ? "many" : text, &why),
			    0);
		}
		population_close(p);
		draw = pairing_draw(p, rules, &options);
		assert_int_equal(draw->sit_out_count, pools[i].alike - others);
		for (size_t k = 0; k < draw->sit_out_count; k++)
			assert_true(draw->sit_outs[k] < pools[i].alike);
		assert_int_equal(draw->unproven, 0);
		assert_int_equal(draw->barrier_count, others);
		for (size_t k = 0; k < draw->barrier_count; k++)
			assert_true(draw->barrier[k] >= pools[i].alike);
		draw_free(draw);
		population_free(p);
	}
	rules_free(rules);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sets),
		cmocka_unit_test(test_nobody),
		cmocka_unit_test(test_at_random),
		cmocka_unit_test(test_what_it_decides),
	};

	return cmocka_run_group_tests_name("strangers", tests, NULL, NULL);
}

/* links: pairing */
/* with: spelled */
/*
 * Plans and reports where members, their words or the rules are as many as may be.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memory.h"
#include "pairing/plan_columns.h"
#include "pairing/population_data.h"
#include "pairing/report_data.h"
#include "spelled.h"

static void
add_rule(struct rules *rules, bool is_preference, const char *sentence)
{
	struct fault why;
	int column;

	if ((is_preference ? rules_prefer : rules_require)(
		rules, sentence, &column, &why) != 0)
		fail_msg("%s: %s", sentence, why.sentence);
}

static void
plan_is_as_ruled(const struct population *p, const struct rules *rules)
{
	struct plan *plan = plan_new(p, rules);

	for (uint32_t a = 0; a < p->size; a++)
		for (uint32_t b = 0; b < p->size; b++) {
			bool may = a != b && rules_allow(rules, p, a, b, NULL);
			int32_t score =
			    may ? rules_score(rules, p, a, b) : SCORE_FORBIDDEN;

			if (a != b && plan_score(plan, a, b) != score)
				fail_msg("%u and %u: %d, not %d", a, b,
				    plan_score(plan, a, b), score);
		}
	plan_free(plan);
}

/* --- words ---------------------------------------------------------------- */

static void
set_words(struct population *p, uint32_t member, uint32_t from, uint32_t to)
{
	struct text tags = { 0 };

	for (uint32_t i = from; i < to; i++)
		text_addf(&tags, "%sw%u", i == from ? "" : ";", i);
	spelled_value(p, member, 0, text_get(&tags));
	text_clear(&tags);
}

/* Two who share all tags that a member may have share more than a week has
 * hours. */
static void
test_all_tags_shared(void **state UNUSED)
{
	static struct attribute attribute = { .name = "likes",
		.type = ATTRIBUTE_TAGS };
	struct population *p = population_new(&attribute, 1);
	struct rules *rules = rules_new(&attribute, 1);

	for (uint32_t i = 0; i < 4; i++) {
		const char key[2] = { (char)('a' + i), 0 };

		set_words(p, spelled_member(p, key), i * 29,
		    i * 29 + ATTRIBUTE_TAGS_MAX);
	}
	population_close(p);
	add_rule(rules, true, "share likes at least 168");
	plan_is_as_ruled(p, rules);
	rules_free(rules);
	population_free(p);
}

/* --- rules ---------------------------------------------------------------- */

enum { TREES = 30, SETS = 20, LEVELS = 4, PARTNERS = 6 };

static void
add_many_rules(struct rules *rules)
{
	char sentence[64];

	for (int i = 0; i < TREES; i++)
		for (int level = 1; level <= LEVELS; level++) {
			snprintf(sentence, sizeof(sentence),
			    "same t%d level %d", i, level);
			add_rule(rules, i % 2 == 0, sentence);
		}
	for (int i = 0; i < SETS; i++)
		for (int k = 1; k <= PARTNERS; k++) {
			snprintf(sentence, sizeof(sentence),
			    "complement s%d s%d", i, (i + k) % SETS);
			add_rule(rules, k != 1, sentence);
		}
}

/* Rules that ask for more fields than a plan has are asked themselves. */
static void
test_many_fields(void **state UNUSED)
{
	struct attribute attributes[TREES + SETS] = { 0 };
	struct population *p;
	struct rules *rules;
	char names[TREES + SETS][16], value[64];

	for (int i = 0; i < TREES + SETS; i++) {
		bool is_tree = i < TREES;

		snprintf(names[i], sizeof(names[i]), "%c%d",
		    is_tree ? 't' : 's', is_tree ? i : i - TREES);
		attributes[i].name = names[i];
		attributes[i].type = is_tree ? ATTRIBUTE_TREE : ATTRIBUTE_TAGS;
	}
	p = population_new(attributes, TREES + SETS);
	rules = rules_new(attributes, TREES + SETS);
	for (unsigned m = 0; m < 12; m++) {
		const char key[2] = { (char)('a' + m), 0 };
		uint32_t member = spelled_member(p, key);

		for (unsigned i = 0; i < TREES; i++) {
			snprintf(value, sizeof(value), "a/b/c/%u", m * i % 6);
			spelled_value(p, member, i, value);
		}
		for (unsigned i = 0; i < SETS; i++) {
			snprintf(value, sizeof(value), "w;v%u;x%u", m * i % 5,
			    (m + i) % 7);
			spelled_value(p, member, TREES + i, value);
		}
	}
	population_close(p);
	add_many_rules(rules);
	/* Cut trees, sets and how many there are, and sets in others' words. */
	assert_true(
	    TREES * LEVELS + 2 * SETS + PARTNERS * SETS > PLAN_FIELDS_MAX);
	plan_is_as_ruled(p, rules);
	rules_free(rules);
	population_free(p);
}

/* --- members -------------------------------------------------------------- */

/* Of sixteen million, half of whom are in one of two fields, two of chance differ
 * in one case of two. Their numbers alone are looked at. */
static void
test_chance_of_most_members(void **state UNUSED)
{
	static struct attribute attribute = { .name = "field",
		.type = ATTRIBUTE_CHOICE };
	struct column column = { .type = ATTRIBUTE_CHOICE, .word_count = 2 };
	struct population p = { .attributes = &attribute,
		.attribute_count = 1,
		.columns = &column,
		.size = UINT32_C(1) << 24 };
	struct rules *rules = rules_new(&attribute, 1);
	const struct draw draw = { 0 };
	struct report report = { 0 };

	column.ids = memory_new(p.size, sizeof(*column.ids));
	for (uint32_t m = 0; m < p.size; m++)
		column.ids[m] = (uint16_t)(1 + m % 2);
	add_rule(rules, false, "differ field");
	report_diversity(&report, &draw, &p, rules);
	assert_int_equal(report.attribute_count, 1);
	assert_int_equal(report.attributes[0].chance, 500000);
	assert_int_equal(report.attributes[0].ceiling, 1000000);
	report_clear(&report);
	rules_free(rules);
	free(column.ids);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_tags_shared),
		cmocka_unit_test(test_many_fields),
		cmocka_unit_test(test_chance_of_most_members),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * pairing/rules_edit: every requirement that can be written becomes a wish, or goes
 * where that wish is there already.
 */
/* links: pairing */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/memory.h"
#include "base/text.h"
#include "pairing/rules_data.h"
#include "pairing/rules_edit.h"

static struct attribute attributes[ATTRIBUTE_TYPES];

/* One of each type, by its word. */
static int
make_attributes(void **state)
{
	(void)state;
	for (int i = 0; i < ATTRIBUTE_TYPES; i++) {
		attributes[i] = (struct attribute){
			.name = memory_text(
			    attribute_type_word((enum attribute_type)i)),
			.type = (enum attribute_type)i,
		};
		attribute_seal(&attributes[i]);
	}
	return 0;
}

static int
clear_attributes(void **state)
{
	(void)state;
	for (int i = 0; i < ATTRIBUTE_TYPES; i++)
		attribute_clear(&attributes[i]);
	return 0;
}

static struct rules *
rules_of(const char *requirement, const char *preference)
{
	struct rules *rules = rules_new(attributes, ATTRIBUTE_TYPES);
	struct fault why;
	int column;

	if (rules_require(rules, requirement, &column, &why) != 0)
		fail_msg("%s: %s", requirement, why.sentence);
	if (preference != NULL &&
	    rules_prefer(rules, preference, &column, &why) != 0)
		fail_msg("%s: %s", preference, why.sentence);
	return rules;
}

static void
expect(const char *requirement, const char *preference,
    enum rules_change becomes, const char *wish)
{
	struct rules *rules = rules_of(requirement, preference), *changed;
	enum rules_change change = RULES_WISH;
	struct text said = { 0 };

	assert_int_equal(rules_edit_easing(rules, 0, &said), becomes);
	assert_string_equal(text_get(&said), wish);
	changed = rules_edit_change(rules, &change);
	assert_int_equal(rules_requirement_count(changed), 0);
	assert_int_equal(rules_count(changed), 1);
	if (becomes == RULES_WISH)
		assert_string_equal(rules_sentence(changed, 0), wish);
	rules_free(changed);
	rules_free(rules);
	text_clear(&said);
}

/* The sentence as a requirement, with each ending that goes with it. */
static void
expect_wishes(const struct rule_kind *kind, const char *sentence)
{
	static const char *const endings[] = { " unless missing",
		" even if missing", " even if missing even if missing" };
	struct text said = { 0 };

	expect(sentence, NULL, RULES_WISH, sentence);
	expect(sentence, sentence, RULES_DROP, "");
	for (size_t i = 0; kind->attribute_count > 0 && i < COUNT_OF(endings);
	     i++) {
		text_clear(&said);
		text_addf(&said, "%s%s", sentence, endings[i]);
		expect(text_get(&said), NULL, RULES_WISH,
		    i == 0 ? text_get(&said) : sentence);
		expect(text_get(&said), sentence, RULES_DROP, "");
	}
	text_clear(&said);
}

static void
expect_argument(const struct rule_kind *kind, const struct rule_argument *g,
    const char *begun, int64_t number)
{
	struct text said = { 0 };

	text_add(&said, begun);
	if (g->before != NULL)
		text_addf(&said, " %s", g->before);
	if (g->max != 0)
		text_addf(&said, " %.12g",
		    (double)number / (g->is_thousandths ? 1000 : 1));
	if (g->after != NULL)
		text_addf(&said, " %s", g->after);
	expect_wishes(kind, text_get(&said));
	text_clear(&said);
}

/* Over the attributes of this type; or over none. */
static void
expect_kind(const struct rule_kind *kind, unsigned type)
{
	struct text begun = { 0 };
	bool needs_one = false;

	text_add(&begun, kind->verb);
	for (int i = 0; i < kind->attribute_count; i++)
		text_addf(&begun, " %s", attributes[type].name);
	for (int i = 0; i < RULE_ARGUMENTS_MAX; i++) {
		const struct rule_argument *g = &kind->arguments[i];

		needs_one = needs_one || g->is_needed;
		if ((g->before == NULL && g->max == 0) ||
		    (g->types != 0 && (g->types >> type & 1) == 0))
			continue;
		expect_argument(kind, g, text_get(&begun), g->min);
		expect_argument(kind, g, text_get(&begun), g->max);
	}
	if (!needs_one)
		expect_wishes(kind, text_get(&begun));
	text_clear(&begun);
}

static void
every_requirement_becomes_a_wish(void **state)
{
	(void)state;
	for (size_t i = 0; i < rule_kind_count; i++) {
		const struct rule_kind *kind = &rule_kinds[i];

		if (kind->is_preference_only)
			continue;
		if (kind->attribute_count == 0)
			expect_kind(kind, 0);
		for (unsigned t = 0; t < ATTRIBUTE_TYPES; t++)
			if (kind->types >> t & 1)
				expect_kind(kind, t);
	}
}

/* However it is written, and whatever it weighs; not another that begins alike. */
static void
a_wish_is_there_already(void **state)
{
	(void)state;
	expect("differ scale by >= 2", "differ scale weight 3 by 2", RULES_DROP,
	    "");
	expect("rested 26 weeks", "rested weight 0.5", RULES_DROP, "");
	expect("share tags even if missing", "share tags unless missing",
	    RULES_DROP, "");
}

static void
another_wish_is_not_it(void **state)
{
	static const char *const others[] = { "differ tree weight 3 level 1",
		"differ tree level 1 weight 3", "differ choice", "same tree" };
	struct text said = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(others); i++) {
		struct rules *rules = rules_of("differ tree", others[i]);

		assert_int_equal(
		    rules_edit_easing(rules, 0, &said), RULES_WISH);
		rules_free(rules);
		text_clear(&said);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_requirement_becomes_a_wish),
		cmocka_unit_test(a_wish_is_there_already),
		cmocka_unit_test(another_wish_is_not_it),
	};

	return cmocka_run_group_tests(tests, make_attributes, clear_attributes);
}

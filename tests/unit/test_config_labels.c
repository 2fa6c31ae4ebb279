/* links: config */
/* with: good_config */
/*
 * Words and what they are called: labels, vocabularies, which attribute is the
 * domain.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "good_config.h"
#include "base/memory.h"
#include "config/config_domain.h"

static void
test_labels_come_in_the_languages_there_are(void **state)
{
	struct config *c = good_config_example("town.yaml");
	size_t domain = (size_t)config_attribute_find(c, "domain");
	size_t town = (size_t)config_attribute_find(c, "town");
	size_t offers = (size_t)config_attribute_find(c, "offers");
	const struct config_label *title = &c->attribute_info[domain].title;
	struct config_label none = { 0 };

	(void)state;
	assert_string_equal(config_label_get(c, domain, "health/nurse", "fr"),
	    "Infirmier ou infirmière");
	assert_string_equal(
	    config_label_get(c, domain, "health/nurse", "en"), "Nurse");
	assert_string_equal(
	    config_label_get(c, domain, "health/nurse", "de"), "Nurse");
	assert_string_equal(
	    config_label_get(c, domain, "health", "fr"), "Santé");
	assert_string_equal(config_label_get(c, town, "lyon", "fr"), "Lyon");
	assert_string_equal(
	    config_label_get(c, town, "nowhere", "fr"), "nowhere");
	assert_string_equal(config_label_get(c, offers, "jazz", "fr"), "jazz");
	/* Any word is allowed; those to begin with mean the same in each language. */
	assert_string_equal(
	    config_label_get(c, offers, "bees", "fr"), "abeilles");
	assert_string_equal(
	    config_label_get(
		c, (size_t)config_attribute_find(c, "seeks"), "bees", "fr"),
	    "abeilles");
	assert_string_equal(
	    config_title_get(title, "domain", "fr"), "Ce que je fais");
	assert_string_equal(config_title_get(&none, "domain", "fr"), "domain");
	config_drop(c);
}

static void
test_borrowed_words_come_with_their_labels(void **state)
{
	struct config *c = good_config_read("f",
	    GOOD "attributes:\n"
		 "  seeks: {type: tags, same-words-as: offers}\n"
		 "  offers: {type: tags, values: {no: {fr: Non}, jazz: }}\n");

	(void)state;
	assert_true(c->attributes[0].has_words);
	assert_int_equal(c->attributes[0].word_count, 2);
	assert_string_equal(config_label_get(c, 0, "no", "fr"), "Non");
	assert_string_equal(config_label_get(c, 0, "no", "en"), "Non");
	assert_string_equal(config_label_get(c, 0, "jazz", "fr"), "jazz");
	config_drop(c);
}

static void
test_shipped_vocabularies_are_whole(void **state)
{
	static const struct {
		const char *name, *type, *word, *label;
		size_t least;
	} all[] = {
		{ "isced-f-2013", "tree", "health/health/nursing-and-midwifery",
		    "Nursing and midwifery", 11 + 29 + 80 },
		{ "iso-639", "tags", "no", "Norwegian", 183 + 16 },
		{ "iso-639", "tags", "qu", "Quechua", 183 },
		{ "iso-3166", "tree", "DE/DE-BY", "Bayern", 249 + 3000 },
		{ "iso-3166", "tree", "IS", "Iceland", 249 + 3000 },
		{ "trades", "tree", "crafts/violin-maker", "Violin maker",
		    14 + 100 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(all); i++) {
		struct text text = { 0 };
		const struct attribute *a;
		struct config *c;

		text_addf(&text, GOOD "attributes: {a: {type: %s, values: %s}}",
		    all[i].type, all[i].name);
		c = good_config_read("f", text_get(&text));
		a = &c->attributes[0];
		assert_true(a->word_count >= all[i].least);
		assert_string_equal(
		    config_label_get(c, 0, all[i].word, "en"), all[i].label);
		for (size_t w = 0; w < a->word_count; w++) {
			const struct config_label *l =
			    &c->attribute_info[0].labels[w];
			const char *slash = strrchr(a->words[w], '/');

			/* ISO's may have one name in both languages. */
			assert_non_null(l->text[0]);
			assert_true(strncmp(all[i].name, "iso", 3) == 0 ||
				    l->text[1] != NULL);
			assert_true((strcmp(all[i].name, "isced-f-2013") ==
					0) == (l->code != NULL));
			assert_int_equal(
			    strspn(a->words[w],
				"abcdefghijklmnopqrstuvwxyz-/"
				"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"),
			    strlen(a->words[w]));
			if (slash == NULL)
				continue;
			/* Every path has its parent before it. */
			size_t n = (size_t)(slash - a->words[w]), p = 0;
			while (strlen(a->words[p]) != n ||
			       strncmp(a->words[p], a->words[w], n) != 0)
				assert_true(++p < w);
		}
		config_drop(c);
		text_clear(&text);
	}
}

static void
expect_domain(const char *sections, const char *name, const char *separator)
{
	struct text text = { 0 };
	struct config *c;
	const char *attribute, *after;
	int at;

	text_addf(&text, "%s%s", GOOD, sections);
	c = good_config_read("d.yaml", text_get(&text));
	at = config_domain(c, &attribute, &after);
	assert_int_equal(at, config_attribute_find(c, name));
	assert_string_equal(attribute, name);
	assert_string_equal(after, separator);
	config_drop(c);
	text_clear(&text);
}

static void
test_the_domain_is_named_so_or_differs(void **state)
{
	(void)state;
	expect_domain("attributes:\n"
		      "  team: {type: choice, values: [a, b]}\n"
		      "  domain: {type: tree, values: [x/y, z]}\n"
		      "pools: {p: {require: [differ team]}}\n",
	    "domain", "/");
	expect_domain("attributes:\n"
		      "  domain: {type: tags}\n"
		      "  age: {type: scale, from: 0, to: 99}\n"
		      "  team: {type: choice, values: [a, b]}\n"
		      "  place: {type: tree, values: [x/y, z]}\n"
		      "pools:\n"
		      "  p: {require: [differ age by 3]}\n"
		      "  q: {require: [share domain, differ team]}\n"
		      "  r: {require: [differ place level 1]}\n",
	    "team", "");
	expect_domain("attributes: {team: {type: choice, values: [a, b]}}\n"
		      "pools: {p: {prefer: [differ team]}}\n",
	    "", "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_labels_come_in_the_languages_there_are),
		cmocka_unit_test(test_borrowed_words_come_with_their_labels),
		cmocka_unit_test(test_shipped_vocabularies_are_whole),
		cmocka_unit_test(test_the_domain_is_named_so_or_differs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

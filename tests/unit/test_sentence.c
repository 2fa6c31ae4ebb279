/* links: model */
/* Every fact that the engine documents has its sentence, in both languages. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/text.h"
#include "model/sentence.h"

#define NBSP "\302\240"

static const char *
title(void *arg, const char *attribute, const char *language)
{
	(void)arg;
	(void)language;
	return strcmp(attribute, "sport") == 0 ? "Sport" : attribute;
}

static const char *
word(void *arg, const char *attribute, const char *w, const char *language)
{
	int french = strcmp(language, "fr") == 0;

	(void)arg;
	(void)attribute;
	if (strcmp(w, "health/nursing") == 0)
		return french ? "Écrivain ou écrivaine" : "Nurse";
	if (strcmp(w, "arts/violins") == 0)
		return french ? "TIC" : "Violin maker";
	if (strcmp(w, "fr") == 0)
		return french ? "Français" : "French";
	if (strcmp(w, "pt") == 0)
		return french ? "Portugais" : "Portuguese";
	return w;
}

static bool
is_shown(void *arg, const char *attribute)
{
	(void)arg;
	return strcmp(attribute, "salary") != 0;
}

static const struct sentence_labels labels = { title, word, is_shown, NULL };

static void
add(void *arg, const char *sentence)
{
	struct text *out = arg;

	text_add(out, sentence);
	text_add(out, "\n");
}

static void
expect(const char *facts, const char *language, int subjective,
    const char *sentences)
{
	struct text out = { 0 };

	sentence_write(facts, language, subjective, &labels, add, &out);
	assert_string_equal(text_get(&out), sentences);
	text_clear(&out);
}

static void
a_group_in_english(void **state)
{
	(void)state;
	expect("differ\tdomain\thealth/nursing\tarts/violins\n"
	       "share\tlanguages\tfr;pt\n"
	       "share\tfree\tthu 12-14;fri 9-10\n"
	       "unacquainted\n"
	       "rested\t26\n",
	    "en", 1,
	    "You come from different fields: nurse × violin maker.\n"
	    "You can talk in French or Portuguese.\n"
	    "You do not know each other yet.\n"
	    "You have not been introduced to each other in the last 26 "
	    "weeks.\n");
	expect("differ\tdomain\ta\tb\tc\nunacquainted", "en", 0,
	    "They come from different fields: a × b × c.\n"
	    "They do not know each other yet.\n");
}

static void
a_group_in_french(void **state)
{
	(void)state;
	expect("differ\tdomain\thealth/nursing\tarts/violins\n"
	       "share\tlanguages\tfr;pt\n"
	       "share\tinterests\tjazz\n"
	       "unacquainted\n"
	       "rested\t1\n",
	    "fr", 1,
	    "Vous venez de domaines différents" NBSP
	    ": écrivain ou écrivaine × TIC.\n"
	    "Vous pouvez vous parler en français ou portugais.\n"
	    "Vous avez un intérêt en commun" NBSP ": jazz.\n"
	    "Vous ne vous connaissez pas encore.\n"
	    "Aucune présentation entre vous depuis une semaine.\n");
}

/* An operator reads them; of a partner they would tell a value. */
static void
what_partners_may_not_see_is_left_out(void **state)
{
	static const char facts[] = "within\tsalary\t20\t30\n"
				    "share\tsalary\t20\n"
				    "differ\tsport\tchess\tgo\n"
				    "excluded\twithin\tsalary\t3\n";

	(void)state;
	expect(facts, "en", 1,
	    "Sport: chess × go.\n"
	    "3 others are too far from you (salary).\n");
	expect("within\tsalary\t20\t30\n", "en", 0,
	    "They are close (salary): 20 and 30.\n");
}

static void
one_and_many(void **state)
{
	(void)state;
	expect("share\tinterests\tjazz", "en", 1,
	    "You share an interest: jazz.\n");
	expect("share\tinterests\tjazz;chess", "en", 1,
	    "You share interests: jazz and chess.\n");
	expect("taken\t1", "en", 1,
	    "One other could have met you, but was introduced to someone "
	    "else.\n");
	expect("taken\t4", "en", 1,
	    "4 others could have met you, but all were introduced to someone "
	    "else.\n");
	expect("placeless\t1", "en", 1,
	    "One other could have met you, but no group had a place for "
	    "you.\n");
	expect("placeless\t2", "fr", 0,
	    "2 autres personnes convenaient, mais aucun groupe n’avait de "
	    "place.\n");
	expect("nobody", "en", 1,
	    "There was nobody this time whom you could meet.\n");
}

static void
attributes_of_the_operators_own(void **state)
{
	(void)state;
	expect("differ\tsport\trowing\tchess\nshare\tsport\tjudo", "en", 1,
	    "Sport: rowing × chess.\nSport you share: judo.\n");
	expect("excluded\tdiffer\tsport\t3", "fr", 1,
	    "3 autres personnes vous ressemblent trop (Sport).\n");
}

static void
a_sit_out(void **state)
{
	(void)state;
	expect("excluded\tshare\tlanguages\t312\n"
	       "excluded\tshare\tfree\t1\n"
	       "excluded\tdiffer\tdomain\t7\n"
	       "excluded\tunacquainted\t2\n"
	       "excluded\trested\t26\t1\n",
	    "en", 1,
	    "312 others share no language with you.\n"
	    "One other is never free when you are.\n"
	    "7 others work in your own field.\n"
	    "You already know 2 of the others.\n"
	    "You were introduced to one of the others not long ago.\n");
	expect(
	    "alone\n", "fr", 1, "Personne d’autre n’a participé à ce tour.\n");
}

/* A block is never told; neither is what a later engine may say. */
static void
unknown_facts_are_left_out(void **state)
{
	(void)state;
	expect("", "en", 1, "");
	expect("\n\nblocked\t3\nexcluded\tblocks\t3\nexcluded\tshare\t3\n"
	       "differ\tdomain\nshare\ntaken\tx\ntaken\t0\ntaken\t-1\n",
	    "en", 1, "");
}

struct row {
	const char *fact, *attribute, *texts[4];
};
static const struct row rows[] = {
#define SENTENCE(fact, attribute, you_en, they_en, you_fr, they_fr) \
	{ fact, attribute, { you_en, they_en, you_fr, they_fr } },
#include "model/sentences.def"
#undef SENTENCE
};

static void
no_text_is_missing_or_untranslated(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		for (size_t j = 0; j < COUNT_OF(rows[i].texts); j++) {
			assert_true(strlen(rows[i].texts[j]) > 10);
			assert_non_null(strrchr(rows[i].texts[j], '.'));
		}
		assert_string_not_equal(rows[i].texts[0], rows[i].texts[2]);
		assert_string_not_equal(rows[i].texts[1], rows[i].texts[3]);
	}
}

/* Whether the fact names an attribute, and values of it. */
static bool
has_values(const char *fact)
{
	static const char *const verbs[] = { "complement", "differ", "distance",
		"same", "share", "within" };

	for (size_t i = 0; i < COUNT_OF(verbs); i++)
		if (strstr(fact, verbs[i]) != NULL)
			return true;
	return false;
}

/* Each row can be reached: none stands behind one that takes its facts. */
static void
every_row_is_used(void **state)
{
	static const char *const languages[] = { "en", "fr" };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		for (size_t j = 0; j < 4; j++) {
			struct text fact = { 0 }, out = { 0 };
			char start[8];

			text_add(&fact, rows[i].fact);
			for (size_t c = 0; c < fact.len; c++)
				if (fact.data[c] == ' ')
					fact.data[c] = '\t';
			if (has_values(rows[i].fact))
				text_addf(&fact, "\t%s",
				    rows[i].attribute != NULL
					? rows[i].attribute
					: "sport");
			text_add(&fact, "\t2");
			sentence_write(text_get(&fact), languages[j / 2],
			    j % 2 == 0, &labels, add, &out);
			assert_true(out.len > 0);
			assert_null(strpbrk(out.data, "{}[]|"));
			text_copy(start, sizeof(start), rows[i].texts[j]);
			if (strpbrk(start, "{[") == NULL)
				assert_memory_equal(
				    out.data, start, strlen(start));
			text_clear(&fact);
			text_clear(&out);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_group_in_english),
		cmocka_unit_test(a_group_in_french),
		cmocka_unit_test(what_partners_may_not_see_is_left_out),
		cmocka_unit_test(one_and_many),
		cmocka_unit_test(attributes_of_the_operators_own),
		cmocka_unit_test(a_sit_out),
		cmocka_unit_test(unknown_facts_are_left_out),
		cmocka_unit_test(no_text_is_missing_or_untranslated),
		cmocka_unit_test(every_row_is_used),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

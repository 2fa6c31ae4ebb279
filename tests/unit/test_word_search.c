/* links: work */
/* Words of shipped vocabularies by what people type. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memory.h"
#include "base/text.h"
#include "config/config.h"
#include "work/word_search.h"

static struct config *config;

static int
read_config(void **state)
{
	static const char text[] =
	    "community: {name: T}\ndatabase: {conninfo: dbname=x}\n"
	    "attributes:\n"
	    "  region: {type: tree, values: iso-3166}\n"
	    "  domain: {type: tree, values: isced-f-2013}\n"
	    "  plain: {type: tags, values: [Salsa, 'Rock''n''Roll']}\n";
	struct text errors = { 0 };

	(void)state;
	config = config_read_text("f", text, strlen(text), &errors);
	if (config == NULL)
		fail_msg("%s", text_get(&errors));
	text_clear(&errors);
	return 0;
}

static int
drop_config(void **state)
{
	(void)state;
	config_drop(config);
	return 0;
}

/* The words found, "a b c". */
static void
finds(size_t attribute, const char *typed, const char *language, size_t max,
    const char *words)
{
	struct word_search *s = word_search_new(config, attribute);
	size_t places[10], n;
	struct text found = { 0 };

	n = word_search_find(s, typed, language, places, max);
	for (size_t i = 0; i < n; i++)
		text_addf(&found, "%s%s", i > 0 ? " " : "",
		    config->attributes[attribute].words[places[i]]);
	assert_string_equal(text_get(&found), words);
	text_clear(&found);
	word_search_free(s);
}

static void
test_case_and_accents_aside(void **state)
{
	(void)state;
	finds(0, "bretag", NULL, 1, "FR/FR-BRE");
	finds(0, "BRITTA", NULL, 1, "FR/FR-BRE");
	finds(0, "ile-de-f", NULL, 3, "FR/FR-IDF");
	finds(0, "I\u0302LE-DE-F", NULL, 3, "FR/FR-IDF");
	finds(0, " fr-bre ", NULL, 3, "FR/FR-BRE");
	finds(0, "allemag", NULL, 3, "DE");
	finds(0, "zzz", NULL, 3, "");
	finds(0, "\xff", NULL, 3, "");
	finds(2, "salsa", NULL, 3, "Salsa");
	finds(2, "roll", NULL, 3, "Rock'n'Roll");
	finds(2, "rock\u2019n\u2019r", NULL, 3, "Rock'n'Roll");
}

static void
test_the_language_asked_for(void **state)
{
	(void)state;
	finds(0, "German", "en", 1, "DE");
	finds(0, "germany", "fr", 3, "");
	finds(0, "Allemagne", "en", 3, "");
	/* One name in both. */
	finds(0, "bourgogne-f", "fr", 3, "FR/FR-BFC");
}

static void
test_beginnings_come_first(void **state)
{
	(void)state;
	finds(1, "0913", NULL, 3, "health/health/nursing-and-midwifery");
	finds(1, "midwif", NULL, 3, "health/health/nursing-and-midwifery");
	finds(1, "arts", "en", 3, "arts arts/arts arts/arts/fine-arts");
	finds(1, "arts", "en", 1, "arts");
}

/* A path, as profiles have it, finds its own word, which is not among the first
 * that begin so. */
static void
test_what_is_meant_exactly_comes_first(void **state)
{
	(void)state;
	finds(0, "FR/FR-BRE", NULL, 3, "FR/FR-BRE");
	finds(0, "fr", NULL, 1, "FR");
	finds(1, "arts/arts", NULL, 3, "arts/arts");
}

static void
test_nothing_typed_finds_the_first_level(void **state)
{
	(void)state;
	finds(1, " ", NULL, 3, "generic education arts");
	finds(0, "", NULL, 2, "AD AE");
	finds(2, "", NULL, 3, "Salsa Rock'n'Roll");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_case_and_accents_aside),
		cmocka_unit_test(test_the_language_asked_for),
		cmocka_unit_test(test_beginnings_come_first),
		cmocka_unit_test(test_what_is_meant_exactly_comes_first),
		cmocka_unit_test(test_nothing_typed_finds_the_first_level),
	};

	return cmocka_run_group_tests(tests, read_config, drop_config);
}

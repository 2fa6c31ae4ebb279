/* links: pairing model */
/*
 * What a new kind of rule needs besides its row: sentences for its reasons, and
 * docs/rules.md. `test_rule_kinds --write` writes docs/rules.md again.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memory.h"
#include "base/text.h"
#include "pairing/rules_data.h"

#define REFERENCE SOURCE_DIR "/docs/rules.md"

static const char mark[] =
    "\n<!-- Written by the program from its own tables; do not edit. To write "
    "it again:\n"
    "     build/dev/tests/test_rule_kinds --write -->\n";

static const struct {
	const char *fact, *attribute;
} sentences[] = {
#define SENTENCE(fact, attribute, ...) { fact, attribute },
#include "model/sentences.def"
#undef SENTENCE
};

/* The head line, the mark, and what follows. */
static void
reference(struct text *out)
{
	struct text rules = { 0 };
	const char *rest;

	rules_reference(&rules);
	rest = strchr(text_get(&rules), '\n');
	assert_non_null(rest);
	text_addf(out, "%.*s\n%s%s", (int)(rest - text_get(&rules)),
	    text_get(&rules), mark, rest + 1);
	text_clear(&rules);
}

/* A sentence for the fact with any attribute. */
static bool
has_sentence(const char *fact)
{
	for (size_t i = 0; i < COUNT_OF(sentences); i++)
		if (strcmp(sentences[i].fact, fact) == 0 &&
		    sentences[i].attribute == NULL)
			return true;
	print_error(
	    "sentences.def has no row for \"%s\" and any attribute\n", fact);
	return false;
}

static void
test_every_kind_has_its_sentences(void **state)
{
	char excluded[64];
	bool all = true;

	(void)state;
	for (size_t i = 0; i < rule_kind_count; i++) {
		snprintf(excluded, sizeof(excluded), "excluded %s",
		    rule_kinds[i].verb);
		all = has_sentence(rule_kinds[i].verb) && all;
		if (!rule_kinds[i].is_preference_only)
			all = has_sentence(excluded) && all;
	}
	assert_true(all);
}

static void
test_the_reference_is_up_to_date(void **state)
{
	struct text now = { 0 };
	char kept[65536] = "";
	FILE *file = fopen(REFERENCE, "re");

	(void)state;
	reference(&now);
	if (file != NULL) {
		kept[fread(kept, 1, sizeof(kept) - 1, file)] = '\0';
		fclose(file);
	}
	if (strcmp(text_get(&now), kept) != 0)
		print_error("docs/rules.md is old: run test_rule_kinds "
			    "--write\n");
	assert_string_equal(text_get(&now), kept);
	text_clear(&now);
}

static int
write_reference(void)
{
	struct text now = { 0 };
	FILE *file = fopen(REFERENCE, "we");
	int result = 1;

	reference(&now);
	if (file != NULL && fputs(text_get(&now), file) >= 0 &&
	    fclose(file) == 0)
		result = 0;
	text_clear(&now);
	return result;
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_kind_has_its_sentences),
		cmocka_unit_test(test_the_reference_is_up_to_date),
	};

	if (argc == 2 && strcmp(argv[1], "--write") == 0)
		return write_reference();
	return cmocka_run_group_tests(tests, NULL, NULL);
}

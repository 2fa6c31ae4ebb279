/* links: pairing */
/* with: spelled */
/*
 * How much a population takes.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memory.h"
#include "pairing/population_data.h"
#include "spelled.h"

enum { FIELD, LANGUAGES, ATTRIBUTES };

static struct attribute attributes[ATTRIBUTES] = {
	[FIELD] = { .name = "field", .type = ATTRIBUTE_TREE },
	[LANGUAGES] = { .name = "languages", .type = ATTRIBUTE_TAGS },
};

/* "w0<between>w1…": `count` of them. */
static void
many_words(struct text *out, uint32_t count, const char *between)
{
	for (uint32_t i = 0; i < count; i++)
		text_addf(out, "%sw%u", i > 0 ? between : "", i);
}

static void
test_limits_of_values(void **state UNUSED)
{
	struct population *p = population_new(attributes, ATTRIBUTES);
	struct text t = { 0 };
	struct fault why;

	(void)spelled_member(p, "a");
	many_words(&t, ATTRIBUTE_TAGS_MAX, ";");
	spelled_value(p, 0, LANGUAGES, text_get(&t));
	text_add(&t, ";one-more");
	assert_int_equal(
	    population_set(p, 0, LANGUAGES, text_get(&t), &why), -1);
	text_clear(&t);
	/* A path as deep as its bytes allow. */
	for (int i = 0; i < ATTRIBUTE_PATH_BYTES_MAX / 2; i++)
		text_add(&t, i == 0 ? "aa" : "/a");
	assert_int_equal(t.len, ATTRIBUTE_PATH_BYTES_MAX);
	spelled_value(p, 0, FIELD, text_get(&t));
	text_add(&t, "a");
	assert_int_equal(population_set(p, 0, FIELD, text_get(&t), &why), -1);
	text_clear(&t);
	population_close(p);
	assert_int_equal(p->columns[LANGUAGES].first[1], ATTRIBUTE_TAGS_MAX);
	assert_int_equal(
	    p->columns[FIELD].depth[p->columns[FIELD].ids[0]], 1000);
	population_free(p);
}

/* An attribute has room for so many words; who has one more has no value. */
static void
test_limit_of_words(void **state UNUSED)
{
	struct population *p = population_new(attributes, ATTRIBUTES);
	const struct column *c = &p->columns[FIELD];
	struct fault why;
	char text[16];

	for (uint32_t i = 0; i <= COLUMN_WORDS_MAX; i++) {
		(void)snprintf(text, sizeof(text), "%05x", i);
		(void)spelled_member(p, text);
		if (i < COLUMN_WORDS_MAX)
			spelled_value(p, i, FIELD, text);
	}
	assert_int_equal(
	    population_set(p, COLUMN_WORDS_MAX, FIELD, "zzz", &why), -1);
	assert_non_null(strstr(why.sentence, "65535"));
	population_close(p);
	assert_int_equal(c->word_count, COLUMN_WORDS_MAX);
	assert_int_equal(c->ids[0], 1);
	assert_int_equal(c->ids[COLUMN_WORDS_MAX - 1], COLUMN_WORDS_MAX);
	assert_false(population_has(p, COLUMN_WORDS_MAX, FIELD));
	population_free(p);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_limits_of_values),
		cmocka_unit_test(test_limit_of_words),
	};

	return cmocka_run_group_tests_name(
	    "population_limits", tests, NULL, NULL);
}

/* links: pairing */
/*
 * The text of a population, to and fro, and that the order in which it was told
 * anything does not matter.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/dice.h"
#include "base/memory.h"
#include "pairing/draw.h"

/* Lines of the canonical text behind its rules, whose order may be any. */
#define MEMBERS 30

static void
head(struct text *out)
{
	text_add(out, "serendip-input 2\n"
		      "attribute\tteam\tchoice\n"
		      "attribute\tlanguages\ttags\n"
		      "attribute\tgrade\tscale\tlow\tmiddle\thigh\n"
		      "attribute\tyears\tscale\tfrom\t-1.5\tto\t40\n"
		      "pool\t2\t500\n"
		      "rule\tdiffer team\n"
		      "rule\trested 4 weeks\n"
		      "prefer\tdistance years weight 2\n");
}

static size_t
make_lines(char **lines)
{
	static const char *const grades[] = { "low", "middle", "high" };
	struct text t = { 0 };
	size_t count = 0;

	for (uint32_t i = 0; i < MEMBERS; i++) {
		text_addf(&t, "member\tm%02u\t%u\t%u\tt%u\tw%u;w9\t%s\t%u.5\n",
		    i, i % 3, i % 2 == 0 ? 1000 : 20 * i, i % 5, i % 4,
		    i % 7 == 0 ? "" : grades[i % 3], i);
		lines[count++] = text_take(&t);
	}
	for (uint32_t i = 0; i + 4 < MEMBERS; i += 3) {
		static const char *const kinds[] = { "knows", "blocks", "met" };

		text_addf(&t, "%s\tm%02u\tm%02u%s\n", kinds[i % 9 / 3], i,
		    i + 4, i % 9 / 3 == 2 ? "\t2" : "");
		lines[count++] = text_take(&t);
	}
	return count;
}

static void
read_lines(
    char **lines, size_t count, struct population **p, struct rules **rules)
{
	struct text t = { 0 };
	struct fault why;

	head(&t);
	for (size_t i = 0; i < count; i++)
		text_add(&t, lines[i]);
	if (population_read(text_get(&t), t.len, p, rules, &why) != 0)
		fail_msg("%s", why.sentence);
	text_clear(&t);
}

static void
shuffle(char **lines, size_t count, struct dice *d)
{
	for (size_t i = count; i > 1; i--) {
		size_t k = dice_below(d, (uint32_t)i);
		char *line = lines[k];

		lines[k] = lines[i - 1];
		lines[i - 1] = line;
	}
}

static void
write_draw(
    const struct population *p, const struct rules *rules, struct text *out)
{
	struct draw_options options = { .seed = 11, .threads = 1 };
	struct draw *draw = pairing_draw(p, rules, &options);

	for (size_t i = 0; i < draw->group_count; i++)
		for (uint32_t k = 0; k < draw->groups[i].size; k++)
			text_addf(out, "%s%c",
			    population_key(p, draw->groups[i].members[k]),
			    k + 1 < draw->groups[i].size ? ' ' : '\n');
	draw_free(draw);
}

/* The same text and the same draw, whatever the order of the lines; and the
 * text reads as it was written. */
static void
test_any_order(void **state UNUSED)
{
	char *lines[2 * MEMBERS];
	size_t count = make_lines(lines);
	struct text first = { 0 }, groups = { 0 };
	struct dice d;

	dice_init(&d, 1, 1);
	for (int turn = 0; turn < 20; turn++) {
		struct text again = { 0 }, drawn = { 0 };
		struct population *p;
		struct rules *rules;

		read_lines(lines, count, &p, &rules);
		population_write(p, rules, turn == 0 ? &first : &again);
		write_draw(p, rules, turn == 0 ? &groups : &drawn);
		if (turn == 0)
			assert_int_equal(
			    strncmp(text_get(&first), "serendip-input 2\n", 17),
			    0);
		else {
			assert_string_equal(text_get(&again), text_get(&first));
			assert_string_equal(
			    text_get(&drawn), text_get(&groups));
		}
		text_clear(&again);
		text_clear(&drawn);
		rules_free(rules);
		population_free(p);
		shuffle(lines, count, &d);
	}
	for (size_t i = 0; i < count; i++)
		free(lines[i]);
	text_clear(&first);
	text_clear(&groups);
}

/* What is written is what was read. */
static void
test_text_and_back(void **state UNUSED)
{
	static const char text[] =
	    "serendip-input 2\n"
	    "attribute\tfield\ttree\n"
	    "attribute\tfree\thours\n"
	    "attribute\tcounted\tscale\n"
	    "pool\t3\t0\n"
	    "rule\tshare free at least 2 even if missing\n"
	    "prefer\tsame field weight 0.5\n"
	    "member\ta b\t0\t1000\tx/y\tmon 1-3\t-2.5\n"
	    "member\té\t4294967295\t0\t\t\t\n"
	    "knows\ta b\té\n"
	    "blocks\ta b\té\n"
	    "met\ta b\té\t3\n";
	struct population *p;
	struct rules *rules;
	struct text again = { 0 };
	struct fault why;

	assert_int_equal(
	    population_read(text, strlen(text), &p, &rules, &why), 0);
	population_write(p, rules, &again);
	assert_string_equal(text_get(&again), text);
	assert_int_equal(rules_size(rules), 3);
	assert_int_equal(rules_serendipity(rules), 0);
	text_clear(&again);
	rules_free(rules);
	population_free(p);
}

static void
test_bad_text(void **state UNUSED)
{
	static const struct {
		const char *lines, *says;
	} rows[] = {
		{ "attribute\tx\tcolour\n", "line 2: no attribute" },
		{ "attribute\n", "line 2: nothing behind" },
		{ "pool\t1\t500\n", "line 2: no pool" },
		{ "pool\t21\t500\n", "line 2: no pool" },
		{ "pool\t2\t1001\n", "line 2: no pool" },
		{ "pool\t2\t500\nrule\tsing\n", "line 3: found \"sing\"" },
		{ "attribute\tx\tchoice\nmember\ta\t0\t1000\n",
		    "line 3: too few" },
		{ "member\ta\t0\t1001\n", "line 2: no openness" },
		{ "member\ta\t-1\t1000\n", "line 2: no member" },
		{ "member\ta\t0\t1000\nmember\ta\t0\t1000\n",
		    "line 3: the member \"a\" is there twice" },
		{ "knows\ta\n", "line 2: no pair" },
		{ "met\ta\tb\n", "line 2: no number" },
		{ "loves\ta\tb\n", "line 2: found \"loves\"" },
		{ "member\ta\t0\t1000\nattribute\tx\tchoice\n",
		    "line 3: no attribute" },
	};
	struct population *p = NULL;
	struct rules *rules = NULL;
	struct fault why;

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct text t = { 0 };

		text_addf(&t, "serendip-input 2\n%s", rows[i].lines);
		if (population_read(text_get(&t), t.len, &p, &rules, &why) !=
			-1 ||
		    strncmp(why.sentence, rows[i].says, strlen(rows[i].says)) !=
			0)
			fail_msg("%s: %s", rows[i].lines, why.sentence);
		text_clear(&t);
	}
	assert_int_equal(population_read("hello", 5, &p, &rules, &why), -1);
	assert_int_equal(population_read("", 0, &p, &rules, &why), -1);
	assert_null(p);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_any_order),
		cmocka_unit_test(test_text_and_back),
		cmocka_unit_test(test_bad_text),
	};

	return cmocka_run_group_tests_name(
	    "population's text", tests, NULL, NULL);
}

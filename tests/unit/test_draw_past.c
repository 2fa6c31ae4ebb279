/* links: draw */
/* What the rounds so far tell the next one: meetings and waiting. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memory.h"
#include "clients/draw/past.h"
#include "pairing/population_data.h"

static const char *const members[] = { "d", "b", "a", "c" };

static struct input
file_of(const char *text)
{
	return (struct input){
		.path = "f", .data = memory_text(text), .len = strlen(text)
	};
}

/* The members as the round finds them, closed: a, b, c, d are 0 to 3. */
static struct population *
population_at(const struct past *past, int32_t round)
{
	struct population *p = population_new(NULL, 0);
	struct names *ids = names_new();
	struct fault why;
	uint32_t member;

	for (size_t i = 0; i < COUNT_OF(members); i++) {
		assert_int_equal(
		    population_add(p, members[i], &member, &why), 0);
		assert_int_equal(names_number(ids, members[i]), member);
	}
	past_tell(past, round, ids, p);
	population_close(p);
	names_free(ids);
	return p;
}

static uint32_t
weeks(const struct population *p, uint32_t a, uint32_t b)
{
	return population_tie_of(p, a, b) & TIE_WEEKS;
}

static void
test_meetings(void **state UNUSED)
{
	struct input in = file_of("round,group,member\n"
				  "3,x,a\n3,x,b\n3,x,c\n"
				  "5,x,b\n5,x,a\n5,y,c\n5,y,gone\n"
				  "7,1,c\n7,1,d\n");
	struct mistakes m = { 0 };
	struct population *p;
	struct past past;

	past_begin(&past);
	assert_int_equal(past_read(&past, &in, &m), 0);
	assert_int_equal(past.last, 7);
	p = population_at(&past, 8);
	assert_int_equal(weeks(p, 0, 1), 1 + 3); /* the latest counts */
	assert_int_equal(weeks(p, 0, 2), 1 + 5);
	assert_int_equal(weeks(p, 1, 2), 1 + 5);
	assert_int_equal(weeks(p, 2, 3), 1 + 1);
	assert_int_equal(weeks(p, 0, 3), 0);
	population_free(p);
	p = population_at(&past, 7); /* that round itself is not over */
	assert_int_equal(weeks(p, 2, 3), 0);
	assert_int_equal(weeks(p, 0, 1), 1 + 2);
	population_free(p);
	past_end(&past);
	input_clear(&in);
}

/* Whoever sat out the last time is first, then counts the share of rounds, of the
 * last 52; newcomers are between the others. */
static void
test_waiting(void **state UNUSED)
{
	struct past past;
	struct population *p;

	past_begin(&past);
	past_add(&past, 1, 0, "a");
	past_add(&past, 1, 1, "b");
	past_add(&past, 1, 1, "c");
	past_add(&past, 2, 1, "a");
	past_add(&past, 2, 0, "b");
	past_add(&past, 2, 1, "c");
	past_add(&past, 2, 0, "gone");
	past_sort(&past);
	p = population_at(&past, 3);
	assert_true(p->waiting[1] > p->waiting[0]);
	assert_true(p->waiting[0] > p->waiting[3]); /* d was never there */
	assert_true(p->waiting[3] > p->waiting[2]);
	assert_int_equal(p->waiting[2], 0);
	population_free(p);
	past_add(&past, 3, 1, "a");
	past_add(&past, 3, 1, "c");
	past_sort(&past);
	p = population_at(&past, 4);
	assert_true(p->waiting[1] > p->waiting[0]); /* it was away since */
	assert_true(p->waiting[0] > p->waiting[2]); /* once of three */
	population_free(p);
	p = population_at(&past, 54); /* round 1 is forgotten */
	assert_int_equal(p->waiting[0], 0);
	assert_true(p->waiting[1] > 0);
	population_free(p);
	p = population_at(&past, 56);
	for (int i = 0; i < 4; i++)
		assert_int_equal(p->waiting[i], 0);
	population_free(p);
	past_end(&past);
}

/* What is added is as what is read. */
static void
test_drawn_rounds(void **state UNUSED)
{
	struct input in = file_of("round,group,member\n1,1,a\n1,1,b\n1,,c\n");
	struct mistakes m = { 0 };
	struct past read, added;
	struct population *p, *q;

	past_begin(&read);
	past_begin(&added);
	assert_int_equal(past_read(&read, &in, &m), 0);
	past_add(&added, 1, 0, "c");
	past_add(&added, 1, 1, "b");
	past_add(&added, 1, 1, "a");
	past_sort(&added);
	p = population_at(&read, 2);
	q = population_at(&added, 2);
	for (uint32_t a = 0; a < 4; a++) {
		assert_int_equal(p->waiting[a], q->waiting[a]);
		for (uint32_t b = 0; b < a; b++)
			assert_int_equal(weeks(p, a, b), weeks(q, a, b));
	}
	population_free(p);
	population_free(q);
	past_end(&read);
	past_end(&added);
	input_clear(&in);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_meetings),
		cmocka_unit_test(test_waiting),
		cmocka_unit_test(test_drawn_rounds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* links: base */
/* Refusals carry a word and a sentence; the impossible ends the process. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
#include "base/fault.h"
#include "base/memory.h"
#include "base/text.h"

static void
test_set(void **state)
{
	struct fault why;

	(void)state;
	assert_int_equal(
	    fault_set(&why, FAULT_CONFLICT, "%s of %d", "two", 2), -1);
	assert_int_equal(why.code, FAULT_CONFLICT);
	assert_string_equal(why.sentence, "two of 2");
	assert_int_equal(fault_set(NULL, FAULT_CONFLICT, "x"), -1);
}

/* A sentence of any length is cut, but not within a character. */
static void
test_long_sentence(void **state)
{
	char text[1200];
	struct fault why;

	(void)state;
	for (size_t n = 200; n < sizeof(text); n++) {
		memset(text, 'a', n);
		text[n] = '\0';
		for (size_t i = n % 2; i + 1 < n; i += 2)
			memcpy(text + i, "\xc3\xa9", 2);
		(void)fault_set(&why, FAULT_INVALID, "%s", text);
		assert_true(strlen(why.sentence) >= (n < 254 ? n : 254));
		assert_true(
		    text_utf8_length(why.sentence, strlen(why.sentence)) > 0);
	}
}

/* A precision may cut what somebody wrote within a character. */
static void
test_cut_piece(void **state)
{
	struct fault why;

	(void)state;
	(void)fault_set(
	    &why, FAULT_INVALID, "found \"%.4s\"", "a\xc3\xa9\xc3\xa9");
	assert_string_equal(why.sentence, "found \"a\xc3\xa9\"");
	(void)fault_set(&why, FAULT_INVALID, "%s", "\xff\x80 b\xf0\x9f\x98");
	assert_string_equal(why.sentence, " b");
}

static void
test_words(void **state)
{
	(void)state;
	assert_string_equal(fault_word(FAULT_NONE), "none");
	assert_string_equal(fault_word(FAULT_DATABASE_GONE), "database_gone");
	assert_string_equal(fault_word(FAULT_COUNT), "internal");
	for (int i = 0; i < FAULT_COUNT; i++) {
		const char *word = fault_word((enum fault_code)i);

		assert_non_null(word);
		for (int k = 0; k < i; k++)
			assert_string_not_equal(
			    word, fault_word((enum fault_code)k));
	}
}

static void
test_memory(void **state)
{
	unsigned char *p = memory_new(3, 5);
	char *s = memory_text("Zoé"), *cut = memory_text_n("Zoé", 2);

	(void)state;
	for (int i = 0; i < 15; i++)
		assert_int_equal(p[i], 0);
	p[14] = 9;
	p = memory_grow(p, 1000, 5);
	assert_int_equal(p[14], 9);
	free(p);
	assert_string_equal(s, "Zoé");
	assert_string_equal(cut, "Zo");
	assert_null(memory_text(NULL));
	free(s);
	free(cut);
	p = memory_new(0, 0);
	assert_non_null(p);
	free(p);
}

/* Without this, the address sanitizer itself ends a process that asks for too
 * much, and the daemon's own words are never reached. */
const char *__asan_default_options(void);

const char *
__asan_default_options(void)
{
	return "allocator_may_return_null=1";
}

static void
die_by_hand(void)
{
	die("no such %s", "thing");
}

static void
die_by_overflow(void)
{
	free(memory_grow(NULL, SIZE_MAX / 2, 4));
}

static void
die_by_magic(void)
{
	struct {
		unsigned magic;
	} *thing = memory_new(1, sizeof(*thing));

	CHECK(thing, 0x1234);
}

/* What a child says on standard error before it is aborted. */
static void
expect_death(void (*how)(void), const char *words)
{
	char said[512] = "";
	size_t n = 0;
	ssize_t got;
	int ends[2], status;
	pid_t child;

	assert_int_equal(pipe(ends), 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		signal(SIGABRT, SIG_DFL);
		dup2(ends[1], STDERR_FILENO);
		how();
		_exit(0);
	}
	close(ends[1]);
	while ((got = read(ends[0], said + n, sizeof(said) - 1 - n)) > 0)
		n += (size_t)got;
	close(ends[0]);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
	assert_non_null(strstr(said, words));
}

static void
test_die(void **state)
{
	(void)state;
	expect_death(die_by_hand, "tests/unit/test_fault.c:");
	expect_death(die_by_hand, ": no such thing\n");
	expect_death(die_by_overflow, ": out of memory: ");
	expect_death(die_by_magic, ": thing is not a living 0x1234\n");
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_set),
		cmocka_unit_test(test_long_sentence),
		cmocka_unit_test(test_cut_piece),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_memory),
		cmocka_unit_test(test_die),
	};

	return cmocka_run_group_tests_name("fault", tests, NULL, NULL);
}

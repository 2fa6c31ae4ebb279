/* links: config */
/* The sections attributes and pools alone, as serendip-draw reads them. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <unistd.h>
#include "base/memory.h"
#include "config/config.h"

/* Reads the text as a file of its own. */
static struct config *
read_rules(const char *text, struct text *errors)
{
	char path[] = "/tmp/rulesXXXXXX";
	int fd = mkstemp(path);
	struct config *c;

	assert_int_not_equal(fd, -1);
	assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	close(fd);
	c = config_read_rules(path, errors);
	unlink(path);
	return c;
}

static void
test_no_other_section_is_needed(void **state UNUSED)
{
	struct text errors = { 0 };
	struct config *c =
	    read_rules("attributes:\n  field: {type: tree}\n"
		       "pools:\n  a: {require: [differ field]}\n  b: {}\n",
		&errors);

	assert_string_equal(text_get(&errors), "");
	assert_non_null(c);
	assert_int_equal(c->attribute_count, 1);
	assert_int_equal(c->pool_count, 2);
	assert_int_equal(rules_count(config_pool_get(c, "a")->rules), 1);
	assert_null(c->community_name);
	config_drop(c);
}

static void
test_a_whole_file_will_do(void **state UNUSED)
{
	struct text errors = { 0 };
	struct config *c = read_rules(
	    "community: {name: \"\"}\nlisten: {port: many}\npools: {a: {}}\n",
	    &errors);

	assert_string_equal(text_get(&errors), "");
	assert_non_null(c);
	config_drop(c);
}

static void
test_what_is_unknown_is_said(void **state UNUSED)
{
	struct text errors = { 0 };
	struct config *c = read_rules(
	    "comunity: {}\nlisten: {prt: 1}\npools: {a: {require: [x]}}\n",
	    &errors);
	const char *at = text_get(&errors);

	assert_null(c);
	assert_non_null(strstr(at, ":1:1: comunity: found an unknown key"));
	assert_non_null(strstr(at, ":2:10: listen.prt: found an unknown key"));
	assert_non_null(strstr(at, ":3:23: pools.a.require[1]: "));
	text_clear(&errors);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_other_section_is_needed),
		cmocka_unit_test(test_a_whole_file_will_do),
		cmocka_unit_test(test_what_is_unknown_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

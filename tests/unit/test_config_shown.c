/* links: config */
/* with: good_config */
/* What is shown of a configuration: all its keys, what another would change, what
 * a key is for. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/memory.h"
#include "config/config.h"
#include "config/config_check.h"
#include "config/config_keys.h"
#include "good_config.h"

#define GOOD "community: {name: T}\ndatabase: {conninfo: dbname=x}\n"
#define FILE_NAME "/srv/serendip/serendip.yaml"

/* Printed once and read again it is printed the same, and nothing has changed. */
static void
expect_whole(struct config *c)
{
	struct text once = { 0 }, twice = { 0 };
	struct config_changes changes;
	struct config *again;

	config_print(c, &once);
	again = good_config_read(FILE_NAME, text_get(&once));
	config_compare(c, again, &changes);
	assert_int_equal(changes.count, 0);
	config_changes_clear(&changes);
	config_print(again, &twice);
	assert_int_equal(c->attribute_count, again->attribute_count);
	assert_int_equal(c->pool_count, again->pool_count);
	for (size_t i = 0; i < config_keys_count; i++) {
		struct text key = { 0 };

		text_addf(&key, "%s:", strchr(config_keys[i].name, '.') + 1);
		assert_non_null(strstr(text_get(&once), text_get(&key)));
		text_clear(&key);
	}
	config_drop(again);
	config_drop(c);
	text_clear(&once);
	text_clear(&twice);
}

static void
test_a_print_is_a_file_that_says_the_same(void **state)
{
	(void)state;
	expect_whole(good_config_example("town.yaml"));
	expect_whole(good_config_example("institution.yaml"));
	expect_whole(good_config_read(FILE_NAME, GOOD));
	expect_whole(good_config_read(FILE_NAME,
	    "community: {name: \"a: b # \\\"c\\\" é\"}\n"
	    "database: {conninfo: \"host='/a b' dbname=x\"}\n"
	    "listen: {hosts: [\"::1\", b.org]}\n"
	    "signup: {policy: domain, domains: [a.org, b.org]}\n"
	    "attributes: {a: {type: tags, values: {\"x\": {en: \"- y\"}, "
	    "z: \"~\"}}, b: {type: choice, values: [\"1\"]}}\n"
	    "pools: {p: , q: {require: [\"share   a\"], prefer: []}}\n"));
}

static void
test_defaults_are_marked(void **state)
{
	struct config *c =
	    good_config_read(FILE_NAME, GOOD "log: {level: info}\n");
	struct text out = { 0 };

	(void)state;
	config_print(c, &out);
	assert_non_null(strstr(text_get(&out), "  port: 8443  # default\n"));
	assert_non_null(strstr(text_get(&out), "  level: info\n"));
	assert_non_null(strstr(
	    text_get(&out), "  file: /srv/serendip/secret  # default\n"));
	config_drop(c);
	text_clear(&out);
}

/* --- what changes --------------------------------------------------------- */

static void
expect_changes(const char *before, const char *after, const char *expected)
{
	struct config *a = good_config_read(FILE_NAME, before);
	struct config *b = good_config_read(FILE_NAME, after);
	struct config_changes changes;
	struct text all = { 0 };

	config_compare(a, b, &changes);
	for (size_t i = 0; i < changes.count; i++)
		text_addf(&all, "%s%s: %s > %s\n",
		    changes.list[i].needs_restart ? "! " : "",
		    changes.list[i].key,
		    changes.list[i].before == NULL ? "-"
						   : changes.list[i].before,
		    changes.list[i].after == NULL ? "-"
						  : changes.list[i].after);
	assert_string_equal(text_get(&all), expected);
	text_clear(&all);
	config_changes_clear(&changes);
	config_drop(a);
	config_drop(b);
}

#define DOMAIN "attributes: {d: {type: choice, values: [a, b]}}\n"

static void
test_changes_are_named_by_key(void **state)
{
	(void)state;
	expect_changes(GOOD "limits: {streams: 5}\n",
	    GOOD "listen: {port: 1}\nlimits: {}\n",
	    "limits.streams: 5 > 2000\n"
	    "! listen.port: 8443 > 1\n");
	/* The same, written otherwise. */
	expect_changes(GOOD "log: {level: info}\nsecret: {file: ./secret}\n",
	    "database:\n  conninfo: \"dbname=x\"\ncommunity:\n  name: T\n", "");
}

static void
test_rules_are_told_one_by_one(void **state)
{
	(void)state;
	expect_changes(GOOD DOMAIN
	    "pools: {p: {require: [differ d, unacquainted, rested 9 "
	    "weeks]}}\n",
	    GOOD DOMAIN
	    "pools: {p: {require: [unacquainted, differ   d, rested "
	    "4 weeks], prefer: [differ d weight 2], size: 4}}\n",
	    "pools.p.prefer: - > differ d weight 2\n"
	    "pools.p.require: - > rested 4 weeks\n"
	    "pools.p.require: rested 9 weeks > -\n"
	    "pools.p.size: 2 > 4\n");
	expect_changes(GOOD DOMAIN
	    "pools: {p: {require: [differ d, unacquainted]}}\n",
	    GOOD DOMAIN "pools: {p: {require: [unacquainted, differ d]}}\n",
	    "pools.p.require: differ d, unacquainted > unacquainted, differ "
	    "d\n");
}

/* A pool whose name goes on behind another's, so that their keys are mixed. */
static void
test_what_comes_and_goes_is_one_change(void **state)
{
	(void)state;
	expect_changes(GOOD DOMAIN "pools: {p: {size: 3}, p-q: {size: 4}}\n",
	    GOOD "pools: {p-q: {size: 5}, r: }\n",
	    "attributes.d: defined > -\n"
	    "pools.p: defined > -\n"
	    "pools.p-q.size: 4 > 5\n"
	    "pools.r: - > defined\n");
	expect_changes(GOOD DOMAIN,
	    GOOD "attributes: {d: {type: choice, values: [b, c, b2]}}\n",
	    "attributes.d.values: a > -\n"
	    "attributes.d.values: - > b2\n"
	    "attributes.d.values: - > c\n");
}

/* --- what a key is for ---------------------------------------------------- */

static void
expect_explained(const char *asked, const char *piece)
{
	struct text out = { 0 };

	assert_int_equal(config_explain(asked, &out), 0);
	if (strstr(text_get(&out), piece) == NULL)
		assert_string_equal(text_get(&out), piece);
	assert_null(strchr(text_get(&out), '`'));
	text_clear(&out);
}

static void
test_every_name_is_explained(void **state)
{
	struct text out = { 0 };

	(void)state;
	for (size_t i = 0; i < config_keys_count; i++)
		expect_explained(config_keys[i].name, config_keys[i].help);
	expect_explained("listen.port",
	    "listen.port\n\n  Port to listen on; 0 takes a free one.\n\n"
	    "  Allowed: a whole number from 0 to 65535\n  Default: 8443\n"
	    "  Takes effect at: restart\n");
	expect_explained("listen", "  listen.hosts\n");
	expect_explained("listen.hosts", "Default: the host of listen.url");
	expect_explained("port", "listen.port\n");
	expect_explained("pools", "pools.NAME.serendipity\n");
	expect_explained("pools.weekly", "pools.NAME.serendipity\n");
	expect_explained("pools.weekly.size", "a whole number from 2 to 20");
	expect_explained("attributes.domain.type",
	    "Allowed: choice, tree, tags, scale or hours\n  Default: none");
	expect_explained("reveal", "Allowed: at_once or on_accept\n");
	expect_explained("required", "attributes.NAME.required\n");
	expect_explained("share", "They have at least so many tags");
	expect_explained("share languages at least 2", "May be followed by");
	for (size_t i = 0; i < rules_verb_count(); i++)
		expect_explained(rules_verb(i), "Preferred: ");
	assert_int_equal(config_explain("lisen.port", &out), -1);
	assert_string_equal(text_get(&out),
	    "there is no key, section or rule lisen.port; did you mean "
	    "listen.port?\n");
	text_clear(&out);
	assert_int_equal(config_explain("pools.weekly.serendipty", &out), -1);
	assert_non_null(strstr(text_get(&out), "did you mean serendipity?"));
	text_clear(&out);
	assert_int_equal(config_explain("", &out), -1);
	text_clear(&out);
}

/* What a row says is allowed is what its check takes. */
static void
test_words_of_checks_are_taken(void **state)
{
	size_t with_words = 0;

	(void)state;
	for (size_t i = 0; i < config_keys_count; i++) {
		const char *const *words =
		    config_keys[i].check == NULL
			? NULL
			: config_check_words(config_keys[i].check);

		for (; words != NULL && *words != NULL; words++) {
			assert_null(config_keys[i].check(*words));
			with_words++;
		}
	}
	assert_true(with_words >= 12);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_print_is_a_file_that_says_the_same),
		cmocka_unit_test(test_defaults_are_marked),
		cmocka_unit_test(test_changes_are_named_by_key),
		cmocka_unit_test(test_rules_are_told_one_by_one),
		cmocka_unit_test(test_what_comes_and_goes_is_one_change),
		cmocka_unit_test(test_every_name_is_explained),
		cmocka_unit_test(test_words_of_checks_are_taken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* links: config */
/* with: good_config */
/*
 * A good file as a snapshot: what the examples mean, defaults, holders, what a reload may change, and that no broken file ends the program.
 * `test_config --write` writes docs/configuration.md again.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <unistd.h>
#include <cmocka.h>
#include "base/memory.h"
#include "config/config.h"
#include "good_config.h"

#define REFERENCE SOURCE_DIR "/docs/configuration.md"

static void
test_the_town_is_read_as_written(void **state)
{
	struct config *c = good_config_example("town.yaml");
	const struct config_pool *pool = config_pool_get(c, "weekly");

	(void)state;
	assert_string_equal(c->community_name, "La Passerelle");
	assert_string_equal(c->community_terms_url, "");
	assert_int_equal(c->listen_port, 8443);
	assert_string_equal(c->listen_url, "https://localhost:8443");
	assert_string_equal(c->database_conninfo,
	    "host=/run/postgresql dbname=serendip user=serendip_app");
	assert_string_equal(c->operator_socket, "/run/serendip/operator.sock");
	assert_string_equal(
	    c->letters_transport, "files:/var/lib/serendip/letters");
	assert_int_equal(c->attribute_count, 9);
	assert_int_equal(
	    good_config_attribute(c, "domain")->type, ATTRIBUTE_TREE);
	assert_true(good_config_attribute(c, "domain")->word_count >= 14 + 100);
	assert_true(good_config_attribute(c, "town")->word_count >= 12);
	assert_false(good_config_attribute(c, "seeks")->has_words);
	assert_int_equal(
	    good_config_attribute(c, "seeks")->type, ATTRIBUTE_TAGS);
	assert_string_equal(
	    good_config_attribute(c, "generation")->words[0], "1940s");
	assert_string_equal(
	    good_config_attribute(c, "generation")->words[6], "2000s");
	assert_int_equal(
	    good_config_attribute(c, "free")->type, ATTRIBUTE_HOURS);
	assert_true(c->attribute_info[0].required);
	assert_true(c->attribute_info[0].shown);
	assert_false(
	    c->attribute_info[config_attribute_find(c, "generation")].shown);
	assert_int_equal(config_attribute_find(c, "shoe-size"), -1);

	assert_non_null(pool);
	assert_true(pool->has_calendar);
	assert_int_equal(pool->calendar.unit, CALENDAR_WEEK);
	assert_int_equal(pool->calendar.count, 1);
	assert_int_equal(pool->calendar.weekday, 0);
	assert_int_equal(pool->calendar.hour, 10);
	assert_int_equal(pool->calendar.minute, 0);
	assert_string_equal(pool->zone, "Europe/Paris");
	assert_int_equal(pool->reveal, REVEAL_ON_ACCEPT);
	assert_int_equal(pool->answer_hours, 72);
	assert_true(pool->auto_join);
	assert_int_equal(rules_requirement_count(pool->rules), 5);
	assert_int_equal(rules_count(pool->rules), 9);
	assert_int_equal(rules_size(pool->rules), 2);
	assert_int_equal(rules_serendipity(pool->rules), 500);
	assert_string_equal(
	    rules_sentence(pool->rules, 0), "differ domain level 1");
	assert_null(config_pool_get(c, "daily"));
	config_drop(c);
}

static void
test_the_institution_runs_by_command_alone(void **state)
{
	struct config *c = good_config_example("institution.yaml");
	const struct config_pool *pool = config_pool_get(c, "weekly");

	(void)state;
	assert_non_null(pool);
	assert_false(pool->has_calendar);
	assert_null(pool->zone);
	assert_int_equal(rules_count(pool->rules), 3);
	assert_false(good_config_attribute(c, "department")->has_words);
	config_drop(c);
}

static void
test_calendars_and_scales_are_read(void **state)
{
	struct config *c = good_config_read("f",
	    GOOD "attributes:\n"
		 "  years: {type: scale, from: -1.5, to: 60}\n"
		 "pools:\n"
		 "  a: {every: 2 weeks, at: sunday 9:05, zone: UTC}\n"
		 "  b: {every: day, at: 23:59, zone: America/Argentina/Salta}\n"
		 "  c: {every: month, at: Friday 08:00, zone: Asia/Kolkata}\n"
		 "  d: {}\n");
	const struct config_pool *p = c->pools;

	(void)state;
	assert_true(c->attributes[0].has_range);
	assert_int_equal(c->attributes[0].from, -1500);
	assert_int_equal(c->attributes[0].to, 60000);
	assert_int_equal(c->pool_count, 4);
	assert_int_equal(p[0].calendar.unit, CALENDAR_WEEK);
	assert_int_equal(p[0].calendar.count, 2);
	assert_int_equal(p[0].calendar.weekday, 6);
	assert_int_equal(
	    p[0].calendar.hour * 60 + p[0].calendar.minute, 9 * 60 + 5);
	assert_int_equal(p[1].calendar.unit, CALENDAR_DAY);
	assert_int_equal(
	    p[1].calendar.hour * 60 + p[1].calendar.minute, 23 * 60 + 59);
	assert_int_equal(p[2].calendar.unit, CALENDAR_MONTH);
	assert_int_equal(p[2].calendar.weekday, 4);
	assert_false(p[3].has_calendar);
	assert_int_equal(rules_count(p[3].rules), 0);
	config_drop(c);
}

static void
test_paths_and_hosts_follow_from_the_file(void **state)
{
	struct config *c = good_config_read("/etc/serendip/s.yaml",
	    GOOD "tls: {key: ./k.pem, certificate: /c.pem}\n"
		 "listen: {url: \"https://Example.org:1\"}\n");
	char *here = getcwd(NULL, 0);
	struct text path = { 0 };

	(void)state;
	assert_string_equal(c->tls_key, "/etc/serendip/k.pem");
	assert_string_equal(c->tls_certificate, "/c.pem");
	assert_string_equal(c->secret_file, "/etc/serendip/secret");
	assert_string_equal(
	    c->letters_transport, "files:/etc/serendip/letters");
	assert_string_equal(c->hosts[0], "example.org");
	assert_string_equal(c->hosts[1], "localhost");
	assert_string_equal(c->hosts[2], "127.0.0.1");
	assert_string_equal(c->hosts[3], "[::1]");
	assert_null(c->hosts[4]);
	config_drop(c);

	c = good_config_read("./s.yaml",
	    GOOD "listen: {address: 0.0.0.0, hosts: [A.org, \"::1\"]}\n"
		 "operator: {socket: /run/s.sock}\n");
	text_addf(&path, "%s/secret", here);
	assert_string_equal(c->secret_file, text_get(&path));
	assert_string_equal(c->hosts[0], "a.org");
	assert_string_equal(c->hosts[1], "[::1]");
	assert_null(c->hosts[2]);
	config_drop(c);
	text_clear(&path);
	free(here);
}

/* A folder so deep that the default socket has no room in it. */
static void
test_a_default_is_checked_like_a_value(void **state)
{
	struct text file = { 0 }, errors = { 0 };

	(void)state;
	for (int i = 0; i < 30; i++)
		text_add(&file, "/deep");
	text_add(&file, "/f");
	assert_null(
	    config_read_text(text_get(&file), GOOD, strlen(GOOD), &errors));
	assert_non_null(strstr(text_get(&errors),
	    "/f:1:1: operator.socket: found \"run/operator.sock\", allowed: a "
	    "path of at most 107 bytes, absolute or from the folder of this "
	    "file; with its folder it has 168\n"));
	text_clear(&file);
	text_clear(&errors);
}

static void
test_what_may_stay_empty_may(void **state)
{
	struct config *c = good_config_read("f",
	    "community: {name: T}\n"
	    "database: {conninfo: dbname=x, owner_conninfo: }\n"
	    "log:\nattributes:\npools:\n");

	(void)state;
	assert_string_equal(c->database_owner, "");
	config_drop(c);
	c = good_config_read("f", GOOD);
	assert_string_equal(c->database_owner, "");
	config_drop(c);
}

static void
test_the_last_holder_frees(void **state)
{
	struct config *c = good_config_read("f", GOOD);

	(void)state;
	assert_ptr_equal(config_hold(c), c);
	config_drop(c);
	assert_string_equal(c->community_name, "T");
	config_drop(c);
	config_drop(NULL);
}

static void
expect_change(const struct config_changes *changes, size_t i, const char *key,
    const char *before, const char *after, bool needs_restart)
{
	const struct config_change *c = &changes->list[i];

	assert_string_equal(c->key, key);
	assert_string_equal(c->before == NULL ? "" : c->before, before);
	assert_string_equal(c->after == NULL ? "" : c->after, after);
	assert_int_equal(c->needs_restart, needs_restart);
}

static void
test_a_reload_names_what_needs_a_restart(void **state)
{
	struct config *a = good_config_read("f", GOOD);
	struct config *b = good_config_read("f",
	    GOOD "listen: {port: 1, hosts: [x]}\nlog: {level: warn}\n"
		 "limits: {connections: 16, signups_per_day: 9}\n");
	struct config_changes changes;

	(void)state;
	config_compare(a, b, &changes);
	assert_int_equal(changes.count, 8);
	expect_change(&changes, 0, "limits.connections", "4000", "16", true);
	expect_change(&changes, 1, "limits.signups_per_day", "100", "9", false);
	for (size_t i = 2; i < 6; i++) /* of the default, by their values */
		assert_string_equal(changes.list[i].key, "listen.hosts");
	expect_change(&changes, 6, "listen.port", "8443", "1", true);
	expect_change(&changes, 7, "log.level", "info", "warn", false);
	config_changes_clear(&changes);
	config_compare(a, a, &changes);
	assert_int_equal(changes.count, 0);
	config_changes_clear(&changes);
	assert_int_equal(strlen(a->digest), 16);
	assert_string_not_equal(a->digest, b->digest);
	config_drop(a);
	config_drop(b);
}

/* A file cut off anywhere is refused with a reason, or is a whole one. */
static void
test_a_cut_file_never_ends_the_program(void **state)
{
	struct text text = { 0 }, errors = { 0 };
	struct config *c;
	size_t taken = 0, i;

	(void)state;
	good_config_text("town.yaml", &text);
	for (i = 0; i <= text.len; i++) {
		char *cut =
		    memory_new(i + 1, 1); /* so that a read beyond shows */

		memcpy(cut, text_get(&text), i);
		c = config_read_text("/f", cut, i, &errors);
		assert_true((c == NULL) == (errors.len > 0));
		taken += c != NULL;
		config_drop(c);
		text_clear(&errors);
		free(cut);
	}
	assert_true(taken > 0 && taken < text.len);
	text_clear(&text);
}

static void
test_the_reference_is_up_to_date(void **state)
{
	struct text now = { 0 }, kept = { 0 };

	(void)state;
	config_reference(&now);
	good_config_load(REFERENCE, &kept);
	if (strcmp(text_get(&now), text_get(&kept)) != 0)
		print_error("docs/configuration.md is old: run test_config "
			    "--write\n");
	assert_string_equal(text_get(&now), text_get(&kept));
	text_clear(&now);
	text_clear(&kept);
}

static int
write_reference(void)
{
	struct text now = { 0 };
	FILE *file = fopen(REFERENCE, "we");
	int result = 1;

	config_reference(&now);
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
		cmocka_unit_test(test_the_town_is_read_as_written),
		cmocka_unit_test(test_the_institution_runs_by_command_alone),
		cmocka_unit_test(test_calendars_and_scales_are_read),
		cmocka_unit_test(test_paths_and_hosts_follow_from_the_file),
		cmocka_unit_test(test_a_default_is_checked_like_a_value),
		cmocka_unit_test(test_what_may_stay_empty_may),
		cmocka_unit_test(test_the_last_holder_frees),
		cmocka_unit_test(test_a_reload_names_what_needs_a_restart),
		cmocka_unit_test(test_a_cut_file_never_ends_the_program),
		cmocka_unit_test(test_the_reference_is_up_to_date),
	};

	if (argc == 2 && strcmp(argv[1], "--write") == 0)
		return write_reference();
	return cmocka_run_group_tests(tests, NULL, NULL);
}

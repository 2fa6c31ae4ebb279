/* links: io */
/* with: cluster */
/* The schema moves forward, once, and only from where this program knows. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdbool.h>
#include <stdint.h>
#include <cmocka.h>

#include <pthread.h>
#include "cluster.h"
#include "base/clock.h"
#include "io/db_migrate.h"

static const struct db_migration three[] = {
	{ 1, "0001_hats", "CREATE TABLE hats (id int); CREATE TABLE pegs ()",
	    "aaaa", "" },
	{ 2, "0002_boxes",
	    "CREATE TABLE boxes (id int); INSERT INTO hats VALUES (2)", "bbbb",
	    "" },
	{ 3, "0003_pens", "CREATE TABLE pens (id int)", "cccc", "" },
};

static int
fresh(void **state)
{
	(void)state;
	cluster_start_again(); /* where a failed test left it dead */
	cluster_sql("DROP SCHEMA IF EXISTS serendip CASCADE");
	return 0;
}

static int
migrate(const struct db_migration *migrations, size_t count, struct fault *why)
{
	*why = (struct fault){ .code = FAULT_NONE };
	return db_migrate(cluster_conninfo(), migrations, count, 0, why);
}

static const char *
tables(void)
{
	return cluster_sql("SELECT string_agg(relname, ',' ORDER BY relname)"
			   " FROM pg_class WHERE relkind = 'r'"
			   " AND relnamespace = to_regnamespace('serendip')");
}

static const char *
applied(void)
{
	return cluster_sql("SELECT string_agg(number || name || digest, ','"
			   " ORDER BY number) FROM serendip.schema_version");
}

static void
test_fresh_then_nothing_then_more(void **state)
{
	struct fault why;

	(void)state;
	assert_int_equal(migrate(three, 2, &why), 2);
	assert_string_equal(tables(), "boxes,hats,pegs,schema_version");
	assert_string_equal(applied(), "10001_hatsaaaa,20002_boxesbbbb");
	assert_int_equal(migrate(three, 2, &why), 0);
	assert_int_equal(migrate(three, 3, &why), 1);
	assert_string_equal(tables(), "boxes,hats,pegs,pens,schema_version");
	assert_int_equal(migrate(three, 3, &why), 0);
	assert_int_equal(why.code, FAULT_NONE);
	assert_string_equal(
	    cluster_sql("SELECT count(*) FROM serendip.hats"), "1");
}

static void
test_no_migrations(void **state)
{
	struct fault why;

	(void)state;
	assert_int_equal(migrate(three, 0, &why), 0);
	assert_string_equal(tables(), "schema_version");
}

/* Whoever edits what was applied is told which, and nothing more happens. */
static void
test_changed_migration_is_refused_by_name(void **state)
{
	struct db_migration mine[3];
	struct fault why;

	(void)state;
	assert_int_equal(migrate(three, 2, &why), 2);
	memcpy(mine, three, sizeof(mine));
	mine[1].digest = "bbbB";
	assert_int_equal(migrate(mine, 3, &why), -1);
	assert_int_equal(why.code, FAULT_CONFLICT);
	assert_non_null(strstr(why.sentence, "0002_boxes"));
	assert_string_equal(tables(), "boxes,hats,pegs,schema_version");
	assert_string_equal(applied(), "10001_hatsaaaa,20002_boxesbbbb");
}

/* A text that had to change, of a migration that is the same. */
static void
test_former_text_is_taken_for_the_same(void **state)
{
	struct db_migration mine[3];
	struct fault why;

	(void)state;
	assert_int_equal(migrate(three, 2, &why), 2);
	memcpy(mine, three, sizeof(mine));
	mine[1].digest = "bbbB";
	mine[1].former = "bbbb";
	assert_int_equal(migrate(mine, 3, &why), 1);
	assert_string_equal(
	    applied(), "10001_hatsaaaa,20002_boxesbbbb,30003_penscccc");
	mine[1].former = "bbb";
	assert_int_equal(migrate(mine, 3, &why), -1);
	assert_int_equal(why.code, FAULT_CONFLICT);
}

static void
test_newer_database_is_refused(void **state)
{
	struct fault why;

	(void)state;
	assert_int_equal(migrate(three, 3, &why), 3);
	assert_int_equal(migrate(three, 2, &why), -1);
	assert_int_equal(why.code, FAULT_CONFLICT);
	assert_non_null(strstr(why.sentence, "newer"));
	assert_string_equal(tables(), "boxes,hats,pegs,pens,schema_version");
}

/* Where the second of three fails, the first stays and nothing else. */
static void
test_failing_migration_leaves_nothing(void **state)
{
	static const char *const wrong[] = {
		"CREATE TABLE boxes (id int); SELECT 1 / 0",
		"CREATE TABLE boxes (id int); CREATE TABLE hats (id int)",
		"CREATE TABLE boxes (id int); nonsense",
		/* COMMIT is refused. */
		"CREATE TABLE boxes (id int PRIMARY KEY, beside int REFERENCES "
		"boxes DEFERRABLE INITIALLY DEFERRED);"
		" INSERT INTO boxes VALUES (1, 2)",
	};
	struct db_migration mine[3];
	struct fault why;

	for (size_t i = 0; i < COUNT_OF(wrong); i++) {
		fresh(state);
		memcpy(mine, three, sizeof(mine));
		mine[1].sql = wrong[i];
		assert_int_equal(migrate(mine, 3, &why), -1);
		assert_int_equal(why.code, FAULT_INTERNAL);
		assert_non_null(strstr(why.sentence, "0002_boxes"));
		assert_string_equal(tables(), "hats,pegs,schema_version");
		assert_string_equal(applied(), "10001_hatsaaaa");
		/* Mended, it goes on from there. */
		assert_int_equal(migrate(three, 3, &why), 2);
		assert_string_equal(
		    tables(), "boxes,hats,pegs,pens,schema_version");
	}
}

/* What cannot be recorded is not kept: it would be applied twice. */
static void
test_migration_goes_with_its_record(void **state)
{
	struct db_migration mine[3];
	struct fault why;

	(void)state;
	memcpy(mine, three, sizeof(mine));
	mine[1].digest = NULL;
	assert_int_equal(migrate(mine, 3, &why), -1);
	assert_int_equal(why.code, FAULT_INTERNAL);
	assert_string_equal(tables(), "hats,pegs,schema_version");
	assert_string_equal(applied(), "10001_hatsaaaa");
	assert_int_equal(migrate(three, 3, &why), 2);
}

static int tried_count;

static void
on_tried(const char *name)
{
	bool is_known = false;

	for (size_t i = 0; i < COUNT_OF(three); i++)
		is_known = is_known || strcmp(name, three[i].name) == 0;
	assert_true(is_known);
	tried_count++;
}

static int
try_all(const struct db_migration *migrations, struct fault *why)
{
	tried_count = 0;
	*why = (struct fault){ .code = FAULT_NONE };
	return db_migrate_try(
	    cluster_conninfo(), migrations, 3, 0, on_tried, why);
}

static void
test_a_try_leaves_nothing(void **state)
{
	struct db_migration mine[3];
	struct fault why;

	(void)state;
	assert_int_equal(try_all(three, &why), 3);
	assert_int_equal(tried_count, 3);
	assert_string_equal(
	    cluster_sql("SELECT to_regnamespace('serendip') IS NULL"), "t");
	assert_int_equal(migrate(three, 1, &why), 1);
	memcpy(mine, three, sizeof(mine));
	mine[2].sql = "CREATE TABLE pegs ()";
	assert_int_equal(try_all(mine, &why), -1);
	assert_int_equal(tried_count, 1);
	assert_non_null(strstr(why.sentence, "0003_pens"));
	assert_non_null(strstr(why.sentence, "pegs"));
	assert_string_equal(tables(), "hats,pegs,schema_version");
	assert_string_equal(applied(), "10001_hatsaaaa");
	assert_int_equal(migrate(three, 3, &why), 2);
	assert_int_equal(try_all(three, &why), 0);
}

struct starter {
	pthread_t thread;
	int result;
	struct fault why;
};

static void *
start(void *arg)
{
	struct starter *s = arg;

	s->result = migrate(three, 3, &s->why);
	return NULL;
}

static void
test_several_at_once_apply_once(void **state)
{
	struct starter starters[6];
	int sum = 0;

	for (int round = 0; round < 3; round++) {
		fresh(state);
		for (size_t i = 0; i < COUNT_OF(starters); i++)
			assert_int_equal(pthread_create(&starters[i].thread,
					     NULL, start, &starters[i]),
			    0);
		sum = 0;
		for (size_t i = 0; i < COUNT_OF(starters); i++) {
			pthread_join(starters[i].thread, NULL);
			assert_string_equal(starters[i].why.sentence, "");
			assert_in_range(starters[i].result, 0, 3);
			sum += starters[i].result;
		}
		assert_int_equal(sum, 3);
		assert_string_equal(
		    cluster_sql("SELECT count(*) FROM serendip.hats"), "1");
	}
}

static void
test_no_server(void **state)
{
	int64_t began_us = clock_steady_us();
	struct fault why = { .code = FAULT_NONE };

	(void)state;
	cluster_kill();
	assert_int_equal(migrate(three, 3, &why), -1);
	assert_int_equal(why.code, FAULT_DATABASE_GONE);
	assert_int_not_equal(why.sentence[0], '\0');
	assert_true(clock_steady_us() - began_us < 10 * CLOCK_SECOND);

	began_us = clock_steady_us();
	assert_int_equal(db_migrate(cluster_conninfo(), three, 3, 1, &why), -1);
	assert_true(clock_steady_us() - began_us >= CLOCK_SECOND);
}

static void *
wait_for_server(void *arg)
{
	struct starter *s = arg;

	s->result = db_migrate(cluster_conninfo(), three, 3, 30, &s->why);
	return NULL;
}

static void
test_waits_for_a_server_that_starts(void **state)
{
	struct starter s = { .result = -1 };

	(void)state;
	cluster_kill();
	assert_int_equal(
	    pthread_create(&s.thread, NULL, wait_for_server, &s), 0);
	cluster_start_again();
	pthread_join(s.thread, NULL);
	assert_int_equal(s.result, 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup(f, fresh)
		TEST(test_fresh_then_nothing_then_more),
		TEST(test_no_migrations),
		TEST(test_changed_migration_is_refused_by_name),
		TEST(test_former_text_is_taken_for_the_same),
		TEST(test_newer_database_is_refused),
		TEST(test_failing_migration_leaves_nothing),
		TEST(test_migration_goes_with_its_record),
		TEST(test_a_try_leaves_nothing),
		TEST(test_several_at_once_apply_once),
		TEST(test_no_server),
		TEST(test_waits_for_a_server_that_starts),
#undef TEST
	};

	return cmocka_run_group_tests(tests, cluster_open, cluster_close);
}

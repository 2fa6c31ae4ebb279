/* links: io */
/* with: cluster */
/* However many batches come, each is answered once, in time or not at all. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "cluster.h"
#include "cluster_db.h"
#include "base/clock.h"
#include "base/memory.h"
#include "io/loop.h"

static const char *const schema_sql =
    "CREATE SCHEMA serendip; SET search_path = serendip;"
    "CREATE TABLE things (id int PRIMARY KEY);"
    "CREATE TABLE slow (id int);"
    "CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS"
    "    $$ BEGIN PERFORM pg_sleep(30); RETURN NULL; END $$;"
    "CREATE CONSTRAINT TRIGGER dawdle AFTER INSERT ON slow"
    "    DEFERRABLE INITIALLY DEFERRED"
    "    FOR EACH ROW EXECUTE FUNCTION dawdle()";

enum { INSERT, INSERT_SLOW, SLEEP_MS, LIMIT_MS };
static const struct db_statement statements[] = {
	[INSERT] = { "insert", "INSERT INTO things VALUES ($1)", 1 },
	[INSERT_SLOW] = { "insert_slow", "INSERT INTO slow VALUES ($1)", 1 },
	[SLEEP_MS] = { "sleep_ms", "SELECT pg_sleep($1::float / 1000)", 1 },
	[LIMIT_MS] = { "limit_ms",
	    "SELECT setting FROM pg_settings WHERE name = 'statement_timeout'"
	    " AND setting = (SELECT setting FROM pg_settings"
	    "     WHERE name = 'idle_in_transaction_session_timeout')",
	    0 },
};

static struct db_options options = {
	.statements = statements,
	.statement_count = COUNT_OF(statements),
	.connections = 2,
	.queue_max = 3,
	.deadline_us = 15 * CLOCK_SECOND,
};

static int
program_open(void **state)
{
	(void)state;
	cluster_start();
	cluster_sql(schema_sql);
	return 0;
}

static int
home_open(void **state)
{
	struct cluster_db *home = test_calloc(1, sizeof(*home));

	/* Ends what an earlier test left to its end. */
	cluster_sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
		    " WHERE wait_event = 'PgSleep'");
	cluster_sql("TRUNCATE serendip.things, serendip.slow");
	cluster_db_open_ready(home, &options);
	*state = home;
	return 0;
}

static int
home_close(void **state)
{
	cluster_db_close(*state);
	test_free(*state);
	return 0;
}

static struct db_batch *
batch_of(struct cluster_db *home, enum db_kind kind, int statement, int arg)
{
	struct db_batch *b = db_batch_new(home->db, kind);

	db_batch_add(b, statement, DB_ANY);
	db_arg_int(b, arg);
	return b;
}

static struct db_batch *
sleep_of(struct cluster_db *home, int ms)
{
	return batch_of(home, DB_READ, SLEEP_MS, ms);
}

/* Makes all connections busy for ms. */
static void
fill(struct cluster_db *home, struct ending busy[2], int ms)
{
	/* The other connection may still be on its way: until both are there,
	 * however long that takes. */
	struct ending e[2];

	for (int i = 0; i < 2; i++)
		cluster_db_begin(home, sleep_of(home, 60000), &e[i]);
	cluster_db_until_waiting(home, "PgSleep", 2);
	cluster_sql("SELECT pg_cancel_backend(pid) FROM pg_stat_activity"
		    " WHERE wait_event = 'PgSleep'");
	for (int i = 0; i < 2; i++)
		cluster_db_finish(&e[i]);
	for (int i = 0; i < 2; i++) {
		cluster_db_clear(&e[i]);
		cluster_db_begin(home, sleep_of(home, ms), &busy[i]);
	}
}

static void
finish_well(struct ending *e)
{
	cluster_db_finish(e);
	assert_int_equal(e->code, FAULT_NONE);
	cluster_db_clear(e);
}

static void
assert_serves(struct cluster_db *home)
{
	struct ending e;

	cluster_db_run(home, batch_of(home, DB_WRITE, INSERT, 999), &e);
	assert_int_equal(e.code, FAULT_NONE);
	cluster_db_clear(&e);
	assert_string_equal(
	    cluster_sql("DELETE FROM serendip.things WHERE id = 999"
			" RETURNING id"),
	    "999");
}

static void
test_full_queue_is_busy(void **state)
{
	struct cluster_db *home = *state;
	struct ending busy[2], waiting[3], refused[2];

	fill(home, busy, 2000);
	for (int i = 0; i < 3; i++)
		cluster_db_begin(
		    home, batch_of(home, DB_WRITE, INSERT, i), &waiting[i]);
	for (int i = 0; i < 2; i++)
		cluster_db_begin(
		    home, batch_of(home, DB_WRITE, INSERT, 7), &refused[i]);
	for (int i = 0; i < 2; i++) {
		cluster_db_finish(&refused[i]);
		assert_int_equal(refused[i].code, FAULT_BUSY);
		assert_false(refused[i].maybe);
		assert_int_equal(busy[i].calls, 0);
	}
	for (int i = 0; i < 2; i++)
		finish_well(&busy[i]);
	for (int i = 0; i < 3; i++)
		finish_well(&waiting[i]);
	assert_string_equal(
	    cluster_sql("SELECT string_agg(id::text, ',' ORDER BY id)"
			" FROM serendip.things"),
	    "0,1,2");
	assert_serves(home);
}

/* No queue at all is no reason to leave an idle connection idle. */
static void
test_no_queue(void **state)
{
	struct cluster_db *home = *state;
	struct db_options none = options;
	struct ending e, refused;

	cluster_db_close(home);
	none.queue_max = 0;
	none.connections = 1;
	cluster_db_open_ready(home, &none);
	assert_serves(home);
	cluster_db_begin(home, sleep_of(home, 50), &e);
	cluster_db_run(home, sleep_of(home, 0), &refused);
	assert_int_equal(refused.code, FAULT_BUSY);
	finish_well(&e);
}

static void
test_first_come_first_served(void **state)
{
	struct cluster_db *home = *state;
	struct db_options one = options;
	struct ending e[3];

	cluster_db_close(home);
	one.connections = 1;
	cluster_db_open_ready(home, &one);
	for (int i = 0; i < 3; i++)
		cluster_db_begin(home, sleep_of(home, 10), &e[i]);
	for (int i = 0; i < 3; i++) {
		cluster_db_finish(&e[i]);
		assert_int_equal(home->calls, i + 1);
		cluster_db_clear(&e[i]);
	}
}

static void
test_deadline_of_a_statement(void **state)
{
	struct cluster_db *home = *state;
	struct db_batch *b = sleep_of(home, 30000);
	int64_t began_us = clock_steady_us();
	struct ending e;

	db_batch_deadline(b, CLOCK_SECOND / 10);
	cluster_db_run(home, b, &e);
	assert_int_equal(e.code, FAULT_DEADLINE);
	assert_false(e.maybe);
	/* The loop's clock is a coarse one. */
	assert_true(clock_steady_us() - began_us > CLOCK_SECOND / 11);
	assert_serves(home);
}

/* Whoever gives up a write that may have been done must say so. */
static void
test_deadline_of_a_write(void **state)
{
	struct cluster_db *home = *state;
	struct db_batch *lone = batch_of(home, DB_WRITE, SLEEP_MS, 30000);
	struct db_batch *held = db_batch_new(home->db, DB_WRITE);
	struct db_batch *ending = db_batch_new(home->db, DB_WRITE);
	struct ending e;

	db_batch_deadline(lone, CLOCK_SECOND / 10);
	cluster_db_run(home, lone, &e);
	assert_int_equal(e.code, FAULT_DEADLINE);
	assert_true(e.maybe);

	db_batch_add(held, SLEEP_MS, 1);
	db_arg_int(held, 30000);
	db_batch_deadline(held, CLOCK_SECOND / 10);
	cluster_db_until_ready(home, true);
	cluster_db_run(home, held, &e);
	assert_int_equal(e.code, FAULT_DEADLINE);
	assert_false(e.maybe);

	/* It is COMMIT that takes long. */
	db_batch_add(ending, INSERT_SLOW, 1);
	db_arg_int(ending, 1);
	db_batch_deadline(ending, CLOCK_SECOND / 5);
	cluster_db_until_ready(home, true);
	cluster_db_run(home, ending, &e);
	assert_int_equal(e.code, FAULT_DEADLINE);
	assert_true(e.maybe);
}

static void
test_deadline_in_the_queue(void **state)
{
	struct cluster_db *home = *state;
	struct db_batch *b;
	struct ending busy[2], before, late, after;

	fill(home, busy, 2000);
	b = batch_of(home, DB_WRITE, INSERT, 7);
	db_batch_deadline(b, CLOCK_SECOND / 20);
	cluster_db_begin(home, batch_of(home, DB_WRITE, INSERT, 1), &before);
	cluster_db_begin(home, b, &late);
	cluster_db_begin(home, batch_of(home, DB_WRITE, INSERT, 2), &after);
	cluster_db_finish(&late);
	assert_int_equal(late.code, FAULT_DEADLINE);
	assert_false(late.maybe);
	assert_int_equal(busy[0].calls + busy[1].calls, 0);
	finish_well(&busy[0]);
	finish_well(&busy[1]);
	finish_well(&before);
	finish_well(&after);
	assert_string_equal(
	    cluster_sql("SELECT count(*) FROM serendip.things WHERE id = 7"),
	    "0");
}

/* The server gives up no sooner than we do. */
static void
test_server_is_as_patient(void **state)
{
	struct cluster_db *home = *state;
	enum db_kind kinds[] = { DB_READ, DB_WRITE };
	int64_t limit_ms;
	struct ending e;

	for (int i = 0; i < 4; i++) {
		struct db_batch *b = db_batch_new(home->db, kinds[i / 2]);

		db_batch_add(b, LIMIT_MS, i % 2 == 0 ? 1 : DB_ANY);
		db_batch_deadline(b, 5 * CLOCK_MINUTE);
		cluster_db_run(home, b, &e);
		assert_int_equal(e.code, FAULT_NONE);
		e.rows.data[e.rows.len - 1] = '\0';
		assert_int_equal(
		    text_to_int(e.rows.data, 300001, 302000, &limit_ms), 0);
		cluster_db_clear(&e);
	}
	/* For that batch only. */
	for (int i = 0; i < 4; i++) {
		struct db_batch *b = db_batch_new(home->db, DB_READ);

		db_batch_add(b, LIMIT_MS, 1);
		cluster_db_run(home, b, &e);
		assert_string_equal(text_get(&e.rows), "16000\n");
		cluster_db_clear(&e);
	}
}

static void
test_cancel(void **state)
{
	struct cluster_db *home = *state;
	struct ending busy[2], waiting[3], refused, running;

	db_cancel(NULL);
	fill(home, busy, 1000);
	for (int i = 0; i < 3; i++)
		cluster_db_begin(
		    home, batch_of(home, DB_WRITE, INSERT, i), &waiting[i]);
	cluster_db_begin(home, batch_of(home, DB_WRITE, INSERT, 7), &refused);
	db_cancel(refused.call);
	db_cancel(waiting[2].call);
	db_cancel(waiting[0].call);
	db_cancel(busy[0].call);
	finish_well(&busy[1]);
	finish_well(&waiting[1]);
	/* On both connections, so that the cancelled one is over. */
	fill(home, busy, 0);
	finish_well(&busy[0]);
	finish_well(&busy[1]);
	cluster_db_begin(home, batch_of(home, DB_WRITE, INSERT, 5), &running);
	db_cancel(running.call);
	assert_serves(home);
	assert_int_equal(waiting[0].calls + waiting[2].calls, 0);
	assert_int_equal(refused.calls + running.calls, 0);
	assert_string_equal(cluster_sql("SELECT count(*) FROM serendip.things"
					" WHERE id IN (0, 2, 7)"),
	    "0");
}

/* What was cancelled while it ran does not outlive the pool. */
static void
test_pool_ends_with_a_cancelled_batch_running(void **state)
{
	struct cluster_db *home = *state;
	struct db_batch *b = sleep_of(home, 30000);
	struct ending e;

	db_batch_deadline(b, CLOCK_SECOND / 20);
	cluster_db_begin(home, b, &e);
	db_cancel(e.call);
	db_free(home->db);
	home->db = NULL;
	cluster_db_pass(home, CLOCK_SECOND / 10);
	assert_int_equal(e.calls, 0);
}

enum { MANY = 500 };

static bool
are_all_over(const void *arg)
{
	return ((const struct cluster_db *)arg)->calls == MANY;
}

static void
test_many_at_once(void **state)
{
	struct cluster_db *home = *state;
	struct db_options wide = options;
	struct ending *e = test_calloc(MANY, sizeof(*e));

	cluster_db_close(home);
	wide.queue_max = MANY;
	cluster_db_open_ready(home, &wide);
	for (int i = 0; i < MANY; i++) {
		struct db_batch *b = db_batch_new(home->db, DB_WRITE);

		db_batch_add(b, INSERT, 1);
		db_arg_int(b, i);
		db_batch_add(b, SLEEP_MS, 1);
		db_arg_int(b, 0);
		cluster_db_begin(home, b, &e[i]);
	}
	cluster_db_until(home, are_all_over, home);
	for (int i = 0; i < MANY; i++) {
		assert_int_equal(e[i].calls, 1);
		assert_int_equal(e[i].code, FAULT_NONE);
		cluster_db_clear(&e[i]);
	}
	assert_string_equal(
	    cluster_sql("SELECT count(*) FROM serendip.things"), "500");
	test_free(e);
}

static void
test_batch_that_is_not_run(void **state)
{
	struct cluster_db *home = *state;

	db_batch_free(batch_of(home, DB_WRITE, INSERT, 1));
	db_batch_free(db_batch_new(home->db, DB_READ));
	db_batch_free(NULL);
	assert_serves(home);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, home_open, home_close)
		TEST(test_full_queue_is_busy),
		TEST(test_no_queue),
		TEST(test_first_come_first_served),
		TEST(test_deadline_of_a_statement),
		TEST(test_deadline_of_a_write),
		TEST(test_deadline_in_the_queue),
		TEST(test_server_is_as_patient),
		TEST(test_cancel),
		TEST(test_pool_ends_with_a_cancelled_batch_running),
		TEST(test_many_at_once),
		TEST(test_batch_that_is_not_run),
#undef TEST
	};

	return cmocka_run_group_tests(tests, program_open, cluster_close);
}

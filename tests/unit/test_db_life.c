/* links: io */
/* with: cluster */
/* A pool that loses its database says what is known, and finds it again. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include "cluster.h"
#include "cluster_db.h"
#include "base/clock.h"
#include "base/memory.h"
#include "io/loop.h"
#include "io/watch.h"

/* The trigger makes COMMIT itself wait. */
static const char *const schema_sql =
    "CREATE SCHEMA serendip; SET search_path = serendip;"
    "CREATE TABLE things (name text UNIQUE);"
    "CREATE TABLE slow (name text);"
    "CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS"
    "    $$ BEGIN PERFORM pg_sleep(30); RETURN NULL; END $$;"
    "CREATE CONSTRAINT TRIGGER dawdle AFTER INSERT ON slow"
    "    DEFERRABLE INITIALLY DEFERRED"
    "    FOR EACH ROW EXECUTE FUNCTION dawdle()";

enum { INSERT, INSERT_SLOW, SLEEP, NAMES, SYNCHRONOUS };
static const struct db_statement statements[] = {
	[INSERT] = { "insert", "INSERT INTO things VALUES ($1)", 1 },
	[INSERT_SLOW] = { "insert_slow", "INSERT INTO slow VALUES ($1)", 1 },
	[SLEEP] = { "sleep", "SELECT pg_sleep(30)", 0 },
	[NAMES] = { "names",
	    "SELECT coalesce(string_agg(name, ','), '') FROM things", 0 },
	[SYNCHRONOUS] = { "synchronous",
	    "SELECT set_config('synchronous_commit', 'on', true)", 0 },
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

	cluster_start_again(); /* where a failed test left it dead */
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
batch_of(struct cluster_db *home, enum db_kind kind, int statement)
{
	struct db_batch *b = db_batch_new(home->db, kind);

	db_batch_add(b, statement, DB_ANY);
	return b;
}

static struct db_batch *
insert_of(struct cluster_db *home, int statement, const char *name)
{
	struct db_batch *b = db_batch_new(home->db, DB_WRITE);

	db_batch_add(b, statement, 1);
	db_arg_text(b, name);
	return b;
}

/* Whether the pool writes and reads. Of its connections one may be dead and not
 * know it yet. */
static void
assert_serves(struct cluster_db *home)
{
	struct ending e;
	int tries = 0;

	do {
		cluster_db_until_ready(home, true);
		cluster_db_run(home, insert_of(home, INSERT, "served"), &e);
	} while (e.code == FAULT_DATABASE_GONE && ++tries < 10);
	assert_int_equal(e.code, FAULT_NONE);
	cluster_db_clear(&e);
	cluster_db_run(home, batch_of(home, DB_READ, NAMES), &e);
	assert_int_equal(e.code, FAULT_NONE);
	assert_non_null(strstr(e.rows.data, "served"));
	cluster_db_clear(&e);
}

/* Once the pool has noticed that all of it was gone. */
static void
start_again(struct cluster_db *home)
{
	cluster_db_until_ready(home, false);
	cluster_start_again();
	cluster_db_until_ready(home, true);
}

static void
kill_and_start_again(struct cluster_db *home)
{
	cluster_kill();
	start_again(home);
	assert_serves(home);
}

static void
test_killed_at_rest(void **state)
{
	struct cluster_db *home = *state;
	struct ending e;
	int changes;

	assert_serves(home);
	changes = home->changes;
	cluster_kill();
	cluster_db_until_ready(home, false);
	assert_true(home->changes > changes);
	cluster_db_run(home, insert_of(home, INSERT, "lost"), &e);
	assert_int_equal(e.code, FAULT_DATABASE_GONE);
	assert_false(e.maybe);
	start_again(home);
	cluster_sql("TRUNCATE serendip.things");
	assert_serves(home);
}

/* The pool learns of it only from what it sends. */
static void
test_killed_unnoticed(void **state)
{
	struct cluster_db *home = *state;
	struct ending e[4];

	cluster_kill();
	assert_true(db_is_ready(home->db));
	for (int i = 0; i < 4; i++)
		cluster_db_begin(home, insert_of(home, INSERT, "lost"), &e[i]);
	for (int i = 0; i < 4; i++) {
		cluster_db_finish(&e[i]);
		assert_int_equal(e[i].code, FAULT_DATABASE_GONE);
		assert_false(e[i].maybe);
	}
	start_again(home);
	assert_serves(home);
}

/* A lone statement may have been done when its answer was lost; one between
 * BEGIN and COMMIT was not. */
static void
test_killed_in_a_statement(void **state)
{
	struct cluster_db *home = *state;
	struct db_batch *b = db_batch_new(home->db, DB_WRITE);
	struct ending lone, held, waiting[2];

	db_batch_add(b, SLEEP, 1);
	cluster_db_begin(home, batch_of(home, DB_WRITE, SLEEP), &lone);
	cluster_db_begin(home, b, &held);
	for (int i = 0; i < 2; i++)
		cluster_db_begin(
		    home, insert_of(home, INSERT, "waits"), &waiting[i]);
	cluster_db_until_waiting(home, "PgSleep", 2);
	cluster_kill();
	cluster_db_finish(&lone);
	assert_int_equal(lone.code, FAULT_DATABASE_GONE);
	assert_true(lone.maybe);
	cluster_db_finish(&held);
	assert_int_equal(held.code, FAULT_DATABASE_GONE);
	assert_false(held.maybe);
	for (int i = 0; i < 2; i++) {
		cluster_db_finish(&waiting[i]);
		assert_int_equal(waiting[i].code, FAULT_DATABASE_GONE);
		assert_false(waiting[i].maybe);
	}
	start_again(home);
	assert_string_equal(
	    cluster_sql("SELECT count(*) FROM serendip.things"), "0");
	assert_serves(home);
}

static void
test_killed_in_a_read(void **state)
{
	struct cluster_db *home = *state;
	struct ending e;

	cluster_db_begin(home, batch_of(home, DB_READ, SLEEP), &e);
	cluster_db_until_waiting(home, "PgSleep", 1);
	cluster_kill();
	cluster_db_finish(&e);
	assert_int_equal(e.code, FAULT_DATABASE_GONE);
	assert_false(e.maybe);
	start_again(home);
	assert_serves(home);
}

/* COMMIT was sent, and nobody can know: here it never happened … */
static void
test_killed_before_commit_was_done(void **state)
{
	struct cluster_db *home = *state;
	struct ending e;

	cluster_db_begin(home, insert_of(home, INSERT_SLOW, "lost"), &e);
	cluster_db_until_waiting(home, "PgSleep", 1);
	cluster_kill();
	cluster_db_finish(&e);
	assert_int_equal(e.code, FAULT_DATABASE_GONE);
	assert_true(e.maybe);
	cluster_start_again();
	assert_string_equal(
	    cluster_sql("SELECT count(*) FROM serendip.slow"), "0");
}

/* … and here it did, when the plug was pulled before the answer: the server
 * waits for a standby that does not exist. */
static void
test_killed_after_commit_was_done(void **state)
{
	struct cluster_db *home = *state;
	struct db_batch *b;
	struct ending e = { 0 };
	int waiting = 0;

	cluster_sql("ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
	cluster_sql("SELECT pg_reload_conf()");
	/* The server knows of the standby only after a while. */
	while (waiting == 0) {
		cluster_db_clear(&e);
		cluster_sql("TRUNCATE serendip.things");
		b = db_batch_new(home->db, DB_WRITE);
		db_batch_add(b, SYNCHRONOUS, 1);
		db_batch_add(b, INSERT, 1);
		db_arg_text(b, "kept");
		cluster_db_begin(home, b, &e);
		while (e.calls == 0 && waiting == 0)
			waiting = cluster_db_waiting(home, "SyncRep");
	}
	cluster_kill();
	cluster_db_finish(&e);
	assert_int_equal(e.code, FAULT_DATABASE_GONE);
	assert_true(e.maybe);
	cluster_start_again();
	assert_string_equal(
	    cluster_sql("SELECT name FROM serendip.things"), "kept");
	cluster_sql("ALTER SYSTEM RESET synchronous_standby_names");
	cluster_sql("SELECT pg_reload_conf()");
}

static void
test_killed_twice(void **state)
{
	kill_and_start_again(*state);
	cluster_sql("TRUNCATE serendip.things");
	kill_and_start_again(*state);
}

/* One connection's end is no end of the pool. */
static void
test_one_connection_ended_by_the_server(void **state)
{
	struct cluster_db *home = *state;
	struct ending e;

	cluster_db_begin(home, batch_of(home, DB_READ, SLEEP), &e);
	cluster_db_until_waiting(home, "PgSleep", 1);
	cluster_sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
		    " WHERE wait_event = 'PgSleep'");
	cluster_db_finish(&e);
	assert_int_equal(e.code, FAULT_DATABASE_GONE);
	assert_true(db_is_ready(home->db));
	assert_serves(home);
}

/* A server that is not there when the pool begins. */
static void
test_begins_without_a_server(void **state)
{
	struct cluster_db *home = *state;
	struct ending e;

	cluster_db_close(home);
	cluster_kill();
	cluster_db_open(home, &options);
	cluster_db_run(home, batch_of(home, DB_READ, NAMES), &e);
	assert_int_equal(e.code, FAULT_DATABASE_GONE);
	assert_false(db_is_ready(home->db));
	start_again(home);
	assert_serves(home);
}

/* --- back-off ------------------------------------------------------------- */

/* A server that takes each connection and hangs up. */
struct rude {
	struct cluster_db home;
	int fd, count;
	int64_t times_us[5];
};

static void
on_knock(void *arg, bool can_read, bool can_write)
{
	struct rude *r = arg;

	(void)can_read;
	(void)can_write;
	close(accept(r->fd, NULL, NULL));
	if (r->count < (int)COUNT_OF(r->times_us))
		r->times_us[r->count] = clock_steady_us();
	r->count++;
	cluster_db_look(&r->home);
}

static bool
is_enough(const void *arg)
{
	return ((const struct rude *)arg)->count >= 5;
}

static void
test_tries_again_ever_more_slowly(void **state)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	struct db_options lone = options;
	char folder[] = "/tmp/test_db.XXXXXX", conninfo[64];
	struct rude r = { .home = { .loop = loop_new() } };
	struct watch *watch = watch_new(r.home.loop, on_knock, &r);

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(address.sun_path, sizeof(address.sun_path), "%s/.s.PGSQL.5432",
	    folder);
	r.fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_int_equal(
	    bind(r.fd, (struct sockaddr *)&address, sizeof(address)), 0);
	assert_int_equal(listen(r.fd, 8), 0);
	watch_set(watch, r.fd, true, false);
	snprintf(conninfo, sizeof(conninfo), "host=%s port=5432", folder);
	lone.conninfo = conninfo;
	lone.connections = 1;
	r.home.db = db_new(r.home.loop, &lone);
	cluster_db_until(&r.home, is_enough, &r);
	/* Half of each delay is chance, and the loop's clock a coarse one. */
	for (int i = 1; i < 5; i++)
		assert_in_range(r.times_us[i] - r.times_us[i - 1],
		    (50000 << (i - 1)) - 10000, CLOCK_MINUTE);
	watch_free(watch);
	close(r.fd);
	cluster_db_close(&r.home);
	unlink(address.sun_path);
	assert_int_equal(rmdir(folder), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, home_open, home_close)
		TEST(test_killed_at_rest),
		TEST(test_killed_unnoticed),
		TEST(test_killed_in_a_statement),
		TEST(test_killed_in_a_read),
		TEST(test_killed_before_commit_was_done),
		TEST(test_killed_after_commit_was_done),
		TEST(test_killed_twice),
		TEST(test_one_connection_ended_by_the_server),
		TEST(test_begins_without_a_server),
		cmocka_unit_test(test_tries_again_ever_more_slowly),
#undef TEST
	};

	return cmocka_run_group_tests(tests, program_open, cluster_close);
}

/* links: io */
/* with: cluster */
/* A batch happens wholly or not at all, and its caller is told which. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "cluster.h"
#include "cluster_db.h"
#include "base/clock.h"
#include "base/memory.h"

static const char *const schema_sql =
    "CREATE SCHEMA serendip; SET search_path = serendip;"
    "CREATE TABLE things (id int PRIMARY KEY, name text NOT NULL,"
    "    size int CHECK (size < 100),"
    "    beside int REFERENCES things DEFERRABLE INITIALLY DEFERRED,"
    "    CONSTRAINT things_name UNIQUE (name));"
    /* Refuses as a serialisation failure until it was asked n times: what a
     * sequence has counted, no rollback takes back. */
    "CREATE SEQUENCE asked;"
    "CREATE FUNCTION stubborn(n int, state text) RETURNS bigint"
    "    LANGUAGE plpgsql AS $$ BEGIN"
    "    IF nextval('asked') < n THEN"
    "        RAISE EXCEPTION 'not yet' USING ERRCODE = state; END IF;"
    "    RETURN currval('asked'); END $$";

enum {
	INSERT,
	INSERT_BESIDE,
	RENAME,
	NAMES,
	STUBBORN,
	DIVIDE,
	CANCELLED,
	ISOLATION,
};
static const struct db_statement statements[] = {
	[INSERT] = { "insert",
	    "INSERT INTO things (id, name, size) VALUES ($1, $2, $3)", 3 },
	[INSERT_BESIDE] = { "insert_beside",
	    "INSERT INTO things (id, name, beside) VALUES ($1, $2, $3)", 3 },
	[RENAME] = { "rename",
	    "UPDATE things SET name = name || '!'"
	    " WHERE id >= $1 RETURNING name",
	    1 },
	[NAMES] = { "names", "SELECT name FROM things ORDER BY id", 0 },
	[STUBBORN] = { "stubborn", "SELECT stubborn($1, $2)", 2 },
	[DIVIDE] = { "divide", "SELECT 1 / $1::int", 1 },
	[CANCELLED] = { "cancelled",
	    "SELECT pg_cancel_backend(pg_backend_pid()), pg_sleep(20)", 0 },
	[ISOLATION] = { "isolation",
	    "SELECT current_setting('transaction_isolation')", 0 },
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

	cluster_sql("TRUNCATE serendip.things;"
		    "ALTER SEQUENCE serendip.asked RESTART");
	cluster_db_open_ready(home, &(struct db_options){
					.statements = statements,
					.statement_count = COUNT_OF(statements),
					.connections = 2,
					.queue_max = 600,
					.deadline_us = 10 * CLOCK_SECOND,
				    });
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

static void
add_thing(struct db_batch *b, int id, const char *name, int size)
{
	db_batch_add(b, INSERT, 1);
	db_arg_int(b, id);
	db_arg_text(b, name);
	db_arg_int(b, size);
}

static const char *
names(void)
{
	return cluster_sql(
	    "SELECT string_agg(name, ',' ORDER BY id) FROM serendip.things");
}

static void
test_statements_are_one_transaction(void **state)
{
	struct cluster_db *home = *state;
	struct db_batch *b = db_batch_new(home->db, DB_WRITE);
	struct ending e;

	add_thing(b, 1, "hat", 1);
	add_thing(b, 2, "box", 2);
	db_batch_add(b, RENAME, 2);
	db_arg_int(b, 1);
	db_batch_add(b, NAMES, DB_ANY);
	cluster_db_run(home, b, &e);
	assert_int_equal(e.code, FAULT_NONE);
	assert_int_equal(e.step, -1);
	assert_string_equal(e.sqlstate, "");
	assert_string_equal(text_get(&e.rows), "\n\nhat!;box!\nhat!;box!\n");
	assert_string_equal(names(), "hat!,box!");
	assert_string_equal(cluster_sql("SELECT count(DISTINCT xmin::text)"
					" FROM serendip.things"),
	    "1");
	cluster_db_clear(&e);
}

static void
test_wrong_row_count_undoes_all(void **state)
{
	struct cluster_db *home = *state;
	static const int wants[] = { 0, 1, 3 };
	struct ending e;

	for (size_t i = 0; i < COUNT_OF(wants); i++) {
		struct db_batch *b = db_batch_new(home->db, DB_WRITE);

		add_thing(b, 1, "hat", 1);
		add_thing(b, 2, "box", 2);
		db_batch_add(b, RENAME, wants[i]);
		db_arg_int(b, 1);
		add_thing(b, 3, "pen", 3);
		cluster_db_run(home, b, &e);
		assert_int_equal(e.code, FAULT_CHANGED_MEANWHILE);
		assert_int_equal(e.step, 2);
		assert_false(e.maybe);
		assert_string_equal(names(), "");
	}
}

/* As above where the batch is but one statement. */
static void
test_single_statement_is_held_to_its_rows(void **state)
{
	struct cluster_db *home = *state;
	struct db_batch *b = db_batch_new(home->db, DB_WRITE);
	struct ending e;

	cluster_sql(
	    "INSERT INTO serendip.things VALUES (1, 'hat'), (2, 'box')");
	db_batch_add(b, RENAME, 1);
	db_arg_int(b, 1);
	cluster_db_run(home, b, &e);
	assert_int_equal(e.code, FAULT_CHANGED_MEANWHILE);
	assert_int_equal(e.step, 0);
	assert_string_equal(names(), "hat,box");

	b = db_batch_new(home->db, DB_WRITE);
	db_batch_add(b, RENAME, DB_ANY);
	db_arg_int(b, 2);
	cluster_db_run(home, b, &e);
	assert_int_equal(e.code, FAULT_NONE);
	assert_string_equal(names(), "hat,box!");
	cluster_db_clear(&e);
}

static void
test_conflict_names_its_constraint(void **state)
{
	struct cluster_db *home = *state;
	struct db_batch *b = db_batch_new(home->db, DB_WRITE);
	struct ending e;

	add_thing(b, 1, "hat", 1);
	add_thing(b, 2, "hat", 2);
	add_thing(b, 3, "box", 3);
	cluster_db_run(home, b, &e);
	assert_int_equal(e.code, FAULT_CONFLICT);
	assert_int_equal(e.step, 1);
	assert_string_equal(e.constraint, "things_name");
	assert_string_equal(e.sqlstate, "23505");
	assert_string_equal(names(), "");
}

/* Where the constraint waits for COMMIT, no statement is to blame. */
static void
test_conflict_at_the_end(void **state)
{
	struct cluster_db *home = *state;
	struct db_batch *b = db_batch_new(home->db, DB_WRITE);
	struct ending e;

	db_batch_add(b, INSERT_BESIDE, 1);
	db_arg_int(b, 1);
	db_arg_text(b, "hat");
	db_arg_int(b, 77);
	cluster_db_run(home, b, &e);
	assert_int_equal(e.code, FAULT_CONFLICT);
	assert_int_equal(e.step, -1);
	assert_string_equal(e.constraint, "things_beside_fkey");
	assert_string_equal(e.sqlstate, "23503");
	assert_false(e.maybe);
	assert_string_equal(names(), "");
}

/* Rows that no program may make are our fault, no conflict with others. */
static void
test_other_refusals_are_internal(void **state)
{
	struct cluster_db *home = *state;
	struct db_batch *b = db_batch_new(home->db, DB_READ);
	struct ending e;

	db_batch_add(b, NAMES, DB_ANY);
	db_batch_add(b, DIVIDE, 1);
	db_arg_int(b, 0);
	cluster_db_run(home, b, &e);
	assert_int_equal(e.code, FAULT_INTERNAL);
	assert_int_equal(e.step, 1);
	assert_string_equal(e.sqlstate, "22012");
	assert_string_equal(e.constraint, "");

	b = db_batch_new(home->db, DB_WRITE);
	add_thing(b, 1, "hat", 100);
	cluster_db_run(home, b, &e);
	assert_int_equal(e.code, FAULT_INTERNAL);
	assert_string_equal(e.sqlstate, "23514");
	assert_string_equal(e.constraint, "things_size_check");

	b = db_batch_new(home->db, DB_WRITE);
	add_thing(b, 1, NULL, 1);
	cluster_db_run(home, b, &e);
	assert_int_equal(e.code, FAULT_INTERNAL);
	assert_string_equal(e.sqlstate, "23502");
	assert_true(db_is_ready(home->db));
}

static void
test_read(void **state)
{
	struct cluster_db *home = *state;
	struct db_batch *b = db_batch_new(home->db, DB_READ);
	struct ending e;

	cluster_sql(
	    "INSERT INTO serendip.things VALUES (1, 'hat'), (2, 'box')");
	db_batch_add(b, NAMES, 2);
	db_batch_add(b, DIVIDE, 1);
	db_arg_int(b, 1);
	cluster_db_run(home, b, &e);
	assert_int_equal(e.code, FAULT_NONE);
	assert_string_equal(text_get(&e.rows), "hat;box\n1\n");
	cluster_db_clear(&e);

	b = db_batch_new(home->db, DB_READ);
	db_batch_add(b, NAMES, 1);
	cluster_db_run(home, b, &e);
	assert_int_equal(e.code, FAULT_CHANGED_MEANWHILE);
	assert_int_equal(e.step, 0);
}

/* All statements see one moment, also where the batch has a patience of its own; and
 * nothing can be written. */
static void
test_snapshot(void **state)
{
	struct cluster_db *home = *state;
	struct db_batch *b = db_batch_new(home->db, DB_SNAPSHOT);
	struct ending e;

	db_batch_deadline(b, 1000 * CLOCK_SECOND);
	db_batch_add(b, ISOLATION, 1);
	cluster_db_run(home, b, &e);
	assert_int_equal(e.code, FAULT_NONE);
	assert_string_equal(text_get(&e.rows), "repeatable read\n");
	cluster_db_clear(&e);

	b = db_batch_new(home->db, DB_SNAPSHOT);
	add_thing(b, 1, "hat", 1);
	cluster_db_run(home, b, &e);
	assert_int_equal(e.code, FAULT_INTERNAL);
	assert_string_equal(e.sqlstate, "25006");
	assert_true(db_is_ready(home->db));
}

static struct db_batch *
stubborn_batch(struct cluster_db *home, int n, const char *sqlstate)
{
	struct db_batch *b = db_batch_new(home->db, DB_WRITE);

	add_thing(b, 1, "hat", 1);
	db_batch_add(b, STUBBORN, 1);
	db_arg_int(b, n);
	db_arg_text(b, sqlstate);
	return b;
}

static void
test_serialisation_failures_are_retried(void **state)
{
	static const char *const sqlstates[] = { "40001", "40P01" };
	struct cluster_db *home;
	struct ending e;

	for (size_t i = 0; i < COUNT_OF(sqlstates); i++) {
		home_close(state);
		home_open(state);
		home = *state;
		cluster_db_run(home, stubborn_batch(home, 3, sqlstates[i]), &e);
		assert_int_equal(e.code, FAULT_NONE);
		assert_string_equal(e.sqlstate, "");
		assert_string_equal(text_get(&e.rows), "\n3\n");
		assert_string_equal(names(), "hat");
		cluster_db_clear(&e);
	}
}

static void
test_retries_end(void **state)
{
	struct cluster_db *home = *state;
	struct ending e;

	cluster_db_run(home, stubborn_batch(home, 99, "40001"), &e);
	assert_int_equal(e.code, FAULT_INTERNAL);
	assert_string_equal(e.sqlstate, "40001");
	assert_int_equal(e.step, 1);
	assert_string_equal(names(), "");
	/* Tried once, and three times again. */
	assert_string_equal(
	    cluster_sql("SELECT last_value FROM serendip.asked"), "4");
}

/* What is no serialisation failure is said at once. */
static void
test_no_other_failure_is_retried(void **state)
{
	struct cluster_db *home = *state;
	struct ending e;

	cluster_db_run(home, stubborn_batch(home, 2, "40002"), &e);
	assert_string_equal(e.sqlstate, "40002");
	assert_string_equal(
	    cluster_sql("SELECT last_value FROM serendip.asked"), "1");
}

/* The server may give a statement up before we do. */
static void
test_statement_given_up_by_the_server(void **state)
{
	struct cluster_db *home = *state;
	struct db_batch *b = db_batch_new(home->db, DB_READ);
	struct ending e;

	db_batch_add(b, CANCELLED, 1);
	cluster_db_run(home, b, &e);
	assert_int_equal(e.code, FAULT_DEADLINE);
	assert_string_equal(e.sqlstate, "57014");
}

static struct db_batch *
thing_of(struct cluster_db *home, int id)
{
	struct db_batch *b = db_batch_new(home->db, DB_WRITE);
	char name[24];

	snprintf(name, sizeof(name), "thing %d", id);
	add_thing(b, id, name, 1);
	return b;
}

/* A story: each batch begins the next from its own end. */
struct story {
	struct cluster_db *home;
	int left;
	bool is_inside; /* a call of db_batch_run */
	bool was_inside;
	enum fault_code code;
};

static void
on_step(void *arg, const struct db_outcome *out)
{
	struct story *s = arg;

	s->was_inside |= s->is_inside;
	if (out->fault != NULL)
		s->code = out->fault->code;
	if (--s->left == 0 || out->fault != NULL) {
		cluster_db_look(s->home);
		return;
	}
	s->is_inside = true;
	if (db_batch_run(thing_of(s->home, s->left), on_step, s) == NULL)
		s->code = FAULT_INTERNAL;
	s->is_inside = false;
}

static bool
is_told(const void *arg)
{
	const struct story *s = arg;

	return s->left == 0 || s->code != FAULT_NONE;
}

static void
test_next_batch_begins_in_done(void **state)
{
	struct cluster_db *home = *state;
	struct story s = { .home = home, .left = 50 };

	assert_non_null(db_batch_run(thing_of(home, 0), on_step, &s));
	cluster_db_until(home, is_told, &s);
	assert_int_equal(s.code, FAULT_NONE);
	assert_false(s.was_inside);
	assert_string_equal(
	    cluster_sql("SELECT count(*) FROM serendip.things"), "50");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, home_open, home_close)
		TEST(test_statements_are_one_transaction),
		TEST(test_wrong_row_count_undoes_all),
		TEST(test_single_statement_is_held_to_its_rows),
		TEST(test_conflict_names_its_constraint),
		TEST(test_conflict_at_the_end),
		TEST(test_other_refusals_are_internal),
		TEST(test_read),
		TEST(test_snapshot),
		TEST(test_serialisation_failures_are_retried),
		TEST(test_retries_end),
		TEST(test_no_other_failure_is_retried),
		TEST(test_statement_given_up_by_the_server),
		TEST(test_next_batch_begins_in_done),
#undef TEST
	};

	return cmocka_run_group_tests(tests, program_open, cluster_close);
}

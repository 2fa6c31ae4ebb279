/* links: io */
/* with: cluster */
/* Values that depend on a generation of secrets arrive as the one that the database
 * is at, whenever that changes. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "cluster.h"
#include "cluster_db.h"
#include "base/clock.h"
#include "base/memory.h"

enum { HOLD, PUT, PUT_ALL, GET };
static const struct db_statement statements[] = {
	[HOLD] = { "hold", "SELECT hold($1::int)", 1 },
	[PUT] = { "put", "INSERT INTO things VALUES ($1, $2, $3)", 3 },
	[PUT_ALL] = { "put_all",
	    "INSERT INTO things SELECT * FROM unnest($1::bytea[], $2::bytea[], "
	    "$3::text[])",
	    3 },
	[GET] = { "get", "SELECT text FROM things WHERE hash = $1", 1 },
};
static const char schema_sql[] =
    "CREATE SCHEMA serendip; SET search_path = serendip;"
    "CREATE TABLE at (generation integer); INSERT INTO at VALUES (1);"
    "CREATE TABLE things (hash bytea, sealed bytea, text text);"
    "CREATE FUNCTION hold(known integer) RETURNS void LANGUAGE plpgsql AS $$"
    "DECLARE now_at integer := (SELECT generation FROM serendip.at);"
    "BEGIN IF now_at <> known THEN RAISE EXCEPTION USING ERRCODE = 'SK001', "
    "MESSAGE = now_at::text; END IF; END $$";

/* What is turned says of which generation and kind it is. */
static int generation, known_max;

static int
on_generation(const void *arg)
{
	(void)arg;
	return generation;
}

static void
on_turn(const void *arg, enum db_keyed kind, char *value, size_t n)
{
	(void)arg;
	if (n > 1)
		value[0] = (char)('0' + generation);
	value[n - 1] = "phrs"[kind];
}

static bool
on_follow(void *arg, int now)
{
	(void)arg;
	if (now > known_max)
		return false;
	generation = now;
	return true;
}

static const struct db_keys keys = { .hold = HOLD,
	.generation = on_generation,
	.turn = on_turn,
	.follow = on_follow };
static struct cluster_db home;

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
	(void)state;
	generation = 1;
	known_max = 2;
	cluster_sql("TRUNCATE serendip.things; "
		    "UPDATE serendip.at SET generation = 1");
	cluster_db_open_ready(
	    &home, &(struct db_options){ .statements = statements,
		       .statement_count = COUNT_OF(statements),
		       .connections = 2,
		       .queue_max = 10,
		       .deadline_us = 10 * CLOCK_SECOND,
		       .keys = &keys });
	return 0;
}

static int
home_close(void **state)
{
	(void)state;
	cluster_db_close(&home);
	return 0;
}

#define HASH "-2345678901234567890123456789012"

static enum fault_code
put_one(enum db_kind kind)
{
	struct db_batch *b = db_batch_new(home.db, kind);
	struct ending e;

	db_batch_add(b, PUT, DB_ANY);
	db_arg_hash(b, HASH);
	db_arg_sealed(b, "-x-", 3);
	db_arg_text(b, "plain");
	cluster_db_run(&home, b, &e);
	cluster_db_clear(&e);
	return e.code;
}

static const char *
stored(void)
{
	return cluster_sql(
	    "SELECT string_agg(left(encode(hash, 'escape'), 1) || "
	    "right(encode(hash, 'escape'), 1) || "
	    "encode(sealed, 'escape') || text, ' ') "
	    "FROM serendip.things");
}

static void
test_values_are_turned(void **state)
{
	(void)state;
	assert_int_equal(put_one(DB_WRITE), FAULT_NONE);
	assert_string_equal(stored(), "1h1xsplain");
}

static void
test_another_generation_is_followed(void **state)
{
	struct db_batch *b;
	struct ending e;

	(void)state;
	cluster_sql("UPDATE serendip.at SET generation = 2");
	assert_int_equal(put_one(DB_READ), FAULT_NONE);
	assert_string_equal(stored(), "2h2xsplain");
	assert_int_equal(generation, 2);
	/* A question is turned, too. */
	generation = 1;
	b = db_batch_new(home.db, DB_READ);
	db_batch_add(b, GET, 1);
	db_arg_hash(b, HASH);
	cluster_db_run(&home, b, &e);
	assert_int_equal(e.code, FAULT_NONE);
	assert_string_equal(text_get(&e.rows), "plain\n");
	cluster_db_clear(&e);
}

static void
test_one_that_is_not_known_writes_nothing(void **state)
{
	(void)state;
	cluster_sql("UPDATE serendip.at SET generation = 3");
	assert_int_equal(put_one(DB_WRITE), FAULT_INTERNAL);
	assert_int_equal(generation, 1);
	assert_string_equal(
	    cluster_sql("SELECT count(*) FROM serendip.things"), "0");
}

static void
test_arrays(void **state)
{
	struct db_array hashes = { 0 }, sealed = { 0 }, refs = { 0 };
	struct db_batch *b = db_batch_new(home.db, DB_WRITE);
	struct ending e;

	(void)state;
	db_array_bytes(&hashes, HASH, 32);
	db_array_bytes(&hashes, NULL, 0);
	db_array_bytes(&sealed, "-x-", 3);
	db_array_bytes(&sealed, "-yy-", 4);
	db_array_text(&refs, "-a\"b\\-");
	db_array_text(&refs, NULL);
	db_batch_add(b, PUT_ALL, 2);
	db_arg_array_keyed(b, DB_HASH, &hashes);
	db_arg_array_keyed(b, DB_SEALED, &sealed);
	db_arg_array_keyed(b, DB_PLAIN, &refs);
	cluster_db_run(&home, b, &e);
	assert_int_equal(e.code, FAULT_NONE);
	cluster_db_clear(&e);
	assert_string_equal(stored(), "1h1xs-a\"b\\-");
	assert_string_equal(
	    cluster_sql("SELECT encode(sealed, 'escape') FROM serendip.things "
			"WHERE hash IS NULL"),
	    "1yys");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, home_open, home_close)
		TEST(test_values_are_turned),
		TEST(test_another_generation_is_followed),
		TEST(test_one_that_is_not_known_writes_nothing),
		TEST(test_arrays),
	};

	return cmocka_run_group_tests(tests, program_open, cluster_close);
}

/* links: io */
/* with: cluster */
/* Every value comes back from the database as it was given. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "cluster.h"
#include "cluster_db.h"
#include "base/clock.h"
#include "base/memory.h"

enum { ECHO, ECHO_TIME, ECHO_ARRAYS, CONCAT };
static const struct db_statement statements[] = {
	[ECHO] = { "echo",
	    "SELECT $1::text, $2::bigint, $3::boolean, $4::uuid, $5::bytea",
	    5 },
	[ECHO_TIME] = { "echo_time",
	    "SELECT from_us($1)::text, to_us(from_us($1)), NULL, NULL, NULL",
	    1 },
	[ECHO_ARRAYS] = { "echo_arrays",
	    "SELECT t, n, NULL, id, b FROM unnest($1::text[], $2::bigint[],"
	    " $3::uuid[], $4::bytea[]) AS u(t, n, id, b)",
	    4 },
	[CONCAT] = { "concat", "SELECT coalesce($1::text, '') || $2::text", 2 },
};

struct value {
	bool is_null[5];
	char *text;
	int64_t number;
	bool flag;
	struct id id;
	size_t len;
	uint8_t bytes[512];
};

struct answer {
	struct cluster_db *home;
	int calls;
	enum fault_code code;
	int count;
	struct value values[4];
};

static struct cluster_db home;

/* The real tables, for the sake of the two functions of time. */
static void
migrate(void)
{
	struct text sql = { 0 };
	FILE *f =
	    fopen(SOURCE_DIR "/sql/migrations/0001_first_thread.sql", "re");
	char buf[4096];
	size_t n;

	assert_non_null(f);
	text_add(&sql, "CREATE SCHEMA serendip; SET search_path = serendip;");
	while ((n = fread(buf, 1, sizeof(buf), f)) > 0)
		text_add_n(&sql, buf, n);
	fclose(f);
	cluster_sql(sql.data);
	text_clear(&sql);
}

static int
program_open(void **state)
{
	(void)state;
	cluster_start();
	migrate();
	cluster_db_open_ready(
	    &home, &(struct db_options){
		       .statements = statements,
		       .statement_count = COUNT_OF(statements),
		       .connections = 1,
		       .queue_max = 10,
		       .deadline_us = 10 * CLOCK_SECOND,
		   });
	return 0;
}

static int
program_close(void **state)
{
	(void)state;
	cluster_db_close(&home);
	cluster_stop();
	return 0;
}

static void
read_value(struct value *v, const struct db_rows *rows, int row)
{
	const uint8_t *bytes;

	for (int i = 0; i < 5; i++)
		v->is_null[i] = db_is_null(rows, row, i);
	v->text = memory_text(db_text(rows, row, 0));
	v->number = db_int(rows, row, 1);
	v->flag = db_bool(rows, row, 2);
	if (!v->is_null[3])
		v->id = db_id(rows, row, 3);
	if (v->is_null[4])
		return;
	v->len = db_bytes(rows, row, 4, &bytes);
	if (v->len <= sizeof(v->bytes))
		memcpy(v->bytes, bytes, v->len);
}

static void
on_values(void *arg, const struct db_outcome *out)
{
	struct answer *a = arg;
	const struct db_rows *rows;

	a->calls++;
	if (out->fault != NULL) {
		a->code = out->fault->code;
	} else {
		rows = db_outcome_rows(out, 0);
		a->count = db_rows_count(rows);
		for (int i = 0; i < a->count && i < 4; i++)
			read_value(&a->values[i], rows, i);
	}
	cluster_db_look(a->home);
}

static bool
is_answered(const void *arg)
{
	return ((const struct answer *)arg)->calls > 0;
}

static void
ask(struct db_batch *b, struct answer *a)
{
	*a = (struct answer){ .home = &home };
	assert_non_null(db_batch_run(b, on_values, a));
	cluster_db_until(&home, is_answered, a);
	assert_int_equal(a->calls, 1);
	assert_int_equal(a->code, FAULT_NONE);
}

static void
answer_clear(struct answer *a)
{
	for (int i = 0; i < a->count && i < 4; i++)
		free(a->values[i].text);
}

static void
every_byte(uint8_t bytes[256])
{
	for (int i = 0; i < 256; i++)
		bytes[i] = (uint8_t)i;
}

static const char *const texts[] = { "", "plain", "ж 日本語 🌍 e\xcc\x81",
	"'; DROP TABLE members; --", "back\\slash \"quote\" {a,b} NULL",
	"line\nfeed\ttab\r", "NULL", " blank ", "$1 %s \\x41" };

static void
test_text(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		struct db_batch *b = db_batch_new(home.db, DB_READ);
		struct answer a;

		db_batch_add(b, ECHO, 1);
		db_arg_text(b, texts[i]);
		db_arg_int(b, 0);
		db_arg_bool(b, false);
		db_arg_id(b, &(struct id){ 0 });
		db_arg_bytes(b, "", 0);
		ask(b, &a);
		assert_false(a.values[0].is_null[0]);
		assert_string_equal(a.values[0].text, texts[i]);
		assert_false(a.values[0].is_null[4]);
		assert_int_equal(a.values[0].len, 0);
		answer_clear(&a);
	}
}

static void
test_other_kinds(void **state)
{
	static const int64_t numbers[] = { 0, -1, INT64_MAX, INT64_MIN };
	struct id id = id_new();
	uint8_t bytes[256];
	struct answer a;

	(void)state;
	every_byte(bytes);
	for (size_t i = 0; i < COUNT_OF(numbers); i++) {
		struct db_batch *b = db_batch_new(home.db, DB_READ);

		db_batch_add(b, ECHO, 1);
		db_arg_text(b, "x");
		db_arg_int(b, numbers[i]);
		db_arg_bool(b, i % 2 == 0);
		db_arg_id(b, &id);
		db_arg_bytes(b, bytes, sizeof(bytes));
		ask(b, &a);
		assert_true(a.values[0].number == numbers[i]);
		assert_int_equal(a.values[0].flag, i % 2 == 0);
		assert_true(id_equal(&a.values[0].id, &id));
		assert_int_equal(a.values[0].len, sizeof(bytes));
		assert_memory_equal(a.values[0].bytes, bytes, sizeof(bytes));
		answer_clear(&a);
	}
}

static void
test_null(void **state)
{
	struct db_batch *b = db_batch_new(home.db, DB_READ);
	struct answer a;

	(void)state;
	db_batch_add(b, ECHO, 1);
	db_arg_text(b, NULL);
	db_arg_text(b, NULL);
	db_arg_text(b, NULL);
	db_arg_id(b, NULL);
	db_arg_bytes(b, NULL, 0);
	ask(b, &a);
	for (int i = 0; i < 5; i++)
		assert_true(a.values[0].is_null[i]);
	assert_string_equal(a.values[0].text, "");
	assert_int_equal(a.values[0].number, 0);
	assert_false(a.values[0].flag);
	answer_clear(&a);
}

/* What was given may go as soon as it was given. */
static void
test_arguments_are_copied(void **state)
{
	struct db_batch *b = db_batch_new(home.db, DB_READ);
	char text[] = "mine", more[] = "\xde\xad";
	struct id id = id_new(), same = id;
	struct answer a;

	(void)state;
	db_batch_add(b, ECHO, 1);
	db_arg_text(b, text);
	db_arg_int(b, 1);
	db_arg_bool(b, true);
	db_arg_id(b, &id);
	db_arg_bytes(b, more, 2);
	memset(text, 'x', sizeof(text) - 1);
	memset(more, 'x', sizeof(more) - 1);
	memset(&id, 0, sizeof(id));
	ask(b, &a);
	assert_string_equal(a.values[0].text, "mine");
	assert_memory_equal(a.values[0].bytes, "\xde\xad", 2);
	assert_true(id_equal(&a.values[0].id, &same));
	answer_clear(&a);
}

static void
test_times(void **state)
{
	static const struct {
		int64_t us;
		const char *text;
	} times[] = {
		{ 0, "1970-01-01 00:00:00+00" },
		{ INT64_C(1795497093000001), "2026-11-24 05:11:33.000001+00" },
		{ INT64_C(-1), "1969-12-31 23:59:59.999999+00" },
		{ INT64_C(4102444799999999), "2099-12-31 23:59:59.999999+00" },
	};
	struct answer a;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(times); i++) {
		struct db_batch *b = db_batch_new(home.db, DB_READ);

		db_batch_add(b, ECHO_TIME, 1);
		db_arg_time(b, times[i].us);
		ask(b, &a);
		assert_string_equal(a.values[0].text, times[i].text);
		assert_true(a.values[0].number == times[i].us);
		answer_clear(&a);
	}
}

static void
add_arrays(struct db_batch *b, struct db_array arrays[4])
{
	db_batch_add(b, ECHO_ARRAYS, DB_ANY);
	for (int i = 0; i < 4; i++) {
		db_arg_array(b, &arrays[i]);
		assert_int_equal(arrays[i].count, 0);
		assert_null(arrays[i].literal.data);
	}
}

static void
test_arrays(void **state)
{
	struct db_batch *b = db_batch_new(home.db, DB_READ);
	struct db_array arrays[4] = { 0 };
	struct id id = id_new();
	uint8_t bytes[256];
	struct answer a;

	(void)state;
	every_byte(bytes);
	db_array_text(&arrays[0], NULL);
	db_array_text(&arrays[0], "a,\"b\" {\\} NULL 🌍\n");
	db_array_text(&arrays[0], "");
	db_array_text(&arrays[0], "NULL");
	for (int i = 0; i < 4; i++)
		db_array_int(&arrays[1], i == 0 ? INT64_MIN : i);
	for (int i = 0; i < 4; i++)
		db_array_id(&arrays[2], i == 0 ? NULL : &id);
	db_array_bytes(&arrays[3], NULL, 0);
	db_array_bytes(&arrays[3], bytes, sizeof(bytes));
	db_array_bytes(&arrays[3], "", 0);
	db_array_bytes(&arrays[3], "\\\"", 2);
	add_arrays(b, arrays);
	ask(b, &a);
	assert_int_equal(a.count, 4);
	assert_true(a.values[0].is_null[0]);
	assert_true(a.values[0].is_null[3]);
	assert_true(a.values[0].is_null[4]);
	assert_true(a.values[0].number == INT64_MIN);
	assert_string_equal(a.values[1].text, "a,\"b\" {\\} NULL 🌍\n");
	assert_int_equal(a.values[1].number, 1);
	assert_true(id_equal(&a.values[1].id, &id));
	assert_int_equal(a.values[1].len, sizeof(bytes));
	assert_memory_equal(a.values[1].bytes, bytes, sizeof(bytes));
	assert_false(a.values[2].is_null[0]);
	assert_string_equal(a.values[2].text, "");
	assert_int_equal(a.values[2].len, 0);
	assert_false(a.values[3].is_null[0]);
	assert_string_equal(a.values[3].text, "NULL");
	assert_memory_equal(a.values[3].bytes, "\\\"", 2);
	answer_clear(&a);
}

static void
test_empty_arrays_and_copies(void **state)
{
	struct db_batch *b = db_batch_new(home.db, DB_READ);
	struct db_array arrays[4] = { 0 }, text = { 0 }, copies[2];
	struct answer a;

	(void)state;
	add_arrays(b, arrays);
	ask(b, &a);
	assert_int_equal(a.count, 0);

	db_array_text(&text, "one");
	db_array_text(&text, "two");
	db_array_copies(&text, copies, 2);
	assert_int_equal(text.count, 0);
	db_array_text(&copies[1], "three");
	for (int i = 0; i < 2; i++) {
		b = db_batch_new(home.db, DB_READ);
		memset(arrays, 0, sizeof(arrays));
		arrays[0] = copies[i];
		add_arrays(b, arrays);
		ask(b, &a);
		assert_int_equal(a.count, i == 0 ? 2 : 3);
		assert_string_equal(a.values[1].text, "two");
		answer_clear(&a);
	}
	db_array_text(&text, "unused");
	db_array_clear(&text);
	assert_int_equal(text.count, 0);
}

/* Many megabytes each way at once, more than any socket holds: who only writes
 * or only reads would wait for ever. */
static void
test_much_both_ways(void **state)
{
	enum { LEN = 100 * 1000, TIMES = 100 };
	struct db_batch *b = db_batch_new(home.db, DB_READ);
	char *text = memory_new(LEN + 1, 1);
	struct ending e;

	(void)state;
	memset(text, 'm', LEN);
	for (int i = 0; i < TIMES; i++) {
		db_batch_add(b, CONCAT, 1);
		db_arg_text(b, NULL);
		db_arg_text(b, text);
	}
	cluster_db_run(&home, b, &e);
	assert_int_equal(e.code, FAULT_NONE);
	assert_int_equal(e.rows.len, TIMES * (LEN + 1));
	assert_memory_equal(e.rows.data, text, LEN);
	assert_memory_equal(e.rows.data + e.rows.len - LEN - 1, text, LEN);
	cluster_db_clear(&e);
	free(text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_other_kinds),
		cmocka_unit_test(test_null),
		cmocka_unit_test(test_arguments_are_copied),
		cmocka_unit_test(test_times),
		cmocka_unit_test(test_arrays),
		cmocka_unit_test(test_empty_arrays_and_copies),
		cmocka_unit_test(test_much_both_ways),
	};

	return cmocka_run_group_tests(tests, program_open, program_close);
}

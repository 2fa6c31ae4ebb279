/* links: store */
/* with: cluster */
/* Which instant the next round of a pool is at, minute for minute while the
 * clocks are moved: no round is lost and none is had twice. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "cluster.h"
#include "cluster_db.h"
#include "sql_statements.h"
#include "base/clock.h"
#include "base/memory.h"
#include "model/calendar.h"
#include "store/store_round.h"

/* As POSIX writes them, so that no law changes them: Paris as it was until
 * 2026, Lord Howe's half an hour, and New York. */
#define PARIS "CET-1CEST,M3.5.0/2,M10.5.0/3"
#define LORD_HOWE "LHST-10:30LHDT-11,M10.1.0/2,M4.1.0/2"
#define NEW_YORK "EST5EDT,M3.2.0/2,M11.1.0/2"

static const struct calendar night = {
	.unit = CALENDAR_WEEK, .count = 1, .weekday = 6, .hour = 2, .minute = 30
};
static const struct calendar nightly = {
	.unit = CALENDAR_DAY, .count = 1, .weekday = 0, .hour = 2, .minute = 15
};
static const struct calendar early = {
	.unit = CALENDAR_DAY, .count = 1, .weekday = 0, .hour = 0, .minute = 30
};

static struct cluster_db home;

static int
program_open(void **state)
{
	struct text sql = { 0 };

	(void)state;
	cluster_start();
	text_add(&sql, "CREATE SCHEMA serendip; SET search_path = serendip;");
	for (size_t i = 0; i < SQL_MIGRATION_COUNT; i++)
		text_add(&sql, sql_migrations[i].sql);
	/* Statements count them, and the migrations' own code makes it. */
	text_add(&sql, "CREATE TABLE schema_version (number int);");
	text_add(&sql, "INSERT INTO pools VALUES ('night', 1, true)");
	cluster_sql(sql.data);
	text_clear(&sql);
	cluster_db_open_ready(&home, &(struct db_options){
					 .statements = sql_statements,
					 .statement_count = SQL_COUNT,
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

static int64_t
instant(const char *text)
{
	int64_t us;

	assert_int_equal(clock_from_rfc3339(text, &us), 0);
	return us;
}

/* What the clocks of the zone show then. */
static struct clock_civil
clocks(const char *zone, int64_t now_us)
{
	struct clock_civil local;
	struct text sql = { 0 };
	int64_t us;

	text_addf(&sql,
	    "SET search_path = serendip; SELECT to_us(from_us(%lld) "
	    "AT TIME ZONE '%s' AT TIME ZONE 'UTC')",
	    (long long)now_us, zone);
	assert_int_equal(
	    text_to_int(cluster_sql(sql.data), INT64_MIN, INT64_MAX, &us), 0);
	text_clear(&sql);
	clock_civil(us, &local);
	return local;
}

/* Plans as work/round_plan.c does, were it `now`, and compares what is then to
 * come: one round, at the instant `due`. */
static void
expect(const struct calendar *c, const char *zone, int64_t now_us, int64_t due)
{
	struct clock_civil local = clocks(zone, now_us);
	struct clock_civil candidates[CALENDAR_CANDIDATES];
	struct db_batch *b = db_batch_new(home.db, DB_WRITE);
	struct id id = id_new();
	struct text sql = { 0 };
	char expected[CLOCK_TEXT_SIZE];
	struct ending e;

	store_round_plan(b, &id, "night", candidates,
	    calendar_candidates(c, &local, candidates), zone, now_us);
	cluster_db_run(&home, b, &e);
	assert_int_equal(e.code, FAULT_NONE);
	cluster_db_clear(&e);
	text_addf(&sql,
	    "SET search_path = serendip; SET TimeZone = 'UTC';"
	    "SELECT string_agg(to_char(scheduled_at, "
	    "'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'), ' ') "
	    "FROM rounds WHERE scheduled_at > from_us(%lld)",
	    (long long)now_us);
	assert_string_equal(
	    cluster_sql(sql.data), clock_rfc3339(due, expected));
	text_clear(&sql);
}

/* Every quarter from an hour and a half before `a` to as long after `b`:
 * first it is a, then b, and then something else. */
static void
walk(const struct calendar *c, const char *zone, const char *a, const char *b,
    const char *then)
{
	int64_t first = instant(a), second = instant(b), third = instant(then);
	int64_t now;

	cluster_sql("DELETE FROM serendip.rounds");
	for (now = first - 90 * CLOCK_MINUTE; now < first;
	     now += 15 * CLOCK_MINUTE)
		expect(c, zone, now, first);
	for (; now < first + 90 * CLOCK_MINUTE; now += 15 * CLOCK_MINUTE)
		expect(c, zone, now, second);
	for (now = second - 90 * CLOCK_MINUTE; now < second;
	     now += 15 * CLOCK_MINUTE)
		expect(c, zone, now, second);
	for (; now < second + 90 * CLOCK_MINUTE; now += 15 * CLOCK_MINUTE)
		expect(c, zone, now, third);
}

/* 02:30 is not; the round is when it would have been: at 03:30. */
static void
clocks_go_on(void **state)
{
	(void)state;
	walk(&night, PARIS, "2031-03-23T01:30:00Z", "2031-03-30T01:30:00Z",
	    "2031-04-06T00:30:00Z");
	walk(&nightly, PARIS, "2031-03-29T01:15:00Z", "2031-03-30T01:15:00Z",
	    "2031-03-31T00:15:00Z");
	walk(&nightly, NEW_YORK, "2031-03-08T07:15:00Z", "2031-03-09T07:15:00Z",
	    "2031-03-10T06:15:00Z");
	walk(&nightly, LORD_HOWE, "2031-10-03T15:45:00Z",
	    "2031-10-04T15:45:00Z", "2031-10-05T15:15:00Z");
}

/* 02:30 is twice; the round is at the second. */
static void
clocks_go_back(void **state)
{
	(void)state;
	walk(&night, PARIS, "2031-10-19T00:30:00Z", "2031-10-26T01:30:00Z",
	    "2031-11-02T01:30:00Z");
	walk(&nightly, PARIS, "2031-10-25T00:15:00Z", "2031-10-26T01:15:00Z",
	    "2031-10-27T01:15:00Z");
	walk(&early, PARIS, "2031-10-25T22:30:00Z", "2031-10-26T23:30:00Z",
	    "2031-10-27T23:30:00Z");
	walk(&nightly, LORD_HOWE, "2031-04-04T15:15:00Z",
	    "2031-04-05T15:45:00Z", "2031-04-06T15:45:00Z");
}

/* Every hour: where 02:00 is not, its round is that of 03:00; where it is twice,
 * at the second. Days that are moved end when their clocks say so. */
static void
every_hour(void **state)
{
	static const struct calendar hourly = {
		.unit = CALENDAR_HOUR, .count = 1, .last_hour = 23
	};
	static const struct calendar day = { .unit = CALENDAR_HOUR,
		.count = 1,
		.hour = 9,
		.last_hour = 11,
		.from = { .year = 2031, .month = 3, .day = 29 },
		.until = { .year = 2031, .month = 3, .day = 30 } };

	(void)state;
	cluster_sql("DELETE FROM serendip.rounds");
	expect(&hourly, PARIS, instant("2031-03-30T00:10:00Z"),
	    instant("2031-03-30T01:00:00Z"));
	expect(&hourly, PARIS, instant("2031-03-30T01:00:00Z"),
	    instant("2031-03-30T02:00:00Z"));
	expect(&hourly, PARIS, instant("2031-10-25T23:10:00Z"),
	    instant("2031-10-26T01:00:00Z"));
	expect(&hourly, PARIS, instant("2031-10-26T01:00:00Z"),
	    instant("2031-10-26T02:00:00Z"));
	cluster_sql("DELETE FROM serendip.rounds");
	expect(&day, PARIS, instant("2031-03-29T10:10:00Z"),
	    instant("2031-03-30T07:00:00Z"));
	expect(&day, PARIS, instant("2031-03-30T08:10:00Z"),
	    instant("2031-03-30T09:00:00Z"));
}

/* Another calendar takes the place of what it had planned, but not of a round
 * that is due already. */
static void
another_calendar(void **state)
{
	int64_t now = instant("2031-05-01T12:00:00Z");

	(void)state;
	cluster_sql("DELETE FROM serendip.rounds");
	expect(&nightly, "UTC", now, instant("2031-05-02T02:15:00Z"));
	expect(&night, "UTC", now, instant("2031-05-04T02:30:00Z"));
	expect(&early, "UTC", now, instant("2031-05-02T00:30:00Z"));
	cluster_sql("UPDATE serendip.rounds SET scheduled_at = now()");
	expect(&night, "UTC", now, instant("2031-05-04T02:30:00Z"));
	assert_string_equal(
	    cluster_sql("SELECT count(*) FROM serendip.rounds"), "2");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(clocks_go_on),
		cmocka_unit_test(clocks_go_back),
		cmocka_unit_test(every_hour),
		cmocka_unit_test(another_calendar),
	};

	return cmocka_run_group_tests(tests, program_open, program_close);
}

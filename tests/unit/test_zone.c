/* links: base work */
/* Zones as spans, and hours that all have free by the clocks of their zones. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memory.h"
#include "base/zone.h"
#include "work/hours_ahead.h"

static int64_t
at(const char *rfc3339)
{
	int64_t us;

	assert_int_equal(clock_from_rfc3339(rfc3339, &us), 0);
	return us;
}

/* A zone that changes once. */
static struct zone
changing(int32_t before_s, const char *change, int32_t after_s)
{
	return (
	    struct zone){ .spans = { { at("2026-01-01T00:00:00Z"), before_s },
			      { at(change), after_s } },
		.count = 2 };
}

static void
texts_are_read(void **state)
{
	struct zone z;

	(void)state;
	assert_int_equal(zone_read("0 3600;7200000000 -1800", &z), 0);
	assert_int_equal(z.count, 2);
	assert_int_equal(zone_east(&z, -1), 3600);
	assert_int_equal(zone_east(&z, 7199999999), 3600);
	assert_int_equal(zone_east(&z, 7200000000), -1800);
	assert_int_equal(zone_read("0", &z), -1);
	assert_int_equal(zone_read("0 x", &z), -1);
	assert_int_equal(zone_read("0 0;0 3600", &z), -1);
	assert_int_equal(zone_read("0 999999", &z), -1);
}

static void
shows(const struct zone *z, const char *utc, const char *language,
    const char *text)
{
	struct text t = { 0 };

	zone_write(z, at(utc), language, &t);
	assert_string_equal(text_get(&t), text);
	text_clear(&t);
}

static void
clocks_show(void **state)
{
	const struct zone none = { 0 };
	struct zone paris = changing(7200, "2026-10-25T01:00:00Z", 3600);
	struct zone howe = changing(39600, "2027-04-03T15:00:00Z", 37800);
	struct zone york = changing(-14400, "2026-11-01T06:00:00Z", -18000);

	(void)state;
	shows(&none, "2026-12-01T12:00:00Z", "en", "Tue 1 Dec 2026, 12:00");
	shows(&none, "2026-12-01T12:00:00Z", "fr", "mar. 1 déc. 2026, 12:00");
	shows(&paris, "2026-10-24T10:00:00Z", "en", "Sat 24 Oct 2026, 12:00");
	shows(&paris, "2026-10-26T10:00:00Z", "en", "Mon 26 Oct 2026, 11:00");
	/* What clocks show twice has its offset. */
	shows(&paris, "2026-10-25T00:30:00Z", "en",
	    "Sun 25 Oct 2026, 02:30 (UTC+02:00)");
	shows(&paris, "2026-10-25T01:30:00Z", "en",
	    "Sun 25 Oct 2026, 02:30 (UTC+01:00)");
	shows(&paris, "2026-10-25T02:00:00Z", "en", "Sun 25 Oct 2026, 03:00");
	shows(&york, "2026-11-01T05:15:00Z", "en",
	    "Sun 1 Nov 2026, 01:15 (UTC-04:00)");
	shows(&howe, "2027-04-03T14:45:00Z", "en",
	    "Sun 4 Apr 2027, 01:45 (UTC+11:00)");
	shows(&howe, "2027-04-03T15:15:00Z", "en",
	    "Sun 4 Apr 2027, 01:45 (UTC+10:30)");
}

/* The hours that one or two have free, from Saturday noon to Monday noon UTC. */
static void
free_are(const char *week, const struct zone *zone, const char *other_week,
    const struct zone *other, const char *from, const char *expected)
{
	struct hours_of of[2] = { { .zone = zone }, { .zone = other } };
	int64_t starts[64];
	struct text t = { 0 };
	size_t n;

	assert_int_equal(hours_parse(week, &of[0].week, NULL), 0);
	if (other != NULL)
		assert_int_equal(hours_parse(other_week, &of[1].week, NULL), 0);
	n = hours_ahead(of, other == NULL ? 1 : 2, at(from),
	    at(from) + 2 * CLOCK_DAY, starts, COUNT_OF(starts));
	for (size_t i = 0; i < n; i++) {
		char buf[CLOCK_TEXT_SIZE];

		text_addf(&t, "%s%s", i > 0 ? " " : "",
		    clock_rfc3339(starts[i], buf));
	}
	assert_string_equal(text_get(&t), expected);
	text_clear(&t);
}

static void
free_hours_follow_the_clocks(void **state)
{
	const struct zone utc = { 0 };
	/* Spring: 2:00 becomes 3:00. */
	struct zone paris = changing(3600, "2026-03-29T01:00:00Z", 7200);
	/* Autumn: 3:00 becomes 2:00. */
	struct zone back = changing(7200, "2026-10-25T01:00:00Z", 3600);
	/* Half an hour forward, at 2:00. */
	struct zone howe = changing(37800, "2026-10-03T15:30:00Z", 39600);
	/* Ramadan begins: 3:00 becomes 2:00, against the fashion. */
	struct zone rabat = changing(3600, "2026-02-15T02:00:00Z", 0);

	(void)state;
	/* The hour that is left out is nobody's. */
	free_are("sun 1-4", &paris, NULL, NULL, "2026-03-28T12:00:00Z",
	    "2026-03-29T00:00:00Z 2026-03-29T01:00:00Z");
	free_are("sun 2-3", &paris, NULL, NULL, "2026-03-28T12:00:00Z", "");
	/* Noon stays noon. */
	free_are("sat 14-15;sun 14-15", &paris, NULL, NULL,
	    "2026-03-28T12:00:00Z",
	    "2026-03-28T13:00:00Z 2026-03-29T12:00:00Z");
	/* The hour that is there twice is free twice. */
	free_are("sun 2-3", &back, NULL, NULL, "2026-10-24T12:00:00Z",
	    "2026-10-25T00:00:00Z 2026-10-25T01:00:00Z");
	/* Of 1:00 to 3:00 an hour and a half is left. */
	free_are("sun 1-3", &howe, NULL, NULL, "2026-10-03T12:00:00Z",
	    "2026-10-03T14:30:00Z");
	free_are("sun 2-3", &howe, NULL, NULL, "2026-10-03T12:00:00Z", "");
	free_are("sun 2-3", &rabat, NULL, NULL, "2026-02-14T12:00:00Z",
	    "2026-02-15T01:00:00Z 2026-02-15T02:00:00Z");
	/* Two: only one of them changes. */
	free_are("sat 13-14;sun 13-14", &utc, "sat 15-16;sun 15-16", &paris,
	    "2026-03-28T12:00:00Z", "2026-03-29T13:00:00Z");
	/* Zones half an hour apart share what both have whole. */
	free_are("sun 0-2", &utc, "sun 11-13", &howe, "2026-10-03T16:00:00Z",
	    "2026-10-04T00:00:00Z 2026-10-04T01:00:00Z");
	free_are("sat 23-24;sun 0-1", &utc, "sun 11-12", &howe,
	    "2026-10-03T16:00:00Z", "2026-10-04T00:00:00Z");
}

/* The week of one or two from an instant on, by the clocks of the first. */
static void
week_is(const char *week, const struct zone *zone, const char *other_week,
    const struct zone *other, const char *from, const char *expected)
{
	struct hours_of of[2] = { { .zone = zone }, { .zone = other } };
	struct text t = { 0 };
	struct hours h;

	assert_int_equal(hours_parse(week, &of[0].week, NULL), 0);
	if (other != NULL)
		assert_int_equal(hours_parse(other_week, &of[1].week, NULL), 0);
	h = hours_of_week(of, other == NULL ? 1 : 2, zone, at(from));
	hours_print(&h, &t);
	assert_string_equal(text_get(&t), expected);
	text_clear(&t);
}

static void
weeks_follow_the_clocks(void **state)
{
	/* One goes forward two weeks before the other. */
	struct zone york = changing(-18000, "2027-03-14T07:00:00Z", -14400);
	struct zone london = changing(0, "2027-03-28T01:00:00Z", 3600);
	struct zone back = changing(7200, "2026-10-25T01:00:00Z", 3600);
	struct zone delhi = changing(19800, "2020-01-01T00:00:00Z", 19800);
	const struct zone utc = { 0 };

	(void)state;
	week_is("mon 9-12", &york, "mon 14-17", &london, "2027-03-02T10:00:00Z",
	    "mon 9-12");
	week_is("mon 9-12", &york, "mon 14-17", &london, "2027-03-16T10:00:00Z",
	    "mon 10-12");
	week_is("mon 9-12", &york, "mon 14-17", &london, "2027-03-30T10:00:00Z",
	    "mon 9-12");
	/* Before and after the change within the seven days. */
	week_is("sat 9-12;mon 9-12", &york, "sat 14-17;mon 14-17", &london,
	    "2027-03-12T10:00:00Z", "mon 10-12;sat 9-12");
	/* An hour that is there twice is one, where both are free. */
	week_is(
	    "sun 1-4", &back, NULL, NULL, "2026-10-24T12:00:00Z", "sun 1-4");
	week_is("sun 1-4", &back, "sun 0-1", &utc, "2026-10-24T12:00:00Z", "");
	/* Whole hours only, also around where the seven days begin. */
	week_is("tue 15-18", &delhi, "tue 10-12", &utc, "2026-12-01T10:00:00Z",
	    "tue 16-17");
	week_is("tue 15-17", &delhi, NULL, NULL, "2026-12-01T10:00:00Z",
	    "tue 15-17");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_are_read),
		cmocka_unit_test(clocks_show),
		cmocka_unit_test(free_hours_follow_the_clocks),
		cmocka_unit_test(weeks_follow_the_clocks),
	};

	return cmocka_run_group_tests_name("zone", tests, NULL, NULL);
}

/* links: io */
/* Calendars: what they say, and that no text becomes anything but a text. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <libical/ical.h>
#include "base/clock.h"
#include "base/memory.h"
#include "io/ical.h"

#define HOUR_US INT64_C(1793268000000000) /* 2026-10-29T10:00:00Z */

/* Paris, whose clocks go back on 25 October 2026. */
static const struct zone paris = {
	.spans = { { HOUR_US - 20 * CLOCK_DAY, 7200 },
	    { INT64_C(1792890000000000), 3600 } },
	.count = 2,
};

static const struct ical_event one = {
	.uid = "01a20d03-a128-7750-94cc-cd82795881ef",
	.sequence = 3,
	.minutes = 30,
	.starts_us = HOUR_US,
	.made_us = HOUR_US - CLOCK_DAY,
	.changed_us = HOUR_US - CLOCK_HOUR,
	.status = ICAL_CONFIRMED,
	.summary = "Ana & Bo",
	.description = "",
	.place = "Café",
	.url = "https://example.org/#/introductions/1",
};

static void
write_one(const struct ical_event *e, enum ical_method method, struct text *out)
{
	const struct ical w = { .method = method,
		.organizer = "house@example.org",
		.organizer_name = "The \"House\": a;b,c",
		.attendee = "ana@example.org",
		.says = ICAL_YES,
		.zone_name = "Europe/Paris",
		.zone = &paris,
		.events = e,
		.count = 1 };

	ical_write(&w, out);
}

static void
has_line(const struct text *t, const char *line)
{
	struct text wanted = { 0 };

	text_addf(&wanted, "\r\n%s\r\n", line);
	if (strstr(text_get(t), text_get(&wanted)) == NULL)
		fail_msg("\"%s\" is not in:\n%s", line, text_get(t));
	text_clear(&wanted);
}

static void
an_event_says_it_all(void **state)
{
	static const char *const lines[] = {
		"METHOD:REQUEST",
		"BEGIN:VTIMEZONE",
		"TZID:Europe/Paris",
		"DTSTART:20261009T120000",
		"DTSTART:20261025T030000",
		"TZOFFSETFROM:+0200",
		"TZOFFSETTO:+0100",
		"UID:01a20d03-a128-7750-94cc-cd82795881ef",
		"SEQUENCE:3",
		"DTSTAMP:20261029T090000Z",
		"DTSTART;TZID=Europe/Paris:20261029T110000",
		"DTEND;TZID=Europe/Paris:20261029T113000",
		"STATUS:CONFIRMED",
		"SUMMARY:Ana & Bo",
		"LOCATION:Café",
	};
	struct text t = { 0 };

	(void)state;
	write_one(&one, ICAL_REQUEST, &t);
	for (size_t i = 0; i < COUNT_OF(lines); i++)
		has_line(&t, lines[i]);
	assert_non_null(strstr(t.data, "PARTSTAT=ACCEPTED"));
	assert_null(strstr(t.data, "DESCRIPTION"));
	for (size_t i = 0; i < t.len; i++)
		assert_true(t.data[i] != '\n' || t.data[i - 1] == '\r');
	text_clear(&t);
}

static void
an_hour_that_is_there_twice_is_told_in_utc(void **state)
{
	struct ical_event e = one;
	struct text t = { 0 };

	(void)state;
	e.starts_us = INT64_C(1792890000000000) + 30 * CLOCK_MINUTE;
	write_one(&e, ICAL_REQUEST, &t);
	has_line(&t, "DTSTART:20261025T013000Z");
	text_clear(&t);
}

/* Its texts come back as they were, lines are short, and nothing else is there
 * but what there is with a harmless text. */
static void
comes_back(const char *nasty)
{
	struct ical_event e = one;
	struct text t = { 0 };
	icalcomponent *c, *event;
	int properties = 0;

	e.summary = e.place = e.description = nasty;
	write_one(&e, ICAL_CANCEL, &t);
	for (const char *s = t.data; *s != '\0'; s += strcspn(s, "\n") + 1)
		assert_true(strcspn(s, "\r") <= 75);
	assert_int_equal(text_utf8_length(t.data, t.len) > 0, 1);
	c = icalparser_parse_string(t.data);
	assert_non_null(c);
	assert_int_equal(icalcomponent_count_errors(c), 0);
	assert_int_equal(
	    icalcomponent_count_components(c, ICAL_ANY_COMPONENT), 2);
	event = icalcomponent_get_first_component(c, ICAL_VEVENT_COMPONENT);
	assert_string_equal(icalcomponent_get_summary(event), nasty);
	assert_string_equal(icalcomponent_get_location(event), nasty);
	assert_string_equal(icalcomponent_get_description(event), nasty);
	properties = icalcomponent_count_properties(event, ICAL_ANY_PROPERTY);
	assert_int_equal(properties, 15);
	icalcomponent_free(c);
	text_clear(&t);
}

static void
no_text_becomes_a_property(void **state)
{
	struct text emoji = { 0 };

	(void)state;
	comes_back("x\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:y");
	comes_back("a;b,c:d\\e\\n\"f\"");
	comes_back("\\");
	comes_back("שלום וברכה مرحبا");
	comes_back("name=\"x\":ATTENDEE:mailto:evil@example.org");
	for (int i = 0; i < 10000; i++)
		text_add(&emoji, "\360\237\246\211");
	comes_back(text_get(&emoji));
	text_clear(&emoji);
}

static void
a_calendar_has_a_name(void **state)
{
	const struct ical w = { .method = ICAL_PUBLISH,
		.name = "Die Stadt; das Haus",
		.refresh_s = 3600,
		.organizer = "house@example.org",
		.organizer_name = "",
		.zone_name = "Europe/Paris",
		.zone = &paris };
	struct text t = { 0 };

	(void)state;
	ical_write(&w, &t);
	has_line(&t, "NAME:Die Stadt\\; das Haus");
	has_line(&t, "X-WR-CALNAME:Die Stadt; das Haus");
	has_line(&t, "REFRESH-INTERVAL;VALUE=DURATION:PT1H");
	assert_null(strstr(t.data, "VEVENT"));
	text_clear(&t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_event_says_it_all),
		cmocka_unit_test(an_hour_that_is_there_twice_is_told_in_utc),
		cmocka_unit_test(no_text_becomes_a_property),
		cmocka_unit_test(a_calendar_has_a_name),
	};

	return cmocka_run_group_tests_name("ical", tests, NULL, NULL);
}

/*
 * iCalendar: see io/ical.h. The zone's rules are those that it came with, as
 * changes at named instants (RFC 5545 3.6.5), so that there is one source of
 * them; whoever knows the zone by its name may take theirs.
 */
#include "io/ical.h"

#include <stdbool.h>
#include <libical/ical.h>
#include "base/clock.h"
#include "base/memory.h"

static icaltimetype
time_of(int64_t us)
{
	struct clock_civil c;
	icaltimetype t = icaltime_null_time();

	clock_civil(us, &c);
	t.year = c.year;
	t.month = c.month;
	t.day = c.day;
	t.hour = c.hour;
	t.minute = c.minute;
	t.second = c.second;
	t.is_date = 0;
	return t;
}

static icaltimetype
utc_of(int64_t us)
{
	icaltimetype t = time_of(us);

	t.zone = icaltimezone_get_utc_timezone();
	return t;
}

/* Without the controls that no calendar has a use for; a new text. */
static char *
plain(const char *s)
{
	char *copy = memory_text(s), *to = copy;

	for (const char *from = copy; *from != '\0'; from++)
		if ((unsigned char)*from >= ' ' || *from == '\n')
			*to++ = *from;
	*to = '\0';
	return copy;
}

/* For what libical puts there as it is; a new text. */
static char *
one_line(const char *s)
{
	char *copy = plain(s);

	for (char *at = copy; *at != '\0'; at++)
		if (*at == '\n')
			*at = ' ';
	return copy;
}

static void
add_text(icalcomponent *to, icalproperty *(*make)(const char *), const char *s)
{
	char *copy = plain(s);

	if (*copy != '\0')
		icalcomponent_add_property(to, make(copy));
	free(copy);
}

/* --- the zone ------------------------------------------------------------- */

static bool
is_named(const struct ical *w)
{
	return w->zone->count > 0 && strcmp(w->zone_name, "UTC") != 0;
}

/* A change is to summer where clocks are put forward. */
static void
add_span(icalcomponent *zone, const struct zone *z, size_t i)
{
	int32_t to_s = z->spans[i].east_s;
	int32_t from_s = i > 0 ? z->spans[i - 1].east_s : to_s;
	icalcomponent *c =
	    icalcomponent_new(to_s > from_s ? ICAL_XDAYLIGHT_COMPONENT
					    : ICAL_XSTANDARD_COMPONENT);

	icalcomponent_add_property(
	    c, icalproperty_new_dtstart(
		   time_of(z->spans[i].from_us + from_s * CLOCK_SECOND)));
	icalcomponent_add_property(c, icalproperty_new_tzoffsetfrom(from_s));
	icalcomponent_add_property(c, icalproperty_new_tzoffsetto(to_s));
	icalcomponent_add_component(zone, c);
}

static void
add_zone(icalcomponent *to, const struct ical *w)
{
	icalcomponent *zone = icalcomponent_new(ICAL_VTIMEZONE_COMPONENT);

	icalcomponent_add_property(zone, icalproperty_new_tzid(w->zone_name));
	for (size_t i = 0; i < w->zone->count; i++)
		add_span(zone, w->zone, i);
	icalcomponent_add_component(to, zone);
}

/* --- events --------------------------------------------------------------- */

static void
add_time(icalcomponent *to, icalproperty *(*make)(icaltimetype),
    const struct ical *w, int64_t us, bool is_local)
{
	icalproperty *p;

	if (is_local) {
		p = make(time_of(us + zone_east(w->zone, us) * CLOCK_SECOND));
		icalproperty_add_parameter(
		    p, icalparameter_new_tzid(w->zone_name));
	} else {
		p = make(utc_of(us));
	}
	icalcomponent_add_property(to, p);
}

static void
add_people(icalcomponent *to, const struct ical *w)
{
	static const icalparameter_partstat says[] = {
		[ICAL_NOTHING_YET] = ICAL_PARTSTAT_NEEDSACTION,
		[ICAL_YES] = ICAL_PARTSTAT_ACCEPTED,
		[ICAL_NO] = ICAL_PARTSTAT_DECLINED,
	};
	struct text address = { 0 };
	char *name = one_line(w->organizer_name);
	icalproperty *p;

	text_addf(&address, "mailto:%s", w->organizer);
	p = icalproperty_new_organizer(text_get(&address));
	if (*name != '\0')
		icalproperty_add_parameter(p, icalparameter_new_cn(name));
	icalcomponent_add_property(to, p);
	text_clear(&address);
	free(name);
	if (w->attendee == NULL)
		return;
	text_addf(&address, "mailto:%s", w->attendee);
	p = icalproperty_new_attendee(text_get(&address));
	icalproperty_add_parameter(
	    p, icalparameter_new_partstat(says[w->says]));
	/* An answer by mail would reach nobody. */
	icalproperty_add_parameter(p, icalparameter_new_rsvp(ICAL_RSVP_FALSE));
	icalcomponent_add_property(to, p);
	text_clear(&address);
}

static void
add_event(icalcomponent *to, const struct ical *w, const struct ical_event *e)
{
	static const icalproperty_status status[] = {
		[ICAL_TENTATIVE] = ICAL_STATUS_TENTATIVE,
		[ICAL_CONFIRMED] = ICAL_STATUS_CONFIRMED,
		[ICAL_CANCELLED] = ICAL_STATUS_CANCELLED,
	};
	icalcomponent *c = icalcomponent_new(ICAL_VEVENT_COMPONENT);
	int64_t ends_us = e->starts_us + e->minutes * CLOCK_MINUTE;
	bool is_local = is_named(w) && !zone_is_twice(w->zone, e->starts_us) &&
			!zone_is_twice(w->zone, ends_us);

	add_text(c, icalproperty_new_uid, e->uid);
	icalcomponent_add_property(
	    c, icalproperty_new_sequence((int)e->sequence));
	icalcomponent_add_property(
	    c, icalproperty_new_dtstamp(utc_of(e->changed_us)));
	icalcomponent_add_property(
	    c, icalproperty_new_created(utc_of(e->made_us)));
	icalcomponent_add_property(
	    c, icalproperty_new_lastmodified(utc_of(e->changed_us)));
	add_time(c, icalproperty_new_dtstart, w, e->starts_us, is_local);
	add_time(c, icalproperty_new_dtend, w, ends_us, is_local);
	icalcomponent_add_property(
	    c, icalproperty_new_status(status[e->status]));
	icalcomponent_add_property(
	    c, icalproperty_new_class(ICAL_CLASS_PRIVATE));
	add_people(c, w);
	add_text(c, icalproperty_new_summary, e->summary);
	add_text(c, icalproperty_new_description, e->description);
	add_text(c, icalproperty_new_location, e->place);
	add_text(c, icalproperty_new_url, e->url);
	icalcomponent_add_component(to, c);
}

/* --- the whole ------------------------------------------------------------ */

/* RFC 7986, and what was used before it. */
static void
add_name(icalcomponent *to, const struct ical *w)
{
	icalproperty *p;
	char *name;

	add_text(to, icalproperty_new_name, w->name);
	name = one_line(w->name);
	p = icalproperty_new_x(name);
	icalproperty_set_x_name(p, "X-WR-CALNAME");
	free(name);
	icalcomponent_add_property(to, p);
	if (w->refresh_s == 0)
		return;
	p = icalproperty_new_refreshinterval(
	    icaldurationtype_from_int((int)w->refresh_s));
	icalproperty_add_parameter(
	    p, icalparameter_new_value(ICAL_VALUE_DURATION));
	icalcomponent_add_property(to, p);
}

void
ical_write(const struct ical *w, struct text *out)
{
	static const icalproperty_method methods[] = {
		[ICAL_PUBLISH] = ICAL_METHOD_PUBLISH,
		[ICAL_REQUEST] = ICAL_METHOD_REQUEST,
		[ICAL_CANCEL] = ICAL_METHOD_CANCEL,
	};
	icalcomponent *c = icalcomponent_new(ICAL_VCALENDAR_COMPONENT);
	char *text;

	icalcomponent_add_property(c, icalproperty_new_version("2.0"));
	icalcomponent_add_property(
	    c, icalproperty_new_prodid("-//Serendip//Serendip//EN"));
	icalcomponent_add_property(
	    c, icalproperty_new_method(methods[w->method]));
	if (w->name != NULL)
		add_name(c, w);
	if (w->count > 0 && is_named(w))
		add_zone(c, w);
	for (size_t i = 0; i < w->count; i++)
		add_event(c, w, &w->events[i]);
	text = icalcomponent_as_ical_string_r(c);
	text_add(out, text);
	icalmemory_free_buffer(text);
	icalcomponent_free(c);
}

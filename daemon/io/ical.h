/*
 * Meetings as calendars read them (iCalendar, RFC 5545), through libical, which
 * escapes and folds: no text can become a property of its own.
 */
#ifndef IO_ICAL_H
#define IO_ICAL_H

#include <stddef.h>
#include <stdint.h>
#include "base/attr.h"
#include "base/text.h"
#include "base/zone.h"

enum ical_status { ICAL_TENTATIVE, ICAL_CONFIRMED, ICAL_CANCELLED };
enum ical_says { ICAL_NOTHING_YET, ICAL_YES, ICAL_NO };

struct ical_event {
	const char *uid;
	int64_t sequence, minutes;
	int64_t starts_us, made_us, changed_us;
	enum ical_status status;
	const char *summary, *description, *place, *url; /* "": left out */
};

/* What it is for (RFC 5546): to be shown, to be answered, or to be taken out. */
enum ical_method { ICAL_PUBLISH, ICAL_REQUEST, ICAL_CANCEL };

struct ical {
	enum ical_method method;
	const char *name;      /* of the calendar; NULL: it is one event */
	int64_t refresh_s;     /* when it is worth reading again; 0: never */
	const char *organizer; /* address; never a member's */
	const char *organizer_name;
	const char *attendee;    /* address of whom it goes to; NULL: none */
	enum ical_says says;     /* of the attendee */
	const char *zone_name;   /* IANA */
	const struct zone *zone; /* from before the first to after the last */
	const struct ical_event *events;
	size_t count;
};

/* Appends it, with CRLF. Times are in the zone, but for those that its clocks
 * show twice, which are in UTC. The same input gives the same bytes. */
void ical_write(const struct ical *what, struct text *out);

#endif

/*
 * Meetings as calendars have them: one introduction's, or all of a member's, for
 * a session or for whoever knows the secret of the member's calendar.
 */
#ifndef WORK_AGENDA_H
#define WORK_AGENDA_H

#include "base/fault.h"
#include "io/ical.h"
#include "io/seal.h"
#include "model/member.h"
#include "store/store_meeting.h"

struct agenda;
struct house;

#define AGENDA_TOKEN "sdc_" /* of the secret */
#define AGENDA_REFRESH_S 3600

/* For whom, and how. */
struct agenda_manner {
	const char *language, *zone_name;
	const struct zone *zone; /* over the days of the meetings */
	enum ical_method method;
	const char *attendee; /* or NULL */
	enum ical_says says;
	bool is_feed; /* all of a member's, with a name; else one */
};
/* Appends iCalendar; the organizer is the house's own address. */
void agenda_write(const struct house *house, const struct agenda_manner *manner,
    const struct store_calendar_meeting *meetings, size_t count,
    struct text *out);
/* Appends what takes an hour that falls through out of a calendar, with nobody
 * named and no place. */
struct agenda_fallen {
	const char *language, *pool;
	struct id introduction;
	const struct store_hour_fallen *hour;
};
void agenda_write_fallen(const struct house *house,
    const struct agenda_fallen *fallen, struct text *out);
/* Where it is, unsealed: a new text, "" where nothing is said. */
char *
agenda_place(const struct seal *seal, const struct store_meeting *m) MUST_CHECK;

/* why NULL: the calendar. NOT_FOUND: there is no such meeting, or nobody's
 * calendar has that secret. */
typedef void (*agenda_done_cb)(
    void *arg, const struct fault *why, const struct text *ical);

/* Of a member; introduction NULL: all. */
struct agenda *agenda_of(struct house *house, const struct member *me,
    const struct id *introduction, agenda_done_cb done, void *arg) MUST_CHECK;
/* All, by the secret's hash. */
struct agenda *agenda_by_secret(struct house *house,
    const uint8_t hash[SEAL_DIGEST], agenda_done_cb done, void *arg) MUST_CHECK;
void agenda_cancel(struct agenda *agenda);

#endif

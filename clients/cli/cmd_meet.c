/*
 * serendip meet, calendar: an hour to meet, and calendars that show it. Without
 * an id, the only introduction that it can be about.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include "clients/cli/cli.h"
#include "clients/cli/plain.h"
#include "clients/link/language.h"
#include "clients/link/safe.h"

/* --- when ----------------------------------------------------------------- */

/* 0 Sunday, as tm_wday has it, by the first letters of its name; -1. */
static int
day_of(const char *word, size_t n)
{
	static const char *const days[] = { "sunday", "monday", "tuesday",
		"wednesday", "thursday", "friday", "saturday", "dimanche",
		"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi" };

	for (int i = 0; n >= 3 && i < 14; i++)
		if (n <= strlen(days[i]) && strncasecmp(word, days[i], n) == 0)
			return i % 7;
	return -1;
}

/* A time by the clocks of the zone that TZ names; -1 where they leave it out. */
static time_t
instant_of(const struct tm *wanted)
{
	struct tm tm = *wanted;
	time_t at;

	tm.tm_isdst = -1;
	at = mktime(&tm);
	return tm.tm_hour == wanted->tm_hour && tm.tm_min == wanted->tm_min
		   ? at
		   : (time_t)-1;
}

/* "tue 12:00": the next such day that is to come. */
static time_t
next_of(int day, int hour, int minute)
{
	time_t now = time(NULL);
	struct tm tm = { 0 };
	time_t at;

	for (int ahead = 0; ahead <= 7; ahead++) {
		if (localtime_r(&now, &tm) == NULL)
			return (time_t)-1;
		tm.tm_mday += ahead;
		tm.tm_hour = hour;
		tm.tm_min = minute;
		tm.tm_sec = 0;
		at = instant_of(&tm);
		if (at > now && localtime_r(&at, &tm) != NULL &&
		    tm.tm_wday == day)
			return at;
	}
	return (time_t)-1;
}

/* "tue 12:00" or "2026-12-01 12:00" by the clock of the member's zone, as UTC;
 * anything else as it stands, for the server to judge. */
static char *
when_utc(const char *typed, const char *zone)
{
	size_t n = strcspn(typed, " ");
	int day = day_of(typed, n);
	struct tm tm = { 0 };
	time_t at = (time_t)-1;
	const char *rest;
	char utc[32];

	setenv("TZ", zone, 1);
	tzset();
	if (day >= 0) {
		rest = strptime(typed + n, " %H:%M", &tm);
		if (rest != NULL && *rest == '\0')
			at = next_of(day, tm.tm_hour, tm.tm_min);
	} else {
		rest = strptime(typed, "%Y-%m-%d %H:%M", &tm);
		if (rest == NULL)
			rest = strptime(typed, "%Y-%m-%dT%H:%M", &tm);
		if (rest != NULL && *rest == '\0')
			at = instant_of(&tm);
	}
	if (at == (time_t)-1 || gmtime_r(&at, &tm) == NULL)
		return link_copy(typed);
	strftime(utc, sizeof(utc), "%Y-%m-%dT%H:%M:%SZ", &tm);
	return link_copy(utc);
}

/* --- meet ----------------------------------------------------------------- */

static bool
is_state(struct json_object *m, const char *state)
{
	return m != NULL && strcmp(proto_text(m, "state"), state) == 0;
}

static bool
may_propose(struct json_object *o)
{
	return proto_bool(o, "may_meet", false);
}

static bool
wants_answer(struct json_object *o)
{
	struct json_object *m = proto_get(o, "meeting");

	return may_propose(o) && m != NULL && !is_state(m, "cancelled") &&
	       !proto_bool(m, "mine", false);
}

static bool
has_meeting(struct json_object *o)
{
	struct json_object *m = proto_get(o, "meeting");

	return m != NULL && !is_state(m, "cancelled");
}

static enum link_status
propose(struct context *c, int argc, char **argv)
{
	struct json_object *body;
	const char *minutes = command_value(c, "minutes"), *zone = NULL;
	enum link_status status;
	char *id, *at, *end = NULL;
	long n = minutes == NULL ? 0 : strtol(minutes, &end, 10);

	if (end != NULL && (*end != '\0' || end == minutes))
		return command_wrong(c, _("--minutes takes a number"));
	status = answer_which(c, argc, argv, may_propose, &id);
	if (status != LINK_OK)
		return status;
	if ((status = when_zone(c, &zone)) != LINK_OK) {
		free(id);
		return status;
	}
	body = json_object_new_object();
	at = when_utc(command_value(c, "at"), zone);
	json_object_object_add(body, "starts_at", json_object_new_string(at));
	free(at);
	if (minutes != NULL)
		json_object_object_add(
		    body, "minutes", json_object_new_int64(n));
	if (command_value(c, "where") != NULL)
		json_object_object_add(body, "where",
		    json_object_new_string(command_value(c, "where")));
	return answer_post(c, ROUTE_MEETING_PROPOSE, id, body);
}

static enum link_status
answer(struct context *c, int argc, char **argv, bool accept)
{
	struct json_object *body;
	enum link_status status;
	char *id;

	status = answer_which(c, argc, argv, wants_answer, &id);
	if (status != LINK_OK)
		return status;
	body = json_object_new_object();
	json_object_object_add(body, "accept", json_object_new_boolean(accept));
	return answer_post(c, ROUTE_MEETING_ANSWER, id, body);
}

static enum link_status
cancel(struct context *c, int argc, char **argv)
{
	struct link_request rq = { 0 };
	enum link_status status;
	char *id;

	status = answer_which(c, argc, argv, has_meeting, &id);
	if (status != LINK_OK)
		return status;
	rq.parameters[0] = id;
	status = plain_deed(
	    c, ROUTE_MEETING_CANCEL, &rq, _("Cancelled. The others are told."));
	free(id);
	return status;
}

enum link_status
cmd_meet(struct context *c, int argc, char **argv)
{
	static const char *const ways[] = { "at", "yes", "no", "cancel" };
	int given = 0;

	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++)
		given += command_value(c, ways[i]) != NULL;
	if (given != 1)
		return command_wrong(
		    c, _("say one of --at, --yes, --no, --cancel"));
	if (command_value(c, "at") != NULL)
		return propose(c, argc, argv);
	if (command_value(c, "cancel") != NULL)
		return cancel(c, argc, argv);
	return answer(c, argc, argv, command_value(c, "yes") != NULL);
}

/* --- calendar ------------------------------------------------------------- */

static enum link_status
feed(struct context *c)
{
	struct json_object *reply = NULL;
	enum link_status status =
	    link_call(c->link, ROUTE_CALENDAR_MAKE, NULL, &reply);

	if (status != LINK_OK)
		return status;
	if (c->is_json)
		return command_json(reply);
	safe_print(stdout, proto_text(reply, "url"));
	puts("");
	fputs(_("Subscribe to it in your calendar. Whoever has it reads your "
		"meetings; one that you\nhad before works no more. It ends "
		"with: serendip calendar --end\n"),
	    stderr);
	json_object_put(reply);
	return LINK_OK;
}

enum link_status
cmd_calendar(struct context *c, int argc, char **argv)
{
	struct link_request rq = { 0 };
	struct json_object *reply = NULL;
	enum link_status status;
	char *id;

	if (command_value(c, "feed") != NULL)
		return feed(c);
	if (command_value(c, "end") != NULL)
		return plain_deed(c, ROUTE_CALENDAR_END, NULL,
		    _("No address reads your meetings any more."));
	status = answer_which(c, argc, argv, has_meeting, &id);
	if (status != LINK_OK)
		return status;
	rq.parameters[0] = id;
	status = link_call(c->link, ROUTE_MEETING_CALENDAR, &rq, &reply);
	free(id);
	if (status == LINK_OK && c->is_json) {
		reply = json_object_new_object();
		json_object_object_add(reply, "calendar",
		    json_object_new_string(link_body(c->link)));
		return command_json(reply);
	}
	if (status == LINK_OK)
		fputs(link_body(c->link), stdout);
	return status;
}

/*
 * The hour to meet, and calendars that show it.
 */
#include "api/api_internal.h"
#include "api/api_introductions.h"
#include "api/call.h"
#include "api/shape.h"
#include "base/clock.h"
#include "base/encode.h"
#include "base/memory.h"
#include "config/config.h"
#include "work/agenda.h"
#include "work/change.h"
#include "work/house.h"
#include "work/meet.h"

/* --- the hour ------------------------------------------------------------- */

static void
on_met(void *arg, const struct fault *why)
{
	struct call *c = arg;
	struct id id;

	CHECK(c, CALL_API_MAGIC);
	call_story_over(c);
	if (why != NULL)
		call_refuse(c, why);
	else if (c->match.route->id == ROUTE_MEETING_CANCEL)
		call_reply_empty(c);
	else if (call_id(c, 0, &id))
		api_introductions_reply(c, &id);
}

static void
meet(struct call *c, struct meet_ask *ask)
{
	ask->me = &c->me;
	ask->sequence =
	    c->body == NULL ? -1 : proto_int(c->body, "sequence", -1);
	call_story(c, meet_start(c->house, ask, on_met, c), meet_cancel);
}

void
api_handle_MEETING_PROPOSE(struct call *c)
{
	struct meet_ask ask = { .what = MEET_PROPOSE,
		.minutes = proto_int(c->body, "minutes", MEET_MINUTES) };
	const char *where = proto_text(c->body, "where");
	char *place = NULL;
	struct fault why;

	if (!call_id(c, 0, &ask.introduction))
		return;
	if (clock_from_rfc3339(
		proto_text(c->body, "starts_at"), &ask.starts_us) != 0 ||
	    ask.starts_us % CLOCK_MINUTE != 0)
		shape_find(&c->found, "/starts_at", "not_allowed",
		    "allowed is a whole minute, such as 2026-11-24T09:30:00Z");
	if (meet_place(where == NULL ? "" : where, &place, &why) != 0)
		shape_find(&c->found, "/where", "not_allowed", why.sentence);
	ask.place = place;
	if (c->found.count > 0)
		call_problem(
		    c, "invalid_body", "see errors, one per field", &c->found);
	else
		meet(c, &ask);
	free(place);
}

void
api_handle_MEETING_ANSWER(struct call *c)
{
	struct meet_ask ask = { .what = MEET_ANSWER,
		.accepts = proto_bool(c->body, "accept", false) };

	if (call_id(c, 0, &ask.introduction))
		meet(c, &ask);
}

void
api_handle_MEETING_CANCEL(struct call *c)
{
	struct meet_ask ask = { .what = MEET_CANCEL };

	if (call_id(c, 0, &ask.introduction))
		meet(c, &ask);
}

/* --- calendars ------------------------------------------------------------ */

static void
on_agenda(void *arg, const struct fault *why, const struct text *ical)
{
	struct call *c = arg;
	struct http_req *req = c->req;
	uint8_t digest[SEAL_DIGEST];
	char hex[17], etag[24];
	const char *has = http_header(req, "If-None-Match");

	CHECK(c, CALL_API_MAGIC);
	call_story_over(c);
	if (why != NULL) {
		call_refuse(c, why);
		return;
	}
	seal_digest(text_get(ical), ical->len, digest);
	encode_hex(digest, 8, hex);
	snprintf(etag, sizeof(etag), "\"%s\"", hex);
	http_reply_header(req, "ETag", etag);
	http_reply_header(req, "Cache-Control", "private, no-cache");
	http_on_deadline(req, NULL, NULL);
	if (has != NULL && strcmp(has, etag) == 0)
		http_reply(req, 304, NULL, NULL, 0);
	else
		http_reply(req, 200, "text/calendar; charset=utf-8",
		    text_get(ical), ical->len);
	call_let_go(c);
}

void
api_handle_MEETING_CALENDAR(struct call *c)
{
	struct id id;

	if (call_id(c, 0, &id))
		call_story(c, agenda_of(c->house, &c->me, &id, on_agenda, c),
		    agenda_cancel);
}

void
api_handle_CALENDAR(struct call *c)
{
	uint8_t hash[SEAL_DIGEST];
	char token[PROTO_QUERY_BYTES];

	if (!proto_query_get(
		http_query(c->req), "token", token, sizeof(token)) ||
	    seal_token_hash(AGENDA_TOKEN, token, hash) != 0)
		call_problem(c, "not_found", "", NULL);
	else
		call_story(c, agenda_by_secret(c->house, hash, on_agenda, c),
		    agenda_cancel);
}

void
api_handle_CALENDAR_MAKE(struct call *c)
{
	struct json_object *reply = json_object_new_object();
	struct text url = { 0 };
	char token[SEAL_TOKEN_SIZE];
	uint8_t hash[SEAL_DIGEST];

	seal_token(AGENDA_TOKEN, token);
	if (seal_token_hash(AGENDA_TOKEN, token, hash) != 0)
		die("a token of ours is none");
	text_addf(&url, "%s/v1/me/calendar.ics?token=%s",
	    c->house->config->listen_url, token);
	shape_text(reply, "url", text_get(&url));
	shape_text(reply, "token", token);
	call_answer(c, reply);
	json_object_put(reply);
	text_clear(&url);
	seal_wipe(token, sizeof(token));
	call_story(c,
	    change_calendar(
		c->house, &c->me.id, hash, &c->once, call_on_answered, c),
	    change_cancel);
}

void
api_handle_CALENDAR_END(struct call *c)
{
	call_story(c, change_calendar_end(c->house, &c->me.id, call_on_done, c),
	    change_cancel);
}

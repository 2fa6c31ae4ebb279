/*
 * Calendars: see work/agenda.h. Three looks, each wanting what the one before
 * found: whose it is, the meetings, and the zone over their days.
 */
#include "work/agenda.h"
#include "base/memory.h"
#include "config/config.h"
#include "model/template.h"
#include "work/house.h"

#define AGENDA_MAGIC 0xa9e4da01u

struct agenda {
	unsigned magic;
	struct house *house;
	struct db_call *call;
	struct id member, introduction;
	bool is_feed;
	char *language;
	struct db_rows *rows;
	struct store_calendar_meeting *meetings;
	size_t count;
	agenda_done_cb done;
	void *arg;
};

/* --- writing -------------------------------------------------------------- */

/* What stands between < and >, or all of it. */
static char *
address_of(const char *from)
{
	const char *begin = strrchr(from, '<');
	const char *end = begin == NULL ? NULL : strchr(begin, '>');

	return end == NULL
		   ? memory_text(from)
		   : memory_text_n(begin + 1, (size_t)(end - begin - 1));
}

char *
agenda_place(const struct seal *seal, const struct store_meeting *m)
{
	char *place;

	if (m->place_sealed_len < SEAL_OVERHEAD)
		return memory_text("");
	place = memory_new(m->place_sealed_len - SEAL_OVERHEAD + 1, 1);
	if (seal_open(seal, m->place_sealed, m->place_sealed_len, place) != 0)
		place[0] = '\0';
	return place;
}

static enum ical_status
status_of(const char *state)
{
	if (strcmp(state, "confirmed") == 0)
		return ICAL_CONFIRMED;
	return strcmp(state, "cancelled") == 0 ? ICAL_CANCELLED
					       : ICAL_TENTATIVE;
}

/* The texts of one event. */
struct event_texts {
	char uid[ID_TEXT_SIZE];
	struct text summary, description, url;
	char *place;
};

static struct ical_event
event_of(const struct house *house, const char *language,
    const struct store_calendar_meeting *m, struct event_texts *t)
{
	const struct config *config = house->config;
	const struct config_pool *pool = config_pool_get(config, m->pool);
	bool french = strcmp(language, "fr") == 0;
	const char *title;

	id_text(&m->introduction, t->uid);
	text_addf(&t->url, "%s/#/introductions/%s", config->listen_url, t->uid);
	title = pool == NULL
		    ? m->pool
		    : config_title_get(&pool->title, m->pool, language);
	const struct template_word words[] = {
		/* Of those that one has blocked, or who have left, nothing is
		 * told. */
		{ "partners", *m->partners != '\0' ? m->partners : title },
		{ "community", config->community_name },
		{ "pool", title },
		{ "id", t->uid },
		{ NULL, NULL },
	};
	template_fill("{partners} · {community}", words, 1, &t->summary);
	template_fill(french ? "Votre présentation dans {pool}.\n"
			       "serendip meet {id} --cancel"
			     : "Your introduction in {pool}.\n"
			       "serendip meet {id} --cancel",
	    words, 1, &t->description);
	t->place = agenda_place(house->seal, &m->meeting);
	return (struct ical_event){ .uid = t->uid,
		.sequence = m->meeting.sequence,
		.minutes = m->meeting.minutes,
		.starts_us = m->meeting.starts_us,
		.made_us = m->made_us,
		.changed_us = m->changed_us,
		.status = status_of(m->meeting.state),
		.summary = text_get(&t->summary),
		.description = text_get(&t->description),
		.place = t->place,
		.url = text_get(&t->url) };
}

void
agenda_write(const struct house *house, const struct agenda_manner *manner,
    const struct store_calendar_meeting *meetings, size_t count,
    struct text *out)
{
	struct ical_event *events = memory_new(count + 1, sizeof(*events));
	struct event_texts *texts = memory_new(count + 1, sizeof(*texts));
	char *organizer = address_of(house->config->letters_from);
	const struct ical w = { .method = manner->method,
		.name = manner->is_feed ? house->config->community_name : NULL,
		.refresh_s = manner->is_feed ? AGENDA_REFRESH_S : 0,
		.organizer = organizer,
		.organizer_name = house->config->community_name,
		.attendee = manner->attendee,
		.says = manner->says,
		.zone_name = manner->zone_name,
		.zone = manner->zone,
		.events = events,
		.count = count };

	for (size_t i = 0; i < count; i++)
		events[i] =
		    event_of(house, manner->language, &meetings[i], &texts[i]);
	ical_write(&w, out);
	for (size_t i = 0; i < count; i++) {
		text_clear(&texts[i].summary);
		text_clear(&texts[i].description);
		text_clear(&texts[i].url);
		free(texts[i].place);
	}
	free(texts);
	free(events);
	free(organizer);
}

void
agenda_write_fallen(const struct house *house,
    const struct agenda_fallen *fallen, struct text *out)
{
	const struct store_hour_fallen *hour = fallen->hour;
	char *address = seal_text_open(
	    house->seal, hour->email_sealed, hour->email_sealed_len);
	const struct agenda_manner manner = { .language = fallen->language,
		.zone_name = hour->zone_name,
		.zone = &hour->zone,
		.method = ICAL_CANCEL,
		.attendee = address,
		.says = hour->says_yes ? ICAL_YES : ICAL_NOTHING_YET };
	const struct store_calendar_meeting m = {
		.introduction = fallen->introduction,
		.meeting = { .starts_us = hour->starts_us,
		    .minutes = hour->minutes,
		    .state = "cancelled",
		    .sequence = hour->sequence },
		.made_us = hour->made_us,
		.changed_us = hour->now_us,
		.pool = fallen->pool,
		.partners = "",
	};

	agenda_write(house, &manner, &m, 1, out);
	free(address);
}

/* --- looking -------------------------------------------------------------- */

void
agenda_cancel(struct agenda *a)
{
	if (a == NULL)
		return;
	CHECK(a, AGENDA_MAGIC);
	db_cancel(a->call);
	db_rows_free(a->rows);
	free(a->meetings);
	free(a->language);
	a->magic = 0;
	free(a);
}

static void
finish(struct agenda *a, const struct fault *why, const struct text *ical)
{
	agenda_done_cb done = a->done;
	void *arg = a->arg;
	struct fault copy;

	if (why != NULL)
		copy = *why;
	agenda_cancel(a);
	done(arg, why == NULL ? NULL : &copy, ical);
}

static void
finish_not_found(struct agenda *a)
{
	struct fault why;

	(void)fault_set(&why, FAULT_NOT_FOUND, "%s", "");
	finish(a, &why, NULL);
}

static void
finish_written(struct agenda *a, const char *zone_name, const struct zone *zone)
{
	const struct agenda_manner manner = { .language = a->language,
		.zone_name = zone_name,
		.zone = zone,
		.method = ICAL_PUBLISH,
		.is_feed = a->is_feed };
	struct text ical = { 0 };

	agenda_write(a->house, &manner, a->meetings, a->count, &ical);
	finish(a, NULL, &ical);
	text_clear(&ical);
}

static void
on_zone(void *arg, const struct db_outcome *out)
{
	struct agenda *a = arg;
	const char *name;
	struct zone zone;

	CHECK(a, AGENDA_MAGIC);
	a->call = NULL; /* no longer pending */
	if (out->fault != NULL)
		finish(a, out->fault, NULL);
	else if (store_calendar_zone_read(
		     db_outcome_rows(out, 0), &name, &zone) != 0)
		finish_not_found(a);
	else
		finish_written(a, name, &zone);
}

static void
on_meetings(void *arg, const struct db_outcome *out)
{
	struct agenda *a = arg;
	static const struct zone none;
	struct db_batch *b;

	CHECK(a, AGENDA_MAGIC);
	a->call = NULL; /* no longer pending */
	if (out->fault != NULL) {
		finish(a, out->fault, NULL);
		return;
	}
	a->rows = db_outcome_take(out, 0);
	a->count = (size_t)db_rows_count(a->rows);
	a->meetings = memory_new(a->count + 1, sizeof(*a->meetings));
	for (size_t i = 0; i < a->count; i++)
		store_calendar_meeting_read(a->rows, (int)i, &a->meetings[i]);
	if (a->count == 0 && !a->is_feed) {
		finish_not_found(a);
		return;
	}
	if (a->count == 0) {
		finish_written(a, "UTC", &none);
		return;
	}
	b = db_batch_new(a->house->db, DB_READ);
	store_calendar_zone(b, &a->member, a->meetings[0].meeting.starts_us,
	    a->meetings[a->count - 1].meeting.starts_us);
	a->call = db_batch_run(b, on_zone, a);
}

static void
look_meetings(struct agenda *a)
{
	struct db_batch *b = db_batch_new(a->house->db, DB_READ);

	store_calendar_meetings(
	    b, &a->member, a->is_feed ? NULL : &a->introduction);
	a->call = db_batch_run(b, on_meetings, a);
}

static void
on_member(void *arg, const struct db_outcome *out)
{
	struct agenda *a = arg;
	const struct db_rows *rows;

	CHECK(a, AGENDA_MAGIC);
	a->call = NULL; /* no longer pending */
	if (out->fault != NULL) {
		finish(a, out->fault, NULL);
		return;
	}
	rows = db_outcome_rows(out, 0);
	if (db_rows_count(rows) == 0) {
		finish_not_found(a);
		return;
	}
	a->member = db_id(rows, 0, 0);
	a->language = memory_text(db_text(rows, 0, 1));
	look_meetings(a);
}

static struct agenda *
agenda_new(struct house *house, agenda_done_cb done, void *arg)
{
	struct agenda *a = memory_new(1, sizeof(*a));

	a->magic = AGENDA_MAGIC;
	a->house = house;
	a->done = done;
	a->arg = arg;
	return a;
}

struct agenda *
agenda_of(struct house *house, const struct member *me,
    const struct id *introduction, agenda_done_cb done, void *arg)
{
	struct agenda *a = agenda_new(house, done, arg);

	a->member = me->id;
	a->language = memory_text(me->language);
	a->is_feed = introduction == NULL;
	if (introduction != NULL)
		a->introduction = *introduction;
	look_meetings(a);
	return a;
}

struct agenda *
agenda_by_secret(struct house *house, const uint8_t hash[SEAL_DIGEST],
    agenda_done_cb done, void *arg)
{
	struct agenda *a = agenda_new(house, done, arg);
	struct db_batch *b = db_batch_new(house->db, DB_READ);

	a->is_feed = true;
	store_calendar_member(b, hash);
	a->call = db_batch_run(b, on_member, a);
	return a;
}

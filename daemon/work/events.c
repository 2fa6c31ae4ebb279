/*
 * The hub: see work/events.h. It reads on from its own place, for all; whoever
 * comes is led up to that place first (work/events_missed.c).
 */
#include "work/events.h"
#include "base/clock.h"
#include "base/memory.h"
#include "config/config.h"
#include "io/loop.h"
#include "work/audience.h"
#include "work/house.h"

#define PAGE 1000
#define OF_MEMBER_MAX 8
/* Something has happened in a transaction that is not told of yet, since one
 * that began before it still runs. */
#define SOON_US (CLOCK_SECOND / 5)
#define BEAT_US (25 * CLOCK_SECOND)
#define SESSIONS_BEATS 3 /* sessions are looked at every so many */
#define AGAIN_US CLOCK_SECOND

static void events_read(struct events *e);

/* --- telling -------------------------------------------------------------- */

void
events_tell(struct listener *l, const struct store_event *event)
{
	l->place = event->place;
	l->tell(l->arg, EVENTS_EVENT, event);
}

void
events_greet(struct listener *l, enum events_word word)
{
	struct store_event here = { .place = l->events->place };

	/* Another daemon may have told it more than this hub has read. */
	if (store_place_compare(here.place, l->place) < 0)
		here.place = l->place;
	l->place = here.place;
	l->is_live = true;
	l->events->outside--;
	/* That its session ended meanwhile was told before it could hear. */
	events_doubt(l);
	l->tell(l->arg, word, &here);
}

static void
offer(struct listener *l, const struct store_event *event)
{
	if (!l->is_live || store_place_compare(event->place, l->place) <= 0)
		return;
	if (strcmp(event->kind, "session") == 0)
		events_doubt(l);
	else
		events_tell(l, event);
}

static void
tell_all(struct events *e, const struct store_event *event)
{
	if (event->is_for_all)
		for (struct listener *l = e->audience.first; l != NULL;
		     l = l->next)
			offer(l, event);
	else
		for (struct listener *l =
			 audience_of(&e->audience, &event->member);
		     l != NULL; l = l->next_of_member)
			offer(l, event);
}

/* --- what is new ---------------------------------------------------------- */

static void
on_again(void *arg)
{
	struct events *e = arg;

	CHECK(e, EVENTS_MAGIC);
	e->again = NULL;
	events_wake(e);
}

void
events_read_again(struct events *e, int64_t wait_us)
{
	if (e->again == NULL)
		e->again =
		    loop_timer_start(e->house->loop, wait_us, on_again, e);
}

/* Those who came while the hub did not know where it is. */
static void
let_in(struct events *e)
{
	if (e->outside == 0)
		return;
	for (struct listener *l = e->audience.first; l != NULL; l = l->next)
		if (!l->is_live && l->call == NULL)
			events_lead(l);
}

static void
take_events(struct events *e, const struct db_rows *rows)
{
	struct store_event event;
	int n = db_rows_count(rows);

	for (int i = 0; i < n; i++) {
		store_event_read(rows, i, &event);
		if (event.is_none)
			break;
		e->place = event.place;
		if (e->has_place)
			tell_all(e, &event);
	}
	if (n < PAGE) {
		struct store_place known = store_event_horizon(rows);

		if (store_place_compare(known, e->place) > 0)
			e->place = known;
		e->has_place = true;
	}
}

static void
on_read(void *arg, const struct db_outcome *out)
{
	struct events *e = arg;
	const struct db_rows *rows;

	CHECK(e, EVENTS_MAGIC);
	e->reading = NULL; /* no longer pending */
	if (out->fault != NULL) {
		events_read_again(e, AGAIN_US);
		return;
	}
	rows = db_outcome_rows(out, (int)out->step_count - 1);
	take_events(e, rows);
	if (e->has_place)
		let_in(e);
	events_check_sessions(e);
	if (db_rows_count(rows) == PAGE || e->wants_more)
		events_read(e);
	else if (store_event_is_more(rows))
		events_read_again(e, SOON_US);
}

/* The first reading finds where the present is: what is before it is nobody's
 * news. */
static void
events_read(struct events *e)
{
	static const struct store_place present = { INT64_MAX, 0 };
	struct db_batch *b =
	    db_batch_new(e->house->db, e->has_place ? DB_READ : DB_WRITE);

	e->wants_more = false;
	if (!e->has_place)
		store_event_forget_old_life(b);
	store_event_after(b, e->has_place ? e->place : present, PAGE);
	e->reading = db_batch_run(b, on_read, e);
}

void
events_wake(struct events *e)
{
	CHECK(e, EVENTS_MAGIC);
	e->wants_more = true;
	if (e->reading == NULL)
		events_read(e);
}

/* --- all ------------------------------------------------------------------ */

static void
on_beat(void *arg)
{
	struct events *e = arg;

	CHECK(e, EVENTS_MAGIC);
	e->beat = loop_timer_start(e->house->loop, BEAT_US, on_beat, e);
	e->beats++;
	for (struct listener *l = e->audience.first; l != NULL; l = l->next) {
		l->tell(l->arg, EVENTS_BEAT, NULL);
		if (e->beats % SESSIONS_BEATS == 0)
			events_doubt(l);
	}
	events_check_sessions(e);
}

struct events *
events_new(struct house *house)
{
	struct events *e = memory_new(1, sizeof(*e));

	e->magic = EVENTS_MAGIC;
	e->house = house;
	e->beat = loop_timer_start(house->loop, BEAT_US, on_beat, e);
	events_wake(e);
	return e;
}

void
events_free(struct events *e)
{
	if (e == NULL)
		return;
	CHECK(e, EVENTS_MAGIC);
	if (e->audience.first != NULL)
		die("somebody still listens");
	loop_timer_cancel(e->again);
	loop_timer_cancel(e->beat);
	db_cancel(e->reading);
	db_cancel(e->sessions);
	e->magic = 0;
	free(e);
}

static bool
is_room(const struct events *e, const struct id *member, struct fault *why)
{
	int of_member = 0;

	for (const struct listener *l = audience_of(&e->audience, member);
	     l != NULL; l = l->next_of_member)
		of_member++;
	if (of_member >= OF_MEMBER_MAX)
		(void)fault_set(why, FAULT_TOO_MANY,
		    "%d streams of events are open for you, which is as many "
		    "as can be",
		    OF_MEMBER_MAX);
	else if (e->audience.count >= e->house->config->limit_streams)
		(void)fault_set(
		    why, FAULT_BUSY, "too many streams of events are open");
	else
		return true;
	return false;
}

struct listener *
events_listen(struct events *e, const struct id *member,
    const uint8_t session[SEAL_DIGEST], const char *from, events_tell_cb cb,
    events_over_cb over, void *arg, struct fault *why)
{
	struct listener *l;

	CHECK(e, EVENTS_MAGIC);
	if (!is_room(e, member, why))
		return NULL;
	l = memory_new(1, sizeof(*l));
	l->magic = LISTENER_MAGIC;
	l->events = e;
	l->member = *member;
	memcpy(l->session, session, SEAL_DIGEST);
	l->tell = cb;
	l->over = over;
	l->arg = arg;
	/* What is no place is looked at as the very first, which is known only
	 * to a house where nothing was forgotten yet. */
	l->is_anew = from == NULL;
	l->is_checked = from != NULL && store_place_parse(from, &l->place);
	audience_add(&e->audience, l);
	e->outside++;
	events_wake(e); /* which lets it in */
	return l;
}

void
events_close(struct listener *l)
{
	if (l == NULL)
		return;
	CHECK(l, LISTENER_MAGIC);
	db_cancel(l->call);
	audience_remove(&l->events->audience, l);
	l->events->outside -= !l->is_live;
	l->magic = 0;
	free(l);
}

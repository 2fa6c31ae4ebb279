/*
 * The hub: see work/events.h. It reads on from its own place, for all; whoever
 * comes with a place of the past is led up to the hub's before (events_missed),
 * and again until the two meet.
 */
#include "work/events.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/memory.h"
#include "config/config.h"
#include "io/loop.h"
#include "work/house.h"

#define EVENTS_MAGIC 0xe7e20001u
#define LISTENER_MAGIC 0x115e0001u
#define PAGE 1000
#define MISSED_MAX 500 /* events: with more it is quicker to look anew */
#define OF_MEMBER_MAX 8
/* Something has happened in a transaction that is not told of yet, since one
 * that began before it still runs. */
#define SOON_US (CLOCK_SECOND / 5)
#define BEAT_US (25 * CLOCK_SECOND)
#define SESSIONS_BEATS 3 /* sessions are looked at every so many */
#define AGAIN_US CLOCK_SECOND

struct listener {
	unsigned magic;
	struct events *events;
	struct listener *prev, *next;
	struct id member;
	uint8_t session[SEAL_DIGEST];
	struct store_place place; /* told up to here */
	struct store_place until; /* what it missed is read up to here */
	bool is_live;             /* its place is the hub's */
	bool is_anew;             /* came without a place */
	bool is_checked;          /* came with one that has to be looked at */
	bool is_led;              /* up to `until`, at least */
	bool is_asked;            /* about its session */
	struct db_call *call;     /* what it missed */
	events_tell_cb tell;
	events_over_cb over;
	void *arg;
};

struct events {
	unsigned magic;
	struct house *house;
	struct listener *first;
	int count;
	struct store_place place;
	bool has_place;
	bool wants_more; /* woken while it reads */
	struct db_call *reading, *sessions;
	struct timer *again, *beat;
	int beats;
	bool look_at_sessions;
};

static void events_read(struct events *e);
static void listener_catch_up(struct listener *l);
static void events_check_sessions(struct events *e);

/* --- telling -------------------------------------------------------------- */

static void
tell(struct listener *l, const struct store_event *event)
{
	l->place = event->place;
	l->tell(l->arg, EVENTS_EVENT, event);
}

static void
greet(struct listener *l, enum events_word word)
{
	struct store_event here = { .place = l->events->place };

	/* Another daemon may have told it more than this hub has read. */
	if (store_place_compare(here.place, l->place) < 0)
		here.place = l->place;
	l->place = here.place;
	l->is_live = true;
	l->tell(l->arg, word, &here);
}

static void
tell_all(struct events *e, const struct store_event *event)
{
	bool is_session = strcmp(event->kind, "session") == 0;

	for (struct listener *l = e->first; l != NULL; l = l->next) {
		if (!l->is_live ||
		    store_place_compare(event->place, l->place) <= 0 ||
		    (!event->is_for_all &&
			!id_equal(&l->member, &event->member)))
			continue;
		if (is_session)
			e->look_at_sessions = true;
		else
			tell(l, event);
	}
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

static void
read_again(struct events *e, int64_t wait_us)
{
	if (e->again == NULL)
		e->again =
		    loop_timer_start(e->house->loop, wait_us, on_again, e);
}

/* Those who came while the hub did not know where it is. */
static void
let_in(struct events *e)
{
	for (struct listener *l = e->first; l != NULL; l = l->next)
		if (!l->is_live && l->call == NULL)
			listener_catch_up(l);
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
	for (struct listener *l = e->first; l != NULL; l = l->next)
		if (l->is_live && store_place_compare(e->place, l->place) > 0)
			l->place = e->place;
}

static void
on_read(void *arg, const struct db_outcome *out)
{
	struct events *e = arg;
	const struct db_rows *rows;

	CHECK(e, EVENTS_MAGIC);
	e->reading = NULL; /* no longer pending */
	if (out->fault != NULL) {
		read_again(e, AGAIN_US);
		return;
	}
	rows = db_outcome_rows(out, (int)out->step_count - 1);
	take_events(e, rows);
	if (e->has_place)
		let_in(e);
	if (e->look_at_sessions)
		events_check_sessions(e);
	if (db_rows_count(rows) == PAGE || e->wants_more)
		events_read(e);
	else if (store_event_is_more(rows))
		read_again(e, SOON_US);
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

/* --- what somebody missed ------------------------------------------------- */

static void
on_missed(void *arg, const struct db_outcome *out)
{
	struct listener *l = arg;
	const struct db_rows *rows;
	struct store_event event;
	int n;

	CHECK(l, LISTENER_MAGIC);
	l->call = NULL; /* no longer pending */
	if (out->fault != NULL) {
		read_again(l->events, AGAIN_US); /* which lets it in */
		return;
	}
	rows = db_outcome_rows(out, 0);
	n = db_rows_count(rows);
	if (n > MISSED_MAX ||
	    (l->is_checked && !db_bool(db_outcome_rows(out, 1), 0, 0))) {
		l->place = (struct store_place){ 0 };
		greet(l, EVENTS_RESET);
		return;
	}
	for (int i = 0; i < n; i++) {
		store_event_read(rows, i, &event);
		if (strcmp(event.kind, "session") != 0)
			tell(l, &event);
	}
	if (store_place_compare(l->until, l->place) > 0)
		l->place = l->until;
	l->is_checked = false;
	l->is_led = true;
	listener_catch_up(l);
}

/* Once more where the hub went on meanwhile. */
static void
listener_catch_up(struct listener *l)
{
	struct events *e = l->events;
	struct db_batch *b;

	if (l->is_anew ||
	    (l->is_led && store_place_compare(l->place, e->place) >= 0)) {
		greet(l, EVENTS_HELLO);
		return;
	}
	if (!l->is_led && !l->is_checked) {
		greet(l, EVENTS_RESET); /* its place is none at all */
		return;
	}
	b = db_batch_new(e->house->db, DB_READ);
	store_event_missed(b, &l->member, l->place, e->place, MISSED_MAX + 1);
	if (l->is_checked)
		store_event_place(b, l->place);
	l->until = e->place;
	l->call = db_batch_run(b, on_missed, l);
}

/* --- sessions ------------------------------------------------------------- */

struct session_hash {
	uint8_t bytes[SEAL_DIGEST];
};

static int
compare_hashes(const void *x, const void *y)
{
	return memcmp(x, y, SEAL_DIGEST);
}

static void
on_sessions(void *arg, const struct db_outcome *out)
{
	struct events *e = arg;
	struct listener *next;
	const struct db_rows *rows;
	struct session_hash *alive;
	size_t n;

	CHECK(e, EVENTS_MAGIC);
	e->sessions = NULL; /* no longer pending */
	if (out->fault != NULL)
		return; /* at the next beat */
	rows = db_outcome_rows(out, 0);
	n = (size_t)db_rows_count(rows);
	alive = memory_new(n + 1, sizeof(*alive));
	for (size_t i = 0; i < n; i++) {
		const uint8_t *hash;

		if (db_bytes(rows, (int)i, 0, &hash) != SEAL_DIGEST)
			die("a session's hash of another size");
		memcpy(alive[i].bytes, hash, SEAL_DIGEST);
	}
	qsort(alive, n, sizeof(*alive), compare_hashes);
	for (struct listener *l = e->first; l != NULL; l = next) {
		next = l->next;
		if (l->is_asked && bsearch(l->session, alive, n, sizeof(*alive),
				       compare_hashes) == NULL) {
			l->over(l->arg);
			events_close(l);
		}
	}
	free(alive);
}

/* Whether the sessions of all who listen still are. */
static void
events_check_sessions(struct events *e)
{
	struct db_array hashes = { 0 };
	struct db_batch *b;

	if (e->sessions != NULL || e->first == NULL)
		return;
	e->look_at_sessions = false;
	for (struct listener *l = e->first; l != NULL; l = l->next) {
		l->is_asked = true;
		db_array_bytes(&hashes, l->session, SEAL_DIGEST);
	}
	b = db_batch_new(e->house->db, DB_READ);
	store_event_sessions(b, &hashes);
	e->sessions = db_batch_run(b, on_sessions, e);
}

static void
on_beat(void *arg)
{
	struct events *e = arg;

	CHECK(e, EVENTS_MAGIC);
	e->beat = loop_timer_start(e->house->loop, BEAT_US, on_beat, e);
	for (struct listener *l = e->first; l != NULL; l = l->next)
		l->tell(l->arg, EVENTS_BEAT, NULL);
	if (e->look_at_sessions || ++e->beats % SESSIONS_BEATS == 0)
		events_check_sessions(e);
}

/* --- all ------------------------------------------------------------------ */

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
	if (e->first != NULL)
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

	for (const struct listener *l = e->first; l != NULL; l = l->next)
		of_member += id_equal(&l->member, member);
	if (of_member >= OF_MEMBER_MAX)
		(void)fault_set(why, FAULT_TOO_MANY,
		    "%d streams of events are open for you, which is as many "
		    "as can be",
		    OF_MEMBER_MAX);
	else if (e->count >= e->house->config->limit_streams)
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
	l->next = e->first;
	if (l->next != NULL)
		l->next->prev = l;
	e->first = l;
	e->count++;
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
	if (l->prev != NULL)
		l->prev->next = l->next;
	else
		l->events->first = l->next;
	if (l->next != NULL)
		l->next->prev = l->prev;
	l->events->count--;
	l->magic = 0;
	free(l);
}

/*
 * What somebody missed: see work/hub.h. Who comes with a place of the past is led
 * up to the hub's, and again until the two meet.
 */
#include "base/clock.h"
#include "base/memory.h"
#include "work/house.h"
#include "work/hub.h"

#define MISSED_MAX 500 /* events: with more it is quicker to look anew */
#define AGAIN_US CLOCK_SECOND

static void
missed_take(struct listener *l, const struct db_outcome *out)
{
	const struct db_rows *rows = db_outcome_rows(out, 0);
	struct store_event event;
	int n = db_rows_count(rows);

	if (n > MISSED_MAX ||
	    (l->is_checked && !db_bool(db_outcome_rows(out, 1), 0, 0))) {
		l->place = (struct store_place){ 0 };
		events_greet(l, EVENTS_RESET);
		return;
	}
	for (int i = 0; i < n; i++) {
		store_event_read(rows, i, &event);
		if (strcmp(event.kind, "session") != 0)
			events_tell(l, &event);
	}
	if (store_place_compare(l->until, l->place) > 0)
		l->place = l->until;
	l->is_checked = false;
	l->is_led = true;
	events_lead(l);
}

static void
on_missed(void *arg, const struct db_outcome *out)
{
	struct listener *l = arg;

	CHECK(l, LISTENER_MAGIC);
	l->call = NULL; /* no longer pending */
	if (out->fault != NULL) {
		events_read_again(l->events, AGAIN_US);
		return;
	}
	missed_take(l, out);
	events_check_sessions(l->events);
}

/* Once more where the hub went on meanwhile. */
void
events_lead(struct listener *l)
{
	struct events *e = l->events;
	struct db_batch *b;

	if (l->is_anew ||
	    (l->is_led && store_place_compare(l->place, e->place) >= 0)) {
		events_greet(l, EVENTS_HELLO);
		return;
	}
	if (!l->is_led && !l->is_checked) {
		events_greet(l, EVENTS_RESET); /* its place is none at all */
		return;
	}
	b = db_batch_new(e->house->db, DB_READ);
	store_event_missed(b, &l->member, l->place, e->place, MISSED_MAX + 1);
	if (l->is_checked)
		store_event_place(b, l->place);
	l->until = e->place;
	l->call = db_batch_run(b, on_missed, l);
}

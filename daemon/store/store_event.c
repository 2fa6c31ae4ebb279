/*
 * Events: see store/store_event.h.
 */
#include "store/store_event.h"
#include <inttypes.h>
#include "sql_statements.h"

const char *
store_place_text(struct store_place place, char out[STORE_PLACE_SIZE])
{
	snprintf(out, STORE_PLACE_SIZE, "%" PRIu64 "-%" PRIu64, place.xact,
	    place.number);
	return out;
}

bool
store_place_parse(const char *s, struct store_place *place)
{
	const char *dash = strchr(s, '-');
	char first[24];
	int64_t xact, number;

	if (dash == NULL || (size_t)(dash - s) >= sizeof(first))
		return false;
	memcpy(first, s, (size_t)(dash - s));
	first[dash - s] = '\0';
	if (text_to_int(first, 0, INT64_MAX, &xact) != 0 ||
	    text_to_int(dash + 1, 0, INT64_MAX, &number) != 0)
		return false;
	*place = (struct store_place){ (uint64_t)xact, (uint64_t)number };
	return true;
}

int
store_place_compare(struct store_place a, struct store_place b)
{
	if (a.xact != b.xact)
		return a.xact < b.xact ? -1 : 1;
	return (a.number > b.number) - (a.number < b.number);
}

/* An xid8 travels as text. */
static void
add_place(struct db_batch *b, struct store_place place)
{
	char text[24];

	snprintf(text, sizeof(text), "%" PRIu64, place.xact);
	db_arg_text(b, text);
	db_arg_int(b, (int64_t)place.number);
}

void
store_event_read(const struct db_rows *rows, int row, struct store_event *e)
{
	*e = (struct store_event){ .is_none = db_is_null(rows, row, 2) };
	if (e->is_none)
		return;
	e->place.xact = (uint64_t)db_int(rows, row, 2);
	e->place.number = (uint64_t)db_int(rows, row, 3);
	e->is_for_all = db_is_null(rows, row, 4);
	if (!e->is_for_all)
		e->member = db_id(rows, row, 4);
	e->kind = db_text(rows, row, 5);
	e->introduction = db_text(rows, row, 6);
	e->message = db_text(rows, row, 7);
	e->round = db_text(rows, row, 8);
	e->pool = db_text(rows, row, 9);
	e->state = db_text(rows, row, 10);
}

void
store_event_forget_old_life(struct db_batch *b)
{
	db_batch_add(b, SQL_EVENTS_OF_ANOTHER_LIFE, DB_ANY);
}

void
store_event_after(struct db_batch *b, struct store_place after, int limit)
{
	db_batch_add(b, SQL_EVENTS_AFTER, DB_ANY);
	add_place(b, after);
	db_arg_int(b, limit);
}

struct store_place
store_event_horizon(const struct db_rows *rows)
{
	return (struct store_place){ (uint64_t)db_int(rows, 0, 0), 0 };
}

bool
store_event_is_more(const struct db_rows *rows)
{
	return db_bool(rows, 0, 1);
}

void
store_event_place(struct db_batch *b, struct store_place place)
{
	db_batch_add(b, SQL_EVENTS_PLACE, 1);
	add_place(b, place);
}

void
store_event_missed(struct db_batch *b, const struct id *member,
    struct store_place after, struct store_place until, int limit)
{
	db_batch_add(b, SQL_EVENTS_MISSED, DB_ANY);
	db_arg_id(b, member);
	add_place(b, after);
	add_place(b, until);
	db_arg_int(b, limit);
}

void
store_event_sessions(struct db_batch *b, struct db_array *hashes)
{
	db_batch_add(b, SQL_SESSIONS_ALIVE, DB_ANY);
	db_arg_array(b, hashes);
}

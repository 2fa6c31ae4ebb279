/*
 * Events for those who listen: statements of sql/statements/events.sql.
 */
#ifndef STORE_STORE_EVENT_H
#define STORE_STORE_EVENT_H

#include <stdbool.h>
#include <stdint.h>
#include "io/db.h"

/* A place in the order of events; {0, 0} is before all. */
struct store_place {
	uint64_t xact, number;
};
#define STORE_PLACE_SIZE 44
/* "12345-67". */
const char *
store_place_text(struct store_place place, char out[STORE_PLACE_SIZE]);
/* False where it is none. */
bool store_place_parse(const char *s, struct store_place *place) MUST_CHECK;
/* Negative, 0 or positive, as a is before b, b, or after it. */
int store_place_compare(struct store_place a, struct store_place b);

struct store_event {
	struct store_place place;
	bool is_none;    /* the row tells of the horizon only */
	bool is_for_all; /* else for `member` */
	struct id member;
	const char *kind; /* borrowed from the rows, as all texts */
	/* "" where it has none. */
	const char *introduction, *message, *round, *pool, *state;
};
void store_event_read(
    const struct db_rows *rows, int row, struct store_event *event);

/* Forgets what a database that was restored has from before. */
void store_event_forget_old_life(struct db_batch *b);
/* At least one row; of any row the horizon can be read. */
void store_event_after(struct db_batch *b, struct store_place after, int limit);
struct store_place store_event_horizon(const struct db_rows *rows);
/* Something happened beyond the horizon: ask again soon. */
bool store_event_is_more(const struct db_rows *rows);

/* One row, a boolean: whether one can go on from there. */
void store_event_place(struct db_batch *b, struct store_place place);
void store_event_missed(struct db_batch *b, const struct id *member,
    struct store_place after, struct store_place until, int limit);

/* Hashes of sessions (taken); the rows are those that still are. */
void store_event_sessions(struct db_batch *b, struct db_array *hashes);

#endif

/*
 * Whose session has ended hears nothing more: see work/hub.h.
 */
#include "base/log.h"
#include "base/memory.h"
#include "work/house.h"
#include "work/hub.h"

struct session_hash {
	uint8_t bytes[SEAL_DIGEST];
};

static int
compare_hashes(const void *x, const void *y)
{
	return memcmp(x, y, SEAL_DIGEST);
}

/* Those of the rows, in order. */
static struct session_hash *
sessions_read(const struct db_rows *rows, size_t *n)
{
	struct session_hash *alive;

	*n = (size_t)db_rows_count(rows);
	alive = memory_new(*n + 1, sizeof(*alive));
	for (size_t i = 0; i < *n; i++) {
		const uint8_t *hash;

		if (db_bytes(rows, (int)i, 0, &hash) != SEAL_DIGEST)
			die("a session's hash of another size");
		memcpy(alive[i].bytes, hash, SEAL_DIGEST);
	}
	qsort(alive, *n, sizeof(*alive), compare_hashes);
	return alive;
}

static void
end_others(struct events *e, const struct session_hash *alive, size_t n)
{
	struct listener *next;

	for (struct listener *l = e->audience.first; l != NULL; l = next) {
		next = l->next;
		if (!l->is_asked)
			continue;
		l->is_asked = false;
		if (bsearch(l->session, alive, n, sizeof(*alive),
			compare_hashes) == NULL) {
			l->over(l->arg);
			events_close(l);
		}
	}
}

static void
on_sessions(void *arg, const struct db_outcome *out)
{
	struct events *e = arg;
	struct session_hash *alive;
	size_t n;

	CHECK(e, EVENTS_MAGIC);
	e->sessions = NULL; /* no longer pending */
	if (out->fault != NULL) {
		/* At the next beat. */
		for (struct listener *l = e->audience.first; l != NULL;
		     l = l->next)
			if (l->is_asked)
				events_doubt(l);
		return;
	}
	alive = sessions_read(db_outcome_rows(out, 0), &n);
	end_others(e, alive, n);
	free(alive);
	/* One may have ended since it was looked for. */
	events_check_sessions(e);
}

void
events_doubt(struct listener *l)
{
	l->is_doubted = true;
	l->events->has_doubts = true;
}

void
events_check_sessions(struct events *e)
{
	struct db_array hashes = { 0 };
	struct db_batch *b;

	if (e->sessions != NULL || !e->has_doubts)
		return;
	e->has_doubts = false;
	for (struct listener *l = e->audience.first; l != NULL; l = l->next) {
		l->is_asked = l->is_doubted;
		l->is_doubted = false;
		if (l->is_asked)
			db_array_bytes(&hashes, l->session, SEAL_DIGEST);
	}
	if (hashes.count == 0)
		return; /* they have left */
	b = db_batch_new(e->house->db, DB_READ);
	store_event_sessions(b, &hashes);
	e->sessions = db_batch_run(b, on_sessions, e);
}

/*
 * Sessions: see work/session.h.
 */
#include "work/session.h"
#include "base/memory.h"
#include "store/store_session.h"
#include "work/house.h"

#define SESSION_MAGIC 0x5e551011u

struct session {
	unsigned magic;
	struct house *house;
	struct db_call *call;
	uint8_t hash[SEAL_DIGEST];
	session_done_cb done;
	void *arg;
};

void
session_cancel(struct session *s)
{
	if (s == NULL)
		return;
	CHECK(s, SESSION_MAGIC);
	db_cancel(s->call);
	s->magic = 0;
	free(s);
}

static void
on_touched(void *arg, const struct db_outcome *out)
{
	/* Should it fail, the next request does it. */
	(void)arg;
	(void)out;
}

static void
session_touch(const struct session *s)
{
	struct db_batch *b = db_batch_new(s->house->db, DB_WRITE);
	struct db_call *nobody_waits;

	store_session_touch(b, s->hash);
	nobody_waits = db_batch_run(b, on_touched, NULL);
	(void)nobody_waits;
}

static void
on_looked(void *arg, const struct db_outcome *out)
{
	struct session *s = arg;
	session_done_cb done = s->done;
	void *done_arg = s->arg;
	const struct db_rows *rows = NULL;
	struct member member = { 0 };
	struct fault none;

	CHECK(s, SESSION_MAGIC);
	s->call = NULL; /* no longer pending */
	(void)fault_set(&none, FAULT_UNAUTHENTICATED,
	    "the session is unknown or over; sign in");
	if (out->fault == NULL)
		rows = db_outcome_rows(out, 0);
	if (rows != NULL && db_rows_count(rows) == 1) {
		if (store_session_wants_touch(rows))
			session_touch(s);
		store_member_read(rows, 0, &member);
		session_cancel(s);
		done(done_arg, NULL, &member);
		return;
	}
	session_cancel(s);
	done(done_arg, out->fault != NULL ? out->fault : &none, NULL);
}

struct session *
session_start(struct house *house, const uint8_t hash[SEAL_DIGEST],
    session_done_cb done, void *arg)
{
	struct session *s = memory_new(1, sizeof(*s));
	struct db_batch *b = db_batch_new(house->db, DB_READ);

	s->magic = SESSION_MAGIC;
	s->house = house;
	memcpy(s->hash, hash, SEAL_DIGEST);
	s->done = done;
	s->arg = arg;
	store_session_member(b, hash);
	s->call = db_batch_run(b, on_looked, s);
	return s;
}

/*
 * A round, now: see work/ask_round.h.
 */
#include "work/ask_round.h"
#include "base/memory.h"
#include "store/store_house.h"
#include "store/store_round.h"
#include "work/house.h"

#define ASK_MAGIC 0xa5c20001u

struct ask_round {
	unsigned magic;
	struct db_call *call;
	ask_round_done_cb done;
	void *arg;
};

static void
on_asked(void *arg, const struct db_outcome *out)
{
	struct ask_round *a = arg;
	ask_round_done_cb done = a->done;
	void *done_arg = a->arg;
	struct fault why;

	CHECK(a, ASK_MAGIC);
	a->magic = 0;
	free(a);
	if (out->fault == NULL) {
		done(done_arg, NULL);
		return;
	}
	why = *out->fault;
	if (once_was_before(out))
		(void)fault_set(&why, FAULT_REPEATED,
		    "this Idempotency-Key was used before");
	else if (out->fault->code == FAULT_CHANGED_MEANWHILE)
		(void)fault_set(&why, FAULT_CONFLICT,
		    "a round of this pool is under way, or waits for an "
		    "operator's yes");
	done(done_arg, &why);
}

struct ask_round *
ask_round_start(struct house *house, const struct id *id, const char *pool,
    const struct id *by, const struct once *once, ask_round_done_cb done,
    void *arg)
{
	struct ask_round *a = memory_new(1, sizeof(*a));
	struct db_batch *b = db_batch_new(house->db, DB_WRITE);

	a->magic = ASK_MAGIC;
	a->done = done;
	a->arg = arg;
	/* First: the same request, sent again while this one is under way, must
	 * find itself, not the round. */
	once_add(once, house, b);
	store_round_under_way(b, pool);
	store_round_now(b, id, pool);
	store_audit_operator(b, by, "round run", id, pool);
	a->call = db_batch_run(b, on_asked, a);
	return a;
}

void
ask_round_cancel(struct ask_round *a)
{
	if (a == NULL)
		return;
	CHECK(a, ASK_MAGIC);
	db_cancel(a->call);
	a->magic = 0;
	free(a);
}

/*
 * Rounds in hand: see work/hand.h. Where it is refused, a second look says why.
 */
#include "work/hand.h"
#include "base/memory.h"
#include "store/store_hand.h"
#include "store/store_house.h"
#include "work/house.h"

#define HAND_MAGIC 0x4a9d0001u

struct hand {
	unsigned magic;
	struct house *house;
	struct hand_ask ask;
	struct db_call *call;
	int got; /* the step that reads the round */
	hand_done_cb done;
	void *arg;
};

void
hand_cancel(struct hand *h)
{
	if (h == NULL)
		return;
	CHECK(h, HAND_MAGIC);
	db_cancel(h->call);
	h->magic = 0;
	free(h);
}

static void
hand_finish(struct hand *h, const struct fault *why, const struct db_rows *rows)
{
	hand_done_cb done = h->done;
	void *arg = h->arg;
	struct store_round round = { 0 };

	hand_cancel(h);
	if (why == NULL)
		store_round_read(rows, 0, &round);
	done(arg, why, why == NULL ? &round : NULL);
}

/* --- refused -------------------------------------------------------------- */

static void
say_why(const struct hand *h, const struct store_round *r, struct fault *why)
{
	static const char *const can[] = {
		[HAND_APPROVE] = "only one that waits (drawn) can be approved",
		[HAND_REDRAW] = "only one that waits (drawn) can be drawn anew",
		[HAND_CANCEL] = "only one that is planned, open, drawn or "
				"failed can be cancelled",
	};

	/* It still says drawn, but is on its way. */
	if (strcmp(r->state, "drawn") == 0)
		(void)fault_set(
		    why, FAULT_CONFLICT, "this round is approved already");
	else
		(void)fault_set(why, FAULT_CONFLICT, "this round is %s: %s",
		    r->state, can[h->ask.what]);
}

static void
on_looked(void *arg, const struct db_outcome *out)
{
	struct hand *h = arg;
	const struct db_rows *rows;
	struct store_round round = { 0 };
	struct fault why;

	CHECK(h, HAND_MAGIC);
	h->call = NULL; /* no longer pending */
	if (out->fault != NULL) {
		why = *out->fault;
	} else if (db_rows_count(rows = db_outcome_rows(out, 0)) == 0) {
		(void)fault_set(&why, FAULT_NOT_FOUND, "%s", "");
	} else {
		store_round_read(rows, 0, &round);
		say_why(h, &round, &why);
	}
	hand_finish(h, &why, NULL);
}

/* --- asked ---------------------------------------------------------------- */

static void
on_done(void *arg, const struct db_outcome *out)
{
	struct hand *h = arg;
	struct fault why;
	struct db_batch *b;

	CHECK(h, HAND_MAGIC);
	h->call = NULL; /* no longer pending */
	if (out->fault == NULL) {
		hand_finish(h, NULL, db_outcome_rows(out, h->got));
		return;
	}
	if (out->fault->code != FAULT_CHANGED_MEANWHILE) {
		why = *out->fault;
		hand_finish(h, &why, NULL);
		return;
	}
	b = db_batch_new(h->house->db, DB_READ);
	store_round_get(b, &h->ask.round);
	h->call = db_batch_run(b, on_looked, h);
}

struct hand *
hand_start(struct house *house, const struct hand_ask *ask, hand_done_cb done,
    void *arg)
{
	struct hand *h = memory_new(1, sizeof(*h));
	struct db_batch *b = db_batch_new(house->db, DB_WRITE);
	char actor[STORE_ACTOR_SIZE];

	h->magic = HAND_MAGIC;
	h->house = house;
	h->ask = *ask;
	h->done = done;
	h->arg = arg;
	store_actor_operator(ask->by, actor);
	switch (ask->what) {
	case HAND_APPROVE:
		store_hand_approve(b, &ask->round, actor);
		break;
	case HAND_REDRAW:
		store_hand_redraw(
		    b, &ask->round, ask->has_seed ? &ask->seed : NULL, actor);
		break;
	case HAND_CANCEL:
		store_hand_cancel(b, &ask->round, actor);
		break;
	}
	h->got = STORE_HAND_STEPS;
	store_round_get(b, &ask->round);
	h->call = db_batch_run(b, on_done, h);
	return h;
}

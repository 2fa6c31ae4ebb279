/*
 * Pinned and forbidden pairs: see work/pair.h. Who the two are is looked up, and
 * then it is written.
 */
#include "work/pair.h"
#include "base/memory.h"
#include "base/text.h"
#include "store/store_house.h"
#include "store/store_pairs.h"
#include "store/store_suggestion.h"
#include "work/house.h"
#include "work/who.h"

#define PAIR_MAGIC 0x9a190001u

struct pair {
	unsigned magic;
	struct house *house;
	bool is_pin, has_by, has_suggestion;
	struct id id, by, suggestion;
	char *names[2], *pool, *reason;
	struct once once; /* its answer is the caller's, who outlives this */
	struct db_call *call;
	int first;  /* step of the pair's first statement */
	int settle; /* of the suggestion's; without one behind all */
	pair_done_cb done;
	void *arg;
};

void
pair_cancel(struct pair *p)
{
	if (p == NULL)
		return;
	CHECK(p, PAIR_MAGIC);
	db_cancel(p->call);
	free(p->names[0]);
	free(p->names[1]);
	free(p->pool);
	free(p->reason);
	p->magic = 0;
	free(p);
}

static void
pair_finish(struct pair *p, const struct fault *why)
{
	pair_done_cb done = p->done;
	void *arg = p->arg;

	pair_cancel(p);
	done(arg, why);
}

/* What it means that a step had not its row. */
static const char *
say_conflict(const struct pair *p, int step)
{
	if (step == p->first)
		return "one of the two has just left";
	if (step == p->settle)
		return "somebody else has decided on it, or it is nothing to "
		       "decide on any more";
	return p->is_pin ? "the two are forbidden, or one of them is pinned in "
			   "this pool already"
			 : "the two are forbidden already";
}

static void
on_written(void *arg, const struct db_outcome *out)
{
	struct pair *p = arg;
	struct fault why;

	CHECK(p, PAIR_MAGIC);
	p->call = NULL; /* no longer pending */
	if (out->fault == NULL) {
		pair_finish(p, NULL);
		return;
	}
	why = *out->fault;
	if (once_was_before(out))
		(void)fault_set(&why, FAULT_REPEATED,
		    "this Idempotency-Key was used before");
	else if (out->fault->code == FAULT_CHANGED_MEANWHILE)
		(void)fault_set(
		    &why, FAULT_CONFLICT, "%s", say_conflict(p, out->step));
	pair_finish(p, &why);
}

static void
pair_write(struct pair *p, const struct store_pair *row)
{
	struct db_batch *b = db_batch_new(p->house->db, DB_WRITE);
	char low[ID_TEXT_SIZE], high[ID_TEXT_SIZE];
	struct text detail = { 0 };

	/* First: the same request, sent again, must find itself. */
	once_add(&p->once, p->house, b);
	p->first = p->once.is_given;
	p->settle = p->first + STORE_PAIR_STEPS;
	if (p->is_pin)
		store_pair_pin(b, row);
	else
		store_pair_forbid(b, row);
	if (p->has_suggestion) {
		store_suggestion_settle(b, &p->suggestion, true);
		store_audit_operator(b, p->has_by ? &p->by : NULL,
		    "suggestion accepted", &p->suggestion, "");
	}
	text_addf(&detail, "%s%s: %s %s: %s", p->is_pin ? "in " : "everywhere",
	    p->is_pin ? p->pool : "", id_text(&row->a, low),
	    id_text(&row->b, high), p->reason);
	store_audit_operator(b, p->has_by ? &p->by : NULL,
	    p->is_pin ? "pair pinned" : "pair forbidden", &p->id,
	    text_get(&detail));
	text_clear(&detail);
	p->call = db_batch_run(b, on_written, p);
}

static void
on_two(void *arg, const struct db_outcome *out)
{
	struct pair *p = arg;
	struct store_pair row = { .id = p->id, .reason = p->reason };
	const struct db_rows *rows;
	struct fault why;

	CHECK(p, PAIR_MAGIC);
	p->call = NULL; /* no longer pending */
	if (out->fault != NULL) {
		why = *out->fault;
		pair_finish(p, &why);
		return;
	}
	rows = db_outcome_rows(out, 0);
	if (db_rows_count(rows) == 0) {
		(void)fault_set(&why, FAULT_NOT_FOUND,
		    "there is no such suggestion to decide on");
		pair_finish(p, &why);
		return;
	}
	row.a = db_id(rows, 0, 0);
	row.b = db_id(rows, 0, 1);
	p->pool = memory_text(db_text(rows, 0, 2));
	row.pool = p->pool;
	pair_write(p, &row);
}

/* The suggestion's id alone leads to whoever made it, for as long as it is kept. */
static char *
suggestion_reason(const struct id *suggestion, const char *words)
{
	char id[ID_TEXT_SIZE], *reason;
	struct text t = { 0 };

	text_addf(&t, "suggestion %s%s%s", id_text(suggestion, id),
	    words == NULL ? "" : ": ", words == NULL ? "" : words);
	reason = memory_text(text_get(&t));
	text_clear(&t);
	return reason;
}

static void
on_found(void *arg, const struct db_outcome *out)
{
	struct pair *p = arg;
	struct store_pair row = {
		.id = p->id, .pool = p->pool, .reason = p->reason
	};
	struct fault why;

	CHECK(p, PAIR_MAGIC);
	p->call = NULL; /* no longer pending */
	if (out->fault != NULL) {
		why = *out->fault;
		pair_finish(p, &why);
		return;
	}
	for (int i = 0; i < 2; i++) {
		const struct db_rows *rows = db_outcome_rows(out, i);

		if (db_rows_count(rows) == 0) {
			(void)fault_set(&why, FAULT_NOT_FOUND,
			    "nobody here is \"%.100s\"", p->names[i]);
			pair_finish(p, &why);
			return;
		}
		*(i == 0 ? &row.a : &row.b) = db_id(rows, 0, 0);
	}
	if (id_equal(&row.a, &row.b)) {
		(void)fault_set(
		    &why, FAULT_INVALID, "the two are one and the same");
		pair_finish(p, &why);
		return;
	}
	pair_write(p, &row);
}

static void
look_for_two(struct pair *p, const struct pair_ask *ask)
{
	struct db_batch *b = db_batch_new(p->house->db, DB_READ);

	p->names[0] = memory_text(ask->a);
	p->names[1] = memory_text(ask->b);
	p->pool = ask->is_pin ? memory_text(ask->pool) : NULL;
	p->reason = memory_text(ask->reason);
	for (int i = 0; i < 2; i++) {
		struct store_who who;

		who_read(p->house->seal, p->names[i], &who);
		store_pair_member(b, &who);
	}
	p->call = db_batch_run(b, on_found, p);
}

static void
look_for_suggestion(struct pair *p, const struct pair_ask *ask)
{
	struct db_batch *b = db_batch_new(p->house->db, DB_READ);

	p->has_suggestion = true;
	p->suggestion = *ask->suggestion;
	p->reason = suggestion_reason(&p->suggestion, ask->reason);
	store_suggestion_two(b, &p->suggestion);
	p->call = db_batch_run(b, on_two, p);
}

struct pair *
pair_start(struct house *house, const struct pair_ask *ask,
    const struct once *once, pair_done_cb done, void *arg)
{
	struct pair *p = memory_new(1, sizeof(*p));

	p->magic = PAIR_MAGIC;
	p->house = house;
	p->is_pin = ask->is_pin;
	p->has_by = ask->by != NULL;
	p->id = ask->id;
	if (p->has_by)
		p->by = *ask->by;
	p->once = *once;
	p->done = done;
	p->arg = arg;
	if (ask->suggestion != NULL)
		look_for_suggestion(p, ask);
	else
		look_for_two(p, ask);
	return p;
}

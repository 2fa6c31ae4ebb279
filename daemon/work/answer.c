/*
 * Answers and outcomes: see work/answer.h.
 */
#include "work/answer.h"
#include "base/crash.h"
#include "base/memory.h"
#include "store/store_due.h"
#include "work/house.h"
#include "work/news.h"
#include "work/plain_text.h"

#define ANSWER_MAGIC 0xa0541e01u

struct answer {
	unsigned magic;
	struct house *house;
	struct db_call *call;
	struct id introduction, member;
	bool accept;
	char *reason;
	int tries;
	answer_done_cb done;
	void *arg;
};

int
answer_reason(const char *reason, char **out, struct fault *why)
{
	static const struct plain_text field = {
		.what = "the reason", .max = ANSWER_REASON_MAX, .is_prose = true
	};

	return plain_text_read(&field, reason, out, why);
}

int
answer_learned(const char *learned, char **out, struct fault *why)
{
	static const struct plain_text field = { .what = "what you learned",
		.max = ANSWER_LEARNED_MAX,
		.is_prose = true };

	return plain_text_read(&field, learned, out, why);
}

/* --- verdicts ------------------------------------------------------------- */

/* The verdicts of answer_verdict and outcome_verdict that refuse. */
static const struct {
	const char *word, *sentence;
} refusals[] = {
	{ "was_declined",
	    "you have declined it, and your partners have been told; a no "
	    "stays" },
	{ "declined", "a partner has declined it" },
	{ "expired", "it was not answered in time" },
	{ "said",
	    "somebody has said how it was by now; it cannot be declined any "
	    "more" },
	{ "over", "what came of it could be said until some time ago" },
	{ "offered", "not everybody has accepted it yet" },
	{ "nothing", "it came to nothing: not everybody accepted it" },
};

static int
verdict_check(const char *verdict, struct fault *why)
{
	if (strcmp(verdict, "taken") == 0 || strcmp(verdict, "same") == 0)
		return 0;
	for (size_t i = 0; i < COUNT_OF(refusals); i++)
		if (strcmp(verdict, refusals[i].word) == 0)
			return fault_set(
			    why, FAULT_CONFLICT, "%s", refusals[i].sentence);
	die("the verdict is \"%s\"", verdict);
}

/* --- the end -------------------------------------------------------------- */

void
answer_cancel(struct answer *a)
{
	if (a == NULL)
		return;
	CHECK(a, ANSWER_MAGIC);
	db_cancel(a->call);
	free(a->reason);
	a->magic = 0;
	free(a);
}

static void
finish(struct answer *a, const struct fault *why)
{
	answer_done_cb done = a->done;
	void *arg = a->arg;
	struct fault copy;

	if (why != NULL)
		copy = *why;
	answer_cancel(a);
	done(arg, why == NULL ? NULL : &copy);
}

static void
finish_not_found(struct answer *a)
{
	struct fault why;

	(void)fault_set(&why, FAULT_NOT_FOUND, "%s", "");
	finish(a, &why);
}

static struct answer *
answer_new(struct house *house, const struct id *member,
    const struct id *introduction, answer_done_cb done, void *arg)
{
	struct answer *a = memory_new(1, sizeof(*a));

	a->magic = ANSWER_MAGIC;
	a->house = house;
	a->member = *member;
	a->introduction = *introduction;
	a->done = done;
	a->arg = arg;
	return a;
}

/* --- answers -------------------------------------------------------------- */

static void answer_look(struct answer *a);

static void
on_answered(void *arg, const struct db_outcome *out)
{
	struct answer *a = arg;

	CHECK(a, ANSWER_MAGIC);
	a->call = NULL; /* no longer pending */
	CRASH_AT("answered");
	/* A partner was faster. */
	if (out->fault != NULL && out->fault->code == FAULT_CHANGED_MEANWHILE &&
	    ++a->tries < NEWS_TRIES_MAX)
		answer_look(a);
	else
		finish(a, out->fault);
}

static void
answer_write(struct answer *a, const struct db_rows *news)
{
	struct db_batch *b = db_batch_new(a->house->db, DB_WRITE);

	store_answer_lock(b, &a->introduction, &a->member);
	news_begin(b, news);
	store_answer_put(b, &a->introduction, &a->member, a->accept, a->reason);
	news_end(a->house, b, news);
	CRASH_AT("answer");
	a->call = db_batch_run(b, on_answered, a);
}

static void
on_looked(void *arg, const struct db_outcome *out)
{
	struct answer *a = arg;
	const struct db_rows *rows;
	struct fault why;

	CHECK(a, ANSWER_MAGIC);
	a->call = NULL; /* no longer pending */
	if (out->fault != NULL) {
		finish(a, out->fault);
		return;
	}
	rows = db_outcome_rows(out, STORE_ANSWER_VERDICT);
	if (db_rows_count(rows) == 0)
		finish_not_found(a);
	else if (verdict_check(db_text(rows, 0, 0), &why) != 0)
		finish(a, &why);
	else if (strcmp(db_text(rows, 0, 0), "same") == 0)
		finish(a, NULL);
	else
		answer_write(a, db_outcome_rows(out, STORE_ANSWER_NEWS));
}

static void
answer_look(struct answer *a)
{
	struct db_batch *b = db_batch_new(a->house->db, DB_READ);

	store_answer_look(b, &a->introduction, &a->member, a->accept);
	a->call = db_batch_run(b, on_looked, a);
}

struct answer *
answer_start(struct house *house, const struct id *member,
    const struct id *introduction, bool accept, const char *reason,
    answer_done_cb done, void *arg)
{
	struct answer *a = answer_new(house, member, introduction, done, arg);

	a->accept = accept;
	a->reason = memory_text(accept ? "" : reason);
	answer_look(a);
	return a;
}

/* --- outcomes ------------------------------------------------------------- */

static void
on_said(void *arg, const struct db_outcome *out)
{
	struct answer *a = arg;
	struct fault why;

	CHECK(a, ANSWER_MAGIC);
	a->call = NULL; /* no longer pending */
	if (out->fault != NULL && out->fault->code == FAULT_CHANGED_MEANWHILE)
		finish_not_found(a);
	else if (out->fault != NULL)
		finish(a, out->fault);
	else if (verdict_check(
		     db_text(db_outcome_rows(out, STORE_VERDICT), 0, 0),
		     &why) != 0)
		finish(a, &why);
	else
		finish(a, NULL);
}

struct answer *
answer_outcome(struct house *house, const struct id *member,
    const struct id *introduction, const struct store_outcome *outcome,
    answer_done_cb done, void *arg)
{
	struct answer *a = answer_new(house, member, introduction, done, arg);
	struct db_batch *b = db_batch_new(house->db, DB_WRITE);

	store_outcome_put(b, introduction, member, outcome);
	store_due_notify(b);
	a->call = db_batch_run(b, on_said, a);
	return a;
}

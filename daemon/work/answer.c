/*
 * Answers and outcomes: see work/answer.h.
 */
#include "work/answer.h"
#include "base/crash.h"
#include "base/memory.h"
#include "store/store_due.h"
#include "work/house.h"
#include "work/plain_text.h"

#define ANSWER_MAGIC 0xa0541e01u

struct answer {
	unsigned magic;
	struct db_call *call;
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

struct store_outcome_days *
answer_days(const struct config *config)
{
	struct store_outcome_days *days =
	    memory_new(config->pool_count + 1, sizeof(*days));

	for (size_t i = 0; i < config->pool_count; i++) {
		days[i].pool = config->pools[i].name;
		days[i].days = config->pools[i].outcome_days;
	}
	return days;
}

/* --- what became of it ---------------------------------------------------- */

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

static void
on_stored(void *arg, const struct db_outcome *out)
{
	struct answer *a = arg;
	answer_done_cb done = a->done;
	void *done_arg = a->arg;
	struct fault fault;
	bool is_refused = true;

	CHECK(a, ANSWER_MAGIC);
	CRASH_AT("answered");
	if (out->fault == NULL)
		is_refused =
		    verdict_check(
			db_text(db_outcome_rows(out, STORE_VERDICT), 0, 0),
			&fault) != 0;
	else if (out->fault->code == FAULT_CHANGED_MEANWHILE)
		(void)fault_set(&fault, FAULT_NOT_FOUND, "%s", "");
	else
		fault = *out->fault;
	a->magic = 0;
	free(a);
	done(done_arg, is_refused ? &fault : NULL);
}

static struct answer *
answer_run(struct db_batch *b, answer_done_cb done, void *arg)
{
	struct answer *a = memory_new(1, sizeof(*a));

	store_due_notify(b);
	CRASH_AT("answer");
	a->magic = ANSWER_MAGIC;
	a->done = done;
	a->arg = arg;
	a->call = db_batch_run(b, on_stored, a);
	return a;
}

struct answer *
answer_start(struct house *house, const struct id *member,
    const struct id *introduction, bool accept, const char *reason,
    answer_done_cb done, void *arg)
{
	struct store_outcome_days *days = answer_days(house->config);
	struct db_batch *b = db_batch_new(house->db, DB_WRITE);

	store_answer_put(b, introduction, member, accept, accept ? "" : reason,
	    days, house->config->pool_count);
	free(days);
	return answer_run(b, done, arg);
}

struct answer *
answer_outcome(struct house *house, const struct id *member,
    const struct id *introduction, const struct store_outcome *outcome,
    answer_done_cb done, void *arg)
{
	struct db_batch *b = db_batch_new(house->db, DB_WRITE);

	store_outcome_put(b, introduction, member, outcome);
	return answer_run(b, done, arg);
}

void
answer_cancel(struct answer *a)
{
	if (a == NULL)
		return;
	CHECK(a, ANSWER_MAGIC);
	db_cancel(a->call);
	a->magic = 0;
	free(a);
}

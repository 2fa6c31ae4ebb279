/*
 * Reports: see work/reporting.h.
 */
#include "work/reporting.h"
#include "base/memory.h"
#include "io/seal.h"
#include "store/store_house.h"
#include "store/store_report.h"
#include "work/evidence.h"
#include "work/house.h"
#include "work/people.h"
#include "work/person_hash.h"
#include "work/plain_text.h"

#define REPORTING_MAGIC 0x4e904701u
#define TODAY_STEP 0

struct reporting {
	unsigned magic;
	struct db_call *call;
	reporting_done_cb done;
	void *arg;
};

int
reporting_text(const char *s, char **out, struct fault *why)
{
	static const struct plain_text field = {
		.what = "the text", .max = REPORTING_TEXT_MAX, .is_prose = true
	};

	return plain_text_read(&field, s, out, why);
}

void
reporting_cancel(struct reporting *r)
{
	if (r == NULL)
		return;
	CHECK(r, REPORTING_MAGIC);
	db_cancel(r->call);
	r->magic = 0;
	free(r);
}

static void
on_written(void *arg, const struct db_outcome *out)
{
	struct reporting *r = arg;
	reporting_done_cb done = r->done;
	void *done_arg = r->arg;
	struct fault why;

	CHECK(r, REPORTING_MAGIC);
	r->call = NULL; /* no longer pending */
	if (out->fault != NULL)
		why = *out->fault;
	if (once_was_before(out))
		(void)fault_set(&why, FAULT_REPEATED,
		    "this Idempotency-Key was used before");
	else if (out->fault != NULL && out->step == TODAY_STEP &&
		 out->fault->code == FAULT_CHANGED_MEANWHILE)
		(void)fault_set(&why, FAULT_TOO_MANY,
		    "%d reports a day are accepted; again tomorrow (UTC)",
		    REPORTING_A_DAY);
	reporting_cancel(r);
	done(done_arg, out->fault == NULL ? NULL : &why);
}

static bool
blocks_anyway(const char *category)
{
	return strcmp(category, "safety") == 0 ||
	       strcmp(category, "minor") == 0;
}

static void
add_report(const struct house *house, struct db_batch *b,
    const struct member *me, const struct reporting_ask *ask)
{
	struct store_report row = { .id = ask->id,
		.reporter = me->id,
		.reported = ask->partner->id,
		.introduction = ask->introduction,
		.category = ask->category };
	uint8_t own[SEAL_DIGEST], *text, *snapshot;
	struct text kept = { 0 };

	person_hash_own(house->seal, me, own);
	row.reporter_person = own;
	text = seal_text(house->seal, ask->text, &row.text.len);
	row.text.bytes = text;
	evidence_write(house, me, ask->partner, ask->thread, &kept);
	snapshot = seal_text(house->seal, text_get(&kept), &row.snapshot.len);
	row.snapshot.bytes = snapshot;
	store_report_insert(b, &row);
	free(text);
	free(snapshot);
	seal_wipe(kept.data, kept.len);
	text_clear(&kept);
}

struct reporting *
reporting_start(struct house *house, const struct member *me,
    const struct reporting_ask *ask, const struct once *once,
    reporting_done_cb done, void *arg)
{
	struct reporting *r = memory_new(1, sizeof(*r));
	struct db_batch *b = db_batch_new(house->db, DB_WRITE);
	char actor[8 + ID_TEXT_SIZE] = "member:";
	struct id block = id_new();

	r->magic = REPORTING_MAGIC;
	r->done = done;
	r->arg = arg;
	people_limit_add(house, b, &me->id, "reports", 1, REPORTING_A_DAY);
	/* The block locks who joins before it locks members, and so is first. */
	if (ask->blocks || blocks_anyway(ask->category))
		people_block_add(house, b, me, &block, ask->partner,
		    &ask->introduction, &ask->handle);
	add_report(house, b, me, ask);
	id_text(&me->id, actor + strlen(actor));
	store_audit(b, actor, "report", &ask->id, ask->category);
	once_add(once, house, b);
	r->call = db_batch_run(b, on_written, r);
	return r;
}

/*
 * Reports: see work/reporting.h.
 */
#include "work/reporting.h"
#include "base/memory.h"
#include "io/seal.h"
#include "store/store_house.h"
#include "store/store_report.h"
#include "work/house.h"
#include "work/labels.h"
#include "work/people.h"
#include "work/person_hash.h"
#include "work/plain_text.h"
#include "work/profile.h"

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

/* --- what is kept with it ------------------------------------------------- */

static uint8_t *
seal_text(const struct house *house, const char *s, struct store_sealed *out)
{
	uint8_t *bytes;

	out->len = strlen(s) + SEAL_OVERHEAD;
	bytes = memory_new(out->len, 1);
	seal_close(house->seal, s, strlen(s), bytes);
	out->bytes = bytes;
	return bytes;
}

/* The profile as the reporter may see it, in words. */
static void
write_profile(const struct house *house, const struct store_partner *partner,
    struct text *out)
{
	const struct member *p = &partner->profile;

	text_addf(out, "%s\n", p->name);
	if (*p->pitch != '\0')
		text_addf(out, "%s\n", p->pitch);
	labels_profile(house->config, p->values, p->value_count,
	    house->config->community_language, out);
}

static bool
blocks_anyway(const char *category)
{
	return strcmp(category, "safety") == 0 ||
	       strcmp(category, "minor") == 0;
}

static void
add_report(const struct house *house, struct db_batch *b,
    const struct member *me, const struct reporting_ask *ask,
    const struct store_partner *partner)
{
	struct store_report row = { .id = ask->id,
		.reporter = me->id,
		.reported = partner->id,
		.introduction = ask->introduction,
		.category = ask->category };
	uint8_t own[SEAL_DIGEST], *text, *snapshot;
	char *email =
	    profile_email(house->seal, me->email_sealed, me->email_sealed_len);
	struct text words = { 0 };

	if (email == NULL)
		die("a member with a session has no address");
	person_hash(house->seal, email, own);
	free(email);
	write_profile(house, partner, &words);
	row.reporter_person = own;
	text = seal_text(house, ask->text, &row.text);
	snapshot = seal_text(house, text_get(&words), &row.snapshot);
	store_report_insert(b, &row);
	free(text);
	free(snapshot);
	text_clear(&words);
}

struct reporting *
reporting_start(struct house *house, const struct member *me,
    const struct reporting_ask *ask, const struct store_partner *partner,
    const struct once *once, reporting_done_cb done, void *arg)
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
		people_block_add(house, b, me, &block, partner,
		    &ask->introduction, &ask->handle);
	add_report(house, b, me, ask, partner);
	id_text(&me->id, actor + strlen(actor));
	store_audit(b, actor, "report", &ask->id, ask->category);
	once_add(once, house, b);
	r->call = db_batch_run(b, on_written, r);
	return r;
}

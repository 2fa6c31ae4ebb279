/*
 * What operators do to an account: see work/care.h. Looks who it is, and writes
 * change, letter and the line of the audit log in one transaction.
 */
#include "work/care.h"
#include "base/memory.h"
#include "model/member.h"
#include "store/store_care.h"
#include "store/store_house.h"
#include "store/store_report.h"
#include "work/erase.h"
#include "work/house.h"
#include "work/plain_text.h"
#include "work/post.h"

#define CARE_MAGIC 0xca4e0001u

/* By kind: the audit log's word, and the letter's kind. */
static const struct {
	const char *action;
	enum letter_kind letter;
} kinds[] = {
	[CARE_SUSPEND] = { "suspended", LETTER_ACCOUNT_SUSPENDED },
	[CARE_REINSTATE] = { "reinstated", LETTER_ACCOUNT_REINSTATED },
	[CARE_REST] = { "paused", LETTER_ACCOUNT_RESTS },
};

struct care {
	unsigned magic;
	struct house *house;
	struct db_call *call;
	struct erase *erase;
	enum care_kind kind;
	struct id into;
	struct member member; /* id, and then name, language, address */
	char *reason, *until;
	care_done_cb done;
	void *arg;
};

int
care_reason(const char *s, char **out, struct fault *why)
{
	static const struct plain_text field = {
		.what = "the reason", .min = 3, .max = CARE_REASON_MAX
	};

	return plain_text_read(&field, s, out, why);
}

void
care_cancel(struct care *c)
{
	if (c == NULL)
		return;
	CHECK(c, CARE_MAGIC);
	db_cancel(c->call);
	erase_cancel(c->erase);
	member_clear(&c->member);
	free(c->reason);
	free(c->until);
	c->magic = 0;
	free(c);
}

static void
care_finish(struct care *c, const struct fault *why)
{
	care_done_cb done = c->done;
	void *arg = c->arg;
	struct fault copy;

	if (why != NULL)
		copy = *why;
	care_cancel(c);
	done(arg, why == NULL ? NULL : &copy);
}

static void
on_erased(void *arg, const struct fault *why)
{
	struct care *c = arg;

	CHECK(c, CARE_MAGIC);
	c->erase = NULL; /* no longer pending */
	care_finish(c, why);
}

static void
on_written(void *arg, const struct db_outcome *out)
{
	struct care *c = arg;
	struct fault why;

	CHECK(c, CARE_MAGIC);
	c->call = NULL; /* no longer pending */
	if (out->fault != NULL) {
		why = *out->fault;
		if (c->kind == CARE_REST && out->step == 0 &&
		    why.code == FAULT_CHANGED_MEANWHILE)
			(void)fault_set(&why, FAULT_INVALID,
			    "that is over already; allowed is a day to come");
		care_finish(c, &why);
		return;
	}
	care_finish(c, NULL);
}

/* --- the transaction ------------------------------------------------------ */

/* Each time it is done has its letter. */
static void
add_letter(struct care *c, struct db_batch *b)
{
	const bool is_french = strcmp(c->member.language, "fr") == 0;
	const char *word = letter_kind_word(kinds[c->kind].letter);
	char text[ID_TEXT_SIZE], key[ID_TEXT_SIZE + 60];
	struct id nonce = id_new();
	struct letter_words words = { .name = c->member.name,
		.said = c->reason,
		.when = c->until != NULL ? c->until
			: is_french      ? "votre retour"
					 : "you say so" };
	struct post post = { .kind = kinds[c->kind].letter,
		.member = &c->member.id,
		.language = c->member.language,
		.key = key };

	snprintf(key, sizeof(key), "%.50s:%s", word, id_text(&nonce, text));
	post_letter(c->house, b, &post, &words);
}

static void
care_write(struct care *c)
{
	struct db_batch *b = db_batch_new(c->house->db, DB_WRITE);

	if (c->kind == CARE_SUSPEND)
		store_report_suspend(b, &c->member.id);
	else if (c->kind == CARE_REINSTATE)
		store_report_reinstate(b, &c->member.id);
	else
		store_member_pause(b, &c->member.id, NULL, c->until);
	add_letter(c, b);
	store_audit(
	    b, "operator", kinds[c->kind].action, &c->member.id, c->reason);
	c->call = db_batch_run(b, on_written, c);
}

/* Whether it can be done to an account of this state; false with the reason. */
static bool
is_possible(const struct care *c, const char *state, struct fault *why)
{
	const bool is_suspended = strcmp(state, "suspended") == 0;

	if (c->kind == CARE_REINSTATE && !is_suspended)
		(void)fault_set(
		    why, FAULT_CONFLICT, "the account is not suspended");
	else if (c->kind == CARE_REST && is_suspended)
		(void)fault_set(why, FAULT_CONFLICT,
		    "the account is suspended: it takes part in nothing");
	else
		return true;
	return false;
}

/* Whether the account that stays is there; false with the reason. */
static bool
is_mergeable(
    const struct care *c, const struct db_rows *into, struct fault *why)
{
	if (id_equal(&c->into, &c->member.id))
		(void)fault_set(why, FAULT_CONFLICT,
		    "they are one account; allowed are two");
	else if (db_rows_count(into) == 0 ||
		 strcmp(db_text(into, 0, 2), "active") != 0)
		(void)fault_set(why, FAULT_CONFLICT,
		    "the account that stays must be an active member's");
	else
		return true;
	return false;
}

static void
read_member(struct member *m, const struct db_rows *rows)
{
	const uint8_t *sealed;

	m->name = memory_text(db_text(rows, 0, 0));
	m->language = memory_text(db_text(rows, 0, 1));
	if (db_is_null(rows, 0, 3))
		return;
	m->email_sealed_len = db_bytes(rows, 0, 3, &sealed);
	m->email_sealed = memory_new(m->email_sealed_len, 1);
	memcpy(m->email_sealed, sealed, m->email_sealed_len);
}

static void
on_looked(void *arg, const struct db_outcome *out)
{
	struct care *c = arg;
	const struct db_rows *rows;
	struct fault why;

	CHECK(c, CARE_MAGIC);
	c->call = NULL; /* no longer pending */
	if (out->fault != NULL) {
		care_finish(c, out->fault);
		return;
	}
	rows = db_outcome_rows(out, 0);
	if (db_rows_count(rows) == 0) {
		(void)fault_set(
		    &why, FAULT_NOT_FOUND, "nobody who is a member now");
		care_finish(c, &why);
	} else if (c->kind == CARE_MERGE &&
		   !is_mergeable(c, db_outcome_rows(out, 1), &why)) {
		care_finish(c, &why);
	} else if (!is_possible(c, db_text(rows, 0, 2), &why)) {
		care_finish(c, &why);
	} else {
		read_member(&c->member, rows);
		if (c->kind == CARE_ERASE || c->kind == CARE_MERGE)
			c->erase = erase_start(c->house, &c->member, c->reason,
			    c->kind == CARE_MERGE ? &c->into : NULL, on_erased,
			    c);
		else
			care_write(c);
	}
}

struct care *
care_start(struct house *house, const struct care_order *order,
    care_done_cb done, void *arg)
{
	struct care *c = memory_new(1, sizeof(*c));
	struct db_batch *b = db_batch_new(house->db, DB_READ);

	c->magic = CARE_MAGIC;
	c->house = house;
	c->kind = order->kind;
	c->member.id = order->member;
	c->into = order->into;
	c->reason = memory_text(order->reason);
	c->until = memory_text(order->until);
	c->done = done;
	c->arg = arg;
	store_care_of(b, &order->member);
	if (order->kind == CARE_MERGE)
		store_care_of(b, &order->into);
	c->call = db_batch_run(b, on_looked, c);
	return c;
}

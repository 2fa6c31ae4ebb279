/*
 * Accounts that nobody uses: see work/farewell.h. Tells many at a time, and erases
 * one after the other; what fails is tried again at the next look.
 */
#include "work/farewell.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/memory.h"
#include "config/config.h"
#include "io/loop.h"
#include "store/store_farewell.h"
#include "work/erase.h"
#include "work/house.h"
#include "work/post.h"

#define FAREWELL_MAGIC 0xfa4e3e11u
#define FIRST_US (40 * CLOCK_SECOND)
#define EVERY_US (10 * CLOCK_MINUTE)
#define TELL_ROWS 200

struct farewell {
	unsigned magic;
	struct house *house;
	struct timer *timer;
	struct db_call *call;
	struct erase *erase;
};

static void farewell_look(struct farewell *f);

static void
on_timer(void *arg)
{
	struct farewell *f = arg;

	CHECK(f, FAREWELL_MAGIC);
	f->timer = NULL; /* no longer pending */
	farewell_look(f);
}

static void
farewell_rest(struct farewell *f, const struct fault *why)
{
	/* Somebody signed in, or another daemon was faster. */
	if (why != NULL && why->code != FAULT_CHANGED_MEANWHILE)
		log_warn("accounts that nobody uses stay",
		    LOG_T("fault", fault_word(why->code)));
	f->timer = loop_timer_start(f->house->loop, EVERY_US, on_timer, f);
}

/* --- who goes ------------------------------------------------------------- */

static void farewell_next(struct farewell *f);

static void
on_gone(void *arg, const struct fault *why)
{
	struct farewell *f = arg;

	CHECK(f, FAREWELL_MAGIC);
	f->erase = NULL; /* no longer pending */
	if (why == NULL)
		farewell_next(f);
	else
		farewell_rest(f, why);
}

static void
on_next(void *arg, const struct db_outcome *out)
{
	struct farewell *f = arg;
	const struct db_rows *rows;
	struct member member = { 0 };

	CHECK(f, FAREWELL_MAGIC);
	f->call = NULL; /* no longer pending */
	if (out->fault != NULL ||
	    db_rows_count(rows = db_outcome_rows(out, 0)) == 0) {
		farewell_rest(f, out->fault);
		return;
	}
	store_farewell_read(rows, &member);
	f->erase = erase_unused(f->house, &member, on_gone, f);
	member_clear(&member);
}

static void
farewell_next(struct farewell *f)
{
	struct db_batch *b = db_batch_new(f->house->db, DB_READ);

	store_farewell_next(b);
	f->call = db_batch_run(b, on_next, f);
}

/* --- who is told ---------------------------------------------------------- */

static void
on_told(void *arg, const struct db_outcome *out)
{
	struct farewell *f = arg;

	CHECK(f, FAREWELL_MAGIC);
	f->call = NULL; /* no longer pending */
	if (out->fault != NULL)
		farewell_rest(f, out->fault);
	else
		farewell_look(f);
}

static void
tell(const struct farewell *f, struct db_batch *b, const struct db_rows *rows,
    int row)
{
	struct id id = db_id(rows, row, 0);
	struct letter_words words = { .name = db_text(rows, row, 1),
		.when = db_text(rows, row, 3) };
	char key[ID_TEXT_SIZE + 40], text[ID_TEXT_SIZE];
	struct post post = { .kind = LETTER_ACCOUNT_UNUSED,
		.member = &id,
		.language = db_text(rows, row, 2),
		.key = key };

	snprintf(key, sizeof(key), "account_unused:%s:%s", id_text(&id, text),
	    db_text(rows, row, 3));
	post_letter(f->house, b, &post, &words);
}

static void
on_found(void *arg, const struct db_outcome *out)
{
	struct farewell *f = arg;
	const struct db_rows *rows;
	struct db_array ids = { 0 };
	struct db_batch *b;

	CHECK(f, FAREWELL_MAGIC);
	f->call = NULL; /* no longer pending */
	if (out->fault != NULL) {
		farewell_rest(f, out->fault);
		return;
	}
	rows = db_outcome_rows(out, 0);
	if (db_rows_count(rows) == 0) {
		farewell_next(f);
		return;
	}
	b = db_batch_new(f->house->db, DB_WRITE);
	for (int i = 0; i < db_rows_count(rows); i++) {
		struct id id = db_id(rows, i, 0);

		tell(f, b, rows, i);
		db_array_id(&ids, &id);
	}
	store_farewell_told(
	    b, &ids, db_rows_count(rows), f->house->config->retention_warning);
	f->call = db_batch_run(b, on_told, f);
}

static void
farewell_look(struct farewell *f)
{
	const int64_t unused = f->house->config->retention_inactive;
	const int64_t warning = f->house->config->retention_warning;
	struct db_batch *b;

	if (unused == 0) {
		farewell_rest(f, NULL);
		return;
	}
	b = db_batch_new(f->house->db, DB_READ);
	store_farewell_unused(
	    b, unused > warning ? unused - warning : 0, warning, TELL_ROWS);
	f->call = db_batch_run(b, on_found, f);
}

struct farewell *
farewell_new(struct house *house)
{
	struct farewell *f = memory_new(1, sizeof(*f));

	f->magic = FAREWELL_MAGIC;
	f->house = house;
	f->timer = loop_timer_start(house->loop, FIRST_US, on_timer, f);
	return f;
}

void
farewell_wake(struct farewell *f)
{
	CHECK(f, FAREWELL_MAGIC);
	/* Without a timer it is at it. */
	if (f->timer == NULL)
		return;
	loop_timer_cancel(f->timer);
	f->timer = NULL;
	farewell_look(f);
}

void
farewell_free(struct farewell *f)
{
	if (f == NULL)
		return;
	CHECK(f, FAREWELL_MAGIC);
	loop_timer_cancel(f->timer);
	db_cancel(f->call);
	erase_cancel(f->erase);
	f->magic = 0;
	free(f);
}

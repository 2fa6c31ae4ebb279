/*
 * Exports: see work/export.h.
 */
#include "work/export.h"
#include "base/clock.h"
#include "base/memory.h"
#include "store/store_erasure.h"
#include "store/store_house.h"
#include "work/house.h"
#include "work/people.h"
#include "work/post.h"

#define EXPORT_MAGIC 0xe4909701u

enum { TODAY_STEP, ROWS_STEP };

struct export
{
	unsigned magic;
	struct db_call *call;
	export_done_cb done;
	void *arg;
};

void
export_cancel(struct export *e)
{
	if (e == NULL)
		return;
	CHECK(e, EXPORT_MAGIC);
	db_cancel(e->call);
	e->magic = 0;
	free(e);
}

static void
on_exported(void *arg, const struct db_outcome *out)
{
	struct export *e = arg;
	export_done_cb done = e->done;
	void *done_arg = e->arg;
	struct fault why;

	CHECK(e, EXPORT_MAGIC);
	e->call = NULL; /* no longer pending */
	export_cancel(e);
	if (out->fault == NULL) {
		done(done_arg, NULL, db_outcome_rows(out, ROWS_STEP));
		return;
	}
	why = *out->fault;
	if (out->step == TODAY_STEP && why.code == FAULT_CHANGED_MEANWHILE)
		(void)fault_set(&why, FAULT_TOO_MANY,
		    "%d exports a day are made; again tomorrow (UTC)",
		    EXPORT_A_DAY);
	done(done_arg, &why, NULL);
}

static void
add_letter(
    const struct house *house, struct db_batch *b, const struct member *me)
{
	char when[CLOCK_TEXT_SIZE], member[ID_TEXT_SIZE], this[ID_TEXT_SIZE];
	struct letter_words words = { .name = me->name, .when = when };
	struct id export = id_new();
	struct text key = { 0 };
	struct post post = { .kind = LETTER_DATA_EXPORTED,
		.member = &me->id,
		.language = me->language };

	clock_rfc3339(clock_now_us(), when);
	when[10] = '\0'; /* the day will do */
	text_addf(&key, "data_exported:%s:%s", id_text(&me->id, member),
	    id_text(&export, this));
	post.key = text_get(&key);
	post_letter(house, b, &post, &words);
	text_clear(&key);
}

struct export *
export_start(struct house *house, const struct member *me, export_done_cb done,
    void *arg)
{
	struct export *e = memory_new(1, sizeof(*e));
	struct db_batch *b = db_batch_new(house->db, DB_WRITE);
	char actor[8 + ID_TEXT_SIZE] = "member:";

	e->magic = EXPORT_MAGIC;
	e->done = done;
	e->arg = arg;
	people_limit_add(house, b, &me->id, "exports", 1, EXPORT_A_DAY);
	store_export(b, &me->id, EXPORT_MESSAGE_BYTES);
	add_letter(house, b, me);
	id_text(&me->id, actor + strlen(actor));
	store_audit(b, actor, "export", &me->id, "");
	e->call = db_batch_run(b, on_exported, e);
	return e;
}

/*
 * Erasure: see work/erase.h. Looks first whose introductions and hours fall
 * through; then one transaction under the locks of whoever publishes or answers.
 * What is published between the two has nobody told of it, and expires.
 */
#include "work/erase.h"
#include "base/clock.h"
#include "base/memory.h"
#include "config/config.h"
#include "io/seal.h"
#include "store/store_erasure.h"
#include "store/store_farewell.h"
#include "store/store_house.h"
#include "work/agenda.h"
#include "work/house.h"
#include "work/news.h"
#include "work/person_hash.h"
#include "work/post.h"

#define ERASE_MAGIC 0xe4a5e001u
#define ERASE_US (30 * CLOCK_SECOND)

struct erase {
	unsigned magic;
	struct house *house;
	struct db_call *call;
	struct id member;
	struct id into; /* where has_into */
	bool has_into;
	char *name, *language;
	char *reason;          /* of others; NULL: the member wants it */
	bool is_unused;        /* its time has come */
	uint8_t *email_sealed; /* NULL: has none */
	size_t email_sealed_len;
	int tries;
	erase_done_cb done;
	void *arg;
};

void
erase_cancel(struct erase *e)
{
	if (e == NULL)
		return;
	CHECK(e, ERASE_MAGIC);
	db_cancel(e->call);
	free(e->name);
	free(e->language);
	free(e->reason);
	free(e->email_sealed);
	e->magic = 0;
	free(e);
}

static void erase_look(struct erase *e);

static void
on_erased(void *arg, const struct db_outcome *out)
{
	struct erase *e = arg;
	erase_done_cb done = e->done;
	void *done_arg = e->arg;

	CHECK(e, ERASE_MAGIC);
	e->call = NULL; /* no longer pending */
	/* A partner answered meanwhile; or the member is gone already. */
	if (out->fault != NULL && out->fault->code == FAULT_CHANGED_MEANWHILE &&
	    ++e->tries < NEWS_TRIES_MAX) {
		erase_look(e);
		return;
	}
	erase_cancel(e);
	done(done_arg, out->fault);
}

/* --- letters -------------------------------------------------------------- */

static void
add_last_letter(
    const struct erase *e, struct db_batch *b, const struct id *former)
{
	char day[CLOCK_TEXT_SIZE];
	char key[sizeof("account_erased:") + ID_TEXT_SIZE] = "account_erased:";
	struct letter_words words = {
		.name = e->name, .when = day, .said = e->reason
	};
	struct post post = { .kind = e->has_into ? LETTER_ACCOUNT_MERGED
				     : e->reason == NULL
					 ? LETTER_ACCOUNT_ERASED
					 : LETTER_ACCOUNT_ERASED_FOR,
		.email_sealed = e->email_sealed,
		.email_sealed_len = e->email_sealed_len,
		.language = e->language,
		.key = key };

	if (e->email_sealed == NULL)
		return;
	clock_rfc3339(clock_now_us(), day);
	day[10] = '\0'; /* the day will do */
	id_text(former, key + strlen(key));
	post_letter(e->house, b, &post, &words);
}

static void
tell_of_hour(const struct erase *e, struct db_batch *b,
    const struct store_erasure_told *t)
{
	const struct config_pool *pool =
	    config_pool_get(e->house->config, t->pool);
	char about[2][ID_TEXT_SIZE];
	struct text key = { 0 }, ical = { 0 };
	const struct agenda_fallen fallen = { .language = t->language,
		.pool = t->pool,
		.introduction = t->introduction,
		.hour = &t->hour };
	struct letter_words words = { .name = t->name,
		.partner = strcmp(t->language, "fr") == 0 ? "Un ancien membre"
							  : "A former member",
		.introduction = id_text(&t->introduction, about[0]),
		.when = t->when,
		.pool = pool == NULL ? t->pool
				     : config_title_get(&pool->title,
					   pool->name, t->language) };
	struct post post = { .kind = LETTER_MEETING_CANCELLED,
		.member = &t->member,
		.language = t->language };

	text_addf(&key, "meeting_left:%s:%s", about[0],
	    id_text(&t->member, about[1]));
	post.key = text_get(&key);
	agenda_write_fallen(e->house, &fallen, &ical);
	post.calendar = text_get(&ical);
	post_letter(e->house, b, &post, &words);
	text_clear(&key);
	text_clear(&ical);
}

/* --- the transaction ------------------------------------------------------ */

static void
add_erasure(const struct erase *e, struct db_batch *b, const struct id *former)
{
	uint8_t place[SEAL_OVERHEAD], ref_key[SEAL_DIGEST];
	struct store_erasure row = { .member = e->member,
		.former = *former,
		.place_sealed = place,
		.place_sealed_len = sizeof(place),
		.ref_key = ref_key };

	seal_close(e->house->seal, "", 0, place);
	person_ref_key(e->house->seal, ref_key);
	store_erasure(b, &row);
}

static void
add_audit(const struct erase *e, struct db_batch *b)
{
	char actor[8 + ID_TEXT_SIZE] = "member:";
	char from[ID_TEXT_SIZE];
	struct text detail = { 0 };

	if (e->is_unused) {
		store_audit(b, "daemon", "erased", &e->member, "unused");
	} else if (e->reason == NULL) {
		id_text(&e->member, actor + strlen(actor));
		store_audit(b, actor, "erased", &e->member, "");
	} else if (!e->has_into) {
		store_audit(b, "operator", "erased", &e->member, e->reason);
	} else {
		text_addf(
		    &detail, "%s: %s", id_text(&e->member, from), e->reason);
		store_audit(
		    b, "operator", "merged", &e->into, text_get(&detail));
		text_clear(&detail);
	}
}

static void
erase_write(
    struct erase *e, const struct db_rows *offered, const struct db_rows *hours)
{
	struct db_batch *b = db_batch_new(e->house->db, DB_WRITE);
	struct id former = id_new();

	db_batch_deadline(b, ERASE_US);
	store_erasure_begin(b, &e->member);
	news_begin(b, offered);
	if (e->has_into)
		store_merge_lock(b, &e->member, &e->into);
	store_erasure_lock(b, &e->member, e->reason != NULL);
	if (e->is_unused)
		store_farewell_still(b, &e->member);
	if (e->has_into)
		store_merge(b, &e->member, &e->into);
	add_erasure(e, b, &former);
	news_end(e->house, b, offered);
	/* Hours that are another account's now stand. */
	for (int i = 0; !e->has_into && i < db_rows_count(hours); i++) {
		struct store_erasure_told told;

		store_erasure_told_read(hours, i, &told);
		tell_of_hour(e, b, &told);
	}
	add_last_letter(e, b, &former);
	add_audit(e, b);
	e->call = db_batch_run(b, on_erased, e);
}

static void
on_looked(void *arg, const struct db_outcome *out)
{
	struct erase *e = arg;

	CHECK(e, ERASE_MAGIC);
	e->call = NULL; /* no longer pending */
	if (out->fault != NULL)
		on_erased(e, out);
	else
		erase_write(
		    e, db_outcome_rows(out, 0), db_outcome_rows(out, 1));
}

static void
erase_look(struct erase *e)
{
	struct db_batch *b = db_batch_new(e->house->db, DB_READ);

	store_erasure_look(b, &e->member);
	e->call = db_batch_run(b, on_looked, e);
}

struct erase *
erase_start(struct house *house, const struct member *me, const char *reason,
    const struct id *into, erase_done_cb done, void *arg)
{
	struct erase *e = memory_new(1, sizeof(*e));

	e->magic = ERASE_MAGIC;
	e->house = house;
	e->member = me->id;
	e->name = memory_text(me->name);
	e->language = memory_text(me->language);
	e->reason = memory_text(reason);
	e->has_into = into != NULL;
	if (into != NULL)
		e->into = *into;
	if (me->email_sealed != NULL) {
		e->email_sealed_len = me->email_sealed_len;
		e->email_sealed = memory_new(me->email_sealed_len, 1);
		memcpy(e->email_sealed, me->email_sealed, me->email_sealed_len);
	}
	e->done = done;
	e->arg = arg;
	erase_look(e);
	return e;
}

struct erase *
erase_unused(
    struct house *house, const struct member *me, erase_done_cb done, void *arg)
{
	struct erase *e = erase_start(house, me,
	    strcmp(me->language, "fr") == 0
		? "il n’était plus utilisé, et notre lettre à ce sujet est "
		  "restée sans réponse."
		: "it was not used any more, and our letter about that had no "
		  "answer.",
	    NULL, done, arg);

	e->is_unused = true;
	return e;
}

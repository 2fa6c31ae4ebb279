/*
 * Messages: see work/say.h. Looks first whether the thread is open and who is to
 * be told; then one transaction, which is refused where the introduction is not as
 * it was any more, or one of its people blocked another, and then looks again.
 */
#include "work/say.h"
#include "base/memory.h"
#include "config/config.h"
#include "store/store_house.h"
#include "store/store_message.h"
#include "work/house.h"
#include "work/news.h"
#include "work/post.h"

#define SAY_MAGIC 0x5a4e0001u
#define PER_HOUR 200
/* Whoever is there reads it before the letter leaves. */
#define LETTER_DELAY_S (10 * 60)
#define LETTER_LIFE_S (2 * 24 * 3600)

struct say {
	unsigned magic;
	struct house *house;
	struct db_call *call;
	struct id introduction, id, writer;
	char *name, *text;
	struct once once;
	char *answer; /* once.answer */
	int tries;
	say_done_cb done;
	void *arg;
};

static void say_look(struct say *s);

void
say_at_once(const struct config *config, struct db_array *pools)
{
	for (size_t i = 0; i < config->pool_count; i++)
		if (config->pools[i].reveal == REVEAL_AT_ONCE)
			db_array_text(pools, config->pools[i].name);
}

void
say_cancel(struct say *s)
{
	if (s == NULL)
		return;
	CHECK(s, SAY_MAGIC);
	db_cancel(s->call);
	seal_wipe(s->text, strlen(s->text));
	free(s->text);
	free(s->name);
	free(s->answer);
	s->magic = 0;
	free(s);
}

static void
say_finish(struct say *s, const struct fault *why)
{
	say_done_cb done = s->done;
	void *arg = s->arg;
	struct fault copy;

	if (why != NULL)
		copy = *why;
	say_cancel(s);
	done(arg, why == NULL ? NULL : &copy);
}

static void
on_said(void *arg, const struct db_outcome *out)
{
	struct say *s = arg;
	struct fault why;

	CHECK(s, SAY_MAGIC);
	s->call = NULL; /* no longer pending */
	if (out->fault == NULL) {
		say_finish(s, NULL);
		return;
	}
	why = *out->fault;
	if (once_was_before(out)) {
		(void)fault_set(&why, FAULT_REPEATED,
		    "this Idempotency-Key was used before");
	} else if (why.code == FAULT_CHANGED_MEANWHILE &&
		   ++s->tries < NEWS_TRIES_MAX) {
		say_look(s); /* the thread ended meanwhile, or opens just now */
		return;
	}
	say_finish(s, &why);
}

static void
add_letters(struct say *s, struct db_batch *b, const struct db_rows *rows)
{
	char introduction[ID_TEXT_SIZE];

	id_text(&s->introduction, introduction);
	for (int i = 0; i < db_rows_count(rows); i++) {
		struct store_told told;
		struct letter_words words = { .partner = s->name,
			.introduction = introduction };
		struct post post = { .kind = LETTER_PARTNER_WROTE,
			.delay_s = LETTER_DELAY_S,
			.life_s = LETTER_LIFE_S };

		store_told_read(rows, i, &told);
		words.name = told.name;
		post.member = &told.member;
		post.language = told.language;
		post.key = told.key;
		post_letter(s->house, b, &post, &words);
	}
}

static void
say_write(struct say *s, const char *stand, const struct db_rows *others)
{
	struct db_batch *b = db_batch_new(s->house->db, DB_WRITE);
	struct db_array at_once = { 0 };
	size_t len;
	uint8_t *sealed = seal_text(s->house->seal, s->text, &len);

	once_add(&s->once, s->house, b);
	news_hold(b, &s->introduction, stand);
	say_at_once(s->house->config, &at_once);
	store_message_insert(
	    b, &s->id, &s->introduction, &s->writer, sealed, len, &at_once);
	add_letters(s, b, others);
	free(sealed);
	s->call = db_batch_run(b, on_said, s);
}

static void
on_looked(void *arg, const struct db_outcome *out)
{
	struct say *s = arg;
	const struct db_rows *rows;
	const char *may;
	struct fault why;

	CHECK(s, SAY_MAGIC);
	s->call = NULL; /* no longer pending */
	if (out->fault != NULL) {
		say_finish(s, out->fault);
		return;
	}
	rows = db_outcome_rows(out, 0);
	may = db_text(rows, 0, 0);
	if (strcmp(may, "none") == 0)
		(void)fault_set(&why, FAULT_NOT_FOUND, "%s", "");
	else if (strcmp(may, "later") == 0)
		(void)fault_set(&why, FAULT_CONFLICT,
		    "the thread opens once all have accepted the introduction");
	else if (strcmp(may, "read") == 0)
		(void)fault_set(&why, FAULT_CONFLICT,
		    "the introduction is over; its thread can be read");
	else if (db_int(rows, 0, 1) >= PER_HOUR)
		(void)fault_set(&why, FAULT_TOO_MANY,
		    "%d messages in an hour are as many as can be", PER_HOUR);
	else {
		say_write(s, db_text(rows, 0, 2), db_outcome_rows(out, 1));
		return;
	}
	say_finish(s, &why);
}

static void
say_look(struct say *s)
{
	struct db_batch *b = db_batch_new(s->house->db, DB_READ);
	struct db_array at_once = { 0 };

	say_at_once(s->house->config, &at_once);
	store_thread_look(b, &s->introduction, &s->writer, &at_once);
	s->call = db_batch_run(b, on_looked, s);
}

struct say *
say_start(struct house *house, const struct member *writer,
    const struct id *introduction, const struct id *id, const char *text,
    const struct once *once, say_done_cb done, void *arg)
{
	struct say *s = memory_new(1, sizeof(*s));

	s->magic = SAY_MAGIC;
	s->house = house;
	s->introduction = *introduction;
	s->id = *id;
	s->writer = writer->id;
	s->name = memory_text(writer->name);
	s->text = memory_text(text);
	s->once = *once;
	if (once->is_given)
		s->once.answer = s->answer = memory_text(once->answer);
	s->done = done;
	s->arg = arg;
	say_look(s);
	return s;
}

/*
 * What falls due of introductions: see work/due_introductions.h.
 */
#include "work/due_introductions.h"
#include <inttypes.h>
#include "base/clock.h"
#include "base/memory.h"
#include "config/config.h"
#include "model/letter.h"
#include "store/store_due.h"
#include "work/answer.h"
#include "work/house.h"
#include "work/post.h"

/* Letters of yesterday's news are no use. */
#define LETTER_LIFE_S (48 * 3600)

/* What a row is about: the ids of its first columns. */
static struct id
take_id(const struct db_rows *rows, int row, int column, struct text *about)
{
	struct id id = db_id(rows, row, column);
	char buf[ID_TEXT_SIZE];

	text_addf(about, ":%s", id_text(&id, buf));
	return id;
}

/* The letter of a row, if any. With its kind and its member, `about` tells it
 * from all others. */
static void
add_letter(const struct house *house, struct db_batch *b,
    const struct db_rows *rows, int row, int column, enum letter_kind kind,
    const char *about)
{
	const struct config_pool *pool;
	struct store_due_letter l;
	struct letter_words words = { 0 };
	struct text key = { 0 };
	char first[ID_TEXT_SIZE];
	struct post post = { .kind = kind, .life_s = LETTER_LIFE_S };

	if (!store_due_letter_read(rows, row, column, &l))
		return;
	pool = config_pool_get(house->config, l.pool);
	words.name = l.name;
	words.partner = l.partners;
	words.partners = l.pitches;
	words.expires = l.until;
	words.pool = pool == NULL
			 ? l.pool
			 : config_title_get(&pool->title, l.pool, l.language);
	text_copy(first, sizeof(first), about + 1);
	words.introduction = first;
	text_addf(&key, "%s%s", letter_kind_word(kind), about);
	(void)take_id(rows, row, column, &key);
	post.key = text_get(&key);
	post.member = &l.to;
	post.language = l.language;
	post_letter(house, b, &post, &words);
	text_clear(&key);
}

/* --- not answered in time ------------------------------------------------- */

static void
settle_expired(
    const struct house *house, struct db_batch *b, const struct db_rows *found)
{
	struct store_outcome_days *days = answer_days(house->config);
	struct db_array all = { 0 }, ids[2];

	for (int i = 0; i < db_rows_count(found); i++) {
		struct id id = db_id(found, i, 0);

		db_array_id(&all, &id);
	}
	db_array_copies(&all, ids, COUNT_OF(ids));
	store_due_expired_lock(b, &ids[0]);
	store_answer_settle(
	    b, &ids[1], days, house->config->pool_count, db_rows_count(found));
	free(days);
}

const struct due_kind due_introductions_expired = {
	.name = "expired introductions",
	.find = store_due_expired,
	.settle = settle_expired,
};

/* --- answers -------------------------------------------------------------- */

static void
settle_answered(
    const struct house *house, struct db_batch *b, const struct db_rows *found)
{
	struct db_array introductions = { 0 }, members = { 0 },
			responses = { 0 };
	struct id last[2] = { 0 };

	for (int i = 0; i < db_rows_count(found); i++) {
		const char *response = db_text(found, i, 2);
		struct text about = { 0 };
		struct id introduction = take_id(found, i, 0, &about);
		struct id member = take_id(found, i, 1, &about);

		/* A row per partner, an answer once. */
		if (!id_equal(&introduction, &last[0]) ||
		    !id_equal(&member, &last[1])) {
			db_array_id(&introductions, &introduction);
			db_array_id(&members, &member);
			db_array_text(&responses, response);
		}
		last[0] = introduction;
		last[1] = member;
		add_letter(house, b, found, i, STORE_DUE_ANSWER_LETTER,
		    strcmp(response, "accepted") == 0 ? LETTER_PARTNER_ACCEPTED
						      : LETTER_PARTNER_DECLINED,
		    text_get(&about));
		text_clear(&about);
	}
	store_due_answers_told(b, &introductions, &members, &responses);
}

const struct due_kind due_introductions_answered = {
	.name = "answers to tell",
	.find = store_due_answers,
	.settle = settle_answered,
};

static void
settle_agreed(
    const struct house *house, struct db_batch *b, const struct db_rows *found)
{
	struct db_array introductions = { 0 };
	struct id last = { 0 };

	for (int i = 0; i < db_rows_count(found); i++) {
		struct text about = { 0 };
		struct id introduction = take_id(found, i, 0, &about);

		if (!id_equal(&introduction, &last))
			db_array_id(&introductions, &introduction);
		last = introduction;
		add_letter(house, b, found, i, STORE_DUE_AGREED_LETTER,
		    LETTER_ALL_ACCEPTED, text_get(&about));
		text_clear(&about);
	}
	store_due_agreed_told(b, &introductions);
}

const struct due_kind due_introductions_agreed = {
	.name = "accepted introductions to tell",
	.find = store_due_agreed,
	.settle = settle_agreed,
};

/* --- outcomes ------------------------------------------------------------- */

static void
settle_silent(
    const struct house *house, struct db_batch *b, const struct db_rows *found)
{
	struct db_array introductions = { 0 }, members = { 0 }, asked = { 0 };

	for (int i = 0; i < db_rows_count(found); i++) {
		struct text about = { 0 };
		struct id introduction = take_id(found, i, 0, &about);
		struct id member = take_id(found, i, 1, &about);

		db_array_id(&introductions, &introduction);
		db_array_id(&members, &member);
		db_array_int(&asked, db_int(found, i, 2));
		add_letter(house, b, found, i, STORE_DUE_SILENT_LETTER,
		    db_int(found, i, 2) == 0 ? LETTER_DID_YOU_MEET
					     : LETTER_DID_YOU_MEET_LAST,
		    text_get(&about));
		text_clear(&about);
	}
	store_due_silent_asked(b, &introductions, &members, &asked);
}

const struct due_kind due_introductions_silent = {
	.name = "outcomes to ask for",
	.find = store_due_silent,
	.settle = settle_silent,
};

static void
settle_rests(
    const struct house *house, struct db_batch *b, const struct db_rows *found)
{
	struct db_array members = { 0 };

	for (int i = 0; i < db_rows_count(found); i++) {
		struct text about = { 0 };
		struct id member = take_id(found, i, 0, &about);

		db_array_id(&members, &member);
		text_addf(&about, ":%" PRId64, db_int(found, i, 1));
		add_letter(house, b, found, i, STORE_DUE_REST_LETTER,
		    LETTER_REST, text_get(&about));
		text_clear(&about);
	}
	store_due_rests_told(b, &members);
}

const struct due_kind due_rests = {
	.name = "rests to tell",
	.find = store_due_rests,
	.settle = settle_rests,
};

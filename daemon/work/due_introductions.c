/*
 * What falls due of introductions: see work/due_introductions.h.
 */
#include "work/due_introductions.h"
#include <inttypes.h>
#include "base/memory.h"
#include "model/letter.h"
#include "store/store_due.h"
#include "store/store_outcome.h"
#include "work/news.h"

/* What a row is about: the ids of its first columns. */
static struct id
take_id(const struct db_rows *rows, int row, int column, struct text *about)
{
	struct id id = db_id(rows, row, column);
	char buf[ID_TEXT_SIZE];

	text_addf(about, ":%s", id_text(&id, buf));
	return id;
}

/* --- not answered in time ------------------------------------------------- */

static void
settle_expired(
    const struct house *house, struct db_batch *b, const struct db_rows *found)
{
	news_begin(b, found);
	news_end(house, b, found);
}

const struct due_kind due_introductions_expired = {
	.name = "expired introductions",
	.find = store_due_expired,
	.settle = settle_expired,
};

/* --- outcomes ------------------------------------------------------------- */

/* What is asked hangs on who still sees whom. Rows are in the order of
 * introductions. */
static void
hold_asked(struct db_batch *b, const struct db_rows *found)
{
	struct db_array introductions = { 0 }, stands = { 0 };
	struct id last = { 0 };

	for (int i = 0; i < db_rows_count(found); i++) {
		struct id introduction = db_id(found, i, 0);

		if (i > 0 && id_equal(&introduction, &last))
			continue;
		last = introduction;
		db_array_id(&introductions, &introduction);
		db_array_text(
		    &stands, db_text(found, i, STORE_DUE_SILENT_STAND));
	}
	store_news_hold(b, &introductions, &stands);
}

static void
settle_silent(
    const struct house *house, struct db_batch *b, const struct db_rows *found)
{
	struct db_array introductions = { 0 }, members = { 0 }, asked = { 0 };

	hold_asked(b, found);
	for (int i = 0; i < db_rows_count(found); i++) {
		struct news_letter letter = {
			.kind = db_int(found, i, 2) == 0
				    ? LETTER_DID_YOU_MEET
				    : LETTER_DID_YOU_MEET_LAST
		};
		char id[ID_TEXT_SIZE];
		struct text key = { 0 };
		struct id introduction, member;

		text_add(&key, letter_kind_word(letter.kind));
		introduction = take_id(found, i, 0, &key);
		member = take_id(found, i, 1, &key);
		db_array_id(&introductions, &introduction);
		db_array_id(&members, &member);
		db_array_int(&asked, db_int(found, i, 2));
		letter.introduction = id_text(&introduction, id);
		letter.key = text_get(&key);
		news_letter(
		    house, b, found, i, STORE_DUE_SILENT_LETTER, &letter);
		text_clear(&key);
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
		struct news_letter letter = { .kind = LETTER_REST };
		struct text key = { 0 };
		struct id member;

		text_add(&key, letter_kind_word(letter.kind));
		member = take_id(found, i, 0, &key);
		text_addf(&key, ":%" PRId64, db_int(found, i, 1));
		db_array_id(&members, &member);
		letter.key = text_get(&key);
		news_letter(house, b, found, i, STORE_DUE_REST_LETTER, &letter);
		text_clear(&key);
	}
	store_due_rests_told(b, &members);
}

const struct due_kind due_rests = {
	.name = "rests to tell",
	.find = store_due_rests,
	.settle = settle_rests,
};

/*
 * What falls due of memberships: see work/due_memberships.h.
 */
#include "work/due_memberships.h"
#include "base/memory.h"
#include "config/config.h"
#include "model/letter.h"
#include "store/store_due.h"
#include "work/house.h"
#include "work/post.h"

static void
settle_pauses(
    const struct house *house, struct db_batch *b, const struct db_rows *found)
{
	struct db_array members = { 0 };

	for (int i = 0; i < db_rows_count(found); i++) {
		struct id member = db_id(found, i, 0);
		struct letter_words words = { .name = db_text(found, i, 1) };
		struct text key = { 0 };
		char buf[ID_TEXT_SIZE];
		struct post post = { .kind = LETTER_PAUSE_OVER,
			.member = &member,
			.language = db_text(found, i, 2) };

		db_array_id(&members, &member);
		if (!db_bool(found, i, 3))
			continue;
		text_addf(&key, "pause_over:%s:%s", id_text(&member, buf),
		    db_text(found, i, 4));
		post.key = text_get(&key);
		post_letter(house, b, &post, &words);
		text_clear(&key);
	}
	store_due_pauses_end(b, &members);
}

static void
remind(const struct house *house, struct db_batch *b,
    const struct db_rows *found, int row)
{
	const char *name = db_text(found, row, 4);
	const struct config_pool *pool = config_pool_get(house->config, name);
	struct id round = db_id(found, row, 0), member = db_id(found, row, 1);
	struct post post = { .kind = LETTER_REMINDER,
		.member = &member,
		.language = db_text(found, row, 3),
		.life_s = db_int(found, row, 6) };
	struct letter_words words = { .name = db_text(found, row, 2),
		.pool_name = name,
		.when = db_text(found, row, 5) };
	char about[2][ID_TEXT_SIZE];
	struct text key = { 0 };

	words.pool = pool == NULL
			 ? name
			 : config_title_get(&pool->title, name, post.language);
	text_addf(&key, "reminder:%s:%s", id_text(&round, about[0]),
	    id_text(&member, about[1]));
	post.key = text_get(&key);
	post_letter(house, b, &post, &words);
	text_clear(&key);
}

static void
settle_reminders(
    const struct house *house, struct db_batch *b, const struct db_rows *found)
{
	int count = db_rows_count(found);

	for (int i = 0; i < count; i++) {
		struct id round = db_id(found, i, 0), next;
		struct id member = db_id(found, i, 1);

		remind(house, b, found, i);
		if (i + 1 < count)
			next = db_id(found, i + 1, 0);
		if (i + 1 == count || !id_equal(&round, &next))
			store_due_reminded(b, &round, &member);
	}
}

const struct due_kind due_pauses = {
	.name = "pauses",
	.find = store_due_pauses,
	.settle = settle_pauses,
};
const struct due_kind due_reminders = {
	.name = "reminders",
	.find = store_due_reminders,
	.settle = settle_reminders,
};

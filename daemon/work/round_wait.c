/*
 * Rounds that wait: see work/round_wait.h.
 */
#include "work/round_wait.h"
#include <inttypes.h>
#include "base/memory.h"
#include "config/config.h"
#include "store/store_hand.h"
#include "work/house.h"
#include "work/post.h"

/* Whom a letter goes to. */
struct addressee {
	struct id id;
	const char *name, *language; /* borrowed */
};

static void
add_figures(const struct round_waiting *w, bool french, struct text *out)
{
	text_addf(out,
	    french ? "- Membres : %" PRId64 "\n- Groupes : %" PRId64
		     "\n- Sans rencontre : %" PRId64
		   : "- Members: %" PRId64 "\n- Groups: %" PRId64
		     "\n- Sat out: %" PRId64,
	    w->members, w->groups, w->sat_out);
}

static void
tell(const struct house *house, struct db_batch *b, enum letter_kind kind,
    const struct round_waiting *w, const struct addressee *to)
{
	const struct config_pool *pool =
	    config_pool_get(house->config, w->pool);
	char round[ID_TEXT_SIZE], member[ID_TEXT_SIZE], key[120];
	struct text figures = { 0 };
	struct letter_words words = { .name = to->name,
		.round = id_text(&w->id, round),
		.pool = pool == NULL ? w->pool
				     : config_title_get(&pool->title, w->pool,
					   to->language) };
	struct post post = { .kind = kind,
		.member = &to->id,
		.language = to->language,
		.key = key };

	add_figures(w, strcmp(to->language, "fr") == 0, &figures);
	words.said = text_get(&figures);
	snprintf(key, sizeof(key), "%s:%s:%d:%s", letter_kind_word(kind), round,
	    w->redraws, id_text(&to->id, member));
	post_letter(house, b, &post, &words);
	text_clear(&figures);
}

void
round_wait_tell(const struct house *house, struct db_batch *b,
    const struct round_waiting *waiting, const struct db_rows *operators)
{
	for (int i = 0; i < db_rows_count(operators); i++) {
		const struct addressee to = { db_id(operators, i, 0),
			db_text(operators, i, 1), db_text(operators, i, 2) };

		tell(house, b, LETTER_ROUND_WAITS, waiting, &to);
	}
}

static void
settle_waiting(
    const struct house *house, struct db_batch *b, const struct db_rows *found)
{
	struct db_array rounds = { 0 };
	struct id last = { { 0 } };

	for (int i = 0; i < db_rows_count(found); i++) {
		const struct round_waiting w = { .id = db_id(found, i, 0),
			.pool = db_text(found, i, 1),
			.members = db_int(found, i, 2),
			.groups = db_int(found, i, 4),
			.sat_out = db_int(found, i, 5),
			.redraws = (int)db_int(found, i, 6) };

		if (!id_equal(&last, &w.id))
			db_array_id(&rounds, &w.id);
		last = w.id;
		if (!db_is_null(found, i, 7)) {
			const struct addressee to = { db_id(found, i, 7),
				db_text(found, i, 8), db_text(found, i, 9) };

			tell(house, b, LETTER_ROUND_STILL_WAITS, &w, &to);
		}
	}
	store_hand_due_told(b, &rounds);
}

const struct due_kind round_wait_reminders = {
	.name = "rounds that wait",
	.find = store_hand_due,
	.settle = settle_waiting,
};

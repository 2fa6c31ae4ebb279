/*
 * Rounds that wait: see work/round_wait.h.
 */
#include "work/round_wait.h"
#include <inttypes.h>
#include "base/memory.h"
#include "config/config.h"
#include "store/store_hand.h"
#include "work/house.h"
#include "work/operators.h"

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
	char round[ID_TEXT_SIZE], key[120];
	struct text figures = { 0 };
	struct letter_words words = { .round = id_text(&w->id, round),
		.pool = pool == NULL ? w->pool
				     : config_title_get(&pool->title, w->pool,
					   to->language) };

	add_figures(w, strcmp(to->language, "fr") == 0, &figures);
	words.said = text_get(&figures);
	snprintf(key, sizeof(key), "%s:%s:%d", letter_kind_word(kind), round,
	    w->redraws);
	operators_post(house, b, kind, key, to, &words);
	text_clear(&figures);
}

/* Those of the configuration. */
static void
tell_others(const struct house *house, struct db_batch *b,
    enum letter_kind kind, const struct round_waiting *w)
{
	struct addressee to;

	operators_of_configuration(house, &to);
	while (operators_next(&to))
		tell(house, b, kind, w, &to);
}

void
round_wait_tell(const struct house *house, struct db_batch *b,
    const struct round_waiting *waiting, const struct db_rows *operators)
{
	for (int i = 0; i < db_rows_count(operators); i++) {
		struct id member = db_id(operators, i, 0);
		const struct addressee to = { .member = &member,
			.name = db_text(operators, i, 1),
			.language = db_text(operators, i, 2) };

		tell(house, b, LETTER_ROUND_WAITS, waiting, &to);
	}
	tell_others(house, b, LETTER_ROUND_WAITS, waiting);
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

		if (!id_equal(&last, &w.id)) {
			db_array_id(&rounds, &w.id);
			tell_others(house, b, LETTER_ROUND_STILL_WAITS, &w);
		}
		last = w.id;
		if (!db_is_null(found, i, 7)) {
			struct id member = db_id(found, i, 7);
			const struct addressee to = { .member = &member,
				.name = db_text(found, i, 8),
				.language = db_text(found, i, 9) };

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

/*
 * News of introductions: see work/news.h.
 */
#include "work/news.h"
#include "base/memory.h"
#include "config/config.h"
#include "store/store_due.h"
#include "store/store_meeting.h"
#include "store/store_outcome.h"
#include "work/agenda.h"
#include "work/house.h"
#include "work/post.h"

/* Letters of yesterday's news are no use. */
#define LETTER_LIFE_S (48 * 3600)

void
news_letter(const struct house *house, struct db_batch *b,
    const struct db_rows *rows, int row, int column,
    const struct news_letter *letter)
{
	const struct config_pool *pool;
	struct store_due_letter l;
	struct letter_words words = { .introduction = letter->introduction,
		.when = letter->when };
	struct post post = { .kind = letter->kind,
		.key = letter->key,
		.calendar = letter->calendar,
		.life_s = LETTER_LIFE_S };

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
	post.member = &l.to;
	post.language = l.language;
	post_letter(house, b, &post, &words);
}

/* Whether this row is the first of its introduction. */
static bool
is_first(const struct db_rows *news, int row, const struct store_news *n)
{
	struct store_news before;

	if (row == 0)
		return true;
	store_news_read(news, row - 1, &before);
	return !id_equal(&before.introduction, &n->introduction);
}

void
news_begin(struct db_batch *b, const struct db_rows *news)
{
	struct db_array ids = { 0 }, stands = { 0 };

	for (int i = 0; i < db_rows_count(news); i++) {
		struct store_news n;

		store_news_read(news, i, &n);
		if (!is_first(news, i, &n))
			continue;
		db_array_id(&ids, &n.introduction);
		db_array_text(&stands, n.stand);
	}
	store_news_hold(b, &ids, &stands);
}

void
news_hold(struct db_batch *b, const struct id *introduction, const char *stand)
{
	struct db_array ids = { 0 }, stands = { 0 };

	db_array_id(&ids, introduction);
	db_array_text(&stands, stand);
	store_news_hold(b, &ids, &stands);
}

/* An hour that falls through with the introduction leaves their calendar. */
static void
write_hour(const struct house *house, const struct db_rows *news, int row,
    const struct store_news *n, struct text *when, struct text *ical)
{
	struct store_hour_fallen hour;
	struct store_due_letter l;

	if (!store_due_letter_read(news, row, STORE_NEWS_LETTER, &l) ||
	    !store_hour_fallen_read(news, row, STORE_NEWS_HOUR, &hour))
		return;
	zone_write(&hour.zone, hour.starts_us, l.language, when);
	agenda_write_fallen(house,
	    &(struct agenda_fallen){ .language = l.language,
		.pool = l.pool,
		.introduction = n->introduction,
		.hour = &hour },
	    ical);
}

static void
add_news_letter(const struct house *house, struct db_batch *b,
    const struct db_rows *news, int row, const struct store_news *n)
{
	char id[ID_TEXT_SIZE];
	struct text when = { 0 }, ical = { 0 };
	struct news_letter letter = {
		.kind = (enum letter_kind)letter_kind_find(n->kind),
		.introduction = id_text(&n->introduction, id),
		.key = n->key
	};

	write_hour(house, news, row, n, &when, &ical);
	if (ical.len > 0) {
		letter.when = text_get(&when);
		letter.calendar = text_get(&ical);
	}
	news_letter(house, b, news, row, STORE_NEWS_LETTER, &letter);
	text_clear(&when);
	text_clear(&ical);
}

void
news_end(
    const struct house *house, struct db_batch *b, const struct db_rows *news)
{
	struct db_array ids = { 0 }, states = { 0 };

	for (int i = 0; i < db_rows_count(news); i++) {
		struct store_news n;

		store_news_read(news, i, &n);
		if (is_first(news, i, &n) && strcmp(n.was, n.becomes) != 0) {
			db_array_id(&ids, &n.introduction);
			db_array_text(&states, n.becomes);
		}
		if (n.kind != NULL)
			add_news_letter(house, b, news, i, &n);
	}
	store_news_settle(b, &ids, &states);
}

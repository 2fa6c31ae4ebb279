/*
 * Letters about an hour to meet: see work/meet_letters.h.
 */
#include "work/meet_letters.h"
#include <inttypes.h>
#include "base/clock.h"
#include "base/memory.h"
#include "io/seal.h"
#include "config/config.h"
#include "work/house.h"
#include "work/post.h"

/* Whether this yes is the last one. */
static bool
confirms(const struct meet_news *news)
{
	return news->what == MEET_ANSWER && news->accepts &&
	       news->now->others_accept;
}

/* Whether this no comes after all had said yes. */
static bool
unsettles(const struct meet_news *news)
{
	return news->what == MEET_ANSWER && !news->accepts &&
	       strcmp(news->now->meeting.state, "confirmed") == 0;
}

static enum letter_kind
kind_of(const struct meet_news *news)
{
	switch (news->what) {
	case MEET_PROPOSE:
		return news->now->is_there ? LETTER_MEETING_CHANGED
					   : LETTER_MEETING_PROPOSED;
	case MEET_ANSWER:
		return news->accepts ? LETTER_MEETING_CONFIRMED
				     : LETTER_MEETING_DECLINED;
	case MEET_CANCEL:
		return LETTER_MEETING_CANCELLED;
	}
	die("nothing happens to a meeting");
}

/* The number that it has once the change is made. */
static int64_t
sequence_of(const struct meet_news *news)
{
	return news->now->meeting.sequence +
	       (news->what != MEET_ANSWER && news->now->is_there);
}

static bool
is_over(const struct meet_news *news)
{
	return news->what == MEET_CANCEL;
}

/* What their calendar makes of it, with nobody's address but their own. A no
 * takes back what was agreed, and else changes nothing there. */
static void
write_calendar(const struct meet_news *news,
    const struct store_meeting_person *to, struct text *out)
{
	size_t len = strlen(news->place);
	uint8_t *place = memory_new(len + SEAL_OVERHEAD, 1);
	char *address = seal_text_open(
	    news->house->seal, to->email_sealed, to->email_sealed_len);
	const struct agenda_manner manner = { .language = to->language,
		.zone_name = to->zone_name,
		.zone = &to->zone,
		.method = is_over(news) ? ICAL_CANCEL : ICAL_REQUEST,
		.attendee = address,
		.says = to->proposes || to->answer == 1 ? ICAL_YES
							: ICAL_NOTHING_YET };
	struct store_calendar_meeting m = { .introduction = news->introduction,
		.meeting = { .starts_us = news->starts_us,
		    .minutes = news->minutes,
		    .state = is_over(news)    ? "cancelled"
			     : confirms(news) ? "confirmed"
					      : "proposed",
		    .sequence = sequence_of(news) },
		.made_us = news->now->is_there ? news->now->made_us
					       : news->now->now_us,
		.changed_us = news->now->now_us,
		.pool = news->now->pool,
		.partners = to->partners };

	seal_close(news->house->seal, news->place, len, place);
	m.meeting.place_sealed = place;
	m.meeting.place_sealed_len = len + SEAL_OVERHEAD;
	agenda_write(news->house, &manner, &m, 1, out);
	free(place);
	free(address);
}

static void
add_letter(const struct meet_news *news, const struct store_meeting_person *to,
    struct db_batch *b)
{
	const struct config *config = news->house->config;
	const struct config_pool *pool =
	    config_pool_get(config, news->now->pool);
	char introduction[ID_TEXT_SIZE], person[ID_TEXT_SIZE], me[ID_TEXT_SIZE];
	struct text when = { 0 }, minutes = { 0 }, key = { 0 }, ical = { 0 };
	bool french = strcmp(to->language, "fr") == 0;
	struct letter_words words = { .name = to->name,
		.partner = news->name,
		.partners = to->partners,
		.introduction = id_text(&news->introduction, introduction),
		.pool = pool == NULL ? news->now->pool
				     : config_title_get(&pool->title,
					   pool->name, to->language),
		.place = *news->place != '\0' ? news->place
			 : french             ? "lieu à convenir"
					      : "place to be agreed" };
	struct post post = { .kind = kind_of(news),
		.member = &to->id,
		.language = to->language,
		.life_s =
		    (news->starts_us - news->now->now_us) / CLOCK_SECOND };

	zone_write(&to->zone, news->starts_us, to->language, &when);
	text_addf(&minutes, "%" PRId64, news->minutes);
	words.when = text_get(&when);
	words.minutes = text_get(&minutes);
	/* An answer changes the state alone, and may do so again and again. */
	text_addf(&key, "%s:%s:%s:%" PRId64 ":%s:%" PRId64,
	    letter_kind_word(post.kind), introduction, id_text(&to->id, person),
	    sequence_of(news), id_text(&news->me, me), news->now->changed_us);
	post.key = text_get(&key);
	if (post.life_s < 3600)
		post.life_s = 3600;
	if (post.kind != LETTER_MEETING_DECLINED || unsettles(news)) {
		write_calendar(news, to, &ical);
		post.calendar = text_get(&ical);
	}
	post_letter(news->house, b, &post, &words);
	text_clear(&when);
	text_clear(&minutes);
	text_clear(&key);
	text_clear(&ical);
}

static bool
concerns(
    const struct meet_news *news, const struct store_meeting_person *person)
{
	if (news->what != MEET_ANSWER || confirms(news))
		return true;
	if (news->accepts)
		return false;
	return person->proposes || (unsettles(news) && person->answer == 1);
}

void
meet_letters_add(const struct meet_news *news, const struct db_rows *people,
    struct db_batch *b)
{
	struct store_meeting_person p;

	for (int i = 0; i < db_rows_count(people); i++) {
		store_meeting_person_read(people, i, &p);
		if (!id_equal(&p.id, &news->me) && p.email_sealed != NULL &&
		    concerns(news, &p))
			add_letter(news, &p, b);
	}
}

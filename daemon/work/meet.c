/*
 * An hour to meet: see work/meet.h.
 */
#include "work/meet.h"
#include "base/clock.h"
#include "base/memory.h"
#include "config/config.h"
#include "io/seal.h"
#include "store/store_house.h"
#include "store/store_meeting.h"
#include "work/house.h"
#include "work/meet_letters.h"
#include "work/news.h"
#include "work/plain_text.h"

#define MEET_MAGIC 0x3ee74001u

struct meet {
	unsigned magic;
	struct house *house;
	struct db_call *call;
	struct meet_ask ask; /* its texts are these: */
	struct id me;
	char *name, *place;
	int tries;
	meet_done_cb done;
	void *arg;
};

int
meet_place(const char *place, char **out, struct fault *why)
{
	static const struct plain_text field = { .what = "the place",
		.max = MEET_PLACE_MAX };

	return plain_text_read(&field, place, out, why);
}

void
meet_cancel(struct meet *m)
{
	if (m == NULL)
		return;
	CHECK(m, MEET_MAGIC);
	db_cancel(m->call);
	free(m->name);
	free(m->place);
	m->magic = 0;
	free(m);
}

static void
finish(struct meet *m, const struct fault *why)
{
	meet_done_cb done = m->done;
	void *arg = m->arg;
	struct fault copy;

	if (why != NULL)
		copy = *why;
	meet_cancel(m);
	done(arg, why == NULL ? NULL : &copy);
}

/* --- whether it can be ---------------------------------------------------- */

static int
check_proposal(const struct meet *m, const struct store_meeting_now *now,
    struct fault *why)
{
	if (!now->may)
		return fault_set(why, FAULT_CONFLICT,
		    "an hour can be proposed once partners know each other, "
		    "and as long as the introduction is open");
	if (m->ask.starts_us <= now->now_us)
		return fault_set(
		    why, FAULT_INVALID, "that hour has begun already");
	if (m->ask.starts_us > now->now_us + MEET_DAYS_MAX * CLOCK_DAY)
		return fault_set(why, FAULT_INVALID,
		    "an hour can be proposed up to %d days ahead",
		    MEET_DAYS_MAX);
	if (now->is_there && now->meeting.sequence >= MEET_SEQUENCE_MAX)
		return fault_set(why, FAULT_CONFLICT,
		    "so many hours were proposed that it is time to write to "
		    "each other");
	return 0;
}

static int
check_answer(const struct store_meeting_now *now, struct fault *why)
{
	if (strcmp(now->meeting.state, "cancelled") == 0)
		return fault_set(
		    why, FAULT_CONFLICT, "it was cancelled; propose another");
	if (now->meeting.is_mine)
		return fault_set(why, FAULT_CONFLICT,
		    "it is your own proposal: cancel it, or propose another "
		    "hour");
	if (!now->may)
		return fault_set(why, FAULT_CONFLICT,
		    "the introduction is not open any more");
	if (now->meeting.starts_us + now->meeting.minutes * CLOCK_MINUTE <=
	    now->now_us)
		return fault_set(why, FAULT_CONFLICT, "that hour is over");
	return 0;
}

static int
check(const struct meet *m, const struct store_meeting_now *now,
    struct fault *why)
{
	if (!now->is_there && m->ask.what != MEET_PROPOSE)
		return fault_set(why, FAULT_NOT_FOUND, "%s", "");
	if (m->ask.sequence >= 0 &&
	    (!now->is_there || now->meeting.sequence != m->ask.sequence))
		return fault_set(why, FAULT_CHANGED_MEANWHILE,
		    "the hour was changed meanwhile; look again");
	if (m->ask.what == MEET_PROPOSE)
		return check_proposal(m, now, why);
	return m->ask.what == MEET_ANSWER ? check_answer(now, why) : 0;
}

/* --- the transaction ------------------------------------------------------ */

static void meet_look(struct meet *m);

static void
on_written(void *arg, const struct db_outcome *out)
{
	struct meet *m = arg;

	CHECK(m, MEET_MAGIC);
	m->call = NULL; /* no longer pending */
	if (out->fault != NULL && out->fault->code == FAULT_CHANGED_MEANWHILE &&
	    ++m->tries < NEWS_TRIES_MAX)
		meet_look(m);
	else
		finish(m, out->fault);
}

static void
add_at_once(const struct config *config, struct db_array *at_once)
{
	for (size_t i = 0; i < config->pool_count; i++)
		if (config->pools[i].reveal == REVEAL_AT_ONCE)
			db_array_text(at_once, config->pools[i].name);
}

static void
add_change(
    struct meet *m, struct db_batch *b, const struct store_meeting_now *now)
{
	static const char *const actions[] = { "meeting proposed",
		"meeting answered", "meeting cancelled" };
	char actor[8 + ID_TEXT_SIZE] = "member:";
	struct store_meeting_put put = { .starts_us = m->ask.starts_us,
		.minutes = m->ask.minutes,
		.changed_us = now->changed_us };
	struct db_array at_once = { 0 };
	size_t len = strlen(m->place);
	uint8_t *sealed = memory_new(len + SEAL_OVERHEAD, 1);

	add_at_once(m->house->config, &at_once);
	if (m->ask.what == MEET_PROPOSE) {
		seal_close(m->house->seal, m->place, len, sealed);
		put.place_sealed = sealed;
		put.place_sealed_len = len + SEAL_OVERHEAD;
		store_meeting_put(
		    b, &m->ask.introduction, &m->me, &put, &at_once);
	} else if (m->ask.what == MEET_ANSWER) {
		store_meeting_answer(b, &m->ask.introduction, &m->me,
		    m->ask.accepts, now->changed_us, &at_once);
	} else {
		store_meeting_cancel(b, &m->ask.introduction, now->changed_us);
	}
	db_array_clear(&at_once);
	free(sealed);
	id_text(&m->me, actor + strlen(actor));
	store_audit(b, actor, actions[m->ask.what], &m->ask.introduction, "");
}

static void
write_it(struct meet *m, const struct store_meeting_now *now,
    const struct db_rows *people)
{
	struct db_batch *b = db_batch_new(m->house->db, DB_WRITE);
	struct meet_news news = { .house = m->house,
		.what = m->ask.what,
		.introduction = m->ask.introduction,
		.me = m->me,
		.name = m->name,
		.now = now,
		.starts_us = now->meeting.starts_us,
		.minutes = now->meeting.minutes,
		.accepts = m->ask.accepts };
	char *place = NULL;

	news_hold(b, &m->ask.introduction, now->stand);
	add_change(m, b, now);
	if (m->ask.what == MEET_PROPOSE) {
		news.starts_us = m->ask.starts_us;
		news.minutes = m->ask.minutes;
		news.place = m->place;
	} else {
		news.place = place =
		    agenda_place(m->house->seal, &now->meeting);
	}
	meet_letters_add(&news, people, b);
	free(place);
	m->call = db_batch_run(b, on_written, m);
}

static bool
is_so_already(const struct meet *m, const struct store_meeting_now *now)
{
	const char *state = now->meeting.state;

	switch (m->ask.what) {
	case MEET_PROPOSE:
		return false;
	case MEET_ANSWER:
		/* Since somebody left, the same answer may be the last one. */
		return now->meeting.answer == m->ask.accepts &&
		       strcmp(state,
			   m->ask.accepts ? "confirmed" : "declined") == 0;
	case MEET_CANCEL:
		return strcmp(state, "cancelled") == 0;
	}
	die("nothing happens to a meeting");
}

static void
on_looked(void *arg, const struct db_outcome *out)
{
	struct meet *m = arg;
	struct store_meeting_now now;
	struct fault why;

	CHECK(m, MEET_MAGIC);
	m->call = NULL; /* no longer pending */
	if (out->fault != NULL) {
		finish(m, out->fault);
		return;
	}
	if (db_rows_count(db_outcome_rows(out, STORE_MEETING)) == 0) {
		(void)fault_set(&why, FAULT_NOT_FOUND, "%s", "");
		finish(m, &why);
		return;
	}
	store_meeting_read(db_outcome_rows(out, STORE_MEETING), &now);
	if (check(m, &now, &why) != 0)
		finish(m, &why);
	else if (is_so_already(m, &now))
		finish(m, NULL);
	else
		write_it(m, &now, db_outcome_rows(out, STORE_MEETING_PEOPLE));
}

static void
meet_look(struct meet *m)
{
	struct db_batch *b = db_batch_new(m->house->db, DB_READ);
	struct db_array at_once = { 0 };

	add_at_once(m->house->config, &at_once);
	store_meeting_look(b, &m->ask.introduction, &m->me, &at_once,
	    m->ask.what == MEET_PROPOSE ? m->ask.starts_us : 0);
	m->call = db_batch_run(b, on_looked, m);
}

struct meet *
meet_start(struct house *house, const struct meet_ask *ask, meet_done_cb done,
    void *arg)
{
	struct meet *m = memory_new(1, sizeof(*m));

	m->magic = MEET_MAGIC;
	m->house = house;
	m->ask = *ask;
	m->me = ask->me->id;
	m->name = memory_text(ask->me->name);
	m->place = memory_text(ask->place == NULL ? "" : ask->place);
	m->done = done;
	m->arg = arg;
	meet_look(m);
	return m;
}

/*
 * What an introduction gives: see work/occasion.h.
 */
#include "work/occasion.h"
#include "base/memory.h"
#include "config/config_trials.h"
#include "work/house.h"
#include "work/matches.h"

#define OCCASIONS_MAGIC 0x0cca5101u
#define TRIES_MAX 3

struct occasions {
	unsigned magic;
	struct house *house;
	const struct member *me;
	const struct occasion_ask *asks;
	size_t count;
	int tries;
	struct db_call *call;
	struct db_rows *rows, *zone_rows, *had; /* of the last look */
	struct occasion *found;
	struct {
		const char *name;
		struct zone zone;
	} * zones;
	size_t zone_count;
	occasions_done_cb done;
	void *arg;
};

/* What the last look found. */
static void
forget(struct occasions *o)
{
	for (size_t i = 0; o->found != NULL && i < o->count; i++)
		free(o->found[i].lines);
	free(o->found);
	free(o->zones);
	db_rows_free(o->rows);
	db_rows_free(o->zone_rows);
	db_rows_free(o->had);
	o->found = NULL;
	o->zones = NULL;
	o->rows = o->zone_rows = o->had = NULL;
}

void
occasions_free(struct occasions *o)
{
	if (o == NULL)
		return;
	CHECK(o, OCCASIONS_MAGIC);
	db_cancel(o->call);
	forget(o);
	o->magic = 0;
	free(o);
}

const struct zone *
occasions_zone(const struct occasions *o, const char *name)
{
	static const struct zone utc;

	for (size_t i = 0; i < o->zone_count; i++)
		if (strcmp(o->zones[i].name, name) == 0)
			return &o->zones[i].zone;
	return &utc;
}

/* --- reading what was found ----------------------------------------------- */

/* Of themes that take turns. */
static enum prompt_theme
turn_of(const enum prompt_theme *themes, size_t count, int64_t rounds)
{
	return count == 0 ? THEME_NONE : themes[(size_t)rounds % count];
}

static enum prompt_theme
theme_of(const struct occasions *o, const struct occasion_ask *ask,
    const struct store_occasion *row)
{
	const struct config_pool *pool =
	    config_pool_get(o->house->config, ask->pool);

	if (row->theme != NULL)
		return prompts_theme(row->theme);
	if (pool == NULL)
		return THEME_NONE;
	if (pool->trial != NULL && row->arm >= 0 &&
	    pool->trial->theme_counts[row->arm] > 0)
		return turn_of(pool->trial->themes[row->arm],
		    pool->trial->theme_counts[row->arm], row->number);
	return turn_of(pool->themes, pool->theme_count, row->number);
}

static void
read_prompts(struct occasion *found)
{
	char *rest, *line;

	if (found->row.prompts == NULL)
		return;
	rest = found->lines = memory_text(found->row.prompts);
	while ((line = text_split(&rest, "\n")) != NULL &&
	       found->prompt_count < PROMPTS_GIVEN) {
		const char *words[4];
		struct occasion_prompt *p =
		    &found->prompts[found->prompt_count];
		size_t n = 0;
		char *word;

		while (n < COUNT_OF(words) &&
		       (word = text_split(&line, "\t")) != NULL)
			words[n++] = word;
		*p = (struct occasion_prompt){ 0 };
		if (n == COUNT_OF(words))
			*p = (struct occasion_prompt){ prompts_find(words[0]),
				words[1], words[2], words[3] };
		if (p->prompt != NULL)
			found->prompt_count++;
	}
}

static void
read_found(struct occasions *o)
{
	struct store_occasion row;

	o->found = memory_new(o->count + 1, sizeof(*o->found));
	for (int i = 0; i < db_rows_count(o->rows); i++) {
		store_occasion_read(o->rows, i, &row);
		for (size_t k = 0; k < o->count; k++) {
			if (!id_equal(
				&o->asks[k].introduction, &row.introduction))
				continue;
			o->found[k].row = row;
			o->found[k].theme = theme_of(o, &o->asks[k], &row);
			read_prompts(&o->found[k]);
		}
	}
	o->zone_count = (size_t)db_rows_count(o->zone_rows);
	o->zones = memory_new(o->zone_count + 1, sizeof(*o->zones));
	for (size_t i = 0; i < o->zone_count; i++) {
		o->zones[i].name = db_text(o->zone_rows, (int)i, 0);
		if (zone_read(db_text(o->zone_rows, (int)i, 1),
			&o->zones[i].zone) != 0)
			die("a zone's spans are none");
	}
}

/* --- choosing prompts ----------------------------------------------------- */

/* What the member had, and what they are about to be given. */
struct past {
	const struct db_rows *had;
	const char **given;
	size_t count;
};

static bool
on_had(const void *arg, const char *id)
{
	const struct past *past = arg;

	for (int i = 0; i < db_rows_count(past->had); i++)
		if (strcmp(db_text(past->had, i, 0), id) == 0)
			return true;
	for (size_t i = 0; i < past->count; i++)
		if (strcmp(past->given[i], id) == 0)
			return true;
	return false;
}

static void
add_arm(struct db_array *arms, int arm)
{
	if (arm < 0)
		db_array_text(arms, NULL);
	else
		db_array_int(arms, arm);
}

static void
add_pick(struct store_prompts *given, const struct id *introduction,
    size_t place, const struct prompt_pick *pick)
{
	const struct prompt_match *m = pick->match;

	db_array_id(&given->introductions, introduction);
	db_array_int(&given->places, (int64_t)place);
	db_array_text(&given->prompts, pick->prompt->id);
	db_array_text(&given->attributes, m == NULL ? "" : m->attribute);
	db_array_text(
	    &given->mine, m == NULL || m->mine == NULL ? "" : m->mine);
	db_array_text(&given->theirs, m == NULL ? "" : m->theirs);
}

static void
choose(const struct occasions *o, size_t at, struct past *past,
    struct store_prompts *given)
{
	const struct occasion_ask *ask = &o->asks[at];
	struct prompt_pick picks[PROMPTS_GIVEN];
	struct prompt_match *topics;
	struct matches matches;
	size_t n = 0;

	matches_find(o->house->config, ask->pool, o->me, ask->partners,
	    ask->partner_count, &matches);
	topics = memory_new(matches.count + 1, sizeof(*topics));
	for (size_t i = 0; i < matches.count; i++)
		if (matches_is_topic(&matches.items[i]))
			topics[n++] = matches.items[i].prompt;
	const struct prompt_ask wanted = { .introduction = ask->introduction,
		.theme = o->found[at].theme,
		.matches = topics,
		.match_count = n,
		.had = on_had,
		.arg = past };
	n = prompts_pick(&wanted, picks);
	for (size_t i = 0; i < n; i++) {
		add_pick(given, &ask->introduction, i, &picks[i]);
		past->given[past->count++] = picks[i].prompt->id;
	}
	if (o->found[at].theme != THEME_NONE) {
		db_array_id(&given->rounds, &o->found[at].row.round);
		db_array_text(
		    &given->themes, prompts_theme_word(o->found[at].theme));
		add_arm(&given->arms, o->found[at].row.arm);
	}
	free(topics);
	matches_clear(&matches);
}

static bool
is_due(const struct occasion *found)
{
	return found->row.is_open && found->row.prompts == NULL;
}

static void occasions_look(struct occasions *o);

static void
on_given(void *arg, const struct db_outcome *out)
{
	struct occasions *o = arg;

	CHECK(o, OCCASIONS_MAGIC);
	o->call = NULL; /* no longer pending */
	if (out->fault != NULL)
		o->done(o->arg, out->fault, NULL);
	else
		occasions_look(o);
}

static void
give(struct occasions *o)
{
	struct db_batch *b = db_batch_new(o->house->db, DB_WRITE);
	struct store_prompts given = { 0 };
	struct past past = { .had = o->had,
		.given = memory_new(
		    o->count * PROMPTS_GIVEN + 1, sizeof(*past.given)) };

	for (size_t i = 0; i < o->count; i++)
		if (is_due(&o->found[i]))
			choose(o, i, &past, &given);
	store_prompts_give(b, &o->me->id, &given);
	free(past.given);
	o->call = db_batch_run(b, on_given, o);
}

/* --- looking -------------------------------------------------------------- */

static void
on_looked(void *arg, const struct db_outcome *out)
{
	struct occasions *o = arg;
	bool is_any_due = false;

	CHECK(o, OCCASIONS_MAGIC);
	o->call = NULL; /* no longer pending */
	if (out->fault != NULL) {
		o->done(o->arg, out->fault, NULL);
		return;
	}
	o->rows = db_outcome_take(out, STORE_OCCASIONS);
	o->zone_rows = db_outcome_take(out, STORE_OCCASION_ZONES);
	o->had = db_outcome_take(out, STORE_OCCASION_HAD);
	read_found(o);
	for (size_t i = 0; i < o->count; i++)
		is_any_due = is_any_due || is_due(&o->found[i]);
	if (is_any_due && o->tries++ < TRIES_MAX)
		give(o);
	else
		o->done(o->arg, NULL, o->found);
}

static void
occasions_look(struct occasions *o)
{
	struct db_batch *b = db_batch_new(o->house->db, DB_READ);
	struct db_array ids = { 0 }, at_once = { 0 }, zones = { 0 };
	const struct config *config = o->house->config;

	forget(o);
	db_array_text(&zones, o->me->zone);
	for (size_t i = 0; i < o->count; i++) {
		db_array_id(&ids, &o->asks[i].introduction);
		for (size_t k = 0; k < o->asks[i].partner_count; k++)
			db_array_text(&zones, o->asks[i].partners[k].zone);
	}
	for (size_t i = 0; i < config->pool_count; i++)
		if (config->pools[i].reveal == REVEAL_AT_ONCE)
			db_array_text(&at_once, config->pools[i].name);
	store_occasions_look(b, &o->me->id, &ids, &at_once, &zones);
	o->call = db_batch_run(b, on_looked, o);
}

struct occasions *
occasions_start(struct house *house, const struct member *me,
    const struct occasion_ask *asks, size_t count, occasions_done_cb done,
    void *arg)
{
	struct occasions *o = memory_new(1, sizeof(*o));

	o->magic = OCCASIONS_MAGIC;
	o->house = house;
	o->me = me;
	o->asks = asks;
	o->count = count;
	o->done = done;
	o->arg = arg;
	occasions_look(o);
	return o;
}

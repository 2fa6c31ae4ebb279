/*
 * What goes with an introduction: see api/api_occasions.h.
 */
#include "api/api_occasions.h"
#include "api/call.h"
#include "api/shape.h"
#include "base/clock.h"
#include "base/memory.h"
#include "model/worksheet.h"
#include "work/agenda.h"
#include "work/hours_ahead.h"
#include "work/house.h"
#include "work/matches.h"

#define NEXT_HOURS_MAX 40
#define AHEAD (14 * CLOCK_DAY)

static void
add_text(struct json_object *list, const char *s)
{
	json_object_array_add(list, json_object_new_string(s));
}

/* --- hours to come -------------------------------------------------------- */

/* Adds a member's free hours where the profile has some. */
static void
add_free(const struct call *c, const struct occasions *all,
    const struct member *m, struct hours_of *of, size_t *count)
{
	const struct config *config = c->house->config;
	struct hours h;

	for (size_t i = 0; i < m->value_count; i++) {
		int at = config_attribute_find(config, m->values[i].attribute);

		if (at < 0 || config->attributes[at].type != ATTRIBUTE_HOURS ||
		    hours_parse(m->values[i].value, &h, NULL) != 0)
			continue;
		of[*count].week = h;
		of[(*count)++].zone = occasions_zone(all, m->zone);
	}
}

static struct json_object *
shape_hour(const struct call *c, const struct occasions *all,
    const struct occasion_ask *ask, int64_t starts_us)
{
	struct json_object *o = json_object_new_object();
	struct json_object *theirs = json_object_new_array();
	struct text t = { 0 };

	shape_time(o, "starts_at", starts_us);
	zone_write(
	    occasions_zone(all, c->me.zone), starts_us, c->me.language, &t);
	shape_text(o, "mine", text_get(&t));
	text_clear(&t);
	for (size_t i = 0; i < ask->partner_count; i++) {
		zone_write(occasions_zone(all, ask->partners[i].zone),
		    starts_us, c->me.language, &t);
		add_text(theirs, text_get(&t));
		text_clear(&t);
	}
	json_object_object_add(o, "theirs", theirs);
	return o;
}

static struct json_object *
shape_span(int day, int from, int to)
{
	static const char *const days[] = { "mon", "tue", "wed", "thu", "fri",
		"sat", "sun" };
	struct json_object *o = json_object_new_object();

	shape_text(o, "day", days[day]);
	shape_int(o, "from", from);
	shape_int(o, "to", to);
	return o;
}

static struct json_object *
shape_week(const struct hours *h)
{
	struct json_object *list = json_object_new_array();

	for (int day = 0; day < 7; day++) {
		for (int hour = 0; hour < 24; hour++) {
			int from = hour, bit = day * 24 + hour;

			while (
			    hour < 24 && (h->bits[bit / 64] >> bit % 64 & 1)) {
				hour++;
				bit++;
			}
			if (hour > from)
				json_object_array_add(
				    list, shape_span(day, from, hour));
		}
	}
	return list;
}

/* The hours of a week, and, as long as it is open, those to come. */
static void
shape_hours(struct json_object *o, const struct call *c,
    const struct occasions *all, const struct occasion_ask *ask, bool is_open)
{
	const struct zone *mine = occasions_zone(all, c->me.zone);
	struct json_object *next = json_object_new_array();
	struct hours_of *of =
	    memory_new((ask->partner_count + 1) * ATTRIBUTES_MAX, sizeof(*of));
	int64_t starts_us[NEXT_HOURS_MAX], from_us = 0;
	struct hours week = { { 0 } };
	size_t count = 0, n = 0;

	add_free(c, all, &c->me, of, &count);
	for (size_t i = 0; i < ask->partner_count; i++)
		add_free(c, all, &ask->partners[i], of, &count);
	if (mine->count > 0) {
		/* The hour that has begun is not one to come. */
		from_us = mine->spans[0].from_us + CLOCK_HOUR;
		week = hours_of_week(of, count, mine, from_us);
	}
	if (mine->count > 0 && is_open)
		n = hours_ahead(of, count, from_us, from_us + AHEAD, starts_us,
		    NEXT_HOURS_MAX);
	for (size_t i = 0; i < n; i++)
		json_object_array_add(
		    next, shape_hour(c, all, ask, starts_us[i]));
	json_object_object_add(o, "common_hours", shape_week(&week));
	json_object_object_add(o, "next_hours", next);
	free(of);
}

/* --- prompts -------------------------------------------------------------- */

static const char *
label_of(const struct call *c, const char *attribute, const char *word)
{
	int at = config_attribute_find(c->house->config, attribute);

	return at < 0 ? word
		      : config_label_get(
			    c->house->config, (size_t)at, word, c->me.language);
}

static struct json_object *
shape_prompts(const struct call *c, const struct occasion *found)
{
	struct json_object *list = json_object_new_array();

	for (size_t i = 0; i < found->prompt_count; i++) {
		const struct occasion_prompt *p = &found->prompts[i];
		struct text t = { 0 };

		prompts_write(p->prompt, c->me.language,
		    label_of(c, p->attribute, p->mine),
		    label_of(c, p->attribute, p->theirs), &t);
		add_text(list, text_get(&t));
		text_clear(&t);
	}
	return list;
}

/* --- the worksheet -------------------------------------------------------- */

/* A line for each partner of whom there is such a match. */
static struct json_object *
shape_lines(const struct call *c, const struct occasion_ask *ask,
    const struct matches *matches, enum prompt_need need)
{
	struct json_object *list = json_object_new_array(), *line, *words;
	size_t partner = SIZE_MAX;

	words = NULL;
	for (size_t i = 0; i < matches->count; i++) {
		const struct match *m = &matches->items[i];

		if (m->prompt.need != need)
			continue;
		if (m->partner != partner) {
			partner = m->partner;
			line = json_object_new_object();
			words = json_object_new_array();
			shape_text(
			    line, "partner", ask->partners[partner].name);
			json_object_object_add(line, "words", words);
			json_object_array_add(list, line);
		}
		add_text(
		    words, label_of(c, m->prompt.attribute, m->prompt.theirs));
	}
	return list;
}

static struct json_object *
shape_worksheet(const struct call *c, const struct occasion_ask *ask)
{
	struct json_object *o = json_object_new_object();
	struct json_object *questions = json_object_new_array();
	struct matches matches;

	matches_find(c->house->config, ask->pool, &c->me, ask->partners,
	    ask->partner_count, &matches);
	json_object_object_add(
	    o, "asks", shape_lines(c, ask, &matches, NEED_SEEKS));
	json_object_object_add(
	    o, "offers", shape_lines(c, ask, &matches, NEED_OFFERS));
	json_object_object_add(
	    o, "shared", shape_lines(c, ask, &matches, NEED_SHARED));
	for (size_t i = 0; i < WORKSHEET_QUESTIONS; i++) {
		struct text t = { 0 };

		worksheet_question(i, c->me.language, &t);
		add_text(questions, text_get(&t));
		text_clear(&t);
	}
	json_object_object_add(o, "questions", questions);
	matches_clear(&matches);
	return o;
}

/* --- the meeting ---------------------------------------------------------- */

static struct json_object *
shape_meeting(const struct call *c, const struct store_occasion *row)
{
	static const char *const answers[] = { NULL, "no", "yes" };
	const struct store_meeting *m = &row->meeting;
	struct json_object *o = json_object_new_object();
	struct text when = { 0 };
	char *place = agenda_place(c->house->seal, m);

	zone_write(&row->zone, m->starts_us, c->me.language, &when);
	shape_time(o, "starts_at", m->starts_us);
	shape_text(o, "when", text_get(&when));
	shape_int(o, "minutes", m->minutes);
	shape_text(o, "where", place);
	shape_text(o, "state", m->state);
	shape_int(o, "sequence", m->sequence);
	shape_bool(o, "mine", m->is_mine);
	if (m->has_proposer)
		shape_id(o, "by", &m->proposer);
	else
		shape_text(o, "by", NULL);
	shape_text(o, "answer", answers[m->answer + 1]);
	free(place);
	text_clear(&when);
	return o;
}

void
api_occasion_shape(struct json_object *o, const struct call *c,
    const struct occasions *all, const struct occasion_ask *ask,
    const struct occasion *found)
{
	shape_hours(o, c, all, ask, found->row.is_open);
	shape_text(o, "theme",
	    found->theme == THEME_NONE
		? NULL
		: prompts_theme_title(found->theme, c->me.language));
	json_object_object_add(o, "prompts", shape_prompts(c, found));
	json_object_object_add(o, "worksheet", shape_worksheet(c, ask));
	shape_bool(o, "may_meet", found->row.may_meet);
	json_object_object_add(o, "meeting",
	    found->row.has_meeting ? shape_meeting(c, &found->row) : NULL);
}

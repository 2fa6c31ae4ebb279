/*
 * Which letters a member gets, and when.
 */
#include <ctype.h>
#include "api/api_internal.h"
#include "api/call.h"
#include "api/shape.h"
#include "base/memory.h"
#include "model/letter.h"
#include "store/store_letters.h"
#include "work/change.h"
#include "work/house.h"

#define DAY_MINUTES 1440

/* --- what there is -------------------------------------------------------- */

static bool
is_unwanted(const struct store_letters *l, const char *kind)
{
	struct text word = { 0 };
	bool found;

	text_addf(&word, " %s ", kind);
	found = strstr(l->unwanted, word.data) != NULL;
	text_clear(&word);
	return found;
}

static void
shape_minute(struct json_object *o, const char *field, int minute)
{
	char text[8];

	snprintf(
	    text, sizeof(text), "%02d:%02d", minute / 60 % 24, minute % 60);
	shape_text(o, field, text);
}

static struct json_object *
shape_letters(const struct store_letters *l, const char *language)
{
	struct json_object *o = json_object_new_object();
	struct json_object *kinds = json_object_new_array(), *quiet = NULL;

	for (int i = 0; i < LETTER_KINDS; i++) {
		const char *word = letter_kind_word((enum letter_kind)i);
		const char *title = letter_title((enum letter_kind)i, language);
		struct json_object *kind;

		if (title == NULL)
			continue;
		kind = json_object_new_object();
		shape_text(kind, "kind", word);
		shape_text(kind, "title", title);
		shape_bool(kind, "wanted", !is_unwanted(l, word));
		json_object_array_add(kinds, kind);
	}
	json_object_object_add(o, "kinds", kinds);
	if (l->is_quiet) {
		quiet = json_object_new_object();
		shape_minute(quiet, "from", l->quiet_from);
		shape_minute(quiet, "to", l->quiet_to);
	}
	json_object_object_add(o, "quiet", quiet);
	shape_text(o, "weekly_max", NULL);
	if (l->weekly_max >= 0)
		shape_int(o, "weekly_max", l->weekly_max);
	return o;
}

static void
on_letters(void *arg, const struct db_outcome *out)
{
	struct call *c = arg;
	struct store_letters l;

	CHECK(c, CALL_API_MAGIC);
	c->look = NULL; /* no longer pending */
	if (out->fault != NULL) {
		call_refuse(c, out->fault);
		return;
	}
	store_letters_read(db_outcome_rows(out, 0), &l);
	call_reply(c, shape_letters(&l, c->me.language));
	store_letters_clear(&l);
}

void
api_handle_LETTERS(struct call *c)
{
	struct db_batch *b = db_batch_new(c->house->db, DB_READ);

	store_letters_get(b, &c->me.id);
	c->look = db_batch_run(b, on_letters, c);
}

/* --- changing it ---------------------------------------------------------- */

static void
on_changed(void *arg, const struct fault *why)
{
	struct call *c = arg;

	CHECK(c, CALL_API_MAGIC);
	call_story_over(c);
	if (why != NULL)
		call_refuse(c, why);
	else
		api_handle_LETTERS(c);
}

static void
read_kinds(struct call *c, const char *field, struct db_array *out)
{
	struct json_object *list = proto_get(c->body, field);
	size_t count = list == NULL ? 0 : json_object_array_length(list);

	for (size_t i = 0; i < count; i++) {
		const char *word =
		    json_object_get_string(json_object_array_get_idx(list, i));
		int kind = letter_kind_find(word);
		struct text pointer = { 0 };

		if (kind >= 0 &&
		    letter_title((enum letter_kind)kind, "en") != NULL) {
			db_array_text(out, word);
			continue;
		}
		text_addf(&pointer, "/%s/%zu", field, i);
		shape_find(&c->found, pointer.data, "not_allowed",
		    "allowed are the kinds that GET /v1/me/letters lists");
		text_clear(&pointer);
	}
}

/* "22:00" as minutes, or -1 after having said what is wrong. */
static int
read_minute(struct call *c, struct json_object *quiet, const char *field)
{
	const char *s = proto_text(quiet, field);
	struct text pointer = { 0 };

	if (strlen(s) == 5 && isdigit((unsigned char)s[0]) &&
	    isdigit((unsigned char)s[1]) && s[2] == ':' &&
	    isdigit((unsigned char)s[3]) && isdigit((unsigned char)s[4])) {
		int hour = (s[0] - '0') * 10 + s[1] - '0';
		int minute = (s[3] - '0') * 10 + s[4] - '0';

		if (hour < 24 && minute < 60)
			return hour * 60 + minute;
	}
	text_addf(&pointer, "/quiet/%s", field);
	shape_find(
	    &c->found, pointer.data, "malformed", "allowed is 00:00 to 23:59");
	text_clear(&pointer);
	return -1;
}

static void
read_quiet(struct call *c, struct store_letters_change *change)
{
	struct json_object *quiet = proto_get(c->body, "quiet");

	change->sets_quiet = proto_has(c->body, "quiet");
	change->quiet_from = change->quiet_to = -1;
	if (quiet == NULL)
		return;
	change->quiet_from = read_minute(c, quiet, "from");
	change->quiet_to = read_minute(c, quiet, "to");
	if (change->quiet_from >= 0 && change->quiet_from == change->quiet_to)
		shape_find(&c->found, "/quiet", "not_allowed",
		    "hours that begin and end at the same time are none; null "
		    "takes them away");
}

void
api_handle_LETTERS_CHANGE(struct call *c)
{
	struct store_letters_change change = { 0 };
	struct json_object *max = proto_get(c->body, "weekly_max");

	read_kinds(c, "wanted", &change.wanted);
	read_kinds(c, "unwanted", &change.unwanted);
	read_quiet(c, &change);
	change.sets_weekly_max = proto_has(c->body, "weekly_max");
	change.weekly_max = max == NULL ? -1 : json_object_get_int(max);
	if (c->found.count > 0)
		call_problem(
		    c, "invalid_body", "see errors, one per field", &c->found);
	else
		call_story(c,
		    change_letters(c->house, &c->me.id, &change, on_changed, c),
		    change_cancel);
	db_array_clear(&change.wanted);
	db_array_clear(&change.unwanted);
}

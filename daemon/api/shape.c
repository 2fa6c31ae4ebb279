/*
 * Structs as JSON: see api/shape.h.
 */
#include <inttypes.h>
#include "api/shape.h"
#include "base/clock.h"
#include "base/encode.h"
#include "base/memory.h"
#include "io/seal.h"
#include "work/house.h"
#include "work/labels.h"
#include "work/profile.h"

void
shape_text(struct json_object *o, const char *field, const char *value)
{
	json_object_object_add(
	    o, field, value == NULL ? NULL : json_object_new_string(value));
}

void
shape_int(struct json_object *o, const char *field, int64_t value)
{
	json_object_object_add(o, field, json_object_new_int64(value));
}

void
shape_bool(struct json_object *o, const char *field, bool value)
{
	json_object_object_add(o, field, json_object_new_boolean(value));
}

void
shape_id(struct json_object *o, const char *field, const struct id *id)
{
	char text[ID_TEXT_SIZE];

	shape_text(o, field, id_text(id, text));
}

void
shape_time(struct json_object *o, const char *field, int64_t us)
{
	char text[CLOCK_TEXT_SIZE];

	shape_text(o, field, clock_rfc3339(us, text));
}

void
shape_next(struct json_object *o, const struct id *last)
{
	char cursor[32];

	if (last != NULL)
		encode_base64url(last->bytes, sizeof(last->bytes), cursor);
	shape_text(o, "next", last == NULL ? NULL : cursor);
}

struct json_object *
shape_labels(const struct config_label *label, const char *word)
{
	struct json_object *o = json_object_new_object();

	shape_text(o, "en", config_title_get(label, word, "en"));
	shape_text(o, "fr", config_title_get(label, word, "fr"));
	return o;
}

/* --- attributes ----------------------------------------------------------- */

static struct json_object *
list_of(const char *value)
{
	struct json_object *list = json_object_new_array();
	char *copy = memory_text(value), *rest = copy, *piece;

	while ((piece = text_split(&rest, ";")) != NULL)
		json_object_array_add(
		    list, json_object_new_string(text_trim(piece)));
	free(copy);
	return list;
}

static struct json_object *
attribute_value(const struct attribute *a, const char *value)
{
	if (a->type == ATTRIBUTE_TAGS || a->type == ATTRIBUTE_HOURS)
		return list_of(value);
	if (a->type == ATTRIBUTE_SCALE && !a->has_words)
		return json_object_new_double_s(strtod(value, NULL), value);
	return json_object_new_string(value);
}

struct json_object *
shape_attributes(const struct config *config, const struct member_value *values,
    size_t count, bool shown_only)
{
	struct json_object *o = json_object_new_object();

	for (size_t i = 0; i < count; i++) {
		int at = config_attribute_find(config, values[i].attribute);

		/* One that the operator has removed since is nobody's. */
		if (at < 0 || (shown_only && !config->attribute_info[at].shown))
			continue;
		json_object_object_add(o, values[i].attribute,
		    attribute_value(&config->attributes[at], values[i].value));
	}
	return o;
}

void
shape_find(struct proto_findings *f, const char *pointer, const char *code,
    const char *sentence)
{
	if (!proto_findings_about(f, pointer))
		proto_findings_add(f, pointer, code, "%s", sentence);
}

/* The text form of a JSON value; false where its type is not the attribute's.
 */
static bool
value_text(const struct attribute *a, struct json_object *v, struct text *out)
{
	bool is_list = a->type == ATTRIBUTE_TAGS || a->type == ATTRIBUTE_HOURS;

	if (is_list && json_object_is_type(v, json_type_array)) {
		for (size_t i = 0; i < json_object_array_length(v); i++) {
			struct json_object *e = json_object_array_get_idx(v, i);

			if (!json_object_is_type(e, json_type_string))
				return false;
			text_addf(out, "%s%s", i > 0 ? ";" : "",
			    json_object_get_string(e));
		}
		return true;
	}
	if (a->type == ATTRIBUTE_SCALE && !a->has_words) {
		if (!json_object_is_type(v, json_type_int) &&
		    !json_object_is_type(v, json_type_double))
			return false;
		text_add(out,
		    json_object_to_json_string_ext(v, JSON_C_TO_STRING_PLAIN));
		return true;
	}
	if (is_list || !json_object_is_type(v, json_type_string))
		return false;
	text_add(out, json_object_get_string(v));
	return true;
}

/* Of a list of words, which the text form parts by this. */
static bool
holds_separator(struct json_object *v)
{
	bool found = false;

	if (json_object_is_type(v, json_type_array))
		for (size_t i = 0; i < json_object_array_length(v); i++)
			found = found ||
				strchr(json_object_get_string(
					   json_object_array_get_idx(v, i)),
				    ';') != NULL;
	return found;
}

static const char *
form_of(const struct attribute *a)
{
	if (a->type == ATTRIBUTE_TAGS)
		return "a list of words";
	if (a->type == ATTRIBUTE_HOURS)
		return "a list of hours such as \"mon 12-14\"";
	return a->type == ATTRIBUTE_SCALE && !a->has_words ? "a number"
							   : "a word";
}

static void
read_one(const struct config *config, size_t at, const char *pointer,
    struct json_object *v, struct member_value **values, size_t *count,
    struct proto_findings *f)
{
	const struct attribute *a = &config->attributes[at];
	struct text given = { 0 }, normal = { 0 };
	struct fault why;

	if (!value_text(a, v, &given))
		proto_findings_add(f, pointer, "wrong_type",
		    "found %s; "
		    "allowed is %s",
		    json_type_to_name(json_object_get_type(v)), form_of(a));
	else if (holds_separator(v))
		proto_findings_add(f, pointer, "not_allowed",
		    "found the character \";\"; allowed are words without it");
	else if (profile_value(config, at, text_get(&given), &normal, &why) !=
		 0)
		proto_findings_add(
		    f, pointer, "not_allowed", "%s", why.sentence);
	else
		member_values_add(values, count, a->name, text_get(&normal));
	text_clear(&given);
	text_clear(&normal);
}

void
shape_attributes_read(const struct config *config, struct json_object *o,
    struct member_value **values, size_t *count,
    const char *(*drop)[ATTRIBUTES_MAX], size_t *drop_count,
    struct proto_findings *f)
{
	if (!json_object_is_type(o, json_type_object))
		return;
	json_object_object_foreach(o, name, v)
	{
		int at = config_attribute_find(config, name);
		struct text pointer = { 0 };

		text_addf(&pointer, "/attributes/%s", name);
		if (proto_findings_about(f, text_get(&pointer)))
			(void)v; /* its shape is wrong: that is enough */
		else if (at < 0)
			proto_findings_add(f, text_get(&pointer), "unknown",
			    "the community has no attribute \"%.40s\"", name);
		else if (v == NULL && drop == NULL)
			proto_findings_add(f, text_get(&pointer), "wrong_type",
			    "found null; allowed is %s",
			    form_of(&config->attributes[at]));
		else if (v == NULL)
			(*drop)[(*drop_count)++] = config->attributes[at].name;
		else
			read_one(config, (size_t)at, text_get(&pointer), v,
			    values, count, f);
		text_clear(&pointer);
	}
}

/* --- whole objects -------------------------------------------------------- */

static void
on_sentence(void *arg, const char *sentence)
{
	json_object_array_add(arg, json_object_new_string(sentence));
}

struct json_object *
shape_why(const struct config *config, const char *facts, const char *language,
    bool subjective)
{
	struct json_object *list = json_object_new_array();
	struct sentence_labels labels = labels_of(config);

	sentence_write(facts, language, subjective, &labels, on_sentence, list);
	return list;
}

struct json_object *
shape_me(const struct house *house, const struct member *m)
{
	struct json_object *o = json_object_new_object(), *consent = NULL;
	struct json_object *pause = NULL;
	char *email =
	    seal_text_open(house->seal, m->email_sealed, m->email_sealed_len);

	shape_id(o, "id", &m->id);
	shape_int(o, "version", m->version);
	shape_text(o, "email", email);
	shape_bool(o, "email_stopped", m->is_email_stopped);
	shape_text(o, "name", m->name);
	shape_text(o, "language", m->language);
	shape_text(o, "zone", m->zone);
	shape_text(o, "pitch", m->pitch);
	json_object_object_add(o, "attributes",
	    shape_attributes(house->config, m->values, m->value_count, false));
	if (m->terms_version != NULL) {
		consent = json_object_new_object();
		shape_text(consent, "terms_version", m->terms_version);
		shape_time(consent, "at", m->consented_us);
		shape_bool(consent, "outdated",
		    strcmp(m->terms_version, house->config->community_terms) !=
			0);
	}
	json_object_object_add(o, "consent", consent);
	shape_time(o, "joined_at", m->joined_us);
	shape_text(o, "rest_since", NULL);
	if (m->rest_since_us != 0)
		shape_time(o, "rest_since", m->rest_since_us);
	if (m->is_paused) {
		pause = json_object_new_object();
		shape_text(pause, "until", NULL);
		if (m->paused_until_us != INT64_MAX)
			shape_time(pause, "until", m->paused_until_us);
	}
	json_object_object_add(o, "pause", pause);
	shape_bool(o, "operator", m->is_operator);
	free(email);
	return o;
}

struct json_object *
shape_round(const struct store_round *r)
{
	struct json_object *o = json_object_new_object();
	bool is_drawn = *r->digest != '\0';
	char seed[17];

	shape_id(o, "id", &r->id);
	shape_text(o, "second_of", NULL);
	if (r->is_second)
		shape_id(o, "second_of", &r->second_of);
	shape_text(o, "pool", r->pool);
	shape_text(o, "state", r->state);
	shape_time(o, "scheduled_at", r->scheduled_us);
	shape_text(o, "published_at", NULL);
	if (r->is_published)
		shape_time(o, "published_at", r->published_us);
	shape_text(o, "waits_since", NULL);
	if (strcmp(r->state, "drawn") == 0)
		shape_time(o, "waits_since", r->waits_us);
	shape_bool(o, "approved", r->is_approved);
	shape_int(o, "redraws", r->redraws);
	shape_int(o, "attempts", r->attempts);
	shape_text(o, "failure", r->failure);
	static const char *const figures[] = { "members", "introduced",
		"groups", "sat_out", "milliseconds" };
	const int64_t values[] = { r->members, r->introduced, r->groups,
		r->sat_out, r->milliseconds };
	for (size_t i = 0; i < COUNT_OF(figures); i++) {
		shape_text(o, figures[i], NULL);
		if (r->is_published ||
		    (is_drawn && r->waits_us != 0 && i + 1 < COUNT_OF(figures)))
			shape_int(o, figures[i], values[i]);
	}
	static const char *const outcomes[] = { "met", "not_met",
		"came_to_nothing" };
	const int64_t counts[] = { r->met, r->not_met, r->came_to_nothing };
	for (size_t i = 0; i < COUNT_OF(outcomes); i++) {
		shape_text(o, outcomes[i], NULL);
		if (r->is_counted)
			shape_int(o, outcomes[i], counts[i]);
	}
	snprintf(seed, sizeof(seed), "%016" PRIx64, r->seed);
	shape_text(o, "seed", is_drawn ? seed : NULL);
	shape_text(o, "input_digest", is_drawn ? r->digest : NULL);
	shape_text(o, "groups_digest",
	    r->groups_digest == NULL || *r->groups_digest == '\0'
		? NULL
		: r->groups_digest);
	return o;
}

void
shape_millionths(struct json_object *o, const char *field, int64_t millionths)
{
	char text[40];

	shape_text(o, field, NULL);
	if (millionths < 0)
		return;
	snprintf(text, sizeof(text), "%.6f", (double)millionths / 1000000);
	json_object_object_add(o, field,
	    json_object_new_double_s((double)millionths / 1000000, text));
}

void
shape_seed(struct json_object *o, uint64_t seed)
{
	char text[17];

	snprintf(text, sizeof(text), "%016" PRIx64, seed);
	shape_text(o, "seed", text);
}

bool
shape_seed_read(const char *text, uint64_t *seed)
{
	size_t n = strlen(text);

	if (n == 0 || n > 16 || strspn(text, "0123456789abcdefABCDEF") != n)
		return false;
	*seed = strtoull(text, NULL, 16);
	return true;
}

const char *
shape_status(const struct house *house)
{
	static const char *const words[] = {
		[HOUSE_OK] = "ok",
		[HOUSE_STARTING] = "starting",
		[HOUSE_NO_DATABASE] = "no_database",
		[HOUSE_STOPPING] = "stopping",
	};

	return words[house_state(house)];
}

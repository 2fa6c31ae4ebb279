/*
 * One value held to its row of shapes.def: its JSON type first, since json-c
 * reads "42abc" as a number when asked for one, then its range or form.
 */
#include <inttypes.h>
#include <json-c/json.h>
#include <string.h>
#include "proto/proto.h"
#include "proto/proto_findings.h"
#include "proto/proto_form.h"
#include "proto/proto_value.h"

/* "found 42, expected true or false" */
static bool
value_refuse(struct proto_place *place, const char *code,
    const struct proto_field *field, struct json_object *value)
{
	struct proto_bytes found = { 0 }, expected = { 0 };

	proto_value_found(value, &found);
	proto_value_expected(field, &expected);
	proto_place_say(place, code, "found %s, expected %s",
	    proto_bytes_get(&found), proto_bytes_get(&expected));
	proto_bytes_clear(&found);
	proto_bytes_clear(&expected);
	return false;
}

static bool
value_check_count(struct proto_place *place, size_t count, int64_t min,
    int64_t max, const char *what)
{
	if ((uint64_t)count < (uint64_t)min) {
		proto_place_say(place, "too_short",
		    "has %zu %s, at least %" PRId64 " expected", count, what,
		    min);
		return false;
	}
	if ((uint64_t)count > (uint64_t)max) {
		proto_place_say(place, "too_long",
		    "has %zu %s, at most %" PRId64 " allowed", count, what,
		    max);
		return false;
	}
	return true;
}

/* The length of a text that json-c holds; refuses what only a program of ours
 * could have put there (a reply that is checked). */
static bool
value_check_length(struct proto_place *place, struct json_object *value,
    int64_t min, int64_t max)
{
	const char *s = json_object_get_string(value);
	size_t n = (size_t)json_object_get_string_len(value);
	long characters = proto_bytes_characters(s, n);

	if (memchr(s, '\0', n) != NULL || characters < 0) {
		proto_place_say(place, "not_allowed",
		    "found a text that is not UTF-8 or holds U+0000");
		return false;
	}
	return value_check_count(
	    place, (size_t)characters, min, max, "characters");
}

bool
proto_word_is_number(const char *word, size_t len)
{
	return len > 0 && strspn(word, "0123456789") >= len;
}

bool
proto_words_have_number(const char *words)
{
	while (words != NULL) {
		size_t len = strcspn(words, "|");

		if (proto_word_is_number(words, len))
			return true;
		words = words[len] == '|' ? words + len + 1 : NULL;
	}
	return false;
}

/* A word of digits stands for the number, which is how JSON has it. */
static bool
value_check_word(struct proto_place *place, const struct proto_field *field,
    struct json_object *value)
{
	const char *s = json_object_get_string(value), *word = field->of;
	struct proto_nearest nearest = { .word = s, .len = strlen(s) };
	struct proto_bytes found = { 0 }, allowed = { 0 };
	bool is_number = json_object_is_type(value, json_type_int);

	while (word != NULL) {
		size_t len = strcspn(word, "|");

		if (proto_word_is_number(word, len) == is_number &&
		    len == strlen(s) && memcmp(word, s, len) == 0)
			return true;
		proto_nearest_offer(&nearest, word, len);
		word = word[len] == '|' ? word + len + 1 : NULL;
	}
	proto_value_found(value, &found);
	proto_value_words(field, &allowed);
	if (nearest.best != NULL)
		proto_bytes_addf(&allowed, "; did you mean %.*s?",
		    (int)nearest.best_len, nearest.best);
	proto_place_say(place, "not_allowed", "found %s, allowed are %s",
	    proto_bytes_get(&found), proto_bytes_get(&allowed));
	proto_bytes_clear(&found);
	proto_bytes_clear(&allowed);
	return false;
}

static bool
value_is_word(const struct proto_field *field, struct json_object *value)
{
	return json_object_is_type(value, json_type_string) ||
	       (json_object_is_type(value, json_type_int) &&
		   proto_words_have_number(field->of));
}

static bool
value_check_text(struct proto_place *place, const struct proto_field *field,
    struct json_object *value)
{
	bool is_formed = true;

	if (field->type == TYPE_WORD && value_is_word(field, value))
		return value_check_word(place, field, value);
	if (!json_object_is_type(value, json_type_string))
		return value_refuse(place, "wrong_type", field, value);
	if (field->type == TYPE_TEXT || field->type == TYPE_EMAIL)
		if (!value_check_length(place, value, field->min, field->max))
			return false;
	if (field->type == TYPE_EMAIL)
		is_formed = proto_is_email(json_object_get_string(value));
	else if (field->type == TYPE_TIME)
		is_formed = proto_is_time(json_object_get_string(value));
	else if (field->type == TYPE_ID)
		is_formed = proto_is_uuid(json_object_get_string(value));
	return is_formed ? true
			 : value_refuse(place, "malformed", field, value);
}

static bool
value_check_number(struct proto_place *place, const struct proto_field *field,
    struct json_object *value)
{
	enum json_type type = json_object_get_type(value);
	int64_t whole;
	double number;

	if (type != json_type_int &&
	    (type != json_type_double || field->type == TYPE_INTEGER))
		return value_refuse(place, "wrong_type", field, value);
	if (field->type == TYPE_INTEGER) {
		whole = json_object_get_int64(value);
		if (whole < field->min || whole > field->max)
			return value_refuse(
			    place, "out_of_range", field, value);
		return true;
	}
	number = json_object_get_double(value);
	if (number - number != 0.0) {
		proto_place_say(
		    place, "out_of_range", "found a number without end");
		return false;
	}
	return true;
}

/* A list whose items are all texts of min to max characters. */
static bool
value_check_texts(struct proto_place *place, struct json_object *list,
    int64_t min, int64_t max)
{
	const struct proto_field text = {
		.type = TYPE_TEXT, .min = min, .max = max
	};
	size_t base = place->pointer.len;
	bool is_good = true;

	for (size_t i = 0; i < json_object_array_length(list); i++) {
		proto_bytes_addf(&place->pointer, "/%zu", i);
		if (!value_check_text(
			place, &text, json_object_array_get_idx(list, i)))
			is_good = false;
		proto_bytes_cut(&place->pointer, base);
	}
	return is_good;
}

static bool
value_check_attribute(struct proto_place *place,
    const struct proto_field *field, struct json_object *value)
{
	struct proto_bytes found = { 0 };

	switch (json_object_get_type(value)) {
	case json_type_string:
		return value_check_length(
		    place, value, 1, PROTO_ATTRIBUTE_TEXT_MAX);
	case json_type_int:
	case json_type_double:
		return value_check_number(place,
		    &(const struct proto_field){ .type = TYPE_NUMBER }, value);
	case json_type_array:
		if (!value_check_count(place, json_object_array_length(value),
			1, PROTO_ATTRIBUTE_ITEMS_MAX, "items"))
			return false;
		return value_check_texts(
		    place, value, 1, PROTO_ATTRIBUTE_ITEM_MAX);
	case json_type_null:
		if (field->of != NULL)
			return true;
		break;
	default:
		break;
	}
	proto_value_found(value, &found);
	proto_place_say(place, "wrong_type",
	    "found %s, expected a text, a number or a list of texts%s",
	    proto_bytes_get(&found),
	    field->of != NULL ? ", or null to remove it" : "");
	proto_bytes_clear(&found);
	return false;
}

/* ATTRIBUTES and LABELS: objects whose keys no table of ours knows. */
static bool
value_check_map(struct proto_place *place, const struct proto_field *field,
    struct json_object *value)
{
	const struct proto_field label = {
		.type = TYPE_TEXT, .min = 1, .max = PROTO_ATTRIBUTE_TEXT_MAX
	};
	size_t base = place->pointer.len;
	bool is_good = true;

	if (!json_object_is_type(value, json_type_object))
		return value_refuse(place, "wrong_type", field, value);
	if (field->max > 0 &&
	    !value_check_count(place, (size_t)json_object_object_length(value),
		field->min, field->max, "entries"))
		return false;
	json_object_object_foreach(value, key, item)
	{
		proto_bytes_add_step(&place->pointer, key, strlen(key));
		if (!(field->type == TYPE_LABELS
			    ? value_check_text(place, &label, item)
			    : value_check_attribute(place, field, item)))
			is_good = false;
		proto_bytes_cut(&place->pointer, base);
	}
	return is_good;
}

bool
proto_value_check(struct proto_place *place, const struct proto_field *field,
    struct json_object *value)
{
	switch (field->type) {
	case TYPE_INTEGER:
	case TYPE_NUMBER:
		return value_check_number(place, field, value);
	case TYPE_BOOLEAN:
		if (json_object_is_type(value, json_type_boolean))
			return true;
		return value_refuse(place, "wrong_type", field, value);
	case TYPE_ATTRIBUTES:
	case TYPE_LABELS:
		return value_check_map(place, field, value);
	case TYPE_OBJECT:
		if (json_object_is_type(value, json_type_object))
			return true;
		return value_refuse(place, "wrong_type", field, value);
	case TYPE_LIST:
		if (!json_object_is_type(value, json_type_array))
			return value_refuse(place, "wrong_type", field, value);
		if (!value_check_count(place, json_object_array_length(value),
			field->min, field->max, "items"))
			return false;
		if (strcmp(field->of, "TEXT") == 0)
			return value_check_texts(place, value, 0, INT64_MAX);
		return true;
	default:
		return value_check_text(place, field, value);
	}
}

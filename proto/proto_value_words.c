/*
 * What is wrong with a value, in words: what its row of shapes.def asks for, and
 * what stood there.
 */
#include <inttypes.h>
#include <json-c/json.h>
#include <stdarg.h>
#include <stdio.h>
#include "proto/proto.h"
#include "proto/proto_findings.h"
#include "proto/proto_value.h"

void
proto_place_say(
    struct proto_place *place, const char *code, const char *fmt, ...)
{
	const char *pointer = proto_bytes_get(&place->pointer);
	char detail[1024];
	va_list ap;

	if (proto_findings_has(place->f, pointer))
		return;
	va_start(ap, fmt);
	vsnprintf(detail, sizeof(detail), fmt, ap);
	va_end(ap);
	proto_findings_add(place->f, pointer, code, "%s", detail);
}

void
proto_value_words(const struct proto_field *field, struct proto_bytes *out)
{
	for (const char *p = field->of; p != NULL && *p != '\0'; p++) {
		if (*p == '|')
			proto_bytes_addf(out, ", ");
		else
			proto_bytes_add(out, p, 1);
	}
}

void
proto_value_expected(const struct proto_field *field, struct proto_bytes *out)
{
	switch (field->type) {
	case TYPE_TEXT:
		proto_bytes_addf(out,
		    "a text of %" PRId64 " to %" PRId64 " characters",
		    field->min, field->max);
		return;
	case TYPE_WORD:
		proto_bytes_addf(out, "one of ");
		proto_value_words(field, out);
		return;
	case TYPE_INTEGER:
		proto_bytes_addf(out,
		    "a whole number from %" PRId64 " to %" PRId64, field->min,
		    field->max);
		return;
	case TYPE_NUMBER:
		proto_bytes_addf(out, "a number");
		return;
	case TYPE_BOOLEAN:
		proto_bytes_addf(out, "true or false");
		return;
	case TYPE_TIME:
		proto_bytes_addf(
		    out, "a time in UTC such as 2026-11-24T09:30:00Z");
		return;
	case TYPE_ID:
		proto_bytes_addf(
		    out, "an id such as 019ab5f4-7c31-7b62-9d0e-5a1f3c2b4d6e");
		return;
	case TYPE_EMAIL:
		proto_bytes_addf(
		    out, "an e-mail address such as ana@example.org");
		return;
	case TYPE_ATTRIBUTES:
		proto_bytes_addf(out, "an object of attributes");
		return;
	case TYPE_LABELS:
		proto_bytes_addf(out, "an object of texts by language");
		return;
	case TYPE_OBJECT:
		proto_bytes_addf(out, "an object");
		return;
	case TYPE_LIST:
		proto_bytes_addf(out,
		    "a list of %" PRId64 " to %" PRId64 " items", field->min,
		    field->max);
		return;
	}
	proto_die("a type that shapes.def does not have");
}

void
proto_value_found(struct json_object *value, struct proto_bytes *out)
{
	switch (json_object_get_type(value)) {
	case json_type_null:
		proto_bytes_addf(out, "null");
		return;
	case json_type_boolean:
		proto_bytes_addf(out, "%s",
		    json_object_get_boolean(value) ? "true" : "false");
		return;
	case json_type_int:
	case json_type_double:
		proto_bytes_addf(
		    out, "the number %.40s", json_object_to_json_string(value));
		return;
	case json_type_string:
		proto_bytes_addf(out, "the text ");
		proto_bytes_add_quoted(out, json_object_get_string(value),
		    (size_t)json_object_get_string_len(value));
		return;
	case json_type_object:
		proto_bytes_addf(out, "an object");
		return;
	case json_type_array:
		proto_bytes_addf(out, "a list");
		return;
	}
	proto_die("a type that JSON does not have");
}

/*
 * JSON Schema of the shapes, as strict as proto_read and proto_check are.
 */
#include <inttypes.h>
#include <json-c/json.h>
#include <stdlib.h>
#include <string.h>
#include "proto/proto.h"
#include "proto/proto_bytes.h"
#include "proto/proto_json.h"
#include "proto/proto_openapi.h"
#include "proto/proto_value.h"

static void
schema_put_ref(struct json_object *o, const char *kind, const char *name)
{
	struct proto_bytes path = { 0 };

	proto_bytes_addf(&path, "#/components/%s/%s", kind, name);
	proto_json_put_text(o, "$ref", proto_bytes_get(&path));
	proto_bytes_clear(&path);
}

struct json_object *
proto_openapi_ref(const char *kind, const char *name)
{
	struct json_object *ref = proto_json_object();

	schema_put_ref(ref, kind, name);
	return ref;
}

static const char *
schema_type(enum proto_type type)
{
	switch (type) {
	case TYPE_INTEGER:
		return "integer";
	case TYPE_NUMBER:
		return "number";
	case TYPE_BOOLEAN:
		return "boolean";
	case TYPE_ATTRIBUTES:
	case TYPE_LABELS:
	case TYPE_OBJECT:
		return "object";
	case TYPE_LIST:
		return "array";
	default:
		return "string";
	}
}

static void
schema_put_type(struct json_object *schema, const char *type, bool is_nullable)
{
	struct json_object *types;

	if (!is_nullable) {
		proto_json_put_text(schema, "type", type);
		return;
	}
	types = proto_json_put_list(schema, "type");
	proto_json_add_text(types, type, strlen(type));
	proto_json_add_text(types, "null", 4);
}

static void
schema_put_lengths(struct json_object *schema, int64_t min, int64_t max)
{
	proto_json_put_text(schema, "type", "string");
	proto_json_put_int(schema, "minLength", min);
	proto_json_put_int(schema, "maxLength", max);
}

static void
schema_put_words(
    struct json_object *schema, const char *words, bool is_nullable)
{
	struct json_object *list = proto_json_put_list(schema, "enum");

	while (words != NULL) {
		size_t len = strcspn(words, "|");

		if (proto_word_is_number(words, len))
			proto_json_add(list,
			    json_object_new_int64(strtoll(words, NULL, 10)));
		else
			proto_json_add_text(list, words, len);
		words = words[len] == '|' ? words + len + 1 : NULL;
	}
	if (is_nullable)
		proto_json_add(list, NULL);
}

/* A value of an attribute: the model knows which form each has. */
static void
schema_put_attributes(
    struct json_object *schema, const struct proto_field *field)
{
	struct json_object *value, *forms, *form;

	if (field->min > 0)
		proto_json_put_int(schema, "minProperties", field->min);
	proto_json_put_int(schema, "maxProperties", field->max);
	value = proto_json_put_object(schema, "additionalProperties");
	forms = proto_json_put_list(value, "anyOf");
	form = proto_json_object();
	schema_put_lengths(form, 1, PROTO_ATTRIBUTE_TEXT_MAX);
	proto_json_add(forms, form);
	form = proto_json_object();
	proto_json_put_text(form, "type", "number");
	proto_json_add(forms, form);
	form = proto_json_object();
	proto_json_put_text(form, "type", "array");
	proto_json_put_int(form, "minItems", 1);
	proto_json_put_int(form, "maxItems", PROTO_ATTRIBUTE_ITEMS_MAX);
	schema_put_lengths(
	    proto_json_put_object(form, "items"), 1, PROTO_ATTRIBUTE_ITEM_MAX);
	proto_json_add(forms, form);
	if (field->of != NULL) {
		form = proto_json_object();
		proto_json_put_text(form, "type", "null");
		proto_json_add(forms, form);
	}
}

static void
schema_put_limits(struct json_object *schema, const struct proto_field *field)
{
	switch (field->type) {
	case TYPE_TEXT:
	case TYPE_EMAIL:
		if (field->min > 0)
			proto_json_put_int(schema, "minLength", field->min);
		proto_json_put_int(schema, "maxLength", field->max);
		break;
	case TYPE_INTEGER:
		proto_json_put_int(schema, "minimum", field->min);
		proto_json_put_int(schema, "maximum", field->max);
		break;
	case TYPE_LIST:
		if (field->min > 0)
			proto_json_put_int(schema, "minItems", field->min);
		proto_json_put_int(schema, "maxItems", field->max);
		break;
	case TYPE_ATTRIBUTES:
		schema_put_attributes(schema, field);
		break;
	case TYPE_LABELS:
		schema_put_lengths(
		    proto_json_put_object(schema, "additionalProperties"), 1,
		    PROTO_ATTRIBUTE_TEXT_MAX);
		break;
	default:
		break;
	}
}

static void
schema_put_form(struct json_object *schema, const struct proto_field *field)
{
	switch (field->type) {
	case TYPE_WORD:
		schema_put_words(
		    schema, field->of, field->need == NEED_NULLABLE);
		break;
	case TYPE_TIME:
		proto_json_put_text(schema, "format", "date-time");
		proto_json_put_text(schema, "pattern", "Z$");
		break;
	case TYPE_ID:
		proto_json_put_text(schema, "format", "uuid");
		break;
	case TYPE_EMAIL:
		proto_json_put_text(schema, "format", "email");
		break;
	case TYPE_LIST:
		if (strcmp(field->of, "TEXT") != 0)
			proto_json_put(schema, "items",
			    proto_openapi_ref("schemas", field->of));
		else
			proto_json_put_text(
			    proto_json_put_object(schema, "items"), "type",
			    "string");
		break;
	default:
		break;
	}
}

/* An object of another shape, which may be null. */
static void
schema_put_object(struct json_object *schema, const struct proto_field *field)
{
	struct json_object *either, *null;

	if (field->need != NEED_NULLABLE) {
		schema_put_ref(schema, "schemas", field->of);
		return;
	}
	either = proto_json_put_list(schema, "anyOf");
	proto_json_add(either, proto_openapi_ref("schemas", field->of));
	null = proto_json_object();
	proto_json_put_text(null, "type", "null");
	proto_json_add(either, null);
}

struct json_object *
proto_openapi_field(const struct proto_field *field)
{
	struct json_object *schema = proto_json_object();

	if (field->type == TYPE_OBJECT)
		schema_put_object(schema, field);
	else {
		/* Words that may be numbers are told by their list alone. */
		if (field->type != TYPE_WORD ||
		    !proto_words_have_number(field->of))
			schema_put_type(schema, schema_type(field->type),
			    field->need == NEED_NULLABLE);
		schema_put_form(schema, field);
		schema_put_limits(schema, field);
	}
	return schema;
}

/* Some route takes it: there a field that may be null may be absent, too. */
static bool
is_asked(const struct proto_shape *shape)
{
	for (size_t i = 0; i < ROUTE_COUNT; i++)
		if (strcmp(proto_routes[i].body, shape->name) == 0)
			return true;
	return false;
}

struct json_object *
proto_openapi_shape(const struct proto_shape *shape)
{
	const bool may_lack = is_asked(shape);
	struct json_object *schema = proto_json_object();
	struct json_object *required, *properties, *property;

	proto_json_put_text(schema, "type", "object");
	proto_json_put_text(schema, "description", shape->help);
	required = proto_json_list();
	properties = proto_json_put_object(schema, "properties");
	for (size_t i = 0; i < shape->count; i++) {
		const struct proto_field *field = &shape->fields[i];

		if (field->need == NEED_REQUIRED ||
		    (field->need == NEED_NULLABLE && !may_lack))
			proto_json_add_text(
			    required, field->name, strlen(field->name));
		property = proto_openapi_field(field);
		proto_json_put_text(property, "description", field->help);
		proto_json_put(properties, field->name, property);
	}
	if (json_object_array_length(required) > 0)
		proto_json_put(schema, "required", required);
	else
		json_object_put(required);
	proto_json_put_bool(schema, "additionalProperties", 0);
	return schema;
}

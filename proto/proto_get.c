/*
 * Readers of an object that proto_read checked: each looks at the type before
 * it reads, so that a value of another type is as good as absent.
 */
#include <json-c/json.h>
#include "proto/proto.h"

struct json_object *
proto_get(struct json_object *o, const char *field)
{
	struct json_object *value = NULL;

	if (!json_object_is_type(o, json_type_object))
		return NULL;
	json_object_object_get_ex(o, field, &value);
	return value;
}

bool
proto_has(struct json_object *o, const char *field)
{
	return json_object_is_type(o, json_type_object) &&
	       json_object_object_get_ex(o, field, NULL);
}

const char *
proto_text(struct json_object *o, const char *field)
{
	struct json_object *value = proto_get(o, field);

	if (!json_object_is_type(value, json_type_string))
		return NULL;
	return json_object_get_string(value);
}

int64_t
proto_int(struct json_object *o, const char *field, int64_t absent)
{
	struct json_object *value = proto_get(o, field);

	if (!json_object_is_type(value, json_type_int))
		return absent;
	return json_object_get_int64(value);
}

bool
proto_bool(struct json_object *o, const char *field, bool absent)
{
	struct json_object *value = proto_get(o, field);

	if (!json_object_is_type(value, json_type_boolean))
		return absent;
	return json_object_get_boolean(value);
}

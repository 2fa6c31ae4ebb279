/*
 * Building JSON: see proto_json.h.
 */
#include <json-c/json.h>
#include <string.h>
#include "proto/proto_bytes.h"
#include "proto/proto_json.h"

static struct json_object *
json_sure(struct json_object *value)
{
	if (value == NULL)
		proto_die("out of memory");
	return value;
}

struct json_object *
proto_json_object(void)
{
	return json_sure(json_object_new_object());
}

struct json_object *
proto_json_list(void)
{
	return json_sure(json_object_new_array());
}

void
proto_json_put(
    struct json_object *o, const char *key, struct json_object *value)
{
	if (json_object_object_add(o, key, value) < 0)
		proto_die("out of memory");
}

void
proto_json_put_text(struct json_object *o, const char *key, const char *s)
{
	proto_json_put(o, key, json_sure(json_object_new_string(s)));
}

void
proto_json_put_int(struct json_object *o, const char *key, int64_t value)
{
	proto_json_put(o, key, json_sure(json_object_new_int64(value)));
}

void
proto_json_put_bool(struct json_object *o, const char *key, int value)
{
	proto_json_put(o, key, json_sure(json_object_new_boolean(value)));
}

struct json_object *
proto_json_put_object(struct json_object *o, const char *key)
{
	struct json_object *value = proto_json_object();

	proto_json_put(o, key, value);
	return value;
}

struct json_object *
proto_json_put_list(struct json_object *o, const char *key)
{
	struct json_object *value = proto_json_list();

	proto_json_put(o, key, value);
	return value;
}

void
proto_json_add(struct json_object *list, struct json_object *value)
{
	if (json_object_array_add(list, value) < 0)
		proto_die("out of memory");
}

void
proto_json_add_text(struct json_object *list, const char *s, size_t n)
{
	proto_json_add(list, json_sure(json_object_new_string_len(s, (int)n)));
}

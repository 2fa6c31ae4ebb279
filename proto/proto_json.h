/*
 * Building JSON: json-c with its failures of memory taken care of.
 */
#ifndef PROTO_PROTO_JSON_H
#define PROTO_PROTO_JSON_H

#include <stddef.h>
#include <stdint.h>

struct json_object;

struct json_object *proto_json_object(void);
struct json_object *proto_json_list(void);
/* Each puts a value under a key of the object, which then owns it. */
void proto_json_put(
    struct json_object *o, const char *key, struct json_object *value);
void proto_json_put_text(struct json_object *o, const char *key, const char *s);
void proto_json_put_int(struct json_object *o, const char *key, int64_t value);
void proto_json_put_bool(struct json_object *o, const char *key, int value);
/* A new object or list under the key; borrowed. */
struct json_object *
proto_json_put_object(struct json_object *o, const char *key);
struct json_object *proto_json_put_list(struct json_object *o, const char *key);
void proto_json_add(struct json_object *list, struct json_object *value);
void proto_json_add_text(struct json_object *list, const char *s, size_t n);

#endif

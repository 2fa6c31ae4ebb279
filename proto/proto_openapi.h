/*
 * The parts of the OpenAPI document, each from its table.
 */
#ifndef PROTO_PROTO_OPENAPI_H
#define PROTO_PROTO_OPENAPI_H

struct json_object;
struct proto_field;
struct proto_shape;

/* JSON Schema (2020-12) of a shape and of one field. New objects. */
struct json_object *proto_openapi_shape(const struct proto_shape *shape);
struct json_object *proto_openapi_field(const struct proto_field *field);
/* {"$ref": "#/components/<kind>/<name>"} */
struct json_object *proto_openapi_ref(const char *kind, const char *name);

/* Puts all routes into the document's `paths`. */
void proto_openapi_routes(struct json_object *paths);

#endif

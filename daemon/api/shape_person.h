/*
 * A member as operators see one: the shape GroupMember.
 */
#ifndef API_SHAPE_PERSON_H
#define API_SHAPE_PERSON_H

#include <json-c/json.h>
#include "io/db.h"

/* Of three columns, from `first` on: id, ref, name. */
struct json_object *
shape_person(const struct db_rows *rows, int row, int first);
/* A list of two, the columns of one behind those of the other. */
struct json_object *shape_two(const struct db_rows *rows, int row, int first);

#endif

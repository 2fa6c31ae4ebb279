/*
 * Members as operators see them: see api/shape_person.h.
 */
#include "api/shape_person.h"
#include "api/shape.h"

struct json_object *
shape_person(const struct db_rows *rows, int row, int first)
{
	struct json_object *o = json_object_new_object();
	struct id id = db_id(rows, row, first);

	shape_id(o, "id", &id);
	shape_text(o, "ref",
	    db_is_null(rows, row, first + 1) ? NULL
					     : db_text(rows, row, first + 1));
	shape_text(o, "name", db_text(rows, row, first + 2));
	return o;
}

struct json_object *
shape_two(const struct db_rows *rows, int row, int first)
{
	struct json_object *list = json_object_new_array();

	json_object_array_add(list, shape_person(rows, row, first));
	json_object_array_add(list, shape_person(rows, row, first + 3));
	return list;
}

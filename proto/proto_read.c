/*
 * A body held to its shape: known fields only, each of its type and range, and
 * everything that is wrong said at once. The walk keeps its own stack, as deep
 * as shapes nest in shapes.def.
 */
#include <json-c/json.h>
#include <string.h>
#include "proto/proto.h"
#include "proto/proto_findings.h"
#include "proto/proto_scan.h"
#include "proto/proto_value.h"

/* An object on the way down, or a list of objects. */
struct read_frame {
	struct json_object *value;
	const struct proto_shape *shape; /* of the object or of the items */
	bool is_list;
	size_t next; /* field or item to look at next */
	size_t base; /* length of the pointer to this value */
};

/* Whose body is held to its shape, and by whom. */
enum read_side {
	READ_REQUEST,   /* by the daemon: nothing unknown in it */
	READ_REPLY,     /* of the daemon, by itself: likewise */
	READ_UNDERSTAND /* a reply, by a client that may be the older one */
};

struct read_walk {
	struct proto_place place;
	enum read_side side;
	struct read_frame frames[PROTO_DEPTH_MAX];
	size_t depth;
};

static void
read_push(struct read_walk *w, struct json_object *value,
    const struct proto_shape *shape, bool is_list)
{
	if (w->depth == PROTO_DEPTH_MAX)
		proto_die("shapes.def nests too deep");
	w->frames[w->depth++] = (struct read_frame){ value, shape, is_list, 0,
		w->place.pointer.len };
}

/* A value that must be an object of the shape. */
static void
read_enter(struct read_walk *w, struct json_object *value,
    const struct proto_shape *shape)
{
	struct proto_bytes found = { 0 };

	if (json_object_is_type(value, json_type_object)) {
		read_push(w, value, shape, false);
		return;
	}
	proto_value_found(value, &found);
	proto_bytes_addf(&found, ", expected an object with the fields ");
	for (size_t i = 0; i < shape->count; i++)
		proto_bytes_addf(
		    &found, "%s%s", i == 0 ? "" : ", ", shape->fields[i].name);
	proto_place_say(
	    &w->place, "wrong_type", "found %s", proto_bytes_get(&found));
	proto_bytes_clear(&found);
}

static void
read_absent(struct read_walk *w, const struct proto_field *field)
{
	struct proto_bytes expected = { 0 };

	if (field->need == NEED_OPTIONAL ||
	    (field->need == NEED_NULLABLE && w->side == READ_REQUEST))
		return;
	proto_value_expected(field, &expected);
	proto_place_say(
	    &w->place, "missing", "expected %s", proto_bytes_get(&expected));
	proto_bytes_clear(&expected);
}

/* The row of the field, where the object has one; goes into what it holds. */
static void
read_field(struct read_walk *w, struct json_object *object,
    const struct proto_field *field)
{
	struct json_object *value;

	proto_bytes_add_step(
	    &w->place.pointer, field->name, strlen(field->name));
	if (!json_object_object_get_ex(object, field->name, &value)) {
		read_absent(w, field);
		return;
	}
	if (value == NULL && field->need == NEED_NULLABLE)
		return;
	if (!proto_value_check(&w->place, field, value))
		return;
	if (field->type == TYPE_OBJECT)
		read_push(w, value, proto_shape_get(field->of), false);
	else if (field->type == TYPE_LIST && strcmp(field->of, "TEXT") != 0)
		read_push(w, value, proto_shape_get(field->of), true);
}

static bool
read_is_known(const struct proto_shape *shape, const char *key)
{
	for (size_t i = 0; i < shape->count; i++)
		if (strcmp(shape->fields[i].name, key) == 0)
			return true;
	return false;
}

static void
read_unknown_field(
    struct read_walk *w, const struct proto_shape *shape, const char *key)
{
	struct proto_nearest nearest = { .word = key, .len = strlen(key) };
	struct proto_bytes detail = { 0 };

	for (size_t i = 0; i < shape->count; i++)
		proto_nearest_offer(&nearest, shape->fields[i].name,
		    strlen(shape->fields[i].name));
	proto_bytes_addf(&detail, "there is no field ");
	proto_bytes_add_quoted(&detail, key, strlen(key));
	if (nearest.best != NULL)
		proto_bytes_addf(
		    &detail, " here; did you mean ‘%s’?", nearest.best);
	else {
		proto_bytes_addf(&detail, " here; the fields are ");
		for (size_t i = 0; i < shape->count; i++)
			proto_bytes_addf(&detail, "%s%s", i == 0 ? "" : ", ",
			    shape->fields[i].name);
	}
	proto_place_say(&w->place, "unknown", "%s", proto_bytes_get(&detail));
	proto_bytes_clear(&detail);
}

static void
read_unknown_fields(struct read_walk *w, const struct read_frame *frame)
{
	json_object_object_foreach(frame->value, key, value)
	{
		(void)value;
		if (read_is_known(frame->shape, key))
			continue;
		proto_bytes_add_step(&w->place.pointer, key, strlen(key));
		read_unknown_field(w, frame->shape, key);
		proto_bytes_cut(&w->place.pointer, frame->base);
	}
}

/* One field or item of the innermost value, or its end. */
static void
read_step(struct read_walk *w)
{
	struct read_frame *top = &w->frames[w->depth - 1];
	size_t i = top->next++;

	proto_bytes_cut(&w->place.pointer, top->base);
	if (top->is_list) {
		if (i == json_object_array_length(top->value)) {
			w->depth--;
			return;
		}
		proto_bytes_addf(&w->place.pointer, "/%zu", i);
		read_enter(
		    w, json_object_array_get_idx(top->value, i), top->shape);
		return;
	}
	if (i < top->shape->count) {
		read_field(w, top->value, &top->shape->fields[i]);
		return;
	}
	if (w->side != READ_UNDERSTAND)
		read_unknown_fields(w, top);
	w->depth--;
}

static void
read_walk(const struct proto_shape *shape, struct json_object *value,
    enum read_side side, struct proto_findings *f)
{
	struct read_walk w = { .place = { .f = f }, .side = side };

	read_enter(&w, value, shape);
	while (w.depth > 0)
		read_step(&w);
	proto_bytes_clear(&w.place.pointer);
}

struct json_object *
proto_read(const struct proto_shape *shape, const char *body, size_t len,
    struct proto_findings *f)
{
	struct json_object *value;

	if (proto_parse_leniently(body, len, f, &value) < 0)
		return NULL;
	read_walk(shape, value, READ_REQUEST, f);
	if (json_object_is_type(value, json_type_object))
		return value;
	json_object_put(value);
	return NULL;
}

int
proto_check(const struct proto_shape *shape, struct json_object *reply,
    struct proto_findings *f)
{
	size_t before = f->count;

	read_walk(shape, reply, READ_REPLY, f);
	return f->count == before ? 0 : -1;
}

int
proto_understand(const struct proto_shape *shape, struct json_object *reply,
    struct proto_findings *f)
{
	size_t before = f->count;

	read_walk(shape, reply, READ_UNDERSTAND, f);
	return f->count == before ? 0 : -1;
}

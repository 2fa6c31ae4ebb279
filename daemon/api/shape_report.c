/*
 * Reports of draws: see api/shape_report.h.
 */
#include "api/shape_report.h"
#include "api/shape.h"
#include "base/memory.h"

static void
copy(struct json_object *to, struct json_object *from, const char *field)
{
	json_object_object_add(
	    to, field, json_object_get(json_object_object_get(from, field)));
}

/* "excluded share languages": what kept them, and by which rule. */
static struct json_object *
shape_reason(const char *why, struct json_object *count)
{
	struct json_object *o = json_object_new_object();
	const char *rule = strchr(why, ' ');
	char *reason = memory_text_n(why, strcspn(why, " "));

	shape_text(o, "reason", reason);
	shape_text(o, "rule", rule == NULL ? NULL : rule + 1);
	json_object_object_add(o, "members", json_object_get(count));
	free(reason);
	return o;
}

struct json_object *
shape_report(const char *json)
{
	static const char *const fields[] = { "members", "introduced", "groups",
		"larger_groups", "sat_out", "mean_score", "chance_score",
		"upper_bound", "bound_by", "repeats", "rounds_left", "law",
		"seconds" };
	struct json_object *from, *o, *list;

	if (*json == '\0')
		return NULL;
	if ((from = json_tokener_parse(json)) == NULL)
		die("a report of ours is no JSON");
	o = json_object_new_object();
	for (size_t i = 0; i < COUNT_OF(fields); i++)
		copy(o, from, fields[i]);
	list = json_object_new_array();
	json_object_object_foreach(
	    json_object_object_get(from, "sat_out_by_reason"), why, count)
	    json_object_array_add(list, shape_reason(why, count));
	json_object_object_add(o, "sat_out_by_reason", list);
	list = json_object_new_array();
	json_object_object_foreach(
	    json_object_object_get(from, "differ"), attribute, figures)
	{
		struct json_object *a = json_object_new_object();

		shape_text(a, "attribute", attribute);
		copy(a, figures, "share");
		copy(a, figures, "chance");
		copy(a, figures, "ceiling");
		copy(a, figures, "homophily");
		copy(a, figures, "e_i");
		json_object_array_add(list, a);
	}
	json_object_object_add(o, "differ", list);
	json_object_put(from);
	return o;
}

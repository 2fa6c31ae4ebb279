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

struct json_object *
shape_sat_out_reason(const char *why, int64_t members)
{
	struct json_object *o = json_object_new_object();
	const char *rule = strchr(why, ' ');
	char *reason = memory_text_n(why, strcspn(why, " "));

	shape_text(o, "reason", *reason == '\0' ? "other" : reason);
	shape_text(o, "rule", rule == NULL ? NULL : rule + 1);
	shape_int(o, "members", members);
	free(reason);
	return o;
}

static struct json_object *
shape_reasons(struct json_object *counts)
{
	struct json_object *list = json_object_new_array();

	json_object_object_foreach(counts, why, count)
	{
		json_object_array_add(list,
		    shape_sat_out_reason(why, json_object_get_int64(count)));
	}
	return list;
}

static struct json_object *
shape_differ(struct json_object *by_attribute)
{
	static const char *const fields[] = { "share", "chance", "ceiling",
		"homophily", "e_i" };
	struct json_object *list = json_object_new_array();

	json_object_object_foreach(by_attribute, attribute, figures)
	{
		struct json_object *o = json_object_new_object();

		shape_text(o, "attribute", attribute);
		for (size_t i = 0; i < COUNT_OF(fields); i++)
			copy(o, figures, fields[i]);
		json_object_array_add(list, o);
	}
	return list;
}

struct json_object *
shape_report(const char *json)
{
	static const char *const fields[] = { "members", "introduced", "groups",
		"larger_groups", "sat_out", "mean_score", "chance_score",
		"upper_bound", "bound_by", "repeats", "rounds_left", "law",
		"seconds" };
	struct json_object *from, *o;

	if (*json == '\0')
		return NULL;
	if ((from = json_tokener_parse(json)) == NULL)
		die("a report of ours is no JSON");
	o = json_object_new_object();
	for (size_t i = 0; i < COUNT_OF(fields); i++)
		copy(o, from, fields[i]);
	json_object_object_add(o, "sat_out_by_reason",
	    shape_reasons(json_object_object_get(from, "sat_out_by_reason")));
	json_object_object_add(
	    o, "differ", shape_differ(json_object_object_get(from, "differ")));
	json_object_put(from);
	return o;
}

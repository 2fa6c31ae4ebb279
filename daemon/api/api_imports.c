/*
 * Imports of members and ties from CSV, part by part.
 */
#include "api/api_internal.h"
#include "api/call.h"
#include "api/shape.h"
#include "base/clock.h"
#include "base/memory.h"
#include "config/config.h"
#include "store/store_import.h"
#include "work/house.h"
#include "work/import.h"

/* --- begin and abandon ---------------------------------------------------- */

void
api_handle_IMPORT_BEGIN(struct call *c)
{
	const char *pool = proto_text(c->body, "pool");
	struct proto_findings f = { 0 };
	struct json_object *answer;
	struct id id = id_new();

	if (pool != NULL && config_pool_get(c->house->config, pool) == NULL) {
		proto_findings_add(&f, "/pool", "not_allowed",
		    "the configuration has no pool \"%.40s\"", pool);
		call_problem(c, "invalid_body", "see errors", &f);
		proto_findings_clear(&f);
		return;
	}
	answer = json_object_new_object();
	shape_id(answer, "id", &id);
	shape_time(answer, "expires_at", clock_now_us() + CLOCK_HOUR);
	call_answer(c, answer);
	json_object_put(answer);
	call_story(c,
	    import_begin(c->house, &id, pool, &c->once, call_on_answered, c),
	    import_cancel);
}

void
api_handle_IMPORT_ABANDON(struct call *c)
{
	struct id id;

	if (call_id(c, 0, &id))
		call_story(c, import_abandon(c->house, &id, call_on_done, c),
		    import_cancel);
}

/* --- a part --------------------------------------------------------------- */

#define ERRORS_MAX 1000

static void
on_part(void *arg, const struct fault *why, const struct import_report *report)
{
	struct call *c = arg;
	struct json_object *reply, *list, *o;

	CHECK(c, CALL_API_MAGIC);
	call_story_over(c);
	if (why != NULL) {
		call_refuse(c, why);
		return;
	}
	reply = json_object_new_object();
	list = json_object_new_array();
	shape_int(reply, "good", report->good);
	shape_int(reply, "bad", report->bad);
	for (size_t i = 0; i < report->count && i < ERRORS_MAX; i++) {
		o = json_object_new_object();
		shape_int(o, "line", report->errors[i].line);
		shape_int(o, "column", report->errors[i].column);
		shape_text(o, "detail", report->errors[i].detail);
		json_object_array_add(list, o);
	}
	json_object_object_add(reply, "errors", list);
	call_reply(c, reply);
}

static int64_t
first_line(const struct call *c)
{
	char text[PROTO_QUERY_BYTES];
	int64_t line = 2;

	if (proto_query_get(http_query(c->req), "line", text, sizeof(text)) &&
	    text_to_int(text, 1, INT32_MAX, &line) != 0)
		return 2; /* proto_query_check has refused it already */
	return line;
}

void
api_handle_IMPORT_MEMBERS(struct call *c)
{
	struct id id;

	if (call_id(c, 0, &id))
		call_story(c,
		    import_members(c->house, &id, c->csv, c->csv_len,
			first_line(c), on_part, c),
		    import_cancel);
}

void
api_handle_IMPORT_TIES(struct call *c)
{
	struct id id;

	if (call_id(c, 0, &id))
		call_story(c,
		    import_ties(c->house, &id, c->csv, c->csv_len,
			first_line(c), on_part, c),
		    import_cancel);
}

/* --- what it would do ----------------------------------------------------- */

static struct json_object *
shape_preview(const struct db_rows *rows)
{
	static const struct {
		const char *kind, *field;
	} counts[] = { { "new", "members_added" },
		{ "changed", "members_changed" },
		{ "unchanged", "members_unchanged" },
		{ "erased", "members_erased" }, { "tie", "ties_added" } };
	struct json_object *reply = json_object_new_object();
	struct json_object *fields = json_object_new_array();

	for (size_t k = 0; k < COUNT_OF(counts); k++)
		shape_int(reply, counts[k].field, 0);
	for (int row = 0; row < db_rows_count(rows); row++) {
		const char *kind = db_text(rows, row, 0);
		struct json_object *o;

		for (size_t k = 0; k < COUNT_OF(counts); k++)
			if (strcmp(kind, counts[k].kind) == 0)
				shape_int(reply, counts[k].field,
				    db_int(rows, row, 2));
		if (strcmp(kind, "field") != 0)
			continue;
		o = json_object_new_object();
		shape_text(o, "field", db_text(rows, row, 1));
		shape_int(o, "members", db_int(rows, row, 2));
		json_object_array_add(fields, o);
	}
	json_object_object_add(reply, "fields", fields);
	return reply;
}

static void
on_preview(void *arg, const struct fault *why, const struct db_rows *rows)
{
	struct call *c = arg;

	CHECK(c, CALL_API_MAGIC);
	call_story_over(c);
	if (why != NULL)
		call_refuse(c, why);
	else
		call_reply(c, shape_preview(rows));
}

void
api_handle_IMPORT_PREVIEW(struct call *c)
{
	struct id id;

	if (call_id(c, 0, &id))
		call_story(c, import_preview(c->house, &id, on_preview, c),
		    import_cancel);
}

#define CHANGES_PAGE 500

static struct json_object *
shape_change(const struct store_import_change *change)
{
	struct json_object *o = json_object_new_object();
	struct json_object *fields = json_object_new_array();
	char *copy = memory_text(change->fields), *rest = copy, *field;

	while (*change->fields != '\0' &&
	       (field = text_split(&rest, "\n")) != NULL)
		json_object_array_add(fields, json_object_new_string(field));
	free(copy);
	shape_int(o, "line", change->line);
	shape_id(o, "member", &change->member);
	shape_text(o, "ref", change->ref);
	shape_text(o, "name", change->name);
	shape_text(o, "change", change->change);
	json_object_object_add(o, "fields", fields);
	return o;
}

static void
on_changes(void *arg, const struct fault *why, const struct db_rows *rows)
{
	struct call *c = arg;
	struct json_object *reply, *list;
	struct store_import_change change = { 0 };

	CHECK(c, CALL_API_MAGIC);
	call_story_over(c);
	if (why != NULL) {
		call_refuse(c, why);
		return;
	}
	reply = json_object_new_object();
	list = json_object_new_array();
	for (int row = 0; row < db_rows_count(rows); row++) {
		store_import_change_read(rows, row, &change);
		json_object_array_add(list, shape_change(&change));
	}
	json_object_object_add(reply, "changes", list);
	shape_text(reply, "next_line", NULL);
	if (db_rows_count(rows) == CHANGES_PAGE)
		shape_int(reply, "next_line", change.line + 1);
	call_reply(c, reply);
}

void
api_handle_IMPORT_CHANGES(struct call *c)
{
	struct id id;

	if (call_id(c, 0, &id))
		call_story(c,
		    import_changes(c->house, &id, first_line(c), CHANGES_PAGE,
			on_changes, c),
		    import_cancel);
}

/* --- commit --------------------------------------------------------------- */

static void
on_committed(
    void *arg, const struct fault *why, const struct import_result *result)
{
	struct call *c = arg;
	struct json_object *reply;

	CHECK(c, CALL_API_MAGIC);
	call_story_over(c);
	if (why != NULL) {
		call_refuse(c, why);
		return;
	}
	reply = json_object_new_object();
	shape_int(reply, "members_added", result->members_added);
	shape_int(reply, "members_changed", result->members_changed);
	shape_int(reply, "members_unchanged", result->members_unchanged);
	shape_int(reply, "members_erased", result->members_erased);
	shape_int(reply, "ties_added", result->ties_added);
	shape_int(reply, "skipped", result->skipped);
	call_reply(c, reply);
}

void
api_handle_IMPORT_COMMIT(struct call *c)
{
	struct id id;

	if (call_id(c, 0, &id))
		call_story(c,
		    import_commit(c->house, &id,
			proto_bool(c->body, "skip_bad", false), on_committed,
			c),
		    import_cancel);
}

/*
 * All that is kept of me, as one document: the entries that exports.sql finds,
 * with what is sealed opened, reasons as sentences, and of partners what was
 * revealed.
 */
#include "api/api_internal.h"
#include "api/call.h"
#include "api/people_limits.h"
#include "api/shape.h"
#include "base/clock.h"
#include "base/encode.h"
#include "base/memory.h"
#include "config/config.h"
#include "model/introduction.h"
#include "work/export.h"
#include "work/house.h"

/* The sections, each a list or at most one entry. */
static const struct {
	const char *name;
	bool is_one;
} sections[] = {
	{ "member", true },
	{ "attributes", false },
	{ "memberships", false },
	{ "letter_choices", true },
	{ "sessions", false },
	{ "sign_ins", false },
	{ "calendar", true },
	{ "address_change", true },
	{ "invitations", false },
	{ "people_known", false },
	{ "relations", false },
	{ "blocks", false },
	{ "reports", false },
	{ "suggestions", false },
	{ "rounds", false },
	{ "introductions", false },
	{ "answers", false },
	{ "outcomes", false },
	{ "messages", false },
	{ "messages_left_out", true },
	{ "prompts", false },
	{ "meetings_proposed", false },
	{ "meeting_answers", false },
	{ "letters", false },
	{ "audit", false },
};

/* --- marks ---------------------------------------------------------------- */

static struct json_object *
open_sealed(const struct call *c, const char *hex)
{
	size_t len = strlen(hex) / 2;
	uint8_t *sealed = memory_new(len + 1, 1);
	char *text = memory_new(len + 1, 1);
	struct json_object *o;

	if (len < SEAL_OVERHEAD || decode_hex(hex, sealed, len) != 0 ||
	    seal_open(c->house->seal, sealed, len, text) != 0)
		die("a stored text cannot be opened");
	o = json_object_new_string(text);
	seal_wipe(text, len);
	free(text);
	free(sealed);
	return o;
}

static struct json_object *
open_shown(const struct call *c, const char *lines)
{
	struct member_value *values = NULL;
	size_t count = 0;
	struct json_object *o;

	member_values_parse(lines, &values, &count);
	o = shape_attributes(c->house->config, values, count, true);
	member_values_free(values, count);
	return o;
}

/* What a mark stands for, or NULL where the value is none. */
static struct json_object *
mark_open(const struct call *c, struct json_object *value)
{
	const char *text;

	if (!json_object_is_type(value, json_type_object) ||
	    json_object_object_length(value) != 1)
		return NULL;
	if ((text = proto_text(value, "$sealed")) != NULL)
		return open_sealed(c, text);
	if ((text = proto_text(value, "$shown")) != NULL)
		return open_shown(c, text);
	if ((text = proto_text(value, "$why")) != NULL)
		return shape_why(c->house->config, text, c->me.language, true);
	return NULL;
}

static void
marks_open(const struct call *c, struct json_object *entry)
{
	json_object_object_foreach(entry, name, value)
	{
		struct json_object *meant = mark_open(c, value);

		if (meant != NULL)
			json_object_object_add(entry, name, meant);
	}
}

static void
suggestion_open(const struct call *c, struct json_object *entry)
{
	struct json_object *people = proto_get(entry, "people");

	for (size_t i = 0; i < json_object_array_length(people); i++)
		marks_open(c, json_object_array_get_idx(people, i));
}

/* --- introductions -------------------------------------------------------- */

/* As far as revealed. */
static void
introduction_open(const struct call *c, struct json_object *entry)
{
	const struct config_pool *pool =
	    config_pool_get(c->house->config, proto_text(entry, "pool"));
	enum introduction_state state =
	    introduction_state_parse(proto_text(entry, "state"));
	enum introduction_answer mine =
	    introduction_answer_parse(proto_text(entry, "answer"));
	struct json_object *partners = proto_get(entry, "partners");

	for (size_t i = 0; i < json_object_array_length(partners); i++) {
		struct json_object *p = json_object_array_get_idx(partners, i);

		if (proto_get(p, "email") == NULL ||
		    !introduction_reveals(
			pool != NULL && pool->reveal == REVEAL_AT_ONCE, state,
			mine,
			introduction_answer_parse(proto_text(p, "answer"))))
			json_object_object_del(p, "email");
		marks_open(c, p);
	}
}

/* --- the document --------------------------------------------------------- */

static struct json_object *
document_new(const struct call *c)
{
	struct json_object *o = json_object_new_object();

	shape_time(o, "exported_at", clock_now_us());
	shape_text(o, "community", c->house->config->community_name);
	for (size_t i = 0; i < COUNT_OF(sections); i++)
		json_object_object_add(o, sections[i].name,
		    sections[i].is_one ? NULL : json_object_new_array());
	return o;
}

static void
document_add(const struct call *c, struct json_object *document,
    const char *section, const char *text)
{
	struct json_object *entry = json_tokener_parse(text);

	if (entry == NULL)
		die("an entry of %s is no JSON", section);
	if (strcmp(section, "introductions") == 0)
		introduction_open(c, entry);
	if (strcmp(section, "suggestions") == 0)
		suggestion_open(c, entry);
	if (json_object_is_type(entry, json_type_object))
		marks_open(c, entry);
	for (size_t i = 0; i < COUNT_OF(sections); i++) {
		if (strcmp(section, sections[i].name) != 0)
			continue;
		if (sections[i].is_one)
			json_object_object_add(document, section, entry);
		else
			json_object_array_add(
			    proto_get(document, section), entry);
		return;
	}
	die("an export has no section %s", section);
}

static void
on_exported(void *arg, const struct fault *why, const struct db_rows *rows)
{
	struct call *c = arg;
	struct json_object *document;

	CHECK(c, CALL_API_MAGIC);
	call_story_over(c);
	if (why != NULL) {
		people_limits_refuse(c, why);
		return;
	}
	document = document_new(c);
	for (int i = 0; i < db_rows_count(rows); i++)
		document_add(
		    c, document, db_text(rows, i, 0), db_text(rows, i, 1));
	call_reply(c, document);
}

void
api_handle_EXPORT(struct call *c)
{
	call_story(
	    c, export_start(c->house, &c->me, on_exported, c), export_cancel);
}

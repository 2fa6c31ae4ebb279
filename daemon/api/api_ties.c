/*
 * People I know: addresses as JSON, or a file of contacts as it is.
 */
#include "api/api_internal.h"
#include "api/call.h"
#include "api/list.h"
#include "api/people_limits.h"
#include "api/shape.h"
#include "base/memory.h"
#include "model/contacts.h"
#include "work/house.h"
#include "work/people.h"

#define ADDRESSES_MAX 1000 /* in one request, as shape TiesAdd says */
#define ERRORS_MAX 1000

/* --- the list ------------------------------------------------------------- */

static struct json_object *
tie_entry(
    const struct call *c, const struct db_rows *rows, int row, struct id *id)
{
	struct json_object *o = json_object_new_object();
	const uint8_t *sealed;
	size_t len = db_bytes(rows, row, 1, &sealed);
	char *email = seal_text_open(c->house->seal, sealed, len);

	*id = db_id(rows, row, 0);
	shape_id(o, "id", id);
	shape_text(o, "email", email);
	shape_time(o, "added_at", db_int(rows, row, 2));
	free(email);
	return o;
}

void
api_handle_TIES(struct call *c)
{
	static const struct list list = { "ties", tie_entry };
	const struct id *before;
	struct db_batch *b;

	if (!list_page(c, &before))
		return;
	b = db_batch_new(c->house->db, DB_READ);
	store_people_known(b, &c->me.id, before, c->page_limit);
	list_reply(c, b, &list);
}

/* --- adding --------------------------------------------------------------- */

/* The reply but for what the transaction counts, kept until then. */
static struct json_object *
shape_added(const struct contacts *contacts)
{
	struct json_object *o = json_object_new_object();
	struct json_object *list = json_object_new_array(), *e;

	shape_int(o, "added", 0);
	shape_int(o, "found", (int64_t)contacts->count);
	shape_int(o, "without_address", (int64_t)contacts->without);
	for (size_t i = 0; i < contacts->error_count && i < ERRORS_MAX; i++) {
		e = json_object_new_object();
		shape_int(e, "line", (int64_t)contacts->errors[i].line);
		shape_int(e, "column", (int64_t)contacts->errors[i].column);
		shape_text(e, "detail", contacts->errors[i].detail);
		json_object_array_add(list, e);
	}
	json_object_object_add(o, "errors", list);
	return o;
}

static void
on_added(void *arg, const struct fault *why, int64_t added)
{
	struct call *c = arg;
	struct json_object *reply;

	CHECK(c, CALL_API_MAGIC);
	call_story_over(c);
	if (why != NULL) {
		people_limits_refuse(c, why);
		return;
	}
	reply = c->draft;
	c->draft = NULL;
	json_object_object_del(reply, "added");
	shape_int(reply, "added", added);
	call_reply(c, reply);
}

static void
add_contacts(struct call *c, const struct contacts *contacts)
{
	struct text many = { 0 };

	if (contacts->count > ADDRESSES_MAX) {
		text_addf(&many,
		    "found %zu addresses; allowed are %d at a time: send "
		    "them in parts",
		    contacts->count, ADDRESSES_MAX);
		call_problem(c, "invalid_body", text_get(&many), NULL);
		text_clear(&many);
		return;
	}
	c->draft = shape_added(contacts);
	if (contacts->count == 0) {
		on_added(c, NULL, 0);
		return;
	}
	call_story(c,
	    people_know(c->house, &c->me, contacts->emails, contacts->count,
		on_added, c),
	    people_cancel);
}

static void
add_file(struct call *c)
{
	struct contacts contacts;
	struct fault why;
	int done = strcmp(c->file_type, PROTO_VCARD) == 0
		       ? contacts_vcard(&contacts, c->csv, c->csv_len, &why)
		       : contacts_csv(&contacts, c->csv, c->csv_len, &why);

	if (done == 0)
		add_contacts(c, &contacts);
	else
		call_problem(c, "invalid_body", why.sentence, NULL);
	contacts_clear(&contacts);
}

void
api_handle_TIES_ADD(struct call *c)
{
	struct json_object *list;
	struct contacts contacts = { 0 };
	char pointer[32];

	if (c->file_type != NULL) {
		add_file(c);
		return;
	}
	list = proto_get(c->body, "emails");
	contacts.count = json_object_array_length(list);
	contacts.emails = memory_new(contacts.count, sizeof(char *));
	for (size_t i = 0; i < contacts.count; i++) {
		contacts.emails[i] = member_email_normal(
		    json_object_get_string(json_object_array_get_idx(list, i)));
		snprintf(pointer, sizeof(pointer), "/emails/%zu", i);
		if (!member_email_ok(contacts.emails[i]))
			shape_find(&c->found, pointer, "malformed",
			    "it is no e-mail address");
	}
	if (c->found.count > 0)
		call_problem(
		    c, "invalid_body", "see errors, one per field", &c->found);
	else
		add_contacts(c, &contacts);
	contacts_clear(&contacts);
}

/* --- removing ------------------------------------------------------------- */

static void
on_removed(void *arg, const struct fault *why, int64_t added)
{
	(void)added;
	call_on_done(arg, why);
}

void
api_handle_TIE_REMOVE(struct call *c)
{
	struct id id;

	if (call_id(c, 0, &id))
		call_story(c,
		    people_forget(c->house, &c->me.id, &id, on_removed, c),
		    people_cancel);
}

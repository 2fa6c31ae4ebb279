/*
 * The audit log: its lines, and whether they are as they were written. On the
 * operator's socket alone: it tells who reported whom.
 */
#include <inttypes.h>
#include "api/api_internal.h"
#include "api/call.h"
#include "api/list.h"
#include "api/shape.h"
#include "base/clock.h"
#include "base/memory.h"
#include "store/store_audit.h"
#include "work/house.h"

#define SEAL_ROWS 10000
#define VERIFY_ROWS 50000
#define VERIFY_US (14 * CLOCK_SECOND)
#define HASH_DIGITS 64

/* --- lines ---------------------------------------------------------------- */

/* A list goes on by ids: a line's is its number. */
static struct id
id_of_number(int64_t number)
{
	struct id id = { 0 };

	for (int i = 0; i < 8; i++)
		id.bytes[15 - i] = (uint8_t)(number >> (8 * i));
	return id;
}

static int64_t
number_of_id(const struct id *id)
{
	uint64_t number = 0;

	for (int i = 8; i < 16; i++)
		number = number << 8 | id->bytes[i];
	return (int64_t)(number & INT64_MAX);
}

static struct json_object *
line_entry(
    const struct call *c, const struct db_rows *rows, int row, struct id *id)
{
	struct json_object *o = json_object_new_object();
	struct store_audit_line line;

	(void)c;
	store_audit_read(rows, row, &line);
	*id = id_of_number(line.number);
	shape_int(o, "number", line.number);
	shape_time(o, "at", line.at_us);
	shape_text(o, "actor", line.actor);
	shape_text(o, "action", line.action);
	shape_text(o, "subject", NULL);
	if (line.has_subject)
		shape_id(o, "subject", &line.subject);
	shape_text(o, "detail", line.detail);
	json_object_object_add(o, "place",
	    line.place == 0 ? NULL : json_object_new_int64(line.place));
	return o;
}

/* A time, or a day of UTC. */
static int
read_since(const char *text, int64_t *us)
{
	char time[PROTO_QUERY_BYTES + 16];

	snprintf(time, sizeof(time), "%s%s", text,
	    strlen(text) == 10 ? "T00:00:00Z" : "");
	return clock_from_rfc3339(time, us);
}

void
api_handle_AUDIT(struct call *c)
{
	static const struct list list = { "lines", line_entry };
	const char *query = http_query(c->req);
	char since[PROTO_QUERY_BYTES], action[PROTO_QUERY_BYTES],
	    subject[PROTO_QUERY_BYTES];
	struct store_audit_filter filter = { 0 };
	struct proto_findings f = { 0 };
	const struct id *before;
	struct db_batch *b;
	struct id id;
	int64_t us;

	if (!list_page(c, &before))
		return;
	if (before != NULL)
		filter.before = number_of_id(before);
	if (proto_query_get(query, "action", action, sizeof(action)))
		filter.action = action;
	if (proto_query_get(query, "since", since, sizeof(since))) {
		filter.since_us = &us;
		if (read_since(since, &us) != 0)
			proto_findings_add(&f, "/since", "malformed",
			    "allowed is a time such as 2026-11-24T10:00:00Z, "
			    "or a day, 2026-11-24");
	}
	if (proto_query_get(query, "subject", subject, sizeof(subject))) {
		filter.subject = &id;
		if (id_parse(subject, &id) != 0)
			proto_findings_add(
			    &f, "/subject", "malformed", "allowed is an id");
	}
	if (f.count > 0) {
		call_problem(
		    c, "invalid_body", "the query is not acceptable", &f);
	} else {
		b = db_batch_new(c->house->db, DB_READ);
		store_audit_list(b, &filter, c->page_limit);
		list_reply(c, b, &list);
	}
	proto_findings_clear(&f);
}

/* --- whether it holds ----------------------------------------------------- */

static struct json_object *
shape_broken(const char *what, int64_t place, int64_t number)
{
	struct json_object *o = json_object_new_object();

	shape_text(o, "what", what);
	json_object_object_add(
	    o, "place", place == 0 ? NULL : json_object_new_int64(place));
	json_object_object_add(
	    o, "number", number == 0 ? NULL : json_object_new_int64(number));
	return o;
}

/* "PLACE:HASH": the place, and where the hash begins; -1 where it is none. */
static int
read_head(const char *head, int64_t *place, const char **hash)
{
	const char *colon = strchr(head, ':');
	char number[24];

	if (colon == NULL || (size_t)(colon - head) >= sizeof(number) ||
	    strspn(colon + 1, "0123456789abcdef") != HASH_DIGITS ||
	    colon[1 + HASH_DIGITS] != '\0')
		return -1;
	snprintf(number, sizeof(number), "%.*s", (int)(colon - head), head);
	*hash = colon + 1;
	return text_to_int(number, 0, INT64_MAX / 2, place);
}

/* What concerns the log as a whole, in the first part of it. A head of the time
 * before retention took the beginning says nothing any more. */
static struct json_object *
find_broken(const struct call *c, const struct store_audit_whole *w)
{
	char head[PROTO_QUERY_BYTES];
	const char *hash;
	int64_t place;

	if (!w->begins_well)
		return shape_broken("beginning", w->begins, 0);
	if (w->stray != 0)
		return shape_broken("stray", 0, w->stray);
	if (!proto_query_get(http_query(c->req), "head", head, sizeof(head)) ||
	    read_head(head, &place, &hash) != 0 || place < w->begins ||
	    place == 0)
		return NULL;
	if (*w->kept_hash == '\0')
		return shape_broken("cut", place, 0);
	if (strcmp(w->kept_hash, hash) != 0)
		return shape_broken("rewritten", place, 0);
	return NULL;
}

static void
on_verified(void *arg, const struct db_outcome *out)
{
	struct call *c = arg;
	struct store_audit_verified v;
	struct store_audit_whole w;
	struct json_object *o, *broken = NULL;
	struct text head = { 0 };

	CHECK(c, CALL_API_MAGIC);
	c->look = NULL; /* no longer pending */
	if (out->fault != NULL) {
		call_refuse(c, out->fault);
		return;
	}
	store_audit_verified_read(db_outcome_rows(out, 1), &v);
	store_audit_whole_read(db_outcome_rows(out, 2), &w);
	if (*v.what != '\0')
		broken = shape_broken(v.what, v.broken, v.number);
	else
		broken = find_broken(c, &w);
	o = json_object_new_object();
	text_addf(&head, "%" PRId64 ":%s", w.head, w.head_hash);
	shape_int(o, "upto", v.upto);
	shape_int(o, "looked", v.looked);
	shape_text(o, "head", text_get(&head));
	json_object_object_add(
	    o, "is_end", json_object_new_boolean(v.upto >= w.head));
	shape_int(o, "waiting", w.waiting);
	json_object_object_add(o, "broken", broken);
	text_clear(&head);
	call_reply(c, o);
}

void
api_handle_AUDIT_VERIFY(struct call *c)
{
	const char *query = http_query(c->req), *hash;
	char text[PROTO_QUERY_BYTES];
	struct proto_findings f = { 0 };
	int64_t after = 0, place = 0;
	struct db_batch *b;

	if (proto_query_get(query, "from", text, sizeof(text)) &&
	    text_to_int(text, 0, INT64_MAX / 2, &after) != 0)
		proto_findings_add(
		    &f, "/from", "malformed", "allowed is a place");
	if (proto_query_get(query, "head", text, sizeof(text)) &&
	    read_head(text, &place, &hash) != 0)
		proto_findings_add(&f, "/head", "malformed",
		    "allowed is a place, a colon and 64 hexadecimal digits");
	if (f.count > 0) {
		call_problem(
		    c, "invalid_body", "the query is not acceptable", &f);
	} else {
		b = db_batch_new(c->house->db, DB_WRITE);
		db_batch_deadline(b, VERIFY_US);
		store_audit_seal(b, SEAL_ROWS);
		store_audit_verify(b, after, VERIFY_ROWS);
		store_audit_whole(b, place);
		c->look = db_batch_run(b, on_verified, c);
	}
	proto_findings_clear(&f);
}

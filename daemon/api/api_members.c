/*
 * Members as operators look for them, look at them, and act on them: on the socket
 * alone. Whom one of them looked at, and why, stands in the audit log.
 */
#include "api/api_internal.h"
#include "api/call.h"
#include "api/list.h"
#include "api/shape.h"
#include "base/clock.h"
#include "base/memory.h"
#include "config/config.h"
#include "store/store_care.h"
#include "store/store_house.h"
#include "work/care.h"
#include "work/house.h"
#include "work/import_words.h"

/* --- how they are shown --------------------------------------------------- */

/* "a***@e***.org": enough to tell two apart. */
static void
add_masked(struct json_object *o, const char *email)
{
	const char *at = strchr(email, '@'), *end = strrchr(email, '.');
	struct text masked = { 0 };

	text_addf(&masked, "%.1s***", email);
	if (at != NULL)
		text_addf(&masked, "@%.1s***%s", at + 1,
		    end == NULL || end < at ? "" : end);
	shape_text(o, "email", text_get(&masked));
	text_clear(&masked);
}

static struct json_object *
shape_found(const struct call *c, const struct store_care_found *f, bool unmask)
{
	struct json_object *o = json_object_new_object();
	struct json_object *pools = json_object_new_array();
	char *copy = memory_text(f->pools), *rest = copy, *pool, *email;

	shape_id(o, "id", &f->id);
	shape_text(o, "ref", f->ref);
	shape_text(o, "name", f->name);
	shape_text(o, "state", f->standing);
	shape_text(o, "email", NULL);
	if (f->email_sealed != NULL) {
		email = seal_text_open(
		    c->house->seal, f->email_sealed, f->email_sealed_len);
		if (email != NULL && unmask)
			shape_text(o, "email", email);
		else if (email != NULL)
			add_masked(o, email);
		free(email);
	}
	while (*f->pools != '\0' && (pool = text_split(&rest, "\n")) != NULL)
		json_object_array_add(pools, json_object_new_string(pool));
	free(copy);
	json_object_object_add(o, "pools", pools);
	shape_time(o, "joined_at", f->joined_us);
	shape_bool(o, "operator", f->is_operator);
	return o;
}

/* --- looking for them ----------------------------------------------------- */

static struct json_object *
found_entry(
    const struct call *c, const struct db_rows *rows, int row, struct id *id)
{
	struct store_care_found found;

	store_care_found_read(rows, row, &found);
	*id = found.id;
	return shape_found(c, &found, false);
}

/* What is looked for, with the room that it needs. */
struct search {
	struct store_care_search what;
	char q[PROTO_QUERY_BYTES], pool[PROTO_QUERY_BYTES];
	char state[PROTO_QUERY_BYTES], attribute[PROTO_QUERY_BYTES];
	char value[PROTO_QUERY_BYTES];
	struct text word; /* the value as profiles have it */
	struct id id;
	uint8_t index[SEAL_DIGEST];
};

static const char *
take(const struct call *c, const char *name, char *room)
{
	return proto_query_get(
		   http_query(c->req), name, room, PROTO_QUERY_BYTES)
		   ? room
		   : NULL;
}

static void
take_text(const struct call *c, struct search *s)
{
	char *email;

	s->what.text = take(c, "q", s->q);
	if (s->what.text == NULL)
		return;
	if (id_parse(s->q, &s->id) == 0)
		s->what.id = &s->id;
	if (!member_email_ok(s->q))
		return;
	email = member_email_normal(s->q);
	seal_index(
	    c->house->seal, SEAL_EMAIL_INDEX, email, strlen(email), s->index);
	s->what.index = s->index;
	free(email);
}

/* A value by its word or label; of a tree also the beginning of paths. */
static void
take_value(struct call *c, struct search *s)
{
	const struct config *config = c->house->config;
	const struct attribute *a;
	struct import_words *words;
	struct fault why;
	int at = config_attribute_find(config, s->what.attribute);

	if (at < 0) {
		shape_find(&c->found, "/attribute", "not_allowed",
		    "the community has no such attribute");
		return;
	}
	s->what.value = take(c, "value", s->value);
	if (s->what.value == NULL)
		return;
	a = &config->attributes[at];
	words = import_words_new(config);
	if (import_words_value(
		words, (size_t)at, s->value, false, &s->word, &why) == 0)
		s->what.value = text_get(&s->word);
	else if (a->type != ATTRIBUTE_TREE)
		shape_find(&c->found, "/value", "not_allowed", why.sentence);
	import_words_free(words);
}

static void
take_rest(struct call *c, struct search *s)
{
	static const char *const standings[] = { "active", "paused", "resting",
		"review", "suspended", "inactive" };
	bool is_good = false;

	s->what.pool = take(c, "pool", s->pool);
	if (s->what.pool != NULL &&
	    config_pool_get(c->house->config, s->what.pool) == NULL)
		shape_find(&c->found, "/pool", "not_allowed",
		    "the community has no such pool");
	s->what.standing = take(c, "state", s->state);
	for (size_t i = 0; i < COUNT_OF(standings); i++)
		is_good = is_good || s->what.standing == NULL ||
			  strcmp(s->what.standing, standings[i]) == 0;
	if (!is_good)
		shape_find(&c->found, "/state", "not_allowed",
		    "allowed are active, paused, resting, review, "
		    "suspended and inactive");
	s->what.attribute = take(c, "attribute", s->attribute);
	if (s->what.attribute != NULL)
		take_value(c, s);
}

void
api_handle_MEMBERS(struct call *c)
{
	static const struct list list = { "members", found_entry };
	struct search s = { .what = { .text = NULL } };
	const struct id *before;
	struct db_batch *b;

	if (!list_page(c, &before))
		return;
	take_text(c, &s);
	take_rest(c, &s);
	if (c->found.count > 0) {
		call_problem(c, "invalid_body", "the query is not acceptable",
		    &c->found);
	} else {
		b = db_batch_new(c->house->db, DB_WRITE);
		store_care_search(b, &s.what, before, c->page_limit);
		/* Not what for: it may be an address. */
		store_audit(b, "operator", "members searched", NULL, "");
		list_reply(c, b, &list);
	}
	text_clear(&s.word);
}

/* --- looking at one ------------------------------------------------------- */

static struct json_object *
shape_latest(const struct db_rows *rows)
{
	struct json_object *list = json_object_new_array(), *o;

	for (int row = 0; row < db_rows_count(rows); row++) {
		struct id id = db_id(rows, row, 0);

		o = json_object_new_object();
		shape_id(o, "id", &id);
		shape_text(o, "pool", db_text(rows, row, 1));
		shape_text(o, "state", db_text(rows, row, 2));
		shape_time(o, "offered_at", db_int(rows, row, 3));
		shape_text(o, "with", db_text(rows, row, 4));
		json_object_array_add(list, o);
	}
	return list;
}

static void
time_or_null(struct json_object *o, const char *field, int64_t us)
{
	shape_text(o, field, NULL);
	if (us != 0)
		shape_time(o, field, us);
}

static void
add_profile(const struct call *c, struct json_object *o,
    const struct store_care_shown *m)
{
	struct member_value *values = NULL;
	size_t count = 0;

	member_values_parse(m->values, &values, &count);
	json_object_object_add(o, "attributes",
	    shape_attributes(c->house->config, values, count, false));
	member_values_free(values, count);
	shape_text(o, "language", m->language);
	shape_text(o, "zone", m->zone);
	shape_text(o, "pitch", m->pitch);
}

static void
on_shown(void *arg, const struct db_outcome *out)
{
	struct call *c = arg;
	struct store_care_shown m;
	struct json_object *o;

	CHECK(c, CALL_API_MAGIC);
	c->look = NULL; /* no longer pending */
	if (out->fault != NULL) {
		call_refuse(c, out->fault);
		return;
	}
	if (db_rows_count(db_outcome_rows(out, 0)) == 0) {
		call_problem(
		    c, "not_found", "nobody who is a member now", NULL);
		return;
	}
	store_care_shown_read(db_outcome_rows(out, 0), &m);
	o = shape_found(c, &m.found, proto_bool(c->body, "unmask", false));
	add_profile(c, o, &m);
	shape_text(o, "source", m.source);
	shape_text(o, "terms_version", m.terms);
	time_or_null(o, "paused_until", m.paused_until_us);
	time_or_null(o, "rest_since", m.rest_since_us);
	shape_bool(o, "letters_refused", m.is_email_stopped);
	shape_int(o, "sessions", m.sessions);
	time_or_null(o, "seen_at", m.seen_us);
	shape_int(o, "introductions", m.introductions);
	shape_int(o, "accepted", m.accepted);
	shape_int(o, "met", m.met);
	shape_int(o, "sat_out", m.sat_out);
	shape_int(o, "reports_on", m.reports_on);
	shape_int(o, "reports_by", m.reports_by);
	json_object_object_add(
	    o, "latest", shape_latest(db_outcome_rows(out, 1)));
	call_reply(c, o);
}

/* The reason as it is kept; NULL after having answered that it is none. */
static char *
take_reason(struct call *c)
{
	struct fault why;
	char *reason;

	if (care_reason(proto_text(c->body, "reason"), &reason, &why) == 0)
		return reason;
	shape_find(&c->found, "/reason", "not_allowed", why.sentence);
	call_problem(c, "invalid_body", "see errors", &c->found);
	return NULL;
}

void
api_handle_MEMBER_SHOW(struct call *c)
{
	const char *address = proto_text(c->body, "email");
	const char *member = proto_text(c->body, "member");
	const bool unmask = proto_bool(c->body, "unmask", false);
	uint8_t index[SEAL_DIGEST];
	struct db_batch *b;
	struct id id;
	char *reason, *email;

	if ((address == NULL) == (member == NULL)) {
		shape_find(&c->found, address == NULL ? "/email" : "/member",
		    address == NULL ? "missing" : "not_allowed",
		    "allowed is either email or member");
		call_problem(c, "invalid_body", "see errors", &c->found);
		return;
	}
	if ((reason = take_reason(c)) == NULL)
		return;
	if (member != NULL && id_parse(member, &id) != 0)
		die("the shape let through what is no id");
	if (address != NULL) {
		email = member_email_normal(address);
		seal_index(c->house->seal, SEAL_EMAIL_INDEX, email,
		    strlen(email), index);
		free(email);
	}
	b = db_batch_new(c->house->db, DB_WRITE);
	store_care_shown(b, member == NULL ? NULL : &id,
	    address == NULL ? NULL : index,
	    unmask ? "member shown unmasked" : "member shown", reason);
	free(reason);
	c->look = db_batch_run(b, on_shown, c);
}

/* --- acting on one -------------------------------------------------------- */

static void
on_cared(void *arg, const struct fault *why)
{
	struct call *c = arg;

	CHECK(c, CALL_API_MAGIC);
	call_story_over(c);
	if (why == NULL) {
		call_reply_empty(c);
	} else if (why->code == FAULT_INVALID) {
		shape_find(&c->found, "/until", "not_allowed", why->sentence);
		call_problem(c, "invalid_body", "see errors", &c->found);
	} else {
		call_refuse(c, why);
	}
}

static void
care(struct call *c, enum care_kind kind)
{
	struct care_order order = { .kind = kind,
		.until = proto_text(c->body, "until") };
	char *reason;

	if (!call_id(c, 0, &order.member))
		return;
	if (order.until != NULL && !clock_is_day(order.until)) {
		shape_find(&c->found, "/until", "malformed",
		    "allowed is a day such as 2026-12-24");
		call_problem(c, "invalid_body", "see errors", &c->found);
		return;
	}
	if (kind == CARE_MERGE &&
	    id_parse(proto_text(c->body, "into"), &order.into) != 0)
		die("the shape let through what is no id");
	if ((reason = take_reason(c)) == NULL)
		return;
	order.reason = reason;
	call_story(c, care_start(c->house, &order, on_cared, c), care_cancel);
	free(reason);
}

void
api_handle_MEMBER_SUSPEND(struct call *c)
{
	care(c, CARE_SUSPEND);
}

void
api_handle_MEMBER_REINSTATE(struct call *c)
{
	care(c, CARE_REINSTATE);
}

void
api_handle_MEMBER_REST(struct call *c)
{
	care(c, CARE_REST);
}

void
api_handle_MEMBER_ERASE(struct call *c)
{
	care(c, CARE_ERASE);
}

void
api_handle_MEMBER_MERGE(struct call *c)
{
	care(c, CARE_MERGE);
}

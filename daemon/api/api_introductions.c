/*
 * My introductions and my rounds as they are read. What I answer and say is
 * api_answers.c.
 */
#include "api/api_internal.h"
#include "api/api_introductions.h"
#include "api/call.h"
#include "api/shape.h"
#include "base/memory.h"
#include "store/store_introduction.h"
#include "work/house.h"
#include "work/profile.h"

/* --- hours that all share ------------------------------------------------- */

/* Takes out of *all what this member has not free; nothing known: nothing is
 * taken out, and *any stays as it is. */
static void
meet_hours(const struct config *config, const struct member *m,
    int32_t offset_s, struct hours *all, bool *any)
{
	for (size_t i = 0; i < m->value_count; i++) {
		int at = config_attribute_find(config, m->values[i].attribute);
		struct hours h;

		if (at < 0 || config->attributes[at].type != ATTRIBUTE_HOURS ||
		    hours_parse(m->values[i].value, &h, NULL) != 0)
			continue;
		h = hours_to_utc(&h, offset_s);
		*all = *any ? hours_common(all, &h) : h;
		*any = true;
	}
}

static struct json_object *
span(int day, int from, int to)
{
	static const char *const days[] = { "mon", "tue", "wed", "thu", "fri",
		"sat", "sun" };
	struct json_object *o = json_object_new_object();

	shape_text(o, "day", days[day]);
	shape_int(o, "from", from);
	shape_int(o, "to", to);
	return o;
}

static struct json_object *
shape_hours(const struct hours *h)
{
	struct json_object *list = json_object_new_array();

	for (int day = 0; day < 7; day++) {
		for (int hour = 0; hour < 24; hour++) {
			int from = hour, bit = day * 24 + hour;

			while (
			    hour < 24 && (h->bits[bit / 64] >> bit % 64 & 1)) {
				hour++;
				bit++;
			}
			if (hour > from)
				json_object_array_add(
				    list, span(day, from, hour));
		}
	}
	return list;
}

/* --- one introduction ----------------------------------------------------- */

static struct json_object *
shape_partner(const struct call *c, const struct store_introduction *i)
{
	const struct config_pool *pool =
	    config_pool_get(c->house->config, i->pool);
	struct json_object *o = json_object_new_object();
	const struct member *p = &i->partner;
	char *email;

	shape_id(o, "handle", &i->handle);
	shape_text(o, "name", p->name);
	shape_text(o, "pitch", p->pitch);
	shape_text(o, "language", p->language);
	shape_text(o, "zone", p->zone);
	json_object_object_add(o, "attributes",
	    shape_attributes(
		c->house->config, p->values, p->value_count, true));
	shape_text(o, "answer", introduction_answer_word(i->partners));
	if (introduction_reveals(pool != NULL && pool->reveal == REVEAL_AT_ONCE,
		i->state, i->mine, i->partners)) {
		email = profile_email(
		    c->house->seal, p->email_sealed, p->email_sealed_len);
		if (email != NULL)
			shape_text(o, "email", email);
		free(email);
	}
	return o;
}

/* NULL where nothing was said. */
static struct json_object *
shape_outcome(const struct store_outcome *said)
{
	struct json_object *o;

	if (said->met == NULL)
		return NULL;
	o = json_object_new_object();
	shape_text(o, "met", said->met);
	shape_text(o, "rating", NULL);
	if (said->rating > 0)
		shape_int(o, "rating", said->rating);
	shape_text(o, "learned", said->learned);
	shape_text(o, "again", NULL);
	if (said->again >= 0)
		shape_bool(o, "again", said->again != 0);
	shape_bool(o, "no_show", said->no_show);
	shape_time(o, "said_at", said->said_us);
	return o;
}

/* The rows from *row on that belong to one introduction; *row moves on. */
static struct json_object *
shape_introduction(
    const struct call *c, const struct db_rows *rows, int *row, struct id *id)
{
	const struct config *config = c->house->config;
	struct json_object *o = json_object_new_object();
	struct json_object *partners = json_object_new_array();
	struct store_introduction i;
	struct hours all = { { 0 } };
	struct id next;
	bool any = false;
	char digest[17];

	store_introduction_read(rows, *row, &i);
	*id = i.id;
	shape_id(o, "id", &i.id);
	shape_text(o, "pool", i.pool);
	shape_id(o, "round", &i.round);
	shape_text(o, "state",
	    introduction_state_word(introduction_state_for(i.state, i.mine)));
	shape_text(o, "answer", introduction_answer_word(i.mine));
	shape_time(o, "offered_at", i.offered_us);
	shape_time(o, "expires_at", i.expires_us);
	shape_text(o, "outcome_until", NULL);
	if (i.outcome_until_us != 0)
		shape_time(o, "outcome_until", i.outcome_until_us);
	json_object_object_add(o, "outcome", shape_outcome(&i.outcome));
	json_object_object_add(
	    o, "why", shape_why(config, i.why, c->me.language, true));
	text_copy(digest, sizeof(digest), i.digest);
	shape_text(o, "seed_digest", digest);
	meet_hours(config, &c->me, i.reader_offset_s, &all, &any);
	for (;;) {
		json_object_array_add(partners, shape_partner(c, &i));
		meet_hours(config, &i.partner, i.partner_offset_s, &all, &any);
		member_clear(&i.partner);
		if (++*row == db_rows_count(rows))
			break;
		/* A row is read once: of the next one the id alone. */
		next = db_id(rows, *row, 0);
		if (!id_equal(&next, id))
			break;
		store_introduction_read(rows, *row, &i);
	}
	all = hours_from_utc(&all, i.reader_offset_s);
	json_object_object_add(o, "partners", partners);
	json_object_object_add(o, "common_hours", shape_hours(&all));
	return o;
}

static void
on_introduction(void *arg, const struct db_outcome *out)
{
	struct call *c = arg;
	const struct db_rows *rows;
	struct id id;
	int row = 0;

	CHECK(c, CALL_API_MAGIC);
	c->look = NULL; /* no longer pending */
	if (out->fault != NULL) {
		call_refuse(c, out->fault);
		return;
	}
	rows = db_outcome_rows(out, 0);
	if (db_rows_count(rows) == 0)
		call_problem(c, "not_found", "", NULL);
	else
		call_reply(c, shape_introduction(c, rows, &row, &id));
}

void
api_introductions_reply(struct call *c, const struct id *id)
{
	struct db_batch *b = db_batch_new(c->house->db, DB_READ);

	store_introduction_get(b, &c->me.id, id);
	c->look = db_batch_run(b, on_introduction, c);
}

void
api_handle_INTRODUCTION(struct call *c)
{
	struct id id;

	if (call_id(c, 0, &id))
		api_introductions_reply(c, &id);
}

/* --- the list ------------------------------------------------------------- */

static void
on_introductions(void *arg, const struct db_outcome *out)
{
	struct call *c = arg;
	struct json_object *reply, *list;
	const struct db_rows *rows;
	struct id last;
	int row = 0, n = 0;

	CHECK(c, CALL_API_MAGIC);
	c->look = NULL; /* no longer pending */
	if (out->fault != NULL) {
		call_refuse(c, out->fault);
		return;
	}
	reply = json_object_new_object();
	list = json_object_new_array();
	rows = db_outcome_rows(out, 0);
	while (row < db_rows_count(rows)) {
		json_object_array_add(
		    list, shape_introduction(c, rows, &row, &last));
		n++;
	}
	json_object_object_add(reply, "introductions", list);
	shape_next(reply, n == c->page_limit ? &last : NULL);
	call_reply(c, reply);
}

void
api_handle_INTRODUCTIONS(struct call *c)
{
	struct db_batch *b;
	struct id before;
	bool has_before;

	if (!call_page(c, &c->page_limit, &before, &has_before))
		return;
	b = db_batch_new(c->house->db, DB_READ);
	store_introduction_list(
	    b, &c->me.id, has_before ? &before : NULL, c->page_limit);
	c->look = db_batch_run(b, on_introductions, c);
}

/* --- my rounds ------------------------------------------------------------ */

static void
on_rounds(void *arg, const struct db_outcome *out)
{
	struct call *c = arg;
	struct json_object *reply, *list, *o;
	const struct db_rows *rows;
	struct store_my_round r;

	CHECK(c, CALL_API_MAGIC);
	c->look = NULL; /* no longer pending */
	if (out->fault != NULL) {
		call_refuse(c, out->fault);
		return;
	}
	reply = json_object_new_object();
	list = json_object_new_array();
	rows = db_outcome_rows(out, 0);
	for (int i = 0; i < db_rows_count(rows); i++) {
		store_introduction_round_read(rows, i, &r);
		o = json_object_new_object();
		shape_id(o, "round", &r.round);
		shape_text(o, "second_of", NULL);
		if (r.is_second)
			shape_id(o, "second_of", &r.second_of);
		shape_text(o, "pool", r.pool);
		shape_time(o, "at", r.at_us);
		shape_text(o, "outcome", r.outcome);
		shape_text(o, "introduction", NULL);
		if (r.has_introduction)
			shape_id(o, "introduction", &r.introduction);
		json_object_object_add(o, "why",
		    shape_why(c->house->config, r.why, c->me.language, true));
		json_object_array_add(list, o);
	}
	json_object_object_add(reply, "rounds", list);
	shape_next(
	    reply, db_rows_count(rows) == c->page_limit ? &r.round : NULL);
	call_reply(c, reply);
}

void
api_handle_ME_ROUNDS(struct call *c)
{
	struct db_batch *b;
	struct id before;
	bool has_before;

	if (!call_page(c, &c->page_limit, &before, &has_before))
		return;
	b = db_batch_new(c->house->db, DB_READ);
	store_introduction_rounds(
	    b, &c->me.id, has_before ? &before : NULL, c->page_limit);
	c->look = db_batch_run(b, on_rounds, c);
}

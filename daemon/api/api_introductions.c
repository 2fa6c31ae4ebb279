/*
 * My introductions and my rounds as they are read. What I answer and say is
 * api_answers.c.
 */
#include "api/api_internal.h"
#include "api/api_introductions.h"
#include "api/api_occasions.h"
#include "api/call.h"
#include "api/list.h"
#include "api/shape.h"
#include "base/memory.h"
#include "store/store_introduction.h"
#include "work/house.h"

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
		email = seal_text_open(
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

/* What was found, read row by row: introductions are runs of slots, one slot a
 * partner. It is the call's story until what goes with them is there. */
struct seen {
	struct call *c;
	struct db_rows *rows;
	struct store_introduction *slots;
	struct member *partners; /* of the slots, who has their texts */
	size_t slot_count;
	struct occasion_ask *asks;
	size_t *firsts; /* the slot that each begins with */
	size_t count;
	bool is_list;
	struct occasions *occasions;
};

static void
seen_free(struct seen *seen)
{
	occasions_free(seen->occasions);
	for (size_t i = 0; i < seen->slot_count; i++)
		member_clear(&seen->slots[i].partner);
	free(seen->slots);
	free(seen->partners);
	free(seen->asks);
	free(seen->firsts);
	db_rows_free(seen->rows);
	free(seen);
}

static struct json_object *
shape_introduction(
    const struct seen *seen, size_t at, const struct occasion *found)
{
	const struct call *c = seen->c;
	const struct occasion_ask *ask = &seen->asks[at];
	const struct store_introduction *i = &seen->slots[seen->firsts[at]];
	const struct config *config = c->house->config;
	struct json_object *o = json_object_new_object();
	struct json_object *partners = json_object_new_array();
	char digest[17];

	shape_id(o, "id", &i->id);
	shape_text(o, "pool", i->pool);
	shape_id(o, "round", &i->round);
	shape_text(o, "state", introduction_state_word(i->state));
	shape_text(o, "answer", introduction_answer_word(i->mine));
	shape_time(o, "offered_at", i->offered_us);
	shape_time(o, "expires_at", i->expires_us);
	shape_text(o, "outcome_until", NULL);
	if (i->outcome_until_us != 0)
		shape_time(o, "outcome_until", i->outcome_until_us);
	json_object_object_add(o, "outcome", shape_outcome(&i->outcome));
	json_object_object_add(
	    o, "why", shape_why(config, i->why, c->me.language, true));
	text_copy(digest, sizeof(digest), i->digest);
	shape_text(o, "seed_digest", digest);
	for (size_t k = 0; k < ask->partner_count; k++)
		json_object_array_add(partners, shape_partner(c, &i[k]));
	json_object_object_add(o, "partners", partners);
	api_occasion_shape(o, c, seen->occasions, ask, found);
	return o;
}

static struct json_object *
shape_list(const struct seen *seen, const struct occasion *found)
{
	struct json_object *reply = json_object_new_object();
	struct json_object *list = json_object_new_array();

	for (size_t i = 0; i < seen->count; i++)
		json_object_array_add(
		    list, shape_introduction(seen, i, &found[i]));
	json_object_object_add(reply, "introductions", list);
	shape_next(reply, (int)seen->count == seen->c->page_limit
			      ? &seen->asks[seen->count - 1].introduction
			      : NULL);
	return reply;
}

static void
on_occasions(void *arg, const struct fault *why, const struct occasion *found)
{
	struct seen *seen = arg;
	struct call *c = seen->c;
	struct json_object *reply = NULL;
	struct fault copy;

	CHECK(c, CALL_API_MAGIC);
	call_story_over(c);
	if (why != NULL)
		copy = *why;
	else if (seen->is_list)
		reply = shape_list(seen, found);
	else
		reply = shape_introduction(seen, 0, &found[0]);
	seen_free(seen);
	if (reply == NULL)
		call_refuse(c, &copy);
	else
		call_reply(c, reply);
}

/* Each row is read once. */
static void
seen_read(struct seen *seen)
{
	const size_t n = (size_t)db_rows_count(seen->rows);

	seen->slots = memory_new(n + 1, sizeof(*seen->slots));
	seen->partners = memory_new(n + 1, sizeof(*seen->partners));
	seen->asks = memory_new(n + 1, sizeof(*seen->asks));
	seen->firsts = memory_new(n + 1, sizeof(*seen->firsts));
	seen->slot_count = n;
	for (size_t i = 0; i < n; i++) {
		struct store_introduction *slot = &seen->slots[i];

		store_introduction_read(seen->rows, (int)i, slot);
		seen->partners[i] = slot->partner;
		if (i == 0 || !id_equal(&slot[-1].id, &slot->id)) {
			seen->asks[seen->count] =
			    (struct occasion_ask){ .introduction = slot->id,
				    .pool = slot->pool,
				    .partners = &seen->partners[i] };
			seen->firsts[seen->count++] = i;
		}
		seen->asks[seen->count - 1].partner_count++;
	}
}

static void
on_seen(struct call *c, const struct db_outcome *out, bool is_list)
{
	struct seen *seen;

	CHECK(c, CALL_API_MAGIC);
	c->look = NULL; /* no longer pending */
	if (out->fault != NULL) {
		call_refuse(c, out->fault);
		return;
	}
	seen = memory_new(1, sizeof(*seen));
	seen->c = c;
	seen->is_list = is_list;
	seen->rows = db_outcome_take(out, 0);
	seen_read(seen);
	if (seen->count == 0 && !is_list) {
		seen_free(seen);
		call_problem(c, "not_found", "", NULL);
		return;
	}
	seen->occasions = occasions_start(
	    c->house, &c->me, seen->asks, seen->count, on_occasions, seen);
	call_story(c, seen, seen_free);
}

static void
on_introduction(void *arg, const struct db_outcome *out)
{
	on_seen(arg, out, false);
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

static void
on_introductions(void *arg, const struct db_outcome *out)
{
	on_seen(arg, out, true);
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

static struct json_object *
round_entry(
    const struct call *c, const struct db_rows *rows, int row, struct id *id)
{
	struct json_object *o = json_object_new_object();
	struct store_my_round r;

	store_introduction_round_read(rows, row, &r);
	*id = r.round;
	shape_id(o, "round", id);
	shape_text(o, "second_of", NULL);
	if (r.is_second)
		shape_id(o, "second_of", &r.second_of);
	shape_text(o, "pool", r.pool);
	shape_time(o, "at", r.at_us);
	shape_text(o, "outcome", r.outcome);
	shape_text(o, "introduction", NULL);
	if (r.has_introduction)
		shape_id(o, "introduction", &r.introduction);
	json_object_object_add(
	    o, "why", shape_why(c->house->config, r.why, c->me.language, true));
	return o;
}

void
api_handle_ME_ROUNDS(struct call *c)
{
	static const struct list list = { "rounds", round_entry };
	const struct id *before;
	struct db_batch *b;

	if (!list_page(c, &before))
		return;
	b = db_batch_new(c->house->db, DB_READ);
	store_introduction_rounds(b, &c->me.id, before, c->page_limit);
	list_reply(c, b, &list);
}

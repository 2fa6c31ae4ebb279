/*
 * Of whom I say that they should meet. The answers are the same whoever the two
 * are, and whatever became of it.
 */
#include "api/api_internal.h"
#include "api/call.h"
#include "api/list.h"
#include "api/people_limits.h"
#include "api/shape.h"
#include "base/memory.h"
#include "config/config.h"
#include "work/house.h"
#include "work/person_hash.h"
#include "work/plain_text.h"
#include "work/suggest.h"

/* --- the list ------------------------------------------------------------- */

static struct json_object *
shape_suggested(const struct call *c, const struct store_suggested_row *of)
{
	struct json_object *o = json_object_new_object();
	char *who = seal_text_open(c->house->seal, of->sealed, of->sealed_len);

	shape_text(o, "email", of->is_address ? who : NULL);
	shape_text(o, "name", of->is_address ? NULL : who);
	shape_text(o, "introduction", NULL);
	shape_text(o, "handle", NULL);
	if (of->has_introduction) {
		shape_id(o, "introduction", &of->introduction);
		shape_id(o, "handle", &of->handle);
	}
	free(who);
	return o;
}

static struct json_object *
suggestion_entry(
    const struct call *c, const struct db_rows *rows, int row, struct id *id)
{
	struct json_object *o = json_object_new_object();
	struct json_object *people = json_object_new_array();
	struct store_suggestion_row s;
	char *because;

	store_suggestion_read(rows, row, &s);
	*id = s.id;
	because = seal_text_open(c->house->seal, s.because, s.because_len);
	shape_id(o, "id", &s.id);
	json_object_array_add(people, shape_suggested(c, &s.two[0]));
	json_object_array_add(people, shape_suggested(c, &s.two[1]));
	json_object_object_add(o, "people", people);
	shape_text(o, "pool", s.pool);
	shape_text(o, "because", because);
	shape_text(o, "state", "sent");
	shape_time(o, "made_at", s.made_us);
	free(because);
	return o;
}

void
api_handle_SUGGESTIONS(struct call *c)
{
	static const struct list list = { "suggestions", suggestion_entry };
	const struct id *before;
	struct db_batch *b;

	if (!list_page(c, &before))
		return;
	b = db_batch_new(c->house->db, DB_READ);
	store_suggestions(b, &c->me.id, before, c->page_limit);
	list_reply(c, b, &list);
}

/* --- suggesting ----------------------------------------------------------- */

/* What the body says, beside what the database is asked for. */
struct reading {
	struct suggest_ask ask;
	char *emails[2], *because;
};

static void
reading_clear(struct reading *r)
{
	free(r->emails[0]);
	free(r->emails[1]);
	free(r->because);
}

static void
find_person(struct call *c, int at, const char *code, const char *sentence)
{
	char pointer[32];

	snprintf(pointer, sizeof(pointer), "/people/%d", at);
	shape_find(&c->found, pointer, code, sentence);
}

static void
read_person(struct call *c, struct reading *r, int at)
{
	struct json_object *of =
	    json_object_array_get_idx(proto_get(c->body, "people"), (size_t)at);
	const char *email = proto_text(of, "email");
	const char *introduction = proto_text(of, "introduction");
	const char *handle = proto_text(of, "handle");
	struct suggest_person *p = &r->ask.two[at];

	if ((email != NULL) == (introduction != NULL || handle != NULL) ||
	    (introduction != NULL) != (handle != NULL)) {
		find_person(
		    c, at, "missing", "send email, or introduction and handle");
	} else if (email != NULL) {
		p->email = r->emails[at] = member_email_normal(email);
		if (person_is_own(c->house->seal, &c->me, p->email))
			find_person(
			    c, at, "not_allowed", "that is your own address");
	} else if (id_parse(introduction, &p->introduction) != 0 ||
		   id_parse(handle, &p->handle) != 0) {
		die("the shape let through what is no id");
	}
}

/* Of two ways to name somebody nothing is compared: that they are one would tell
 * whose an address is. */
static bool
are_one(const struct call *c, const struct suggest_person two[2])
{
	uint8_t a[SEAL_DIGEST], b[SEAL_DIGEST];

	if (two[0].email == NULL || two[1].email == NULL)
		return two[0].email == NULL && two[1].email == NULL &&
		       id_equal(&two[0].partner, &two[1].partner);
	person_hash(c->house->seal, two[0].email, a);
	person_hash(c->house->seal, two[1].email, b);
	return seal_equal(a, b, SEAL_DIGEST);
}

static void
read_body(struct call *c, struct reading *r)
{
	static const struct plain_text field = { .what = "the reason",
		.min = 1,
		.max = SUGGEST_BECAUSE_MAX,
		.is_prose = true };
	const char *because = proto_text(c->body, "because");
	struct fault why;

	*r = (struct reading){ 0 };
	read_person(c, r, 0);
	read_person(c, r, 1);
	if (because != NULL &&
	    plain_text_read(&field, because, &r->because, &why) != 0)
		shape_find(&c->found, "/because", "not_allowed", why.sentence);
	r->ask.because = r->because;
}

static void
on_suggested(void *arg, const struct fault *why, const struct db_rows *rows)
{
	struct call *c = arg;
	struct id id;

	CHECK(c, CALL_API_MAGIC);
	call_story_over(c);
	if (why != NULL)
		people_limits_refuse_span(c, why, SUGGEST_WEEK_S);
	else
		call_reply(c, suggestion_entry(c, rows, 0, &id));
}

/* The pool that is meant, of those that the member is in; or found what is wrong. */
static const char *
find_pool(struct call *c, const struct db_rows *mine)
{
	const char *pool = proto_text(c->body, "pool");

	if (pool == NULL && db_rows_count(mine) == 1)
		return db_text(mine, 0, 0);
	for (int i = 0; pool != NULL && i < db_rows_count(mine); i++)
		if (strcmp(db_text(mine, i, 0), pool) == 0)
			return pool;
	if (pool == NULL && db_rows_count(mine) > 1)
		shape_find(&c->found, "/pool", "missing",
		    "you are in several pools: say in which");
	else
		shape_find(&c->found, "/pool", "not_allowed",
		    "it is no pool that you are in");
	return NULL;
}

static void
find_partners(
    struct call *c, struct reading *r, const struct db_outcome *looked)
{
	int step = 1;

	for (int i = 0; i < 2; i++) {
		struct suggest_person *p = &r->ask.two[i];
		const struct db_rows *rows;

		if (p->email != NULL)
			continue;
		rows = db_outcome_rows(looked, step++);
		if (db_rows_count(rows) == 0) {
			find_person(c, i, "not_allowed",
			    "it is nobody whom you met here");
			continue;
		}
		p->partner = db_id(rows, 0, 0);
		p->name = db_text(rows, 0, 1);
	}
}

static void
on_looked(void *arg, const struct db_outcome *out)
{
	struct call *c = arg;
	struct reading r;

	CHECK(c, CALL_API_MAGIC);
	c->look = NULL; /* no longer pending */
	if (out->fault != NULL) {
		call_refuse(c, out->fault);
		return;
	}
	read_body(c, &r);
	r.ask.pool = find_pool(c, db_outcome_rows(out, 0));
	find_partners(c, &r, out);
	if (c->found.count == 0 && are_one(c, r.ask.two))
		shape_find(&c->found, "/people", "not_allowed",
		    "the two are one and the same");
	if (c->found.count > 0)
		call_problem(
		    c, "invalid_body", "see errors, one per field", &c->found);
	else
		call_story(c,
		    suggest_start(c->house, &c->me, &r.ask, on_suggested, c),
		    suggest_cancel);
	reading_clear(&r);
}

void
api_handle_SUGGEST(struct call *c)
{
	struct reading r;
	struct db_batch *b;

	if (c->house->config->limit_suggestions == 0) {
		call_problem(c, "forbidden",
		    "this community takes no suggestions", NULL);
		return;
	}
	read_body(c, &r);
	if (c->found.count > 0) {
		call_problem(
		    c, "invalid_body", "see errors, one per field", &c->found);
		reading_clear(&r);
		return;
	}
	b = db_batch_new(c->house->db, DB_READ);
	store_suggestion_pools(b, &c->me.id);
	for (int i = 0; i < 2; i++)
		if (r.ask.two[i].email == NULL)
			store_suggestion_partner(b, &c->me.id,
			    &r.ask.two[i].introduction, &r.ask.two[i].handle);
	reading_clear(&r);
	c->look = db_batch_run(b, on_looked, c);
}

/* --- withdrawing ---------------------------------------------------------- */

static void
on_withdrawn(void *arg, const struct fault *why, const struct db_rows *rows)
{
	(void)rows;
	call_on_done(arg, why);
}

void
api_handle_SUGGESTION_WITHDRAW(struct call *c)
{
	struct id id;

	if (call_id(c, 0, &id))
		call_story(c,
		    suggest_withdraw(c->house, &c->me.id, &id, on_withdrawn, c),
		    suggest_cancel);
}

/*
 * Whom I have blocked: partners, and addresses ahead of time. The answers are
 * the same whether or not an address is a member's. To block somebody again is
 * answered with the block that is there.
 */
#include "api/api_internal.h"
#include "api/call.h"
#include "api/list.h"
#include "api/people_limits.h"
#include "api/shape.h"
#include "base/clock.h"
#include "base/memory.h"
#include "work/house.h"
#include "work/people.h"
#include "work/person_hash.h"

static struct json_object *
shape_block(const struct call *c, const struct store_block_row *row)
{
	struct json_object *o = json_object_new_object();
	char *who =
	    seal_text_open(c->house->seal, row->sealed, row->sealed_len);

	shape_id(o, "id", &row->id);
	shape_text(o, "email", row->is_address ? who : NULL);
	shape_text(o, "name", row->is_address ? NULL : who);
	shape_text(o, "introduction", NULL);
	shape_text(o, "handle", NULL);
	if (row->has_introduction) {
		shape_id(o, "introduction", &row->introduction);
		shape_id(o, "handle", &row->handle);
	}
	shape_time(o, "blocked_at", row->blocked_us);
	free(who);
	return o;
}

static struct json_object *
block_entry(
    const struct call *c, const struct db_rows *rows, int row, struct id *id)
{
	struct store_block_row block;

	store_people_block_read(rows, row, &block);
	*id = block.id;
	return shape_block(c, &block);
}

void
api_handle_BLOCKS(struct call *c)
{
	static const struct list list = { "blocks", block_entry };
	struct db_batch *b = db_batch_new(c->house->db, DB_READ);

	store_people_blocks(b, &c->me.id);
	list_reply(c, b, &list);
}

/* --- blocking ------------------------------------------------------------- */

static struct id
body_id(const struct call *c, const char *field)
{
	const char *text = proto_text(c->body, field);
	struct id id = { 0 };

	if (text != NULL && id_parse(text, &id) != 0)
		die("the shape let \"%s\" through as an id", text);
	return id;
}

static void
on_found(void *arg, const struct db_outcome *out)
{
	struct call *c = arg;
	const struct db_rows *rows;
	struct store_block_row row;

	CHECK(c, CALL_API_MAGIC);
	c->look = NULL; /* no longer pending */
	if (out->fault != NULL) {
		call_refuse(c, out->fault);
		return;
	}
	rows = db_outcome_rows(out, 0);
	if (db_rows_count(rows) == 0) {
		call_problem(
		    c, "conflict", "it was taken back meanwhile", NULL);
		return;
	}
	store_people_block_read(rows, 0, &row);
	call_reply(c, shape_block(c, &row));
}

/* The block that the body asks for, as it is stored. */
static void
find_block(struct call *c)
{
	struct db_batch *b = db_batch_new(c->house->db, DB_READ);
	const char *email = proto_text(c->body, "email");
	struct id introduction = body_id(c, "introduction");
	struct id handle = body_id(c, "handle");
	uint8_t person[SEAL_DIGEST];

	if (email != NULL) {
		person_hash(c->house->seal, email, person);
		store_people_block_find(b, &c->me.id, person, NULL, NULL);
	} else {
		store_people_block_find(
		    b, &c->me.id, NULL, &introduction, &handle);
	}
	c->look = db_batch_run(b, on_found, c);
}

static void
on_blocked(void *arg, const struct fault *why, int64_t added)
{
	struct call *c = arg;

	(void)added;
	CHECK(c, CALL_API_MAGIC);
	call_story_over(c);
	if (why != NULL)
		people_limits_refuse(c, why);
	else
		find_block(c);
}

static void
on_partner(void *arg, const struct db_outcome *out)
{
	struct call *c = arg;
	struct store_partner partner;
	struct id block = id_new(), introduction, handle;

	CHECK(c, CALL_API_MAGIC);
	c->look = NULL; /* no longer pending */
	if (out->fault != NULL) {
		call_refuse(c, out->fault);
		return;
	}
	if (!store_people_partner_read(db_outcome_rows(out, 0), &partner)) {
		call_problem(c, "not_found", "", NULL);
		return;
	}
	introduction = body_id(c, "introduction");
	handle = body_id(c, "handle");
	call_story(c,
	    people_block_partner(c->house, &c->me, &block, &partner,
		&introduction, &handle, on_blocked, c),
	    people_cancel);
	member_clear(&partner.profile);
}

static void
block_address(struct call *c, const char *email)
{
	struct id block = id_new();

	if (person_is_own(c->house->seal, &c->me, email)) {
		shape_find(&c->found, "/email", "not_allowed",
		    "that is your own address");
		call_problem(c, "invalid_body", "see errors", &c->found);
		return;
	}
	call_story(c,
	    people_block_address(
		c->house, &c->me, &block, email, on_blocked, c),
	    people_cancel);
}

void
api_handle_BLOCK_ADD(struct call *c)
{
	const char *email = proto_text(c->body, "email");
	const bool has_introduction = proto_has(c->body, "introduction");
	const bool has_handle = proto_has(c->body, "handle");
	struct id introduction, handle;
	struct db_batch *b;

	if ((email != NULL) == (has_introduction || has_handle) ||
	    has_introduction != has_handle) {
		shape_find(&c->found, "", "missing",
		    "send email, or introduction and handle");
		call_problem(c, "invalid_body", "see errors", &c->found);
		return;
	}
	if (email != NULL) {
		block_address(c, email);
		return;
	}
	introduction = body_id(c, "introduction");
	handle = body_id(c, "handle");
	b = db_batch_new(c->house->db, DB_READ);
	store_people_partner(b, &c->me.id, &introduction, &handle);
	c->look = db_batch_run(b, on_partner, c);
}

/* --- taking it back ------------------------------------------------------- */

static void
on_unblocked(void *arg, const struct fault *why, int64_t added)
{
	(void)added;
	call_on_done(arg, why);
}

void
api_handle_BLOCK_REMOVE(struct call *c)
{
	struct id id;

	if (call_id(c, 0, &id))
		call_story(c,
		    people_unblock(c->house, &c->me.id, &id, on_unblocked, c),
		    people_cancel);
}

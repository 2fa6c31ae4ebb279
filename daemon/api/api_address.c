/*
 * My address, and its change.
 */
#include "api/api_internal.h"
#include "api/call.h"
#include "api/people_limits.h"
#include "api/shape.h"
#include "base/memory.h"
#include "store/store_address.h"
#include "work/address.h"
#include "work/change.h"
#include "work/house.h"

/* Of who is asked now: a change may just have been made. Two statements. */
static void
on_address(void *arg, const struct db_outcome *out)
{
	struct call *c = arg;
	struct store_address_state s;
	struct json_object *reply, *o = NULL;
	struct member me = { 0 };
	char *email;

	CHECK(c, CALL_API_MAGIC);
	c->look = NULL; /* no longer pending */
	if (out->fault != NULL) {
		call_refuse(c, out->fault);
		return;
	}
	if (db_rows_count(db_outcome_rows(out, 0)) == 0) {
		call_problem(c, "unauthenticated", "", NULL);
		return;
	}
	store_member_read(db_outcome_rows(out, 0), 0, &me);
	email = seal_text_open(
	    c->house->seal, me.email_sealed, me.email_sealed_len);
	reply = json_object_new_object();
	shape_text(reply, "email", email);
	free(email);
	member_clear(&me);
	if (store_address_read(db_outcome_rows(out, 1), &s)) {
		o = json_object_new_object();
		email = seal_text_open(
		    c->house->seal, s.email_sealed, s.email_sealed_len);
		shape_text(o, "email", email);
		shape_time(o, "asked_at", s.asked_us);
		shape_time(o, "codes_until", s.codes_until_us);
		shape_bool(o, "new_confirmed", s.new_confirmed);
		shape_bool(o, "old_confirmed", s.old_confirmed);
		shape_time(o, "otherwise_at", s.otherwise_us);
		free(email);
	}
	json_object_object_add(reply, "change", o);
	call_reply(c, reply);
}

static void
address_reply(struct call *c)
{
	struct db_batch *b = db_batch_new(c->house->db, DB_READ);

	store_member_get(b, &c->me.id);
	store_address_get(b, &c->me.id);
	c->look = db_batch_run(b, on_address, c);
}

void
api_handle_ADDRESS(struct call *c)
{
	address_reply(c);
}

/* --- asking and confirming ------------------------------------------------ */

static void
on_done(void *arg, const struct fault *why)
{
	struct call *c = arg;

	CHECK(c, CALL_API_MAGIC);
	call_story_over(c);
	if (why == NULL)
		address_reply(c);
	else
		people_limits_refuse(c, why);
}

/* NULL, or what is wrong with it. */
static const char *
judge(const struct call *c, const char *email)
{
	const char *wrong = NULL;
	char *normal, *mine;

	if (!member_email_ok(email))
		return "it is no e-mail address that letters reach";
	normal = member_email_normal(email);
	mine = seal_text_open(
	    c->house->seal, c->me.email_sealed, c->me.email_sealed_len);
	if (mine != NULL && strcmp(normal, mine) == 0)
		wrong = "that is your address already";
	free(normal);
	free(mine);
	return wrong;
}

void
api_handle_ADDRESS_ASK(struct call *c)
{
	const char *email = proto_text(c->body, "email");
	const char *wrong = judge(c, email);

	if (wrong != NULL) {
		shape_find(&c->found, "/email", "not_allowed", wrong);
		call_problem(
		    c, "invalid_body", "see errors, one per field", &c->found);
		return;
	}
	call_story(c,
	    address_ask(c->house, &c->me, c->session, email, on_done, c),
	    address_cancel);
}

void
api_handle_ADDRESS_CONFIRM(struct call *c)
{
	call_story(c,
	    address_confirm(c->house, &c->me, c->session,
		proto_text(c->body, "code"), on_done, c),
	    address_cancel);
}

/* --- taking it back ------------------------------------------------------- */

void
api_handle_ADDRESS_FORGET(struct call *c)
{
	call_story(c,
	    change_address_forget(c->house, &c->me.id, call_on_done, c),
	    change_cancel);
}

void
api_handle_ADDRESS_OBJECT(struct call *c)
{
	call_story(c,
	    address_object(
		c->house, proto_text(c->body, "token"), call_on_done, c),
	    address_cancel);
}

/*
 * Invitations: an operator's, a member's own, and the end of letters with them.
 */
#include "api/api_internal.h"
#include "api/call.h"
#include "api/list.h"
#include "api/shape.h"
#include "base/clock.h"
#include "base/memory.h"
#include "config/config.h"
#include "store/store_invitation.h"
#include "work/change.h"
#include "work/house.h"
#include "work/invite.h"
#include "work/unsubscribe.h"

/* --- making one ----------------------------------------------------------- */

static void
on_invited(void *arg, const struct fault *why)
{
	struct call *c = arg;

	CHECK(c, CALL_API_MAGIC);
	call_story_over(c);
	if (why == NULL)
		call_reply_answer(c);
	else if (why->code == FAULT_REPEATED)
		call_repeat(c);
	else if (why->code == FAULT_TOO_MANY)
		call_later(c, fault_word(why->code), why->sentence, 3600);
	else
		call_refuse(c, why);
}

static struct json_object *
shape_invitation(const struct store_invited *i, const char *token)
{
	struct json_object *o = json_object_new_object();

	shape_id(o, "id", &i->id);
	shape_text(o, "token", token);
	shape_text(o, "state", i->state);
	shape_int(o, "uses", i->uses);
	shape_int(o, "uses_max", i->uses_max);
	shape_text(o, "pool", i->pool);
	shape_text(o, "by", NULL);
	if (i->has_inviter)
		shape_id(o, "by", &i->inviter);
	shape_time(o, "created_at", i->created_us);
	shape_time(o, "expires_at", i->expires_us);
	return o;
}

static void
invite(struct call *c, struct invite_ask *ask)
{
	char token[SEAL_TOKEN_SIZE];
	struct store_invited row = { .state = "open" };
	struct json_object *reply;

	seal_token(INVITE_TOKEN, token);
	ask->id = id_new();
	ask->token = token;
	ask->once = &c->once;
	row.id = ask->id;
	row.has_inviter = ask->by != NULL;
	if (row.has_inviter)
		row.inviter = ask->by->id;
	row.pool = ask->pool;
	row.uses_max = ask->uses;
	row.created_us = clock_now_us();
	row.expires_us = row.created_us + ask->days * CLOCK_DAY;
	reply = shape_invitation(&row, token);
	call_answer(c, reply);
	json_object_put(reply);
	call_story(
	    c, invite_start(c->house, ask, on_invited, c), invite_cancel);
	seal_wipe(token, sizeof(token));
}

/* The address in the body; false after having answered that it is none. */
static bool
take_email(struct call *c, const char **email)
{
	*email = proto_text(c->body, "email");
	if (*email == NULL || member_email_ok(*email))
		return true;
	shape_find(&c->found, "/email", "malformed",
	    "it is no e-mail address that letters reach");
	call_problem(c, "invalid_body", "see errors, one per field", &c->found);
	return false;
}

void
api_handle_INVITE(struct call *c)
{
	const struct config *config = c->house->config;
	struct invite_ask ask = {
		.by = &c->me,
		.uses = 1,
		.days = config->signup_invitation_days,
	};

	if (config->signup_member_invitations == 0)
		call_problem(c, "forbidden",
		    "in this community, only operators invite", NULL);
	else if (take_email(c, &ask.email))
		invite(c, &ask);
}

void
api_handle_OPERATOR_INVITE(struct call *c)
{
	const struct config *config = c->house->config;
	struct invite_ask ask = {
		.by_operator = call_operator(c),
		.pool = proto_text(c->body, "pool"),
		.uses = proto_int(c->body, "uses", 1),
		.days =
		    proto_int(c->body, "days", config->signup_invitation_days),
	};

	if (ask.pool != NULL && config_pool_get(config, ask.pool) == NULL) {
		shape_find(&c->found, "/pool", "not_allowed",
		    "the community has no such pool");
		call_problem(
		    c, "invalid_body", "see errors, one per field", &c->found);
	} else if (take_email(c, &ask.email)) {
		invite(c, &ask);
	}
}

/* --- lists ---------------------------------------------------------------- */

static struct json_object *
invitation_entry(
    const struct call *c, const struct db_rows *rows, int row, struct id *id)
{
	struct store_invited invited = { 0 };

	(void)c;
	store_invitation_read(rows, row, &invited);
	*id = invited.id;
	return shape_invitation(&invited, NULL);
}

static void
list_of(struct call *c, const struct id *inviter)
{
	static const struct list list = { "invitations", invitation_entry };
	const struct id *before;
	struct db_batch *b;

	if (!list_page(c, &before))
		return;
	b = db_batch_new(c->house->db, DB_READ);
	store_invitation_list(b, inviter, before, c->page_limit);
	list_reply(c, b, &list);
}

void
api_handle_INVITATIONS(struct call *c)
{
	list_of(c, &c->me.id);
}

void
api_handle_OPERATOR_INVITATIONS(struct call *c)
{
	list_of(c, NULL);
}

/* --- the end -------------------------------------------------------------- */

static void
on_ended(void *arg, const struct fault *why)
{
	struct call *c = arg;

	CHECK(c, CALL_API_MAGIC);
	call_story_over(c);
	call_reply_change(c, why, "");
}

void
api_handle_INVITATION_END(struct call *c)
{
	struct id id;

	if (call_id(c, 0, &id))
		call_story(c,
		    change_invitation_end(
			c->house, &id, &c->me.id, on_ended, c),
		    change_cancel);
}

void
api_handle_OPERATOR_INVITATION_END(struct call *c)
{
	struct id id;

	if (call_id(c, 0, &id))
		call_story(c,
		    change_any_invitation_end(
			c->house, &id, call_operator(c), on_ended, c),
		    change_cancel);
}

void
api_handle_INVITATION_REFUSE(struct call *c)
{
	struct unsubscribe refused;

	if (unsubscribe_read(
		c->house->seal, proto_text(c->body, "token"), &refused) != 0 ||
	    !refused.is_invitations) {
		call_problem(
		    c, "code_wrong", "it is no token of a letter", NULL);
		return;
	}
	call_story(c,
	    change_invitation_refuse(
		c->house, refused.email_index, on_ended, c),
	    change_cancel);
}

/*
 * A member's own changes: see work/change.h.
 */
#include "work/change.h"
#include "base/memory.h"
#include "store/store_address.h"
#include "store/store_house.h"
#include "store/store_invitation.h"
#include "store/store_letters.h"
#include "store/store_meeting.h"
#include "store/store_outcome.h"
#include "store/store_session.h"
#include "work/house.h"

#define CHANGE_MAGIC 0xc4a17e01u

struct change {
	unsigned magic;
	struct db_call *call;
	change_done_cb done;
	void *arg;
};

static void
on_changed(void *arg, const struct db_outcome *out)
{
	struct change *c = arg;
	change_done_cb done = c->done;
	void *done_arg = c->arg;
	struct fault again;

	CHECK(c, CHANGE_MAGIC);
	c->magic = 0;
	free(c);
	if (once_was_before(out)) {
		(void)fault_set(&again, FAULT_REPEATED,
		    "this Idempotency-Key was used before");
		done(done_arg, &again);
	} else {
		done(done_arg, out->fault);
	}
}

static struct change *
change_start(struct db_batch *b, change_done_cb done, void *arg)
{
	struct change *c = memory_new(1, sizeof(*c));

	c->magic = CHANGE_MAGIC;
	c->done = done;
	c->arg = arg;
	c->call = db_batch_run(b, on_changed, c);
	return c;
}

/* With a line of the audit that the member did it, to what `subject` is. */
static struct change *
change_of(struct db_batch *b, const struct id *member, const char *action,
    const struct id *subject, const char *detail, change_done_cb done,
    void *arg)
{
	char actor[8 + ID_TEXT_SIZE] = "member:";

	id_text(member, actor + strlen(actor));
	store_audit(b, actor, action, subject, detail);
	return change_start(b, done, arg);
}

static struct change *
change_run(struct db_batch *b, const struct id *member, const char *action,
    const char *detail, change_done_cb done, void *arg)
{
	return change_of(b, member, action, member, detail, done, arg);
}

struct change *
change_profile(struct house *house, const struct id *member, int64_t version,
    const struct store_profile_change *what, change_done_cb done, void *arg)
{
	struct db_batch *b = db_batch_new(house->db, DB_WRITE);

	store_member_update(b, member, version, what);
	return change_run(b, member, "profile", "", done, arg);
}

struct change *
change_join(struct house *house, const struct id *member, const char *pool,
    const struct store_membership *want, change_done_cb done, void *arg)
{
	struct db_batch *b = db_batch_new(house->db, DB_WRITE);

	store_pool_join(b, member, pool, want);
	return change_run(b, member, "join", pool, done, arg);
}

struct change *
change_leave(struct house *house, const struct id *member, const char *pool,
    change_done_cb done, void *arg)
{
	struct db_batch *b = db_batch_new(house->db, DB_WRITE);

	store_pool_leave(b, member, pool);
	return change_run(b, member, "leave", pool, done, arg);
}

struct change *
change_pause(struct house *house, const struct id *member,
    const int64_t *until_us, const char *until_day, change_done_cb done,
    void *arg)
{
	struct db_batch *b = db_batch_new(house->db, DB_WRITE);

	store_member_pause(b, member, until_us, until_day);
	return change_run(b, member, "pause", "", done, arg);
}

struct change *
change_pause_end(struct house *house, const struct id *member,
    change_done_cb done, void *arg)
{
	struct db_batch *b = db_batch_new(house->db, DB_WRITE);

	store_member_pause_end(b, member);
	return change_run(b, member, "pause end", "", done, arg);
}

struct change *
change_sign_out(struct house *house, const struct id *member,
    const uint8_t session[SEAL_DIGEST], change_done_cb done, void *arg)
{
	struct db_batch *b = db_batch_new(house->db, DB_WRITE);

	store_session_delete(b, session);
	return change_run(b, member, "signout", "", done, arg);
}

struct change *
change_address_forget(struct house *house, const struct id *member,
    change_done_cb done, void *arg)
{
	struct db_batch *b = db_batch_new(house->db, DB_WRITE);

	store_address_forget(b, member);
	return change_run(b, member, "address forgotten", "", done, arg);
}

struct change *
change_session_end(struct house *house, const struct id *member,
    const struct id *session, change_done_cb done, void *arg)
{
	struct db_batch *b = db_batch_new(house->db, DB_WRITE);

	store_session_end(b, member, session);
	return change_run(b, member, "session end", "", done, arg);
}

struct change *
change_sessions_end_others(struct house *house, const struct id *member,
    const uint8_t own[SEAL_DIGEST], change_done_cb done, void *arg)
{
	struct db_batch *b = db_batch_new(house->db, DB_WRITE);

	store_session_end_others(b, member, own);
	return change_run(b, member, "sessions end", "", done, arg);
}

struct change *
change_consent(struct house *house, const struct id *member, const char *terms,
    int64_t age, change_done_cb done, void *arg)
{
	struct db_batch *b = db_batch_new(house->db, DB_WRITE);

	store_member_consent(b, member, terms, age);
	return change_run(b, member, "consent", terms, done, arg);
}

struct change *
change_invitation_end(struct house *house, const struct id *id,
    const struct id *inviter, change_done_cb done, void *arg)
{
	struct db_batch *b = db_batch_new(house->db, DB_WRITE);

	store_invitation_end(b, id, inviter);
	return change_of(b, inviter, "invitation end", id, "", done, arg);
}

struct change *
change_any_invitation_end(struct house *house, const struct id *id,
    const struct id *by, change_done_cb done, void *arg)
{
	struct db_batch *b = db_batch_new(house->db, DB_WRITE);

	store_invitation_end(b, id, NULL);
	store_audit_operator(b, by, "invitation end", id, "");
	return change_start(b, done, arg);
}

struct change *
change_invitation_refuse(struct house *house,
    const uint8_t email_index[SEAL_DIGEST], change_done_cb done, void *arg)
{
	struct db_batch *b = db_batch_new(house->db, DB_WRITE);

	store_invitation_refuse(b, email_index);
	store_audit(b, "anyone", "invitations refused", NULL, "");
	return change_start(b, done, arg);
}

struct change *
change_back(struct house *house, const struct id *member, change_done_cb done,
    void *arg)
{
	struct db_batch *b = db_batch_new(house->db, DB_WRITE);

	store_rest_end(b, member);
	return change_run(b, member, "back", "", done, arg);
}

struct change *
change_letters(struct house *house, const struct id *member,
    struct store_letters_change *what, change_done_cb done, void *arg)
{
	struct db_batch *b = db_batch_new(house->db, DB_WRITE);

	store_letters_change(b, member, what);
	return change_run(b, member, "letters", "", done, arg);
}

struct change *
change_unsubscribe(struct house *house, const struct id *member,
    const char *kind, change_done_cb done, void *arg)
{
	struct db_batch *b = db_batch_new(house->db, DB_WRITE);

	store_letters_refuse(b, member, kind);
	return change_run(b, member, "unsubscribe", kind, done, arg);
}

struct change *
change_calendar(struct house *house, const struct id *member,
    const uint8_t hash[SEAL_DIGEST], const struct once *once,
    change_done_cb done, void *arg)
{
	struct db_batch *b = db_batch_new(house->db, DB_WRITE);

	/* First: the same request, sent again, must find itself. */
	once_add(once, house, b);
	store_calendar_put(b, member, hash);
	return change_run(b, member, "calendar", "", done, arg);
}

struct change *
change_calendar_end(struct house *house, const struct id *member,
    change_done_cb done, void *arg)
{
	struct db_batch *b = db_batch_new(house->db, DB_WRITE);

	store_calendar_end(b, member);
	return change_run(b, member, "calendar end", "", done, arg);
}

void
change_cancel(struct change *c)
{
	if (c == NULL)
		return;
	CHECK(c, CHANGE_MAGIC);
	db_cancel(c->call);
	c->magic = 0;
	free(c);
}

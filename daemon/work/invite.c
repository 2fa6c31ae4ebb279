/*
 * Inviting: see work/invite.h.
 */
#include <ctype.h>
#include <inttypes.h>
#include "work/invite.h"
#include "base/memory.h"
#include "config/config.h"
#include "store/store_house.h"
#include "store/store_invitation.h"
#include "work/house.h"
#include "work/post.h"
#include "work/unsubscribe.h"

#define INVITE_MAGIC 0x1471e001u

struct invite {
	unsigned magic;
	struct house *house;
	struct db_call *call;
	struct store_invitation row;
	struct id inviter; /* row.inviter */
	struct id role;    /* of the operator, if has_role */
	bool has_role;
	char *pool;                       /* row.pool */
	uint8_t email_index[SEAL_DIGEST]; /* row.email_index */
	char *email;                      /* normal, or NULL */
	char *name;                       /* the inviter's; NULL: an operator */
	char *language;
	char *token;
	struct once once;
	char *answer; /* once.answer */
	invite_done_cb done;
	void *arg;
};

static void
invite_free(struct invite *i)
{
	seal_wipe(i->token, strlen(i->token));
	free(i->token);
	free(i->pool);
	free(i->email);
	free(i->name);
	free(i->language);
	free(i->answer);
	i->magic = 0;
	free(i);
}

void
invite_cancel(struct invite *i)
{
	if (i == NULL)
		return;
	CHECK(i, INVITE_MAGIC);
	db_cancel(i->call);
	invite_free(i);
}

static void
invite_finish(struct invite *i, const struct fault *why)
{
	invite_done_cb done = i->done;
	void *arg = i->arg;
	struct fault copy;

	if (why != NULL)
		copy = *why;
	invite_free(i);
	done(arg, why == NULL ? NULL : &copy);
}

/* --- the letter ----------------------------------------------------------- */

/* A name may be anything, and the letter goes to a stranger: what a mail reader
 * might make a link of is left out. */
static bool
name_is_plain(const char *name)
{
	if (strpbrk(name, "/@:\\<>") != NULL)
		return false;
	for (const char *p = strchr(name, '.'); p != NULL; p = strchr(p, '.')) {
		p++;
		if (isalnum((unsigned char)p[0]) &&
		    isalnum((unsigned char)p[1]))
			return false;
	}
	return true;
}

static const char *
name_shown(const struct invite *i)
{
	if (i->name != NULL && name_is_plain(i->name))
		return i->name;
	return strcmp(i->language, "fr") == 0 ? "un membre" : "a member";
}

static void
add_letter(struct invite *i, struct db_batch *b, bool to_nobody)
{
	struct text refusal = { 0 };
	char days[24], id[ID_TEXT_SIZE];
	struct letter_words words = {
		.name = name_shown(i), .token = i->token, .days = days
	};
	size_t len;
	uint8_t *to = seal_text(i->house->seal, i->email, &len);
	struct post post = { .kind = i->name == NULL ? LETTER_INVITED
						     : LETTER_INVITED_BY,
		.email_sealed = to_nobody ? NULL : to,
		.email_sealed_len = to_nobody ? 0 : len,
		.language = i->language };
	struct text key = { 0 };

	unsubscribe_invitations(i->house->seal, i->email_index, &refusal);
	words.refusal = text_get(&refusal);
	snprintf(days, sizeof(days), "%" PRId64, i->row.days);
	text_addf(&key, "invitation:%s", id_text(&i->row.id, id));
	post.key = key.data;
	post_letter(i->house, b, &post, &words);
	text_clear(&key);
	text_clear(&refusal);
	free(to);
}

/* --- the transaction ------------------------------------------------------ */

static void
on_written(void *arg, const struct db_outcome *out)
{
	struct invite *i = arg;
	struct fault why;

	CHECK(i, INVITE_MAGIC);
	i->call = NULL; /* no longer pending */
	if (once_was_before(out)) {
		(void)fault_set(&why, FAULT_REPEATED,
		    "this Idempotency-Key was used before");
		invite_finish(i, &why);
	} else if (out->fault != NULL &&
		   out->fault->code == FAULT_CHANGED_MEANWHILE) {
		(void)fault_set(&why, FAULT_TOO_MANY,
		    "a member may have %" PRId64
		    " open invitations, and make as many in a day",
		    i->row.allowed);
		invite_finish(i, &why);
	} else {
		invite_finish(i, out->fault);
	}
}

static void
invite_write(struct invite *i, bool to_nobody)
{
	struct db_batch *b = db_batch_new(i->house->db, DB_WRITE);
	const char *pool = i->row.pool == NULL ? "" : i->row.pool;
	char actor[8 + ID_TEXT_SIZE] = "member:";

	/* First: the same request, sent again, must find itself. */
	once_add(&i->once, i->house, b);
	store_invitation_insert(b, &i->row);
	if (i->email != NULL)
		add_letter(i, b, to_nobody);
	if (i->row.inviter == NULL) {
		store_audit_operator(b, i->has_role ? &i->role : NULL, "invite",
		    &i->row.id, pool);
	} else {
		id_text(&i->inviter, actor + strlen(actor));
		store_audit(b, actor, "invite", &i->row.id, pool);
	}
	i->call = db_batch_run(b, on_written, i);
}

static void
on_looked(void *arg, const struct db_outcome *out)
{
	struct invite *i = arg;

	CHECK(i, INVITE_MAGIC);
	i->call = NULL; /* no longer pending */
	if (out->fault != NULL)
		invite_finish(i, out->fault);
	else
		invite_write(i, db_bool(db_outcome_rows(out, 0), 0, 0));
}

static void
invite_look(struct invite *i)
{
	struct db_batch *b = db_batch_new(i->house->db, DB_READ);

	seal_index(i->house->seal, SEAL_EMAIL_INDEX, i->email, strlen(i->email),
	    i->email_index);
	i->row.email_index = i->email_index;
	store_invitation_address(b, i->email_index, INVITE_LETTERS_MAX);
	i->call = db_batch_run(b, on_looked, i);
}

struct invite *
invite_start(struct house *house, const struct invite_ask *ask,
    invite_done_cb done, void *arg)
{
	struct invite *i = memory_new(1, sizeof(*i));

	i->magic = INVITE_MAGIC;
	i->house = house;
	i->pool = memory_text(ask->pool);
	i->email = ask->email == NULL ? NULL : member_email_normal(ask->email);
	i->language =
	    memory_text(ask->by == NULL ? house->config->community_language
					: ask->by->language);
	i->token = memory_text(ask->token);
	i->row = (struct store_invitation){ .id = ask->id,
		.pool = i->pool,
		.uses_max = ask->uses,
		.days = ask->days,
		.allowed = house->config->signup_member_invitations };
	if (seal_token_hash(INVITE_TOKEN, ask->token, i->row.hash) != 0)
		die("a token of ours is none");
	if (ask->by != NULL) {
		i->inviter = ask->by->id;
		i->row.inviter = &i->inviter;
		i->name = memory_text(ask->by->name);
	}
	i->has_role = ask->by_operator != NULL;
	if (i->has_role)
		i->role = *ask->by_operator;
	i->once = *ask->once;
	i->answer = memory_text(ask->once->answer);
	i->once.answer = i->answer;
	i->done = done;
	i->arg = arg;
	if (i->email != NULL)
		invite_look(i);
	else
		invite_write(i, true);
	return i;
}

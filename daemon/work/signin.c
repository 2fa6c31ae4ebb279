/*
 * Asking for a way in: see work/signin.h.
 */
#include "work/signin.h"
#include "base/clock.h"
#include "base/dice.h"
#include "base/encode.h"
#include "base/memory.h"
#include "config/config.h"
#include "model/letter.h"
#include "store/store_house.h"
#include "store/store_invitation.h"
#include "store/store_session.h"
#include "work/house.h"
#include "work/invite.h"
#include "work/person_hash.h"
#include "work/post.h"

#define SIGNIN_MAGIC 0x51697221u
#define ACCOUNT_SHARES 4 /* networks whose requests an account takes */

struct signin {
	unsigned magic;
	struct house *house;
	struct db_call *call;
	char *email; /* normal */
	char *network;
	bool is_signup;
	struct member profile;
	bool has_invitation;
	uint8_t invitation_hash[SEAL_DIGEST];
	struct id invitation;
	struct signin_secrets secrets;
	struct once once;
	char *answer; /* once.answer */
	struct store_known known;
	bool is_known;
	signin_done_cb done;
	void *arg;
};

void
signin_secrets_new(struct signin_secrets *secrets)
{
	uint8_t dice[5];

	seal_token(SIGNIN_ATTEMPT, secrets->attempt);
	seal_token(SIGNIN_LINK, secrets->token);
	entropy_fill(dice, sizeof(dice));
	encode_code(dice, secrets->code);
	secrets->expires_us = clock_now_us() + SIGNIN_CODE_S * CLOCK_SECOND;
}

static void
signin_free(struct signin *s)
{
	store_member_known_clear(&s->known);
	member_clear(&s->profile);
	seal_wipe(&s->secrets, sizeof(s->secrets));
	free(s->answer);
	free(s->email);
	free(s->network);
	s->magic = 0;
	free(s);
}

void
signin_cancel(struct signin *s)
{
	if (s == NULL)
		return;
	CHECK(s, SIGNIN_MAGIC);
	db_cancel(s->call);
	signin_free(s);
}

static void
signin_finish(struct signin *s, const struct fault *why, int wait_s)
{
	signin_done_cb done = s->done;
	void *arg = s->arg;
	struct fault copy;

	if (why != NULL)
		copy = *why;
	signin_free(s);
	done(arg, why == NULL ? NULL : &copy, wait_s);
}

static void
copy_profile(struct member *to, const struct member *from)
{
	*to = (struct member){ 0 };
	to->name = memory_text(from->name);
	to->language = memory_text(from->language);
	to->zone = memory_text(from->zone);
	to->pitch = memory_text(from->pitch);
	to->terms_version = memory_text(from->terms_version);
	for (size_t i = 0; i < from->value_count; i++)
		member_values_add(&to->values, &to->value_count,
		    from->values[i].attribute, from->values[i].value);
}

/* To whom the letter goes: a member, or someone new, or nobody. */
struct recipient {
	const struct id *member;
	bool is_new;
	enum letter_kind kind;
	const char *name, *language;
};

static void
limit_key(const struct signin *s, const char *what, const char *whom,
    uint8_t key[SEAL_DIGEST])
{
	struct text t = { 0 };

	text_addf(&t, "%s %s", what, whom);
	seal_index(s->house->seal, SEAL_LIMITS, t.data, t.len, key);
	text_clear(&t);
}

/* One network may not spend what others may ask for the same account, so the
 * account as a whole has more; its limit is for the mailbox. */
static void
take_limits(const struct signin *s, struct db_batch *b)
{
	const struct config *c = s->house->config;
	struct store_limits l = { .account_s = 900 };
	struct text share = { 0 };

	l.network_s = s->is_signup ? 86400 : 900;
	l.network.max =
	    s->is_signup ? c->limit_signups : c->limit_signins_address;
	limit_key(s, s->is_signup ? "signup from" : "signin from", s->network,
	    l.network.key);
	text_addf(&share, "%s from %s", s->email, s->network);
	l.share.max = c->limit_signins;
	limit_key(s, "letter to", text_get(&share), l.share.key);
	l.account.max = c->limit_signins * ACCOUNT_SHARES;
	limit_key(s, "letter to", s->email, l.account.key);
	store_limits_take(b, &l);
	text_clear(&share);
}

/* --- the transaction ------------------------------------------------------ */

static void
on_written(void *arg, const struct db_outcome *out)
{
	struct signin *s = arg;
	struct fault repeated;

	CHECK(s, SIGNIN_MAGIC);
	s->call = NULL; /* no longer pending */
	if (once_was_before(out)) {
		(void)fault_set(&repeated, FAULT_REPEATED,
		    "this Idempotency-Key was used before");
		signin_finish(s, &repeated, 0);
	} else {
		signin_finish(s, out->fault, 0);
	}
}

/* Every request writes, seals and stores a letter, be it to nobody, so that its
 * time tells nothing. */
static void
add_letter(struct signin *s, struct db_batch *b,
    const struct store_signin *attempt, const struct recipient *to)
{
	char code[10], key[sizeof("code:") + STORE_HASH * 2] = "code:";
	struct letter_words words = { .name = to->name,
		.code = code,
		.minutes = "10",
		.token = s->secrets.token };
	struct post post = { .kind = to->kind,
		.member = to->member,
		.language = to->language,
		.key = key,
		.life_s = SIGNIN_CODE_S };

	snprintf(code, sizeof(code), "%.4s-%.4s", s->secrets.code,
	    s->secrets.code + 4);
	encode_hex(attempt->attempt, STORE_HASH, key + strlen(key));
	if (to->is_new) {
		post.email_sealed = s->profile.email_sealed;
		post.email_sealed_len = s->profile.email_sealed_len;
	}
	post_letter(s->house, b, &post, &words);
}

static void
attempt_hashes(const struct signin *s, struct store_signin *row)
{
	uint8_t both[SEAL_DIGEST + 8];

	if (seal_token_hash(SIGNIN_ATTEMPT, s->secrets.attempt, row->attempt) !=
		0 ||
	    seal_token_hash(SIGNIN_LINK, s->secrets.token, row->token) != 0)
		die("a token of ours is none");
	/* The code counts together with its attempt only. */
	memcpy(both, row->attempt, SEAL_DIGEST);
	memcpy(both + SEAL_DIGEST, s->secrets.code, 8);
	seal_index(
	    s->house->seal, SEAL_SIGNIN_CODE, both, sizeof(both), row->code);
	seal_index(s->house->seal, SEAL_EMAIL_INDEX, s->email, strlen(s->email),
	    row->email_index);
	row->code_s = SIGNIN_CODE_S;
	row->token_s = SIGNIN_TOKEN_S;
}

/* A member, whatever was asked; someone new, where a sign-up asks; else nobody.
 */
static struct recipient
signin_recipient(const struct signin *s)
{
	struct recipient to = { .kind = LETTER_SIGNIN_CODE,
		.name = "",
		.language = s->house->config->community_language };

	if (s->is_known && s->known.is_active) {
		to.member = &s->known.id;
		to.name = s->known.name;
		to.language = s->known.language;
	} else if (s->is_signup && !s->is_known) {
		to.is_new = true;
		to.kind = LETTER_WELCOME_CODE;
		to.name = s->profile.name;
		to.language = s->profile.language;
	}
	return to;
}

static void
signin_write(struct signin *s)
{
	struct db_batch *b = db_batch_new(s->house->db, DB_WRITE);
	struct recipient to = signin_recipient(s);
	struct store_signin row;
	uint8_t person[SEAL_DIGEST];

	attempt_hashes(s, &row);
	store_signin_insert(b, &row);
	person_hash(s->house->seal, s->email, person);
	if (s->is_signup)
		store_signup_insert(b, row.attempt, &s->profile, person,
		    s->house->config->community_age,
		    s->has_invitation ? &s->invitation : NULL);
	add_letter(s, b, &row, &to);
	store_audit(
	    b, "anyone", s->is_signup ? "signup" : "signin", to.member, "");
	once_add(&s->once, s->house, b);
	s->call = db_batch_run(b, on_written, s);
}

/* --- who has the address -------------------------------------------------- */

/* Limits end on whole quarters of an hour, and only that of sign-ups from a
 * network is longer than one. */
static void
say_when(const struct signin *s, int wait_s, struct fault *many)
{
	int64_t now_us = clock_now_us();
	struct clock_civil at;

	clock_civil(now_us + wait_s * CLOCK_SECOND + CLOCK_MINUTE / 2, &at);
	(void)fault_set(many, FAULT_TOO_MANY,
	    "too many %s from this network%s; again at %02d:%02d UTC",
	    s->is_signup ? "sign-ups" : "sign-ins",
	    wait_s > 900 ? "" : ", or letters to this e-mail address", at.hour,
	    at.minute);
}

static bool
take_invitation(struct signin *s, const struct db_rows *rows)
{
	if (db_rows_count(rows) == 0)
		return false;
	s->invitation = db_id(rows, 0, 0);
	return true;
}

static void
invitation_refuse(struct signin *s)
{
	struct fault none;

	(void)fault_set(&none, FAULT_NOT_FOUND,
	    "this invitation is unknown, used up, ended or too old");
	signin_finish(s, &none, 0);
}

static void
on_looked(void *arg, const struct db_outcome *out)
{
	struct signin *s = arg;
	struct fault many;
	int wait_s = 0;

	CHECK(s, SIGNIN_MAGIC);
	s->call = NULL; /* no longer pending */
	if (out->fault != NULL) {
		signin_finish(s, out->fault, 0);
		return;
	}
	if (store_limits_over(db_outcome_rows(out, 0), &wait_s)) {
		say_when(s, wait_s, &many);
		signin_finish(s, &many, wait_s);
		return;
	}
	if (s->has_invitation && !take_invitation(s, db_outcome_rows(out, 2))) {
		invitation_refuse(s);
		return;
	}
	store_member_known_clear(&s->known);
	s->is_known =
	    store_member_known_read(db_outcome_rows(out, 1), &s->known);
	signin_write(s);
}

static void
signin_look(struct signin *s)
{
	struct db_batch *b = db_batch_new(s->house->db, DB_WRITE);
	uint8_t key[SEAL_DIGEST];

	take_limits(s, b);
	seal_index(
	    s->house->seal, SEAL_EMAIL_INDEX, s->email, strlen(s->email), key);
	store_member_by_email(b, key);
	if (s->has_invitation)
		store_invitation_living(b, s->invitation_hash);
	store_limits_unsynced(b);
	s->call = db_batch_run(b, on_looked, s);
}

static void
seal_address(struct signin *s)
{
	size_t len = strlen(s->email);

	s->profile.email_sealed_len = len + SEAL_OVERHEAD;
	s->profile.email_sealed = memory_new(s->profile.email_sealed_len, 1);
	seal_close(s->house->seal, s->email, len, s->profile.email_sealed);
}

struct signin *
signin_start(struct house *house, const struct signin_ask *ask,
    signin_done_cb done, void *arg)
{
	struct signin *s = memory_new(1, sizeof(*s));

	s->magic = SIGNIN_MAGIC;
	s->house = house;
	s->email = member_email_normal(ask->email);
	s->network = memory_text(ask->network);
	s->is_signup = ask->profile != NULL;
	if (s->is_signup) {
		copy_profile(&s->profile, ask->profile);
		seal_address(s);
	}
	if (ask->invitation != NULL) {
		s->has_invitation = true;
		/* One that is no token is the hash of none. */
		if (seal_token_hash(
			INVITE_TOKEN, ask->invitation, s->invitation_hash) != 0)
			memset(s->invitation_hash, 0, SEAL_DIGEST);
	}
	s->secrets = *ask->secrets;
	s->once = *ask->once;
	s->answer = memory_text(ask->once->answer);
	s->once.answer = s->answer;
	s->done = done;
	s->arg = arg;
	signin_look(s);
	return s;
}

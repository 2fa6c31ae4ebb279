/*
 * From code to session: see work/verify.h.
 */
#include "work/verify.h"
#include "base/clock.h"
#include "base/encode.h"
#include "base/memory.h"
#include "config/config.h"
#include "io/loop.h"
#include "model/device.h"
#include "store/store_house.h"
#include "store/store_invitation.h"
#include "store/store_pool.h"
#include "store/store_session.h"
#include "work/house.h"
#include "work/post.h"
#include "work/signin.h"

#define VERIFY_MAGIC 0x7e21f1e5u
#define SESSION_DAYS 90
#define RACES_MAX 3
#define INVITATION_STEP 0 /* of the batch that makes a member */

struct verify {
	unsigned magic;
	struct house *house;
	struct db_call *call;
	struct timer *refusal; /* a request that cannot be right */
	uint8_t attempt[SEAL_DIGEST];
	uint8_t code[SEAL_DIGEST]; /* what the code's keyed hash must be */
	bool by_token;
	bool is_joining; /* the member is new, and called so */
	char *name, *language;
	int races;
	char label[DEVICE_SIZE];
	struct verify_session session;
	verify_done_cb done;
	void *arg;
};

void
verify_cancel(struct verify *v)
{
	if (v == NULL)
		return;
	CHECK(v, VERIFY_MAGIC);
	db_cancel(v->call);
	loop_timer_cancel(v->refusal);
	free(v->name);
	free(v->language);
	seal_wipe(v, sizeof(*v));
	free(v);
}

static void
verify_finish(struct verify *v, const struct fault *why)
{
	verify_done_cb done = v->done;
	void *arg = v->arg;
	struct verify_session session = v->session;
	struct fault copy;

	if (why != NULL)
		copy = *why;
	v->call = NULL;
	verify_cancel(v);
	done(arg, why == NULL ? NULL : &copy, &session);
	seal_wipe(&session, sizeof(session));
}

static void
verify_refuse(struct verify *v)
{
	struct fault wrong;

	(void)fault_set(&wrong, FAULT_CODE_WRONG, "ask for another letter");
	verify_finish(v, &wrong);
}

static void
on_malformed(void *arg)
{
	struct verify *v = arg;

	CHECK(v, VERIFY_MAGIC);
	v->refusal = NULL;
	verify_refuse(v);
}

static void on_found(void *arg, const struct db_outcome *out);

static void
on_session(void *arg, const struct db_outcome *out)
{
	struct verify *v = arg;
	struct db_batch *b;
	struct fault gone;

	CHECK(v, VERIFY_MAGIC);
	v->call = NULL; /* no longer pending */
	if (out->fault == NULL) {
		verify_finish(v, NULL);
	} else if (out->fault->code == FAULT_CHANGED_MEANWHILE &&
		   v->is_joining && out->step == INVITATION_STEP) {
		(void)fault_set(&gone, FAULT_CONFLICT,
		    "the invitation was used, ended or became too old since "
		    "the sign-up");
		verify_finish(v, &gone);
	} else if (out->fault->code == FAULT_CHANGED_MEANWHILE) {
		/* Someone else used it first, or the member is suspended. */
		verify_refuse(v);
	} else if (out->fault->code == FAULT_CONFLICT && v->is_joining &&
		   ++v->races < RACES_MAX) {
		/* The address became a member's at the same moment. */
		b = db_batch_new(v->house->db, DB_READ);
		store_signin_again(b, v->attempt);
		v->call = db_batch_run(b, on_found, v);
	} else {
		verify_finish(v, out->fault);
	}
}

static void
add_welcome(struct verify *v, struct db_batch *b)
{
	char key[sizeof("welcome:") + ID_TEXT_SIZE] = "welcome:";
	struct letter_words words = { .name = v->name };
	struct post post = { .kind = LETTER_WELCOME,
		.member = &v->session.member,
		.language = v->language,
		.key = key };

	id_text(&v->session.member, key + strlen(key));
	post_letter(v->house, b, &post, &words);
}

static void
add_member(struct verify *v, struct db_batch *b)
{
	const struct config *c = v->house->config;
	const char **pools = memory_new(c->pool_count, sizeof(*pools));
	size_t count = 0;

	/* First, so that its step is known (on_session). */
	store_invitation_use(b, v->attempt);
	store_member_from_signup(b, &v->session.member, v->attempt);
	for (size_t i = 0; i < c->pool_count; i++)
		if (c->pools[i].auto_join)
			pools[count++] = c->pools[i].name;
	store_pool_join_all(b, &v->session.member, pools, count);
	store_invitation_follow(b, &v->session.member, v->attempt);
	store_audit(b, "anyone", "joined", &v->session.member, "");
	add_welcome(v, b);
	free(pools);
}

static void
verify_write(struct verify *v)
{
	struct db_batch *b = db_batch_new(v->house->db, DB_WRITE);
	uint8_t hash[SEAL_DIGEST];

	seal_token(SIGNIN_SESSION, v->session.token);
	v->session.expires_us = clock_now_us() + SESSION_DAYS * CLOCK_DAY;
	if (seal_token_hash(SIGNIN_SESSION, v->session.token, hash) != 0)
		die("a token of ours is none");
	if (v->is_joining)
		add_member(v, b);
	store_signin_use(b, v->attempt);
	store_session_insert(b, hash, &v->session.member, v->label);
	store_session_address_works(b, &v->session.member);
	store_audit(b, "anyone", "session", &v->session.member, "");
	v->call = db_batch_run(b, on_session, v);
}

/* The row of signin_try, signin_by_token or signin_again. */
static void
on_found(void *arg, const struct db_outcome *out)
{
	struct verify *v = arg;
	const struct db_rows *rows;
	const uint8_t *bytes;
	size_t len;
	bool is_right;

	CHECK(v, VERIFY_MAGIC);
	v->call = NULL; /* no longer pending */
	if (out->fault != NULL) {
		verify_finish(v, out->fault);
		return;
	}
	rows = db_outcome_rows(out, 0);
	is_right = db_rows_count(rows) == 1;
	if (is_right && !v->by_token && v->races == 0)
		is_right = (len = db_bytes(rows, 0, 3, &bytes)) > 0 &&
			   seal_index_is(v->house->seal, v->code, bytes, len);
	if (!is_right || (db_is_null(rows, 0, 1) && !db_bool(rows, 0, 2))) {
		verify_refuse(v);
		return;
	}
	if (db_bytes(rows, 0, 0, &bytes) != SEAL_DIGEST)
		die("a stored attempt is no hash");
	memcpy(v->attempt, bytes, SEAL_DIGEST);
	v->is_joining = db_is_null(rows, 0, 1);
	free(v->name);
	free(v->language);
	v->name = memory_text(db_text(rows, 0, 4));
	v->language = memory_text(db_text(rows, 0, 5));
	v->session.member = v->is_joining ? id_new() : db_id(rows, 0, 1);
	verify_write(v);
}

static int
verify_begin(
    struct verify *v, const char *attempt, const char *code, const char *token)
{
	struct db_batch *b;
	uint8_t both[SEAL_DIGEST + 8], hash[SEAL_DIGEST];
	char normal[9];

	v->by_token = token != NULL;
	if (v->by_token) {
		if (seal_token_hash(SIGNIN_LINK, token, hash) != 0)
			return -1;
		b = db_batch_new(v->house->db, DB_READ);
		store_signin_by_token(b, hash);
	} else {
		if (seal_token_hash(SIGNIN_ATTEMPT, attempt, v->attempt) != 0 ||
		    encode_code_normalise(code, normal) != 0)
			return -1;
		memcpy(both, v->attempt, SEAL_DIGEST);
		memcpy(both + SEAL_DIGEST, normal, 8);
		seal_index(v->house->seal, SEAL_SIGNIN_CODE, both, sizeof(both),
		    v->code);
		b = db_batch_new(v->house->db, DB_WRITE);
		store_signin_try(b, v->attempt, SIGNIN_TRIES);
	}
	v->call = db_batch_run(b, on_found, v);
	return 0;
}

struct verify *
verify_start(struct house *house, const char *attempt, const char *code,
    const char *token, const char *agent, verify_done_cb done, void *arg)
{
	struct verify *v = memory_new(1, sizeof(*v));

	device_label(agent, v->label);
	v->magic = VERIFY_MAGIC;
	v->house = house;
	v->done = done;
	v->arg = arg;
	if (verify_begin(v, attempt, code, token) != 0)
		v->refusal = loop_timer_start(house->loop, 0, on_malformed, v);
	return v;
}

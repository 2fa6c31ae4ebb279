/*
 * Changes of address: see work/address.h.
 */
#include "work/address.h"
#include "base/encode.h"
#include "base/memory.h"
#include "io/loop.h"
#include "store/store_address.h"
#include "work/address_letter.h"
#include "work/due_addresses.h"
#include "work/house.h"
#include "work/people.h"
#include "work/person_hash.h"

#define ADDRESS_MAGIC 0xadd4e501u

struct address {
	unsigned magic;
	struct house *house;
	struct db_call *call;
	struct timer *refusal; /* a code that cannot be right */
	struct member me;      /* id, name, language, email_sealed */
	uint8_t session[SEAL_DIGEST];
	char *email; /* normal; of who asks */
	char code[9];
	uint8_t objection[SEAL_DIGEST];
	bool is_applied;
	address_done_cb done;
	void *arg;
};

void
address_cancel(struct address *a)
{
	if (a == NULL)
		return;
	CHECK(a, ADDRESS_MAGIC);
	db_cancel(a->call);
	loop_timer_cancel(a->refusal);
	member_clear(&a->me);
	free(a->email);
	seal_wipe(a, sizeof(*a));
	free(a);
}

static void
address_finish(struct address *a, const struct fault *why)
{
	address_done_cb done = a->done;
	void *arg = a->arg;
	struct fault copy;

	if (why != NULL)
		copy = *why;
	address_cancel(a);
	done(arg, why == NULL ? NULL : &copy);
}

static void
address_refuse(struct address *a)
{
	struct fault wrong;

	(void)fault_set(&wrong, FAULT_CODE_WRONG,
	    "it is wrong, used or too old; ask for the change again");
	address_finish(a, &wrong);
}

static void
on_malformed(void *arg)
{
	struct address *a = arg;

	CHECK(a, ADDRESS_MAGIC);
	a->refusal = NULL;
	address_refuse(a);
}

static struct address *
address_new(struct house *house, const struct member *me, address_done_cb done,
    void *arg)
{
	struct address *a = memory_new(1, sizeof(*a));

	a->magic = ADDRESS_MAGIC;
	a->house = house;
	a->done = done;
	a->arg = arg;
	if (me == NULL)
		return a;
	a->me.id = me->id;
	a->me.name = memory_text(me->name);
	a->me.language = memory_text(me->language);
	a->me.email_sealed_len = me->email_sealed_len;
	a->me.email_sealed = memory_new(me->email_sealed_len + 1, 1);
	if (me->email_sealed != NULL)
		memcpy(
		    a->me.email_sealed, me->email_sealed, me->email_sealed_len);
	return a;
}

/* The same work for an address of nobody's and one of another member's. */
static void
add_letters(const struct address *a, struct db_batch *b,
    const struct store_address *row, bool is_taken, const char *new_code,
    const char *old_code, const char *objection)
{
	struct letter_words to_new = { .name = a->me.name,
		.code = is_taken ? NULL : new_code };
	struct letter_words to_old = {
		.name = a->me.name, .code = old_code, .token = objection
	};

	address_letter(a->house, b,
	    is_taken ? LETTER_ADDRESS_TAKEN : LETTER_ADDRESS_NEW, &row->id,
	    a->me.language, row->email_sealed, row->email_sealed_len, &to_new);
	address_letter(a->house, b, LETTER_ADDRESS_OLD, &row->id,
	    a->me.language, a->me.email_sealed, a->me.email_sealed_len,
	    &to_old);
}

/* --- asking --------------------------------------------------------------- */

enum { TODAY_STEP, TARGET_STEP };

static void
on_asked(void *arg, const struct db_outcome *out)
{
	struct address *a = arg;
	struct fault why;

	CHECK(a, ADDRESS_MAGIC);
	a->call = NULL; /* no longer pending */
	if (out->fault == NULL) {
		address_finish(a, NULL);
		return;
	}
	why = *out->fault;
	if (why.code == FAULT_CHANGED_MEANWHILE &&
	    (out->step == TODAY_STEP || out->step == TARGET_STEP))
		(void)fault_set(&why, FAULT_TOO_MANY,
		    "%d changes of address a day are taken; again tomorrow "
		    "(UTC)",
		    ADDRESS_A_DAY);
	address_finish(a, &why);
}

/* So many letters a day go to one address, whoever asks for them. */
static void
limit_target(const struct address *a, struct db_batch *b)
{
	uint8_t key[SEAL_DIGEST];
	struct text t = { 0 };

	text_addf(&t, "changes of address to %s", a->email);
	seal_index(a->house->seal, SEAL_LIMITS, t.data, t.len, key);
	store_people_limit(b, key, ADDRESS_CODE_S, 1, ADDRESS_A_DAY);
	seal_wipe(t.data, t.len);
	text_clear(&t);
}

static void
address_write(struct address *a, bool is_taken)
{
	struct db_batch *b = db_batch_new(a->house->db, DB_WRITE);
	struct store_address row = { .id = id_new(), .member = a->me.id };
	uint8_t *sealed =
	    seal_text(a->house->seal, a->email, &row.email_sealed_len);
	char new_code[10], old_code[10], objection[SEAL_TOKEN_SIZE];

	row.email_sealed = sealed;
	seal_index(a->house->seal, SEAL_EMAIL_INDEX, a->email, strlen(a->email),
	    row.email_index);
	person_hash(a->house->seal, a->email, row.person);
	address_code_new(a->house->seal, &row.id, true, new_code, row.new_code);
	address_code_new(
	    a->house->seal, &row.id, false, old_code, row.old_code);
	seal_token(ADDRESS_OBJECTION, objection);
	if (seal_token_hash(ADDRESS_OBJECTION, objection, row.objection) != 0)
		die("a token of ours is none");
	memcpy(row.session, a->session, SEAL_DIGEST);
	people_limit_add(
	    a->house, b, &a->me.id, "changes of address", 1, ADDRESS_A_DAY);
	limit_target(a, b);
	store_address_insert(b, &row);
	add_letters(a, b, &row, is_taken, new_code, old_code, objection);
	address_audit(b, &a->me.id, "address asked");
	a->call = db_batch_run(b, on_asked, a);
	free(sealed);
	seal_wipe(new_code, sizeof(new_code));
	seal_wipe(old_code, sizeof(old_code));
	seal_wipe(objection, sizeof(objection));
}

static void
on_looked(void *arg, const struct db_outcome *out)
{
	struct address *a = arg;
	struct store_known known;

	CHECK(a, ADDRESS_MAGIC);
	a->call = NULL; /* no longer pending */
	if (out->fault != NULL) {
		address_finish(a, out->fault);
		return;
	}
	if (!store_member_known_read(db_outcome_rows(out, 0), &known)) {
		address_write(a, false);
		return;
	}
	store_member_known_clear(&known);
	address_write(a, true);
}

struct address *
address_ask(struct house *house, const struct member *me,
    const uint8_t session[SEAL_DIGEST], const char *email, address_done_cb done,
    void *arg)
{
	struct address *a = address_new(house, me, done, arg);
	struct db_batch *b = db_batch_new(house->db, DB_READ);
	uint8_t key[SEAL_DIGEST];

	a->email = member_email_normal(email);
	memcpy(a->session, session, SEAL_DIGEST);
	seal_index(
	    house->seal, SEAL_EMAIL_INDEX, a->email, strlen(a->email), key);
	store_member_by_email(b, key);
	a->call = db_batch_run(b, on_looked, a);
	return a;
}

/* --- confirming ----------------------------------------------------------- */

static void
on_confirmed(void *arg, const struct db_outcome *out)
{
	struct address *a = arg;
	struct fault why;

	CHECK(a, ADDRESS_MAGIC);
	a->call = NULL; /* no longer pending */
	if (out->fault == NULL) {
		address_finish(a, NULL);
		return;
	}
	why = *out->fault;
	if (a->is_applied &&
	    (why.code == FAULT_CHANGED_MEANWHILE || why.code == FAULT_CONFLICT))
		(void)fault_set(&why, FAULT_CONFLICT,
		    "the address has become another member's meanwhile");
	address_finish(a, &why);
}

static void
on_tried(void *arg, const struct db_outcome *out)
{
	struct address *a = arg;
	struct store_address_try t;
	uint8_t as_new[SEAL_DIGEST], as_old[SEAL_DIGEST];
	bool is_new, is_old;
	struct db_batch *b;

	CHECK(a, ADDRESS_MAGIC);
	a->call = NULL; /* no longer pending */
	if (out->fault != NULL) {
		address_finish(a, out->fault);
		return;
	}
	if (!store_address_try_read(db_outcome_rows(out, 0), &t)) {
		address_refuse(a);
		return;
	}
	address_code_hash(a->house->seal, &t.id, true, a->code, as_new);
	address_code_hash(a->house->seal, &t.id, false, a->code, as_old);
	is_new = seal_index_is(
	    a->house->seal, as_new, t.new_code, sizeof(t.new_code));
	is_old = seal_index_is(
	    a->house->seal, as_old, t.old_code, sizeof(t.old_code));
	if (!is_new && !is_old) {
		address_refuse(a);
		return;
	}
	b = db_batch_new(a->house->db, DB_WRITE);
	store_address_confirm(b, &t.id, a->session, is_new);
	address_audit(b, &a->me.id,
	    is_new ? "new address confirmed" : "old address confirmed");
	a->is_applied = (t.new_done || is_new) && (t.old_done || is_old);
	if (a->is_applied)
		address_apply(a->house, b, &t.id, &a->me, 1);
	a->call = db_batch_run(b, on_confirmed, a);
}

struct address *
address_confirm(struct house *house, const struct member *me,
    const uint8_t session[SEAL_DIGEST], const char *code, address_done_cb done,
    void *arg)
{
	struct address *a = address_new(house, me, done, arg);
	struct db_batch *b;

	memcpy(a->session, session, SEAL_DIGEST);
	if (encode_code_normalise(code, a->code) != 0) {
		a->refusal = loop_timer_start(house->loop, 0, on_malformed, a);
		return a;
	}
	b = db_batch_new(house->db, DB_WRITE);
	store_address_try(b, &me->id, ADDRESS_TRIES);
	a->call = db_batch_run(b, on_tried, a);
	return a;
}

/* --- objecting ------------------------------------------------------------ */

static void
on_objected(void *arg, const struct db_outcome *out)
{
	struct address *a = arg;

	CHECK(a, ADDRESS_MAGIC);
	a->call = NULL; /* no longer pending */
	address_finish(a, out->fault);
}

static void
on_objection(void *arg, const struct db_outcome *out)
{
	struct address *a = arg;
	const struct db_rows *rows;
	struct db_batch *b;
	struct id member;

	CHECK(a, ADDRESS_MAGIC);
	a->call = NULL; /* no longer pending */
	if (out->fault != NULL) {
		address_finish(a, out->fault);
		return;
	}
	rows = db_outcome_rows(out, 0);
	if (db_rows_count(rows) == 0) {
		address_refuse(a);
		return;
	}
	member = db_id(rows, 0, 1);
	b = db_batch_new(a->house->db, DB_WRITE);
	store_address_object(b, a->objection);
	address_audit(b, &member, "address objected");
	a->call = db_batch_run(b, on_objected, a);
}

struct address *
address_object(
    struct house *house, const char *token, address_done_cb done, void *arg)
{
	struct address *a = address_new(house, NULL, done, arg);
	struct db_batch *b;

	if (seal_token_hash(ADDRESS_OBJECTION, token, a->objection) != 0) {
		a->refusal = loop_timer_start(house->loop, 0, on_malformed, a);
		return a;
	}
	b = db_batch_new(house->db, DB_READ);
	store_address_objection(b, a->objection);
	a->call = db_batch_run(b, on_objection, a);
	return a;
}

/*
 * People known and blocked: see work/people.h.
 */
#include "work/people.h"
#include "base/memory.h"
#include "io/seal.h"
#include "store/store_house.h"
#include "work/house.h"
#include "work/person_hash.h"

#define PEOPLE_MAGIC 0x9e09e1e0u
#define DAY_S 86400

struct people {
	unsigned magic;
	struct db_call *call;
	/* Steps whose refusal has a meaning of its own, and what that is. */
	int today_step, all_step;
	const char *too_many;
	int added_step; /* -1: there is none */
	people_done_cb done;
	void *arg;
};

static struct people *
people_new(people_done_cb done, void *arg)
{
	struct people *p = memory_new(1, sizeof(*p));

	p->magic = PEOPLE_MAGIC;
	p->today_step = p->all_step = p->added_step = -1;
	p->done = done;
	p->arg = arg;
	return p;
}

void
people_cancel(struct people *p)
{
	if (p == NULL)
		return;
	CHECK(p, PEOPLE_MAGIC);
	db_cancel(p->call);
	p->magic = 0;
	free(p);
}

static void
on_done(void *arg, const struct db_outcome *out)
{
	struct people *p = arg;
	people_done_cb done = p->done;
	void *done_arg = p->arg;
	struct fault why;
	int64_t added = 0;

	CHECK(p, PEOPLE_MAGIC);
	p->call = NULL; /* no longer pending */
	if (out->fault != NULL)
		why = *out->fault;
	if (out->fault == NULL && p->added_step >= 0)
		added = db_int(db_outcome_rows(out, p->added_step), 0, 0);
	else if (out->fault != NULL &&
		 out->fault->code == FAULT_CHANGED_MEANWHILE) {
		if (out->step == p->today_step)
			(void)fault_set(&why, FAULT_TOO_MANY,
			    "that is more than a day allows; again tomorrow "
			    "(UTC)");
		else if (out->step == p->all_step)
			(void)fault_set(
			    &why, FAULT_CONFLICT, "%s", p->too_many);
		else
			(void)fault_set(&why, FAULT_NOT_FOUND, "%s", "");
	}
	people_cancel(p);
	done(done_arg, out->fault == NULL ? NULL : &why, added);
}

void
people_limit_add(const struct house *house, struct db_batch *b,
    const struct id *me, const char *what, int64_t amount, int64_t max)
{
	uint8_t key[SEAL_DIGEST];
	char id[ID_TEXT_SIZE];
	struct text t = { 0 };

	text_addf(&t, "%s of %s", what, id_text(me, id));
	seal_index(house->seal, SEAL_LIMITS, t.data, t.len, key);
	text_clear(&t);
	store_people_limit(b, key, DAY_S, amount, max);
}

static void
audit(struct db_batch *b, const struct id *me, const char *action,
    const struct id *subject, const char *detail)
{
	char actor[8 + ID_TEXT_SIZE] = "member:";

	id_text(me, actor + strlen(actor));
	store_audit(b, actor, action, subject, detail);
}

/* --- known ---------------------------------------------------------------- */

static void
add_known(const struct house *house, struct store_known_people *people,
    const char *email, const uint8_t *own)
{
	uint8_t person[SEAL_DIGEST], *sealed;
	struct id id = id_new();
	size_t len;

	person_hash(house->seal, email, person);
	if (own != NULL && seal_equal(person, own, SEAL_DIGEST))
		return;
	sealed = seal_text(house->seal, email, &len);
	db_array_id(&people->ids, &id);
	db_array_bytes(&people->persons, person, sizeof(person));
	db_array_bytes(&people->sealed, sealed, len);
	free(sealed);
}

struct people *
people_know(struct house *house, const struct member *me, char *const *emails,
    size_t count, people_done_cb done, void *arg)
{
	struct people *p = people_new(done, arg);
	struct db_batch *b = db_batch_new(house->db, DB_WRITE);
	struct store_known_people people = { 0 };
	uint8_t own[SEAL_DIGEST];
	bool has_own = person_hash_of(house->seal, me, own);

	for (size_t i = 0; i < count; i++)
		add_known(house, &people, emails[i], has_own ? own : NULL);
	people_limit_add(house, b, &me->id, "people known", (int64_t)count,
	    PEOPLE_KNOWN_A_DAY);
	p->today_step = 0;
	store_people_know(b, &me->id, &people, PEOPLE_KNOWN_MAX);
	p->added_step = 1 + STORE_PEOPLE_ADDED;
	p->all_step = 1 + STORE_PEOPLE_WITHIN;
	p->too_many = "a list of people I know holds 5000 addresses at most";
	audit(b, &me->id, "people known", NULL, "");
	p->call = db_batch_run(b, on_done, p);
	return p;
}

struct people *
people_forget(struct house *house, const struct id *me, const struct id *known,
    people_done_cb done, void *arg)
{
	struct people *p = people_new(done, arg);
	struct db_batch *b = db_batch_new(house->db, DB_WRITE);

	store_people_forget(b, me, known);
	audit(b, me, "people forgotten", NULL, "");
	p->call = db_batch_run(b, on_done, p);
	return p;
}

/* --- blocks --------------------------------------------------------------- */

static struct people *
block_run(struct house *house, struct people *p, struct db_batch *b,
    const struct store_block *block)
{
	people_limit_add(
	    house, b, &block->member, "blocks", 1, PEOPLE_BLOCKS_A_DAY);
	store_people_blocks_within(b, &block->member,
	    PEOPLE_BLOCKED_ADDRESSES_MAX - (block->handle == NULL),
	    PEOPLE_BLOCKED_MAX - 1);
	p->today_step = 0;
	p->all_step = 1;
	p->too_many = "200 addresses, and 1000 people in all, can be blocked "
		      "at most";
	audit(b, &block->member, "block", &block->id, "");
	store_people_block(b, block);
	p->call = db_batch_run(b, on_done, p);
	return p;
}

struct people *
people_block_address(struct house *house, const struct member *me,
    const struct id *id, const char *email, people_done_cb done, void *arg)
{
	struct store_block block = { .id = *id, .member = me->id };
	uint8_t own[SEAL_DIGEST], person[SEAL_DIGEST], *sealed;
	struct people *p;

	person_hash_own(house->seal, me, own);
	person_hash(house->seal, email, person);
	sealed = seal_text(house->seal, email, &block.sealed_len);
	block.by_person = own;
	block.of_person = person;
	block.sealed = sealed;
	p = block_run(house, people_new(done, arg),
	    db_batch_new(house->db, DB_WRITE), &block);
	free(sealed);
	return p;
}

/* What both ways to block a partner say of it. */
struct partner_block {
	struct store_block block;
	uint8_t own[SEAL_DIGEST], person[SEAL_DIGEST], *sealed;
};

static void
partner_block_fill(struct partner_block *x, const struct house *house,
    const struct member *me, const struct id *id,
    const struct store_partner *partner)
{
	x->block = (struct store_block){
		.id = *id, .member = me->id, .blocked = &partner->id
	};
	person_hash_own(house->seal, me, x->own);
	x->block.by_person = x->own;
	if (person_hash_of(house->seal, &partner->profile, x->person))
		x->block.of_person = x->person;
	x->sealed =
	    seal_text(house->seal, partner->profile.name, &x->block.sealed_len);
	x->block.sealed = x->sealed;
}

struct people *
people_block_partner(struct house *house, const struct member *me,
    const struct id *id, const struct store_partner *partner,
    const struct id *introduction, const struct id *handle, people_done_cb done,
    void *arg)
{
	struct partner_block x;
	struct people *p;

	partner_block_fill(&x, house, me, id, partner);
	x.block.introduction = introduction;
	x.block.handle = handle;
	p = block_run(house, people_new(done, arg),
	    db_batch_new(house->db, DB_WRITE), &x.block);
	free(x.sealed);
	return p;
}

void
people_block_add(const struct house *house, struct db_batch *b,
    const struct member *me, const struct id *id,
    const struct store_partner *partner, const struct id *introduction,
    const struct id *handle)
{
	struct partner_block x;

	partner_block_fill(&x, house, me, id, partner);
	x.block.introduction = introduction;
	x.block.handle = handle;
	store_people_block(b, &x.block);
	free(x.sealed);
}

struct people *
people_unblock(struct house *house, const struct id *me, const struct id *block,
    people_done_cb done, void *arg)
{
	struct people *p = people_new(done, arg);
	struct db_batch *b = db_batch_new(house->db, DB_WRITE);

	store_people_unblock(b, me, block);
	audit(b, me, "unblock", block, "");
	p->call = db_batch_run(b, on_done, p);
	return p;
}

/*
 * Suggestions as members make them: see work/suggest.h.
 */
#include "work/suggest.h"
#include "base/memory.h"
#include "base/text.h"
#include "config/config.h"
#include "io/seal.h"
#include "store/store_house.h"
#include "store/store_people.h"
#include "work/house.h"
#include "work/person_hash.h"

#define SUGGEST_MAGIC 0x5099e571u

/* Steps of the batch: behind the limit those of the suggestion, the last of which
 * has its row. */
enum { LIMIT_STEP, ROW_STEP = STORE_SUGGESTION_STEPS };

struct suggest {
	unsigned magic;
	struct house *house;
	struct db_call *call;
	int64_t allowed; /* in a week */
	bool is_new;     /* else a withdrawal */
	suggest_done_cb done;
	void *arg;
};

static struct suggest *
suggest_new(struct house *house, bool is_new, suggest_done_cb done, void *arg)
{
	struct suggest *s = memory_new(1, sizeof(*s));

	s->magic = SUGGEST_MAGIC;
	s->house = house;
	s->is_new = is_new;
	s->allowed = house->config->limit_suggestions;
	s->done = done;
	s->arg = arg;
	return s;
}

void
suggest_cancel(struct suggest *s)
{
	if (s == NULL)
		return;
	CHECK(s, SUGGEST_MAGIC);
	db_cancel(s->call);
	s->magic = 0;
	free(s);
}

/* What the refusal means to whoever asked. */
static void
say_refused(
    const struct suggest *s, const struct db_outcome *out, struct fault *why)
{
	*why = *out->fault;
	if (why->code != FAULT_CHANGED_MEANWHILE)
		return;
	if (!s->is_new)
		(void)fault_set(why, FAULT_NOT_FOUND, "%s", "");
	else if (out->step == LIMIT_STEP)
		(void)fault_set(why, FAULT_TOO_MANY,
		    "%d suggestions a week are taken; again from Thursday on "
		    "(UTC)",
		    (int)s->allowed);
}

static void
on_done(void *arg, const struct db_outcome *out)
{
	struct suggest *s = arg;
	suggest_done_cb done = s->done;
	void *done_arg = s->arg;
	bool is_new = s->is_new;
	struct fault why;

	CHECK(s, SUGGEST_MAGIC);
	s->call = NULL; /* no longer pending */
	if (out->fault != NULL)
		say_refused(s, out, &why);
	suggest_cancel(s);
	if (out->fault != NULL)
		done(done_arg, &why, NULL);
	else
		done(done_arg, NULL,
		    is_new ? db_outcome_rows(out, ROW_STEP) : NULL);
}

static void
audit(struct db_batch *b, const struct id *me, const char *action)
{
	char actor[8 + ID_TEXT_SIZE] = "member:";

	/* Not of which: the log stays, and what was suggested does not. */
	id_text(me, actor + strlen(actor));
	store_audit(b, actor, action, NULL, "");
}

static void
add_limit(struct suggest *s, struct db_batch *b, const struct id *me)
{
	uint8_t key[SEAL_DIGEST];
	char id[ID_TEXT_SIZE];
	struct text t = { 0 };

	text_addf(&t, "suggestions of %s", id_text(me, id));
	seal_index(s->house->seal, SEAL_LIMITS, t.data, t.len, key);
	text_clear(&t);
	store_people_limit(b, key, SUGGEST_WEEK_S, 1, s->allowed);
}

/* --- the two -------------------------------------------------------------- */

/* One of the two as it is stored, and what stands for them in the hash of both. */
struct suggested {
	uint8_t person[SEAL_DIGEST], key[SEAL_DIGEST], *sealed;
};

static void
fill_person(const struct house *house, const struct suggest_person *of,
    struct suggested *x, struct store_suggested *row)
{
	const char *known = of->email != NULL ? of->email : of->name;

	*row = (struct store_suggested){ .partner = of->partner,
		.introduction = of->introduction,
		.handle = of->handle };
	if (of->email != NULL) {
		person_hash(house->seal, of->email, x->person);
		memcpy(x->key, x->person, SEAL_DIGEST);
		row->person = x->person;
	} else {
		seal_digest(
		    of->partner.bytes, sizeof(of->partner.bytes), x->key);
	}
	x->sealed = seal_text(house->seal, known, &row->sealed_len);
	row->sealed = x->sealed;
}

/* The same whichever of them is named first. */
static void
hash_both(const struct suggested two[2], uint8_t out[SEAL_DIGEST])
{
	uint8_t both[2 * SEAL_DIGEST];
	int first = memcmp(two[0].key, two[1].key, SEAL_DIGEST) > 0;

	memcpy(both, two[first].key, SEAL_DIGEST);
	memcpy(both + SEAL_DIGEST, two[!first].key, SEAL_DIGEST);
	seal_digest(both, sizeof(both), out);
}

struct suggest *
suggest_start(struct house *house, const struct member *me,
    const struct suggest_ask *ask, suggest_done_cb done, void *arg)
{
	struct suggest *s = suggest_new(house, true, done, arg);
	struct db_batch *b = db_batch_new(house->db, DB_WRITE);
	struct store_suggestion row = {
		.id = id_new(), .member = me->id, .pool = ask->pool
	};
	struct suggested two[2];
	uint8_t people[SEAL_DIGEST], *because = NULL;

	for (int i = 0; i < 2; i++)
		fill_person(house, &ask->two[i], &two[i], &row.two[i]);
	hash_both(two, people);
	row.people = people;
	if (ask->because != NULL)
		because =
		    seal_text(house->seal, ask->because, &row.because_len);
	row.because = because;
	add_limit(s, b, &me->id);
	store_suggestion_add(b, &row);
	audit(b, &me->id, "people suggested");
	free(two[0].sealed);
	free(two[1].sealed);
	free(because);
	s->call = db_batch_run(b, on_done, s);
	return s;
}

struct suggest *
suggest_withdraw(struct house *house, const struct id *me,
    const struct id *suggestion, suggest_done_cb done, void *arg)
{
	struct suggest *s = suggest_new(house, false, done, arg);
	struct db_batch *b = db_batch_new(house->db, DB_WRITE);

	store_suggestion_withdraw(b, me, suggestion);
	audit(b, me, "suggestion withdrawn");
	s->call = db_batch_run(b, on_done, s);
	return s;
}

/*
 * Decisions on reports: see work/decide.h. Looks whom it is about, and writes
 * what that asks for, guarded by the report's state.
 */
#include "work/decide.h"
#include "base/clock.h"
#include "base/memory.h"
#include "io/seal.h"
#include "store/store_house.h"
#include "store/store_report.h"
#include "work/house.h"
#include "work/plain_text.h"
#include "work/post.h"

#define DECIDE_MAGIC 0xdec1de01u

/* By action: its word, what the report then is, and what the reporter is told
 * of it. */
static const struct {
	const char *word, *state, *en, *fr;
} actions[] = {
	[DECIDE_DISMISS] = { "dismiss", "dismissed",
	    "They take no measure against the other.",
	    "Aucune mesure n’est prise contre l’autre personne." },
	[DECIDE_WARN] = { "warn", "warned", "They have warned the other.",
	    "L’autre personne a reçu un avertissement." },
	[DECIDE_SUSPEND] = { "suspend", "suspended",
	    "They have suspended the account of the other.",
	    "Le compte de l’autre personne est suspendu." },
	[DECIDE_REINSTATE] = { "reinstate", "reinstated",
	    "They have opened the account of the other again.",
	    "Le compte de l’autre personne est de nouveau ouvert." },
};

struct decide {
	unsigned magic;
	struct house *house;
	struct db_call *call;
	struct id report, by; /* by: where has_role */
	bool has_role;
	enum decide_action action;
	char *words;
	decide_done_cb done;
	void *arg;
};

int
decide_words(const char *s, char **out, struct fault *why)
{
	static const struct plain_text field = { .what = "the words",
		.min = 1,
		.max = DECIDE_WORDS_MAX,
		.is_prose = true };

	return plain_text_read(&field, s, out, why);
}

bool
decide_action_parse(const char *word, enum decide_action *action)
{
	for (size_t i = 0; i < COUNT_OF(actions); i++) {
		if (strcmp(word, actions[i].word) == 0) {
			*action = (enum decide_action)i;
			return true;
		}
	}
	return false;
}

void
decide_cancel(struct decide *d)
{
	if (d == NULL)
		return;
	CHECK(d, DECIDE_MAGIC);
	db_cancel(d->call);
	free(d->words);
	d->magic = 0;
	free(d);
}

static void
decide_finish(struct decide *d, const struct fault *why)
{
	decide_done_cb done = d->done;
	void *arg = d->arg;
	struct fault copy;

	if (why != NULL)
		copy = *why;
	decide_cancel(d);
	done(arg, why == NULL ? NULL : &copy);
}

static void
on_written(void *arg, const struct db_outcome *out)
{
	struct decide *d = arg;
	struct fault why;

	CHECK(d, DECIDE_MAGIC);
	d->call = NULL; /* no longer pending */
	if (out->fault != NULL) {
		why = *out->fault;
		if (why.code == FAULT_CHANGED_MEANWHILE)
			(void)fault_set(&why, FAULT_CONFLICT,
			    "somebody else decided meanwhile; look again");
	}
	decide_finish(d, out->fault == NULL ? NULL : &why);
}

/* --- letters -------------------------------------------------------------- */

/* A report may be decided on again: each decision has its letters. */
static void
add_letter(const struct decide *d, struct db_batch *b, enum letter_kind kind,
    const struct id *member, const char *language,
    const struct letter_words *words)
{
	char text[ID_TEXT_SIZE], nonce[ID_TEXT_SIZE],
	    key[2 * ID_TEXT_SIZE + 40];
	struct id decision = id_new();
	struct post post = {
		.kind = kind, .member = member, .language = language, .key = key
	};

	snprintf(key, sizeof(key), "%s:%s:%s", letter_kind_word(kind),
	    id_text(&d->report, text), id_text(&decision, nonce));
	post_letter(d->house, b, &post, words);
}

static void
tell_reporter(
    const struct decide *d, struct db_batch *b, const struct store_parties *p)
{
	const bool is_french = strcmp(p->reporter_language, "fr") == 0;
	char day[CLOCK_TEXT_SIZE];
	struct letter_words words = { .name = p->reporter_name,
		.when = day,
		.why =
		    is_french ? actions[d->action].fr : actions[d->action].en,
		.said = d->words };

	clock_rfc3339(p->reported_us, day);
	day[10] = '\0'; /* the day will do */
	add_letter(d, b, LETTER_REPORT_DECIDED, &p->reporter,
	    p->reporter_language, &words);
}

static void
tell_reported(const struct decide *d, struct db_batch *b,
    const struct store_parties *p, enum letter_kind kind)
{
	struct letter_words words = { .name = p->reported_name,
		.said = d->words };

	add_letter(d, b, kind, &p->reported, p->reported_language, &words);
}

/* --- the decision --------------------------------------------------------- */

static bool
is_suspended(const struct store_parties *p)
{
	return strcmp(p->reported_state, "suspended") == 0;
}

/* Whether it can be done; false with the reason. */
static bool
is_possible(
    const struct decide *d, const struct store_parties *p, struct fault *why)
{
	if (strcmp(p->state, actions[d->action].state) == 0)
		(void)fault_set(
		    why, FAULT_CONFLICT, "that is what was decided already");
	else if (d->action != DECIDE_DISMISS && !p->has_reported)
		(void)fault_set(why, FAULT_CONFLICT,
		    "the reported member has left; a report can be dismissed "
		    "still");
	else if (d->action == DECIDE_REINSTATE && !is_suspended(p))
		(void)fault_set(
		    why, FAULT_CONFLICT, "the account is not suspended");
	else
		return true;
	return false;
}

static void
add_account(
    const struct decide *d, struct db_batch *b, const struct store_parties *p)
{
	const bool comes_back =
	    d->action == DECIDE_REINSTATE ||
	    (d->action != DECIDE_SUSPEND && is_suspended(p) &&
		p->is_under_review && p->others == 0);

	if (!p->has_reported)
		return;
	if (d->action == DECIDE_SUSPEND) {
		store_report_suspend(b, &p->reported);
		tell_reported(d, b, p, LETTER_ACCOUNT_SUSPENDED);
	}
	if (d->action == DECIDE_WARN)
		tell_reported(d, b, p, LETTER_ACCOUNT_WARNED);
	if (comes_back) {
		store_report_reinstate(b, &p->reported);
		tell_reported(d, b, p, LETTER_ACCOUNT_REINSTATED);
	}
}

static void
decide_write(struct decide *d, const struct store_parties *p)
{
	struct db_batch *b = db_batch_new(d->house->db, DB_WRITE);
	struct store_sealed words;
	uint8_t *bytes = seal_text(d->house->seal, d->words, &words.len);

	words.bytes = bytes;
	store_report_decide(
	    b, &d->report, p->state, actions[d->action].state, &words);
	add_account(d, b, p);
	if (p->has_reporter)
		tell_reporter(d, b, p);
	store_audit_operator(b, d->has_role ? &d->by : NULL, "report decided",
	    &d->report, actions[d->action].state);
	free(bytes);
	d->call = db_batch_run(b, on_written, d);
}

static void
on_looked(void *arg, const struct db_outcome *out)
{
	struct decide *d = arg;
	struct store_parties parties;
	struct fault why;

	CHECK(d, DECIDE_MAGIC);
	d->call = NULL; /* no longer pending */
	if (out->fault != NULL) {
		decide_finish(d, out->fault);
		return;
	}
	if (!store_report_parties_read(db_outcome_rows(out, 0), &parties)) {
		(void)fault_set(&why, FAULT_NOT_FOUND, "%s", "");
		decide_finish(d, &why);
		return;
	}
	if (is_possible(d, &parties, &why))
		decide_write(d, &parties);
	else
		decide_finish(d, &why);
}

struct decide *
decide_start(struct house *house, const struct id *report, const struct id *by,
    enum decide_action action, const char *words, decide_done_cb done,
    void *arg)
{
	struct decide *d = memory_new(1, sizeof(*d));
	struct db_batch *b = db_batch_new(house->db, DB_READ);

	d->magic = DECIDE_MAGIC;
	d->house = house;
	d->report = *report;
	d->has_role = by != NULL;
	if (by != NULL)
		d->by = *by;
	d->action = action;
	d->words = memory_text(words);
	d->done = done;
	d->arg = arg;
	store_report_parties(b, report, by);
	d->call = db_batch_run(b, on_looked, d);
	return d;
}

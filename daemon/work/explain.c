/*
 * Explanations: see work/explain.h.
 */
#include "work/explain.h"
#include "base/clock.h"
#include "base/memory.h"
#include "config/config.h"
#include "config/config_trials.h"
#include "pairing/arms.h"
#include "store/store_house.h"
#include "store/store_preview.h"
#include "store/store_trial.h"
#include "work/house.h"
#include "work/round_input.h"
#include "work/round_trial.h"

#define LOOK_US (60 * CLOCK_SECOND)
/* After what store_explain asks, and the line of the audit log. */
#define TRIAL_STANDING (STORE_EXPLAIN_SNAPSHOT + 4)

static void
explain_free(void *of)
{
	struct explain *e = of;

	for (size_t i = 0; i < e->rule_count; i++) {
		free(e->rules_said[i].values[0]);
		free(e->rules_said[i].values[1]);
	}
	free(e->rules_said);
	population_free(e->population);
	arms_free(e->arms);
	rules_free(e->rules);
	round_input_free(e->input);
	db_rows_free(e->draw);
	db_rows_free(e->two);
	db_rows_free(e->together);
	db_rows_free(e->pairs);
	config_drop(e->config);
	free(e);
}

static int
take_draw(struct explain *e, const struct db_outcome *out, struct fault *why)
{
	const struct db_rows *rows = db_outcome_rows(out, STORE_EXPLAIN_DRAW);

	if (db_rows_count(rows) == 0)
		return fault_set(
		    why, FAULT_NOT_FOUND, "there is no such round");
	if (db_is_null(rows, 0, 2))
		return fault_set(
		    why, FAULT_CONFLICT, "this round is not drawn");
	e->draw = db_outcome_take(out, STORE_EXPLAIN_DRAW);
	e->text_len = db_bytes(e->draw, 0, 3, &e->text);
	if (e->text_len == 0)
		return fault_set(why, FAULT_CONFLICT,
		    "what this round was drawn of is gone: it was too old "
		    "(retention.draws_days), or somebody in it has left");
	return 0;
}

static int
explain_take(void *of, const struct db_outcome *out, struct fault *why)
{
	struct explain *e = of;

	if (e->pool == NULL && take_draw(e, out, why) != 0)
		return -1;
	if (e->pool != NULL) {
		e->input = round_input_new(
		    e->config, e->pool, false, out, STORE_EXPLAIN_SNAPSHOT);
		e->has_trial =
		    e->pool->trial != NULL &&
		    db_rows_count(db_outcome_rows(out, TRIAL_STANDING)) > 0;
	}
	e->two = db_outcome_take(out, STORE_EXPLAIN_TWO);
	e->together = db_outcome_take(out, STORE_EXPLAIN_TOGETHER);
	e->pairs = db_outcome_take(out, STORE_EXPLAIN_PAIRS);
	return 0;
}

/* --- aside ---------------------------------------------------------------- */

/* Of a round: as it was when its input was stored. */
static bool
was_forbidden(const struct explain *e)
{
	int64_t before = e->draw == NULL ? INT64_MAX : db_int(e->draw, 0, 6);

	for (int i = 0; i < db_rows_count(e->pairs); i++)
		if (strcmp(db_text(e->pairs, i, 0), "forbid") == 0 &&
		    db_int(e->pairs, i, 3) <= before)
			return true;
	return false;
}

static void
say_rules(
    struct explain *e, const struct rules *rules, const uint32_t member[2])
{
	size_t n = rules_count(rules);

	e->rules_said = memory_new(n, sizeof(*e->rules_said));
	for (size_t i = 0; i < n; i++) {
		struct explain_rule *said = &e->rules_said[e->rule_count];
		struct verdict *v = &said->verdict;

		verdict_make(v, rules, i, e->population, member[0], member[1]);
		if (v->is_ties) {
			e->own_choice =
			    e->own_choice ||
			    (v->is_requirement && v->word == VERDICT_FAILS);
			continue;
		}
		for (int k = 0; k < 2; k++) {
			struct text value = { 0 };

			verdict_values(
			    rules, i, e->population, member[k], &value);
			said->values[k] = text_take(&value);
		}
		e->rule_count++;
	}
}

static bool
takes_part(const struct explain *e, int which)
{
	const char *presence = db_text(e->two, which, 3);

	return e->draw != NULL ? strcmp(presence, "absent") != 0
			       : strcmp(presence, "takes_part") == 0;
}

static bool
are_together(const struct explain *e)
{
	struct id a, b;

	if (db_is_null(e->two, 0, 4) || db_is_null(e->two, 1, 4))
		return false;
	a = db_id(e->two, 0, 4);
	b = db_id(e->two, 1, 4);
	return id_equal(&a, &b);
}

static enum explain_verdict
judge(const struct explain *e)
{
	if (are_together(e))
		return EXPLAIN_INTRODUCED;
	if (e->is_forbidden)
		return EXPLAIN_FORBIDDEN;
	if (!e->is_there)
		return EXPLAIN_ABSENT;
	if (e->own_choice)
		return EXPLAIN_OWN_CHOICE;
	for (size_t i = 0; i < e->rule_count; i++)
		if (e->rules_said[i].verdict.is_requirement &&
		    e->rules_said[i].verdict.word == VERDICT_FAILS)
			return EXPLAIN_RULE;
	return e->is_apart ? EXPLAIN_APART : EXPLAIN_ALLOWED;
}

/* Whom both arms left over may be drawn together after all. */
static bool
are_apart(const struct explain *e, const uint32_t member[2])
{
	if (e->arms == NULL || member[0] == UINT32_MAX ||
	    member[1] == UINT32_MAX ||
	    e->arms->of[member[0]] == e->arms->of[member[1]])
		return false;
	return strcmp(db_text(e->two, 0, 3), "sat_out") != 0 ||
	       strcmp(db_text(e->two, 1, 3), "sat_out") != 0;
}

/* Of two in one arm those of the arm, else those common to both. */
static const struct rules *
rules_of(const struct explain *e, const uint32_t member[2])
{
	if (e->input != NULL)
		return e->has_trial ? e->pool->trial->common : e->pool->rules;
	if (e->arms != NULL && member[0] != UINT32_MAX &&
	    member[1] != UINT32_MAX &&
	    e->arms->of[member[0]] == e->arms->of[member[1]])
		return e->arms->rules[e->arms->of[member[0]]];
	return e->rules;
}

static const struct fault *
explain_run(void *of)
{
	struct explain *e = of;
	const struct rules *rules;
	uint32_t member[2];

	if (e->input != NULL) {
		e->population = round_input_population(e->input);
		if (e->population == NULL)
			return round_input_fault(e->input);
	} else if (arms_read((const char *)e->text, e->text_len, &e->population,
		       &e->rules, &e->arms, &e->fault) != 0) {
		return &e->fault;
	}
	e->is_forbidden = was_forbidden(e);
	for (int k = 0; k < 2; k++)
		member[k] = verdict_member(e->population, e->keys[k]);
	rules = rules_of(e, member);
	e->is_there = takes_part(e, 0) && takes_part(e, 1);
	e->is_apart = are_apart(e, member);
	if (member[0] != UINT32_MAX && member[1] != UINT32_MAX) {
		/* In a round's input one that is forbidden is a block, too. */
		e->own_choice =
		    verdict_is_blocked(e->population, member[0], member[1]) &&
		    !(e->draw != NULL && e->is_forbidden);
		say_rules(e, rules, member);
		e->has_score =
		    rules_count(rules) > rules_requirement_count(rules);
		e->score =
		    rules_score(rules, e->population, member[0], member[1]);
	}
	e->verdict = judge(e);
	return NULL;
}

struct study *
explain_start(struct house *house, const struct config_pool *pool,
    const struct id *round, const struct id two[2], const struct id *by,
    study_done_cb done, void *arg, struct fault *why)
{
	static const struct study_kind kind = { explain_take, explain_run,
		explain_free };
	struct explain *e = memory_new(1, sizeof(*e));
	struct db_batch *b = db_batch_new(house->db, DB_WRITE);
	bool is_swapped = id_compare(&two[0], &two[1]) > 0;
	const struct id ordered[2] = { two[is_swapped], two[!is_swapped] };
	struct text detail = { 0 };

	e->config = config_hold(house->config);
	e->pool = pool;
	for (int k = 0; k < 2; k++)
		id_text(&ordered[k], e->keys[k]);
	db_batch_deadline(b, LOOK_US);
	store_explain(b, pool == NULL ? NULL : pool->name, round, ordered,
	    pool == NULL || pool->zone == NULL ? "UTC" : pool->zone,
	    pool == NULL ? 0 : round_trial_weeks(pool));
	text_addf(&detail, "%s %s", e->keys[0], e->keys[1]);
	store_audit_operator(b, by, "explained", round, text_get(&detail));
	text_clear(&detail);
	if (pool != NULL && pool->trial != NULL)
		store_trial_standing_next(
		    b, pool->name, pool->trial->definition);
	return study_start(house, b, &kind, e, done, arg, why);
}

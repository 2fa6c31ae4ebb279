/*
 * Compiling a plan: see pairing/plan_compiled.h. Requirements become steps and
 * preferences terms, which name the fields that rows must have; then the rows
 * are filled, and steps and terms, tried out on some pairs, brought in order.
 */
#include "pairing/plan_compiled.h"
#include "base/memory.h"
#include "pairing/mix.h"
#include "pairing/plan_score.h"

#define STANDING_MAX 200000 /* members that are kept as views, too */

/* How many of random pairs each step lets pass. */
static void
try_steps(struct plan_compiled *c)
{
	uint32_t n = c->plan.size;

	for (uint32_t k = 0; k < PLAN_STEPS_TRIALS && n > 1; k++) {
		uint32_t a = mix_below(mix(2 * (uint64_t)k), n);
		uint32_t b = mix_below(mix(2 * (uint64_t)k + 1), n);
		struct plan_ask ask = { .columns = &c->columns,
			.member = a,
			.a = a,
			.own = c->columns.lanes,
			.lanes = c->columns.lanes };

		for (uint32_t i = 0; i < c->step_count; i++) {
			struct plan_step *step = &c->steps[i];
			bool holds;
			uint32_t place = b;

			if (plan_steps_missing(step, &ask, &holds))
				step->passed += holds;
			else
				step->passed +=
				    step->thin(step, &ask, &place, 1);
		}
	}
}

/* First those that mark, then by what they refuse for what they cost. */
static int
compare_steps(const void *x, const void *y)
{
	const struct plan_step *a = x, *b = y;
	uint64_t worth_a, worth_b;

	if ((a->mark == NULL) != (b->mark == NULL))
		return a->mark == NULL ? 1 : -1;
	worth_a = (uint64_t)(PLAN_STEPS_TRIALS - a->passed) * b->cost;
	worth_b = (uint64_t)(PLAN_STEPS_TRIALS - b->passed) * a->cost;
	if (worth_a != worth_b)
		return worth_a > worth_b ? -1 : 1;
	return (a->rule > b->rule) - (a->rule < b->rule);
}

static void
compile_requirements(struct plan_compiled *c)
{
	size_t count = rules_requirement_count(c->rules);

	c->ties.p = c->columns.p;
	c->steps = memory_new(count + 1, sizeof(*c->steps));
	for (size_t i = 0; i < count; i++)
		if (!plan_steps_is_ties(&c->rules->items[i], &c->ties))
			plan_steps_make(&c->steps[c->step_count++],
			    &c->rules->items[i], &c->columns);
	c->columns.required_count = c->columns.count;
}

static void
make_standing(struct plan_compiled *c)
{
	uint32_t n = c->plan.size;
	size_t bytes = c->columns.view_bytes;

	if (n == 0 || n > STANDING_MAX)
		return;
	c->numbers = memory_new(n, sizeof(*c->numbers));
	for (uint32_t i = 0; i < n; i++)
		c->numbers[i] = i;
	c->standing = memory_new(n / PLAN_BLOCK_MAX + 1, bytes);
	for (uint32_t at = 0; at < n; at += PLAN_BLOCK_MAX)
		plan_columns_gather(&c->columns, c->numbers + at,
		    n - at < PLAN_BLOCK_MAX ? n - at : PLAN_BLOCK_MAX,
		    c->standing + at / PLAN_BLOCK_MAX * bytes);
}

struct plan *
plan_new(const struct population *p, const struct rules *rules)
{
	return plan_new_on(p, rules, 1);
}

struct plan *
plan_new_on(const struct population *p, const struct rules *rules, int threads)
{
	struct plan_compiled *c = memory_new(1, sizeof(*c));
	size_t required = rules_requirement_count(rules);

	c->plan = (struct plan){ .kind = &plan_compiled_kind,
		.size = p->size,
		.waiting = p->waiting,
		.prefers_three = p->prefers_three };
	c->rules = rules;
	c->columns.p = p;
	compile_requirements(c);
	c->terms = memory_new(rules->count - required + 1, sizeof(*c->terms));
	for (size_t i = required; i < rules->count; i++)
		plan_terms_make(
		    &c->terms[c->term_count++], &rules->items[i], &c->columns);
	c->columns.ties = &c->ties;
	c->tied = plan_columns_add(&c->columns, FIELD_TIES, 0, 0, 0);
	c->openness = plan_columns_add(&c->columns, FIELD_OPENNESS, 0, 0, 0);
	plan_columns_fill(&c->columns, threads);
	try_steps(c);
	qsort(c->steps, c->step_count, sizeof(*c->steps), compare_steps);
	plan_score_prepare(c);
	plan_mark_spread(&c->spread);
	make_standing(c);
	return &c->plan;
}

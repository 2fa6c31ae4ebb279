/*
 * Exclusions: see pairing/exclusions.h. What depends on values alone is asked
 * of plans that know only those rules, each for a whole row at once; members
 * with the same values get the same answer, so that most are remembered. Ties
 * are few, and each member's own are looked through.
 */
#include "pairing/exclusions.h"
#include "base/memory.h"
#include "pairing/mix.h"
#include "pairing/plan.h"
#include "pairing/plan_steps.h"
#include "pairing/rules_data.h"

#define ROW_PART 1024
#define MEMORY 4096 /* answers remembered of each question, a power of two */
#define NOBODY UINT32_MAX
#define PAIRS_MAX UINT64_C(10000000000)

struct answer {
	uint32_t member; /* one with these values; NOBODY: none yet */
	uint32_t allowed;
};

/* How many others some of the requirements allow. */
struct question {
	struct rules *rules;
	struct plan *plan;
	struct answer *answers; /* NULL: not by values alone */
};

struct exclusions {
	const struct population *p;
	const struct rules *rules;
	bool is_compiled;
	/* By requirement; one that ties answer has no plan. */
	struct question *singles;
	bool *is_ties;
	/* All but those that ties answer. */
	struct question values;
};

struct exclusions *
exclusions_new(const struct population *p, const struct rules *rules)
{
	struct exclusions *e = memory_new(1, sizeof(*e));

	e->p = p;
	e->rules = rules;
	return e;
}

static void
question_clear(struct question *q)
{
	plan_free(q->plan);
	rules_free(q->rules);
	free(q->answers);
}

void
exclusions_free(struct exclusions *e)
{
	if (e == NULL)
		return;
	for (size_t i = 0; e->is_compiled && i < e->rules->requirement_count;
	     i++)
		question_clear(&e->singles[i]);
	question_clear(&e->values);
	free(e->singles);
	free(e->is_ties);
	free(e);
}

const struct population *
exclusions_population(const struct exclusions *e)
{
	return e->p;
}

const struct rules *
exclusions_rules(const struct exclusions *e)
{
	return e->rules;
}

bool
exclusions_are_few(size_t asked, uint32_t members)
{
	return (uint64_t)asked * members <= PAIRS_MAX;
}

/* --- compiling ------------------------------------------------------------ */

static void
question_add(
    struct question *q, const struct rules *all, const struct rule *rule)
{
	struct fault why;
	int column;

	if (q->rules == NULL)
		q->rules = rules_new(all->attributes, all->attribute_count);
	if (rules_require(q->rules, rule->sentence, &column, &why) != 0)
		die("a rule is not understood twice: %s", why.sentence);
}

static void
question_compile(struct question *q, const struct population *p)
{
	q->plan = plan_new(p, q->rules);
	for (size_t i = 0; i < q->rules->count; i++)
		if (q->rules->items[i].kind->attribute_count == 0)
			return;
	q->answers = memory_new(MEMORY, sizeof(*q->answers));
	for (uint32_t i = 0; i < MEMORY; i++)
		q->answers[i].member = NOBODY;
}

static void
compile(struct exclusions *e)
{
	const struct rules *rules = e->rules;

	e->singles = memory_new(rules->requirement_count, sizeof(*e->singles));
	e->is_ties = memory_new(rules->requirement_count, sizeof(*e->is_ties));
	e->values.rules = rules_new(rules->attributes, rules->attribute_count);
	for (size_t i = 0; i < rules->requirement_count; i++) {
		const struct rule *rule = &rules->items[i];
		struct plan_ties ties = { 0 };

		e->is_ties[i] = plan_steps_is_ties(rule, &ties);
		if (e->is_ties[i])
			continue;
		question_add(&e->singles[i], rules, rule);
		question_compile(&e->singles[i], e->p);
		question_add(&e->values, rules, rule);
	}
	question_compile(&e->values, e->p);
	e->is_compiled = true;
}

/* --- what is remembered --------------------------------------------------- */

static uint64_t
hash_value(const struct column *c, uint32_t member)
{
	uint64_t h = 0;

	switch (c->type) {
	case ATTRIBUTE_CHOICE:
	case ATTRIBUTE_TREE:
		return mix(c->ids[member]);
	case ATTRIBUTE_SCALE:
		return mix((uint64_t)c->numbers[member]);
	case ATTRIBUTE_TAGS:
		for (uint32_t i = c->first[member]; i < c->first[member + 1];
		     i++)
			h = mix(h + c->tags[i]);
		return h;
	case ATTRIBUTE_HOURS:
		for (size_t i = 0; i < COUNT_OF(c->hours[member].bits); i++)
			h = mix(h ^ c->hours[member].bits[i]);
		return h;
	case ATTRIBUTE_TYPES:
		break;
	}
	return 0;
}

static bool
is_same_value(const struct column *c, uint32_t a, uint32_t b)
{
	uint32_t count;

	switch (c->type) {
	case ATTRIBUTE_CHOICE:
	case ATTRIBUTE_TREE:
		return c->ids[a] == c->ids[b];
	case ATTRIBUTE_SCALE:
		return c->numbers[a] == c->numbers[b];
	case ATTRIBUTE_TAGS:
		count = c->first[a + 1] - c->first[a];
		return c->first[b + 1] - c->first[b] == count &&
		       memcmp(c->tags + c->first[a], c->tags + c->first[b],
			   count * sizeof(*c->tags)) == 0;
	case ATTRIBUTE_HOURS:
		return memcmp(&c->hours[a], &c->hours[b],
			   sizeof(c->hours[a])) == 0;
	case ATTRIBUTE_TYPES:
		break;
	}
	return false;
}

static bool
are_alike(const struct exclusions *e, const struct question *q, uint32_t a,
    uint32_t b)
{
	for (size_t i = 0; i < q->rules->count; i++) {
		const struct rule *rule = &q->rules->items[i];

		for (int k = 0; k < rule->kind->attribute_count; k++)
			if (!is_same_value(
				&e->p->columns[rule->attributes[k]], a, b))
				return false;
	}
	return true;
}

/* Where the answer for members with these values is kept. */
static struct answer *
answer_of(const struct exclusions *e, const struct question *q, uint32_t member)
{
	uint64_t h = 0;

	for (size_t i = 0; i < q->rules->count; i++) {
		const struct rule *rule = &q->rules->items[i];

		for (int k = 0; k < rule->kind->attribute_count; k++)
			h = mix(
			    h ^ hash_value(&e->p->columns[rule->attributes[k]],
				    member));
	}
	return &q->answers[h & (MEMORY - 1)];
}

/* --- asking --------------------------------------------------------------- */

static uint32_t
ask_plan(const struct plan *plan, uint32_t member)
{
	uint32_t n = plan_size(plan), found = 0, ids[ROW_PART];

	for (uint32_t from = 0; from < n; from += ROW_PART)
		found += plan_scan(plan, member, from,
		    n - from < ROW_PART ? n : from + ROW_PART, ids, NULL);
	return found;
}

static uint32_t
ask(const struct exclusions *e, const struct question *q, uint32_t member)
{
	struct answer *answer;

	if (q->answers == NULL)
		return ask_plan(q->plan, member);
	answer = answer_of(e, q, member);
	if (answer->member == NOBODY ||
	    !are_alike(e, q, answer->member, member))
		*answer = (struct answer){ member, ask_plan(q->plan, member) };
	return answer->allowed;
}

/* Of the member's ties, those whom requirement `i` rules out. */
static uint32_t
count_tied(const struct exclusions *e, size_t i, uint32_t member)
{
	const struct population *p = e->p;
	uint32_t count = 0;

	for (uint64_t k = p->tie_first[member]; k < p->tie_first[member + 1];
	     k++)
		count += !rule_holds(
		    &e->rules->items[i], p, member, p->tie_other[k]);
	return count;
}

/* Allowed by values, less those whom ties refuse. */
static uint32_t
count_allowed(const struct exclusions *e, uint32_t member)
{
	const struct population *p = e->p;
	uint32_t count = ask(e, &e->values, member);

	for (uint64_t k = p->tie_first[member]; k < p->tie_first[member + 1];
	     k++) {
		uint32_t other = p->tie_other[k];

		count -= plan_may(e->values.plan, member, other) &&
			 !rules_allow(e->rules, p, member, other, NULL);
	}
	return count;
}

/* --- all ------------------------------------------------------------------ */

static bool
has_block(const struct population *p, uint32_t member)
{
	for (uint64_t i = p->tie_first[member]; i < p->tie_first[member + 1];
	     i++)
		if ((p->tie_what[i] & TIE_BIT_BLOCKS) != 0)
			return true;
	return false;
}

/* Plans refuse blocks beside their rules: who has some is asked about one by
 * one. */
static uint32_t
count_slowly(const struct exclusions *e, uint32_t member, uint32_t *ruled_out)
{
	uint32_t allowed = 0;

	for (size_t i = 0; i < e->rules->requirement_count; i++)
		ruled_out[i] = 0;
	for (uint32_t other = 0; other < e->p->size; other++) {
		if (other == member)
			continue;
		allowed += rules_allow(e->rules, e->p, member, other, NULL);
		for (size_t i = 0; i < e->rules->requirement_count; i++)
			ruled_out[i] += !rule_holds(
			    &e->rules->items[i], e->p, member, other);
	}
	return allowed;
}

uint32_t
exclusions_count(struct exclusions *e, uint32_t member, uint32_t *ruled_out)
{
	if (has_block(e->p, member))
		return count_slowly(e, member, ruled_out);
	if (!e->is_compiled)
		compile(e);
	for (size_t i = 0; i < e->rules->requirement_count; i++)
		ruled_out[i] =
		    e->is_ties[i]
			? count_tied(e, i, member)
			: e->p->size - 1 - ask(e, &e->singles[i], member);
	return count_allowed(e, member);
}

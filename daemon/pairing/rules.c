/*
 * Sets of rules, and asking them: see pairing/rules.h. How a sentence is read
 * is in rule_parse.c, what each kind asks in rule_values.c, rule_tags.c and
 * rule_ties.c.
 */
#include "pairing/rules_data.h"
#include "base/memory.h"
#include "pairing/ratio.h"

struct rules *
rules_new(const struct attribute *attributes, size_t count)
{
	struct rules *r = memory_new(1, sizeof(*r));

	r->attributes = attributes;
	r->attribute_count = count;
	r->size = 2;
	r->serendipity = 500;
	return r;
}

void
rules_free(struct rules *r)
{
	if (r == NULL)
		return;
	for (size_t i = 0; i < r->count; i++)
		free(r->items[i].sentence);
	free(r->items);
	free(r);
}

static int
rules_add(struct rules *r, const char *sentence, bool is_preference,
    int *column, struct fault *why)
{
	struct rule rule;
	size_t at = is_preference ? r->count : r->requirement_count;

	if (rule_parse(r, sentence, is_preference, &rule, column, why) != 0)
		return -1;
	r->items = memory_grow(r->items, r->count + 1, sizeof(*r->items));
	memmove(r->items + at + 1, r->items + at,
	    (r->count - at) * sizeof(*r->items));
	r->items[at] = rule;
	r->count++;
	r->requirement_count += !is_preference;
	return 0;
}

int
rules_require(
    struct rules *r, const char *sentence, int *column, struct fault *why)
{
	return rules_add(r, sentence, false, column, why);
}

int
rules_prefer(
    struct rules *r, const char *sentence, int *column, struct fault *why)
{
	return rules_add(r, sentence, true, column, why);
}

void
rules_set_size(struct rules *r, int size)
{
	r->size = size;
}

int
rules_size(const struct rules *r)
{
	return r->size;
}

void
rules_set_serendipity(struct rules *r, int64_t thousandths)
{
	r->serendipity = thousandths;
}

int64_t
rules_serendipity(const struct rules *r)
{
	return r->serendipity;
}

size_t
rules_count(const struct rules *r)
{
	return r->count;
}

size_t
rules_requirement_count(const struct rules *r)
{
	return r->requirement_count;
}

int64_t
rules_weeks(const struct rules *r)
{
	int64_t most = 0;

	for (size_t i = 0; i < r->count; i++)
		if (r->items[i].kind->holds == rule_rested_holds &&
		    r->items[i].words[RULE_WEEKS] > most)
			most = r->items[i].words[RULE_WEEKS];
	return most;
}

const char *
rules_sentence(const struct rules *r, size_t i)
{
	return r->items[i].sentence;
}

/* --- asking --------------------------------------------------------------- */

/* Whether both have a value in each of the rule's attributes. */
static bool
applies(
    const struct rule *rule, const struct population *p, uint32_t a, uint32_t b)
{
	for (int i = 0; i < rule->kind->attribute_count; i++)
		if (!population_has(p, a, rule->attributes[i]) ||
		    !population_has(p, b, rule->attributes[i]))
			return false;
	return true;
}

bool
rule_holds(
    const struct rule *rule, const struct population *p, uint32_t a, uint32_t b)
{
	if (!applies(rule, p, a, b))
		return !rule->even_missing;
	return rule->kind->holds(rule, p, a, b);
}

int64_t
rule_weight(
    const struct rule *rule, const struct population *p, uint32_t a, uint32_t b)
{
	if (!applies(rule, p, a, b))
		return 0;
	return rule->weight * (rule->kind->by_openness
				      ? p->openness[a] + p->openness[b]
				      : 2000);
}

bool
rules_allow(const struct rules *rules, const struct population *p, uint32_t a,
    uint32_t b, size_t *failed)
{
	if (population_tie_of(p, a, b) & TIE_BIT_BLOCKS) {
		if (failed != NULL)
			*failed = rules->count;
		return false;
	}
	for (size_t i = 0; i < rules->requirement_count; i++) {
		if (rule_holds(&rules->items[i], p, a, b))
			continue;
		if (failed != NULL)
			*failed = i;
		return false;
	}
	return true;
}

bool
rules_hold(const struct rules *rules, size_t i, const struct population *p,
    uint32_t a, uint32_t b)
{
	return rule_holds(&rules->items[i], p, a, b);
}

int32_t
rules_score(const struct rules *rules, const struct population *p, uint32_t a,
    uint32_t b)
{
	int64_t sum = 0, weights = 0;

	for (size_t i = rules->requirement_count; i < rules->count; i++) {
		const struct rule *rule = &rules->items[i];
		int64_t weight = rule_weight(rule, p, a, b);

		if (weight == 0)
			continue;
		weights += weight;
		sum += weight * rule->kind->worth(rule, p, a, b);
	}
	/* Halves go up. */
	return weights == 0 ? 0
			    : (int32_t)((2 * sum + weights) / (2 * weights));
}

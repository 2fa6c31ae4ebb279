/*
 * Members who are alike where they must differ: see pairing/strangers.h.
 */
#include "pairing/strangers.h"
#include "base/memory.h"
#include "pairing/rules_data.h"

/* The value that the rule compares, 0 for none. */
static uint16_t
value_of(const struct rule *rule, const struct column *c, uint32_t member)
{
	if (c->type == ATTRIBUTE_TREE)
		return rule_cut(c, c->ids[member], rule->words[RULE_LEVEL]);
	return c->ids[member];
}

/* The value that most members have, by their number where two are alike. */
static uint16_t
most_frequent(
    const struct population *p, const struct rule *rule, uint32_t *times)
{
	const struct column *c = &p->columns[rule->attributes[0]];
	uint32_t *counts =
	    memory_new((size_t)c->word_count + 1, sizeof(*counts));
	uint16_t most = 0;

	*times = 0;
	for (uint32_t v = 0; v < p->size; v++) {
		uint16_t value = value_of(rule, c, v);

		if (value != 0 && ++counts[value] > *times) {
			*times = counts[value];
			most = value;
		}
	}
	free(counts);
	return most;
}

uint32_t *
strangers_find(
    const struct population *p, const struct rules *rules, uint32_t *count)
{
	const struct rule *best = NULL;
	uint16_t value = 0;
	uint32_t *list, found = 0;

	*count = 0;
	for (size_t i = 0; i < rules->requirement_count; i++) {
		const struct rule *rule = &rules->items[i];
		uint32_t times;
		uint16_t most;

		if (rule->kind->holds != rule_differ_holds ||
		    p->columns[rule->attributes[0]].type == ATTRIBUTE_SCALE)
			continue;
		most = most_frequent(p, rule, &times);
		if (times > *count) {
			*count = times;
			value = most;
			best = rule;
		}
	}
	list = memory_new(*count, sizeof(*list));
	for (uint32_t v = 0; best != NULL && v < p->size; v++)
		if (value_of(best, &p->columns[best->attributes[0]], v) ==
		    value)
			list[found++] = v;
	return list;
}

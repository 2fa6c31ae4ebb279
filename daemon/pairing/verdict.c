/*
 * Verdicts: see pairing/verdict.h.
 */
#include "pairing/verdict.h"
#include "pairing/rules_data.h"

static bool
has_values(const struct rule *rule, const struct population *p, uint32_t member)
{
	for (int k = 0; k < rule->kind->attribute_count; k++)
		if (!population_has(p, member, rule->attributes[k]))
			return false;
	return true;
}

void
verdict_make(struct verdict *v, const struct rules *rules, size_t i,
    const struct population *p, uint32_t a, uint32_t b)
{
	const struct rule *rule = &rules->items[i];
	bool applies = has_values(rule, p, a) && has_values(rule, p, b);

	*v = (struct verdict){ .sentence = rule->sentence,
		.is_requirement = i < rules->requirement_count,
		.is_ties = rule->kind->holds == rule_unacquainted_holds };
	if (v->is_requirement) {
		v->word = !rule_holds(rule, p, a, b) ? VERDICT_FAILS
			  : applies                  ? VERDICT_HOLDS
						     : VERDICT_MISSING;
		return;
	}
	v->weight = rule_weight(rule, p, a, b);
	if (applies)
		v->worth = rule->kind->worth(rule, p, a, b);
	v->word = !applies        ? VERDICT_MISSING
		  : v->worth == 0 ? VERDICT_FAILS
				  : VERDICT_HOLDS;
}

void
verdict_values(const struct rules *rules, size_t i, const struct population *p,
    uint32_t member, struct text *out)
{
	const struct rule *rule = &rules->items[i];

	for (int k = 0; k < rule->kind->attribute_count; k++) {
		struct text value = { 0 };

		population_value_write(p, member, rule->attributes[k], &value);
		text_addf(out, "%s%s", k > 0 && out->len > 0 ? " " : "",
		    text_get(&value));
		text_clear(&value);
	}
}

bool
verdict_is_blocked(const struct population *p, uint32_t a, uint32_t b)
{
	return (population_tie_of(p, a, b) & TIE_BIT_BLOCKS) != 0;
}

uint32_t
verdict_member(const struct population *p, const char *key)
{
	return population_find(p, key);
}

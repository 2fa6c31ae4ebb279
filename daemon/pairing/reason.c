/*
 * Why: the facts behind a group and behind a sit-out, see pairing/draw.h.
 */
#include "base/memory.h"
#include "pairing/draw.h"
#include "pairing/rules_data.h"

/* "verb" and the attributes, tab-separated; of `complement` only the offers,
 * whose words its facts are. */
static void
add_name(const struct rules *rules, const struct rule *rule, struct text *out)
{
	text_add(out, rule->kind->verb);
	if (rule->kind->attribute_count > 0)
		text_addf(
		    out, "\t%s", rules->attributes[rule->attributes[0]].name);
}

static bool
add_facts(const struct rules *rules, const struct rule *rule,
    const struct population *p, const struct draw_group *g, struct text *out)
{
	struct text facts = { 0 };
	bool any = true;

	for (uint32_t i = 0; i < g->size && any; i++)
		for (int k = 0; k < rule->kind->attribute_count && any; k++)
			any = population_has(
			    p, g->members[i], rule->attributes[k]);
	any = any && rule->kind->facts(rule, p, g->members, g->size, &facts);
	if (any) {
		add_name(rules, rule, out);
		text_addf(out, "%s\n", text_get(&facts));
	}
	text_clear(&facts);
	return any;
}

/* --- pins ----------------------------------------------------------------- */

static bool
is_pinned(const struct draw *draw, const struct draw_group *g)
{
	for (size_t i = 0; i < draw->pin_count; i++) {
		bool has_a = false, has_b = false;

		if (draw->pins[i].fate != DRAW_PIN_MADE)
			continue;
		for (uint32_t k = 0; k < g->size; k++) {
			has_a = has_a || g->members[k] == draw->pins[i].a;
			has_b = has_b || g->members[k] == draw->pins[i].b;
		}
		if (has_a && has_b)
			return true;
	}
	return false;
}

static bool
holds_in_all(const struct rule *rule, const struct population *p,
    const struct draw_group *g)
{
	for (uint32_t i = 0; i < g->size; i++)
		for (uint32_t k = i + 1; k < g->size; k++)
			if (!rule_holds(rule, p, g->members[i], g->members[k]))
				return false;
	return true;
}

/* --- preferences ---------------------------------------------------------- */

struct gain {
	size_t rule;
	int64_t amount; /* weight × worth over the group's pairs */
};

static int
compare_gains(const void *x, const void *y)
{
	const struct gain *a = x, *b = y;

	if (a->amount != b->amount)
		return a->amount > b->amount ? -1 : 1;
	return (a->rule > b->rule) - (a->rule < b->rule);
}

/* What the preference gave the group, 0 where it gave less than half of what it
 * could: that is no reason. */
static int64_t
gain_of(const struct rule *rule, const struct population *p,
    const struct draw_group *g)
{
	int64_t sum = 0, weights = 0;

	for (uint32_t i = 0; i < g->size; i++)
		for (uint32_t k = i + 1; k < g->size; k++) {
			uint32_t a = g->members[i], b = g->members[k];
			int64_t weight = rule_weight(rule, p, a, b);

			if (weight == 0)
				continue;
			weights += weight;
			sum += weight * rule->kind->worth(rule, p, a, b);
		}
	return sum < weights * 500000 ? 0 : sum;
}

/* Whether a rule before this one tells of the same attribute, or of the same
 * ties. */
static bool
was_told(const struct rules *rules, const bool *told, size_t i)
{
	const struct rule *rule = &rules->items[i];

	for (size_t k = 0; k < rules->count; k++) {
		const struct rule *other = &rules->items[k];

		if (!told[k])
			continue;
		if (rule->kind == other->kind &&
		    (rule->kind->attribute_count == 0 ||
			rule->attributes[0] == other->attributes[0]))
			return true;
		if (rule->kind->facts == rule_distance_facts &&
		    other->kind->facts == rule_differ_facts &&
		    rule->attributes[0] == other->attributes[0])
			return true;
	}
	return false;
}

void
draw_reason(const struct draw *draw, size_t group, const struct population *p,
    const struct rules *rules, struct text *out)
{
	const struct draw_group *g = &draw->groups[group];
	size_t first = rules->requirement_count, n = rules->count - first;
	struct gain *gains = memory_new(n, sizeof(*gains));
	bool *told = memory_new(rules->count, sizeof(*told));

	if (is_pinned(draw, g))
		text_add(out, "pinned\n");
	/* What a pin overruled is no reason. */
	for (size_t i = 0; i < first; i++)
		told[i] = holds_in_all(&rules->items[i], p, g) &&
			  add_facts(rules, &rules->items[i], p, g, out);
	for (size_t i = 0; i < n; i++)
		gains[i] = (struct gain){ first + i,
			gain_of(&rules->items[first + i], p, g) };
	qsort(gains, n, sizeof(*gains), compare_gains);
	for (size_t i = 0; i < n && gains[i].amount > 0; i++)
		if (!was_told(rules, told, gains[i].rule))
			told[gains[i].rule] = add_facts(
			    rules, &rules->items[gains[i].rule], p, g, out);
	free(told);
	free(gains);
}

/* --- sit-outs ------------------------------------------------------------- */

struct exclusion {
	size_t rule;
	uint32_t count;
};

static int
compare_exclusions(const void *x, const void *y)
{
	const struct exclusion *a = x, *b = y;

	if (a->count != b->count)
		return a->count > b->count ? -1 : 1;
	return (a->rule > b->rule) - (a->rule < b->rule);
}

void
draw_sit_out_reason(const struct draw *draw, size_t sit_out,
    struct exclusions *e, struct text *out)
{
	const struct rules *rules = exclusions_rules(e);
	size_t count = rules->requirement_count;
	struct exclusion *found;
	uint32_t *ruled_out, allowed;

	if (population_size(exclusions_population(e)) == 1) {
		text_add(out, "alone\n");
		return;
	}
	found = memory_new(count, sizeof(*found));
	ruled_out = memory_new(count, sizeof(*ruled_out));
	allowed = exclusions_count(e, draw->sit_outs[sit_out], ruled_out);
	/* Whom a pair's member may meet has somebody else; of a circle's, some
	 * may sit out as well, for want of others. */
	if (allowed > 0)
		text_addf(out, "%s\t%u\n",
		    rules_size(rules) > 2 ? "placeless" : "taken", allowed);
	for (size_t i = 0; i < count; i++)
		found[i] = (struct exclusion){ i, ruled_out[i] };
	qsort(found, count, sizeof(*found), compare_exclusions);
	for (size_t i = 0; i < count && found[i].count > 0; i++) {
		text_add(out, "excluded\t");
		add_name(rules, &rules->items[found[i].rule], out);
		text_addf(out, "\t%u\n", found[i].count);
	}
	/* Nothing but blocks, of which nobody is told. */
	if (allowed == 0 && (count == 0 || found[0].count == 0))
		text_add(out, "nobody\n");
	free(ruled_out);
	free(found);
}

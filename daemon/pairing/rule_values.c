/*
 * The rules over single values: differ, same, within, distance.
 */
#include "pairing/rules_data.h"
#include "base/memory.h"
#include "pairing/ratio.h"
#include "pairing/words.h"

static const struct column *
column_of(const struct rule *rule, const struct population *p)
{
	return &p->columns[rule->attributes[0]];
}

int64_t
rule_span(const struct attribute *a)
{
	if (a->has_words)
		return a->word_count < 2 ? 0
					 : (int64_t)(a->word_count - 1) * 1000;
	return a->has_range ? a->to - a->from : 0;
}

uint16_t
rule_cut(const struct column *c, uint16_t id, int64_t level)
{
	while (level > 0 && c->depth[id] > level)
		id = c->parent[id];
	return id;
}

static uint16_t
cut_of(const struct rule *rule, const struct column *c, uint32_t member)
{
	return c->type == ATTRIBUTE_TREE
		   ? rule_cut(c, c->ids[member], rule->words[RULE_LEVEL])
		   : c->ids[member];
}

static int64_t
apart(const struct column *c, uint32_t a, uint32_t b)
{
	int64_t x = c->numbers[a], y = c->numbers[b];

	return x < y ? y - x : x - y;
}

/* A value for each member, as they are; all must have one. */
static bool
facts_of_values(const struct rule *rule, const struct population *p,
    const uint32_t *members, uint32_t size, struct text *out)
{
	for (uint32_t i = 0; i < size; i++) {
		if (!population_has(p, members[i], rule->attributes[0]))
			return false;
		text_add(out, "\t");
		population_value_write(p, members[i], rule->attributes[0], out);
	}
	return true;
}

/* --- differ --------------------------------------------------------------- */

bool
rule_differ_holds(
    const struct rule *rule, const struct population *p, uint32_t a, uint32_t b)
{
	const struct column *c = column_of(rule, p);
	int64_t by = rule->words[RULE_BY];

	if (c->type != ATTRIBUTE_SCALE)
		return cut_of(rule, c, a) != cut_of(rule, c, b);
	return by == 0 ? apart(c, a, b) != 0 : apart(c, a, b) >= by;
}

int32_t
rule_differ_worth(
    const struct rule *rule, const struct population *p, uint32_t a, uint32_t b)
{
	return rule_differ_holds(rule, p, a, b) ? RATIO_ONE : 0;
}

bool
rule_differ_facts(const struct rule *rule, const struct population *p,
    const uint32_t *members, uint32_t size, struct text *out)
{
	return facts_of_values(rule, p, members, size, out);
}

/* --- same ----------------------------------------------------------------- */

bool
rule_same_holds(
    const struct rule *rule, const struct population *p, uint32_t a, uint32_t b)
{
	const struct column *c = column_of(rule, p);

	return c->type == ATTRIBUTE_SCALE
		   ? c->numbers[a] == c->numbers[b]
		   : cut_of(rule, c, a) == cut_of(rule, c, b);
}

int32_t
rule_same_worth(
    const struct rule *rule, const struct population *p, uint32_t a, uint32_t b)
{
	return rule_same_holds(rule, p, a, b) ? RATIO_ONE : 0;
}

/* The one value, of a tree as far as it is the same. */
bool
rule_same_facts(const struct rule *rule, const struct population *p,
    const uint32_t *members, uint32_t size, struct text *out)
{
	const struct column *c = column_of(rule, p);

	for (uint32_t i = 0; i < size; i++)
		if (!population_has(p, members[i], rule->attributes[0]))
			return false;
	text_add(out, "\t");
	if (c->type == ATTRIBUTE_TREE)
		text_add(
		    out, words_text(c->words, cut_of(rule, c, members[0])));
	else
		population_value_write(p, members[0], rule->attributes[0], out);
	return true;
}

/* --- within --------------------------------------------------------------- */

bool
rule_within_holds(
    const struct rule *rule, const struct population *p, uint32_t a, uint32_t b)
{
	return apart(column_of(rule, p), a, b) <= rule->words[RULE_WITHIN];
}

int32_t
rule_within_worth(
    const struct rule *rule, const struct population *p, uint32_t a, uint32_t b)
{
	int64_t d = rule->words[RULE_WITHIN];
	int64_t between = apart(column_of(rule, p), a, b);

	if (d == 0)
		return between == 0 ? RATIO_ONE : 0;
	return between >= d ? 0 : ratio_millionths(d - between, d);
}

bool
rule_within_facts(const struct rule *rule, const struct population *p,
    const uint32_t *members, uint32_t size, struct text *out)
{
	return facts_of_values(rule, p, members, size, out);
}

/* --- distance ------------------------------------------------------------- */

struct fraction {
	int64_t number, of;
};

static struct fraction
tree_distance(
    const struct rule *rule, const struct column *c, uint32_t a, uint32_t b)
{
	uint16_t x = cut_of(rule, c, a), y = cut_of(rule, c, b);
	int64_t deeper = c->depth[x] > c->depth[y] ? c->depth[x] : c->depth[y];

	while (x != y) {
		if (c->depth[x] >= c->depth[y])
			x = c->parent[x];
		else
			y = c->parent[y];
	}
	return (struct fraction){ deeper - (x == 0 ? 0 : c->depth[x]), deeper };
}

static struct fraction
tags_distance(const struct column *c, uint32_t a, uint32_t b)
{
	const uint16_t *x = c->tags + c->first[a], *y = c->tags + c->first[b];
	const uint16_t *x_end = c->tags + c->first[a + 1];
	const uint16_t *y_end = c->tags + c->first[b + 1];
	int64_t common = 0, all = (x_end - x) + (y_end - y);

	while (x < x_end && y < y_end) {
		if (*x == *y) {
			common++;
			x++;
			y++;
		} else if (*x < *y) {
			x++;
		} else {
			y++;
		}
	}
	return (struct fraction){ all - 2 * common, all - common };
}

static struct fraction
distance_of(
    const struct rule *rule, const struct population *p, uint32_t a, uint32_t b)
{
	const struct column *c = column_of(rule, p);
	int64_t span, between;

	switch (c->type) {
	case ATTRIBUTE_CHOICE:
		return (struct fraction){ c->ids[a] != c->ids[b], 1 };
	case ATTRIBUTE_TREE:
		return tree_distance(rule, c, a, b);
	case ATTRIBUTE_TAGS:
		return tags_distance(c, a, b);
	default:
		span = rule_span(&p->attributes[rule->attributes[0]]);
		between = apart(c, a, b);
		if (span <= 0)
			die("a distance on a scale without a range");
		return (
		    struct fraction){ between < span ? between : span, span };
	}
}

bool
rule_distance_holds(
    const struct rule *rule, const struct population *p, uint32_t a, uint32_t b)
{
	return distance_of(rule, p, a, b).number > 0;
}

/* With an ideal x, 1 - |d - x| / max(x, 1 - x), all over one denominator. */
int32_t
rule_distance_worth(
    const struct rule *rule, const struct population *p, uint32_t a, uint32_t b)
{
	struct fraction d = distance_of(rule, p, a, b);
	int64_t x = rule->words[RULE_IDEAL];
	int64_t far = x > 1000 - x ? x : 1000 - x;
	int64_t off;

	if (x < 0)
		return ratio_millionths(d.number, d.of);
	off = 1000 * d.number - x * d.of;
	off = off < 0 ? -off : off;
	return ratio_millionths(d.of * far - off, d.of * far);
}

bool
rule_distance_facts(const struct rule *rule, const struct population *p,
    const uint32_t *members, uint32_t size, struct text *out)
{
	/* Sets that are apart are no news to anybody. */
	if (column_of(rule, p)->type == ATTRIBUTE_TAGS)
		return false;
	return facts_of_values(rule, p, members, size, out);
}

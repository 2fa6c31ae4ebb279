/*
 * How mixed the groups are, beside chance and the ceiling: see
 * pairing/report.h.
 */
#include "base/memory.h"
#include "pairing/ratio.h"
#include "pairing/report_data.h"

/* The members' values as numbers from 1 on, 0 missing. */
struct values {
	uint32_t *of;            /* by member */
	uint32_t *count;         /* by value: its members */
	uint32_t *pairs, *inner; /* by value: ends of its members' pairs, and
				  * those whose other end has it too */
	uint32_t most;           /* values */
	uint32_t members;
};

static int
compare_numbers(const void *x, const void *y)
{
	int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;

	return (a > b) - (a < b);
}

/* The places of a scale's numbers among those that occur. */
static void
rank_numbers(
    struct values *v, const struct population *p, const struct column *c)
{
	int64_t *sorted = memory_new(p->size, sizeof(*sorted));
	uint32_t n = 0, kept = 0;

	for (uint32_t i = 0; i < p->size; i++)
		if (c->numbers[i] != COLUMN_NO_NUMBER)
			sorted[n++] = c->numbers[i];
	qsort(sorted, n, sizeof(*sorted), compare_numbers);
	for (uint32_t i = 0; i < n; i++)
		if (kept == 0 || sorted[kept - 1] != sorted[i])
			sorted[kept++] = sorted[i];
	for (uint32_t i = 0; i < p->size; i++) {
		const int64_t *at = bsearch(&c->numbers[i], sorted, kept,
		    sizeof(*sorted), compare_numbers);

		v->of[i] = at == NULL ? 0 : (uint32_t)(at - sorted) + 1;
	}
	v->most = kept;
	free(sorted);
}

static void
values_init(struct values *v, const struct population *p,
    const struct column *c, int64_t level)
{
	*v = (struct values){ .of = memory_new(p->size, sizeof(*v->of)),
		.most = c->word_count };
	if (c->type == ATTRIBUTE_SCALE)
		rank_numbers(v, p, c);
	for (uint32_t i = 0; i < p->size && c->type != ATTRIBUTE_SCALE; i++)
		v->of[i] = c->type == ATTRIBUTE_TREE
			       ? rule_cut(c, c->ids[i], level)
			       : c->ids[i];
	v->count = memory_new((size_t)v->most + 1, sizeof(*v->count));
	v->pairs = memory_new((size_t)v->most + 1, sizeof(*v->pairs));
	v->inner = memory_new((size_t)v->most + 1, sizeof(*v->inner));
	for (uint32_t i = 0; i < p->size; i++)
		if (v->of[i] != 0) {
			v->count[v->of[i]]++;
			v->members++;
		}
}

static void
values_clear(struct values *v)
{
	free(v->of);
	free(v->count);
	free(v->pairs);
	free(v->inner);
}

/* part / all in millionths, rounded half up. */
static int64_t
share_of(int64_t part, int64_t all)
{
	return all == 0 ? REPORT_UNKNOWN : ratio_millionths(part, all);
}

static void
by_members(struct report_attribute *a, const struct values *v)
{
	int64_t n = v->members, same = 0, largest = 0;

	for (uint32_t i = 1; i <= v->most; i++) {
		same += (int64_t)v->count[i] * (v->count[i] - 1);
		if (v->count[i] > largest)
			largest = v->count[i];
	}
	a->chance = share_of(n * (n - 1) - same, n * (n - 1));
	a->ceiling =
	    2 * largest > n ? share_of(2 * (n - largest), n) : SCORE_ONE;
}

/* The mean over values of how much more their members keep to themselves than
 * chance would have it. */
static int64_t
homophily_of(const struct values *v)
{
	__int128 sum = 0;
	int64_t weights = 0;

	for (uint32_t i = 1; i <= v->most; i++) {
		int64_t s, w, index;

		if (v->pairs[i] == 0)
			continue;
		s = share_of(v->inner[i], v->pairs[i]);
		w = share_of(v->count[i], v->members);
		index = s >= w
			    ? (SCORE_ONE == w
				      ? 0
				      : (s - w) * SCORE_ONE / (SCORE_ONE - w))
			    : (s - w) * SCORE_ONE / w;
		sum += (__int128)index * v->count[i];
		weights += v->count[i];
	}
	return weights == 0 ? REPORT_UNKNOWN : (int64_t)(sum / weights);
}

static void
by_pairs(struct report_attribute *a, const struct draw *draw, struct values *v)
{
	int64_t pairs = 0, differ = 0;

	for (size_t i = 0; i < draw->group_count; i++) {
		const struct draw_group *g = &draw->groups[i];

		for (uint32_t k = 0; k < g->size; k++)
			for (uint32_t l = k + 1; l < g->size; l++) {
				uint32_t x = v->of[g->members[k]];
				uint32_t y = v->of[g->members[l]];

				if (x == 0 || y == 0)
					continue;
				pairs++;
				differ += x != y;
				v->pairs[x]++;
				v->pairs[y]++;
				if (x == y)
					v->inner[x] += 2;
			}
	}
	a->share = share_of(differ, pairs);
	a->e_i = pairs == 0 ? REPORT_UNKNOWN
			    : (2 * differ - pairs) * SCORE_ONE / pairs;
	a->homophily = homophily_of(v);
}

/* Whether the rule compares single values, in an attribute not told yet. */
static bool
is_new(
    const struct report *r, const struct population *p, const struct rule *rule)
{
	enum attribute_type type;

	if (rule->kind->attribute_count != 1)
		return false;
	type = p->columns[rule->attributes[0]].type;
	if (type == ATTRIBUTE_TAGS || type == ATTRIBUTE_HOURS)
		return false;
	for (size_t i = 0; i < r->attribute_count; i++)
		if (r->attributes[i].name ==
		    p->attributes[rule->attributes[0]].name)
			return false;
	return true;
}

void
report_diversity(struct report *r, const struct draw *draw,
    const struct population *p, const struct rules *rules)
{
	r->attributes = memory_grow(r->attributes,
	    r->attribute_count + rules->count, sizeof(*r->attributes));
	for (size_t i = 0; i < rules->count; i++) {
		const struct rule *rule = &rules->items[i];
		struct report_attribute *a = &r->attributes[r->attribute_count];
		struct values v;

		if (!is_new(r, p, rule))
			continue;
		*a = (struct report_attribute){ 0 };
		a->name = p->attributes[rule->attributes[0]].name;
		a->level = rule->words[RULE_LEVEL];
		values_init(&v, p, &p->columns[rule->attributes[0]], a->level);
		by_members(a, &v);
		by_pairs(a, draw, &v);
		values_clear(&v);
		r->attribute_count++;
	}
}

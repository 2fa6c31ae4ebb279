/*
 * What preferences give: see pairing/plan_worth.h.
 */
#include "pairing/plan_worth.h"
#include "pairing/ratio.h"

int32_t
plan_worth_fraction(const struct rule *rule, int64_t number, int64_t of)
{
	int64_t x = rule->words[RULE_IDEAL];
	int64_t far = x > 1000 - x ? x : 1000 - x, off;

	if (x < 0)
		return ratio_millionths(number, of);
	off = 1000 * number - x * of;
	off = off < 0 ? -off : off;
	return ratio_millionths(of * far - off, of * far);
}

int32_t
plan_worth_apart(const struct rule *rule, int64_t apart, int64_t span)
{
	int64_t within = rule->words[RULE_WITHIN], by = rule->words[RULE_BY];

	if (rule->kind->worth == rule_differ_worth)
		return (by == 0 ? apart != 0 : apart >= by) ? RATIO_ONE : 0;
	if (rule->kind->worth == rule_same_worth)
		return apart == 0 ? RATIO_ONE : 0;
	if (rule->kind->worth == rule_distance_worth)
		return plan_worth_fraction(
		    rule, apart < span ? apart : span, span);
	if (within == 0)
		return apart == 0 ? RATIO_ONE : 0;
	return apart >= within ? 0 : ratio_millionths(within - apart, within);
}

int32_t
plan_worth_branches(
    const struct rule *rule, const struct column *c, uint16_t x, uint16_t y)
{
	int64_t deeper = c->depth[x] > c->depth[y] ? c->depth[x] : c->depth[y];

	while (x != y) {
		if (c->depth[x] >= c->depth[y])
			x = c->parent[x];
		else
			y = c->parent[y];
	}
	return plan_worth_fraction(
	    rule, deeper - (x == 0 ? 0 : c->depth[x]), deeper);
}

int32_t
plan_worth_common(const struct rule *rule, int64_t common)
{
	int64_t k = rule->words[RULE_LEAST];

	return ratio_millionths(common < k ? common : k, k);
}

void
plan_worth_shares(uint64_t shares[PLAN_WORTH_SHARES])
{
	for (uint64_t of = 1; of < PLAN_WORTH_SHARES; of++)
		shares[of] =
		    ((UINT64_C(1) << PLAN_WORTH_SHIFT) + 4 * of - 1) / (4 * of);
}

/*
 * The cost of each requirement: see pairing/rule_costs.h.
 */
#include "pairing/rule_costs.h"
#include "base/memory.h"
#include "pairing/rules_edit.h"

static enum play_end
play_without(struct rule_cost *cost, const struct population *p,
    const struct rules *rules, const struct play_options *options)
{
	enum rules_change *changes =
	    memory_new(rules_requirement_count(rules), sizeof(*changes));
	struct rules *others;
	enum play_end end;

	changes[cost->requirement] = RULES_DROP;
	others = rules_edit_change(rules, changes);
	end = play_run(&cost->play, p, others, options);
	rules_free(others);
	free(changes);
	return end;
}

static void
hold_against(struct rule_cost *cost, const struct play *whole)
{
	const struct play *play = &cost->play;

	cost->introduced_more =
	    (int64_t)play->sum.introduced - (int64_t)whole->sum.introduced;
	cost->score_more = play->mean_score == REPORT_UNKNOWN ||
				   whole->mean_score == REPORT_UNKNOWN
			       ? REPORT_UNKNOWN
			       : play->mean_score - whole->mean_score;
}

static int
compare_costs(const void *x, const void *y)
{
	const struct rule_cost *a = x, *b = y;

	if (a->introduced_more != b->introduced_more)
		return a->introduced_more > b->introduced_more ? -1 : 1;
	if (a->score_more != b->score_more)
		return a->score_more > b->score_more ? -1 : 1;
	return (a->requirement > b->requirement) -
	       (a->requirement < b->requirement);
}

static enum rule_costs_in
costs_in(const struct rule_cost *first)
{
	if (first->introduced_more > 0)
		return RULE_COSTS_INTRODUCED;
	return first->introduced_more == 0 && first->score_more > 0
		   ? RULE_COSTS_SCORE
		   : RULE_COSTS_NOTHING;
}

bool
rule_costs_find(struct rule_costs *found, const struct population *p,
    const struct rules *rules, const struct play *whole,
    const struct play_options *options)
{
	struct play_options plain = *options;
	size_t n = rules_requirement_count(rules);

	plain.has_series = false;
	plain.sit_outs_most = UINT32_MAX;
	plain.against = NULL;
	*found = (struct rule_costs){ .costs = memory_new(
					  n, sizeof(*found->costs)) };
	while (found->count < n) {
		struct rule_cost *cost = &found->costs[found->count];

		cost->requirement = found->count++;
		if (play_without(cost, p, rules, &plain) == PLAY_STOPPED)
			return false;
		hold_against(cost, whole);
	}
	qsort(found->costs, n, sizeof(*found->costs), compare_costs);
	if (n > 0)
		found->costliest = costs_in(&found->costs[0]);
	return true;
}

void
rule_costs_clear(struct rule_costs *found)
{
	for (size_t i = 0; i < found->count; i++)
		play_clear(&found->costs[i].play);
	free(found->costs);
	*found = (struct rule_costs){ 0 };
}

/*
 * A plan answers by its kind: see pairing/plan.h.
 */
#include "pairing/plan_data.h"
#include "base/memory.h"

void
plan_free(struct plan *plan)
{
	if (plan != NULL)
		plan->kind->free(plan);
}

uint32_t
plan_size(const struct plan *plan)
{
	return plan->size;
}

bool
plan_may(const struct plan *plan, uint32_t a, uint32_t b)
{
	return plan->kind->may(plan, a, b);
}

int32_t
plan_score(const struct plan *plan, uint32_t a, uint32_t b)
{
	return plan->kind->score(plan, a, b);
}

uint32_t
plan_scan(const struct plan *plan, uint32_t a, uint32_t from, uint32_t to,
    uint32_t *ids, int32_t *scores)
{
	return plan->kind->scan(plan, a, from, to, ids, scores);
}

uint32_t
plan_filter(const struct plan *plan, uint32_t a, uint32_t *ids, int32_t *scores,
    uint32_t n)
{
	return plan->kind->filter(plan, a, ids, scores, n);
}

void
plan_block(
    const struct plan *plan, const uint32_t *ids, uint32_t n, int32_t *scores)
{
	if (n > PLAN_BLOCK_MAX)
		die("a block has at most %d members", PLAN_BLOCK_MAX);
	plan->kind->block(plan, ids, n, scores);
}

void
plan_prefetch(const struct plan *plan, const uint32_t *ids, uint32_t n)
{
	if (plan->kind->prefetch != NULL)
		plan->kind->prefetch(plan, ids, n);
}

uint32_t
plan_waiting(const struct plan *plan, uint32_t member)
{
	return plan->waiting == NULL ? 0 : plan->waiting[member];
}

bool
plan_prefers_three(const struct plan *plan, uint32_t member)
{
	return plan->prefers_three != NULL && plan->prefers_three[member];
}

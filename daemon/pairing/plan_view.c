/*
 * Views of plans: by the plan's kind, or, of a kind without its own, by asking
 * pair by pair. See pairing/plan.h.
 */
#include "pairing/plan_data.h"
#include "base/memory.h"

struct plan_view *
plan_view_new(const struct plan *plan)
{
	struct plan_view *view;

	if (plan->kind->view_new != NULL)
		view = plan->kind->view_new(plan);
	else
		view = memory_new(1, sizeof(*view));
	view->plan = plan;
	return view;
}

void
plan_view_free(struct plan_view *view)
{
	if (view == NULL)
		return;
	if (view->plan->kind->view_free != NULL)
		view->plan->kind->view_free(view);
	else
		free(view);
}

void
plan_view_take(struct plan_view *view, const uint32_t *ids, uint32_t n)
{
	if (n > PLAN_BLOCK_MAX)
		die("a view has at most %d members", PLAN_BLOCK_MAX);
	view->count = n;
	memcpy(view->ids, ids, n * sizeof(*ids));
	if (view->plan->kind->view_take != NULL)
		view->plan->kind->view_take(view);
}

/* One place against from..to-1. */
static void
meet_by_asking(const struct plan_view *view, uint32_t one, uint32_t from,
    uint32_t to, const int32_t *floors, struct plan_found *found)
{
	uint32_t a = view->ids[one];

	for (uint32_t i = from; i < to; i++) {
		int32_t score = view->ids[i] == a
				    ? SCORE_FORBIDDEN
				    : plan_score(view->plan, a, view->ids[i]);

		if (score == SCORE_FORBIDDEN ||
		    (floors != NULL && score < floors[one] &&
			score < floors[i]))
			continue;
		found->one[found->count] = one;
		found->other[found->count] = i;
		found->scores[found->count++] = score;
	}
}

void
plan_view_meet(const struct plan_view *view, struct plan_range *range,
    const int32_t *floors, struct plan_found *found)
{
	found->count = 0;
	if (view->plan->kind->view_meet != NULL) {
		view->plan->kind->view_meet(view, range, floors, found);
		return;
	}
	while (range->next < range->end && found->count <= PLAN_PAIRS_MANY) {
		uint32_t one = range->next++;
		uint32_t from =
		    range->from > range->next ? range->from : range->next;

		meet_by_asking(view, one, from, range->to, floors, found);
	}
}

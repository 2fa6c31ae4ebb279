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

uint32_t
plan_view_scan(const struct plan_view *view, uint32_t a, uint32_t from,
    uint32_t to, int32_t floor, const int32_t *floors, uint32_t *places,
    int32_t *scores)
{
	uint32_t found = 0;

	if (view->plan->kind->view_scan != NULL)
		return view->plan->kind->view_scan(
		    view, a, from, to, floor, floors, places, scores);
	for (uint32_t i = from; i < to; i++) {
		int32_t score = view->ids[i] == a
				    ? SCORE_FORBIDDEN
				    : plan_score(view->plan, a, view->ids[i]);

		if (score == SCORE_FORBIDDEN ||
		    (floors != NULL && score < floor && score < floors[i]))
			continue;
		places[found] = i;
		scores[found++] = score;
	}
	return found;
}

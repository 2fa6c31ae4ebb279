/*
 * A plan made of a population and its rules answers: see pairing/plan.h.
 */
#include "pairing/plan_compiled.h"
#include "base/memory.h"
#include "pairing/plan_score.h"
#include "pairing/plan_stages.h"

#define BLOCK PLAN_BLOCK_MAX

struct compiled_view {
	struct plan_view view;
	struct plan_lane lanes[PLAN_FIELDS_MAX];
	uint64_t bytes[]; /* the fields of its members */
};

static const struct plan_compiled *
of(const struct plan *plan)
{
	return (const struct plan_compiled *)plan;
}

/* --- asked member by member ----------------------------------------------- */

static struct plan_ask
ask_all(const struct plan_compiled *c, uint32_t a)
{
	return (struct plan_ask){ .columns = &c->columns,
		.member = a,
		.a = a,
		.own = c->columns.lanes,
		.lanes = c->columns.lanes };
}

/* The last stages for the one who asks: scores, where they are not NULL, and
 * ties. At most PLAN_BLOCK_MAX places. */
static uint32_t
score_and_untie(const struct plan_compiled *c, const struct plan_ask *ask,
    uint32_t *places, int32_t *scores, uint32_t n)
{
	uint32_t one[BLOCK], open[BLOCK];
	struct plan_pairs pairs = { .columns = ask->columns,
		.mine = ask->own,
		.theirs = ask->lanes,
		.their_ids = ask->ids,
		.one = one,
		.other = places,
		.open = open };

	for (uint32_t i = 0; i < n; i++)
		one[i] = ask->a;
	if (scores != NULL)
		plan_score_all(c, &pairs, n, scores);
	return plan_stages_untied(c, &pairs, scores, n);
}

static bool
compiled_may(const struct plan *plan, uint32_t a, uint32_t b)
{
	const struct plan_compiled *c = of(plan);
	struct plan_ask ask = ask_all(c, a);
	uint32_t place = b;

	return plan_stages_thin(c, &ask, false, &place, 1) == 1 &&
	       score_and_untie(c, &ask, &place, NULL, 1) == 1;
}

static uint32_t
filter_block(const struct plan_compiled *c, uint32_t a, uint32_t *ids,
    int32_t *scores, uint32_t n)
{
	struct plan_ask ask = ask_all(c, a);

	n = plan_stages_thin(c, &ask, false, ids, n);
	return score_and_untie(c, &ask, ids, scores, n);
}

static int32_t
compiled_score(const struct plan *plan, uint32_t a, uint32_t b)
{
	int32_t found;

	return filter_block(of(plan), a, &b, &found, 1) == 1 ? found
							     : SCORE_FORBIDDEN;
}

static uint32_t
compiled_filter(const struct plan *plan, uint32_t a, uint32_t *ids,
    int32_t *scores, uint32_t n)
{
	uint32_t found = 0;

	for (uint32_t from = 0; from < n; from += BLOCK) {
		uint32_t some = n - from < BLOCK ? n - from : BLOCK;

		memmove(ids + found, ids + from, some * sizeof(*ids));
		found += filter_block(of(plan), a, ids + found,
		    scores == NULL ? NULL : scores + found, some);
	}
	return found;
}

/* Those from..to-1, all of one standing block. */
static uint32_t
scan_standing(const struct plan_compiled *c, uint32_t a, uint32_t from,
    uint32_t to, uint32_t *ids, int32_t *scores)
{
	uint32_t base = from - from % BLOCK, found, places[BLOCK + 8];
	struct plan_lane lanes[PLAN_FIELDS_MAX];
	struct plan_ask ask = { .columns = &c->columns,
		.member = a,
		.a = a,
		.own = c->columns.lanes,
		.lanes = lanes,
		.ids = c->numbers + base };

	plan_columns_lanes(&c->columns,
	    c->standing + base / BLOCK * c->columns.view_bytes, lanes);
	found = plan_stages_passing(c, &ask, from - base, to - base, places);
	found = score_and_untie(c, &ask, places, scores, found);
	for (uint32_t i = 0; i < found; i++)
		ids[i] = places[i] + base;
	return found;
}

static uint32_t
compiled_scan(const struct plan *plan, uint32_t a, uint32_t from, uint32_t to,
    uint32_t *ids, int32_t *scores)
{
	const struct plan_compiled *c = of(plan);
	uint32_t found = 0;

	if (c->standing == NULL) {
		for (uint32_t i = from; i < to; i++)
			ids[i - from] = i;
		return compiled_filter(
		    plan, a, ids, scores, from < to ? to - from : 0);
	}
	while (from < to) {
		uint32_t end = from - from % BLOCK + BLOCK;

		end = end < to ? end : to;
		found += scan_standing(c, a, from, end, ids + found,
		    scores == NULL ? NULL : scores + found);
		from = end;
	}
	return found;
}

static void
compiled_prefetch(const struct plan *plan, const uint32_t *ids, uint32_t n)
{
	plan_columns_prefetch(&of(plan)->columns, ids, n);
}

/* --- views ---------------------------------------------------------------- */

static struct plan_view *
compiled_view_new(const struct plan *plan)
{
	const struct plan_compiled *c = of(plan);
	struct compiled_view *v =
	    memory_new(1, sizeof(*v) + c->columns.view_bytes);

	plan_columns_lanes(
	    &c->columns, (const unsigned char *)v->bytes, v->lanes);
	return &v->view;
}

static void
compiled_view_free(struct plan_view *view)
{
	free(view);
}

static void
compiled_view_take(struct plan_view *view)
{
	struct compiled_view *v = (struct compiled_view *)view;

	plan_columns_gather(&of(view->plan)->columns, view->ids, view->count,
	    (unsigned char *)v->bytes);
}

static void
compiled_view_meet(const struct plan_view *view, struct plan_range *range,
    const int32_t *floors, struct plan_found *found)
{
	const struct plan_compiled *c = of(view->plan);
	const struct compiled_view *v = (const struct compiled_view *)view;
	struct plan_ask ask = { .columns = &c->columns,
		.own = v->lanes,
		.lanes = v->lanes,
		.ids = view->ids };
	uint32_t open[PLAN_PAIRS_MAX];
	struct plan_pairs pairs = { .columns = &c->columns,
		.mine = v->lanes,
		.theirs = v->lanes,
		.my_ids = view->ids,
		.their_ids = view->ids,
		.one = found->one,
		.other = found->other,
		.open = open };
	uint32_t n = 0;

	while (range->next < range->end && n <= PLAN_PAIRS_MANY) {
		uint32_t before = n, from;

		ask.a = range->next++;
		ask.member = view->ids[ask.a];
		from = range->from > range->next ? range->from : range->next;
		n += plan_stages_passing(
		    c, &ask, from, range->to, found->other + n);
		for (uint32_t i = before; i < n; i++)
			found->one[i] = ask.a;
	}
	if (floors != NULL)
		n = plan_score_above(c, &pairs, floors, n, found->scores);
	else
		plan_score_all(c, &pairs, n, found->scores);
	found->count = plan_stages_untied(c, &pairs, found->scores, n);
}

static void
compiled_block(
    const struct plan *plan, const uint32_t *ids, uint32_t n, int32_t *scores)
{
	struct plan_view *view = plan_view_new(plan);
	struct plan_range range = { 0, n, 0, n };
	struct plan_found found;

	plan_view_take(view, ids, n);
	for (uint32_t i = 0; i < n * n; i++)
		scores[i] = SCORE_FORBIDDEN;
	while (range.next < range.end) {
		compiled_view_meet(view, &range, NULL, &found);
		for (uint32_t i = 0; i < found.count; i++) {
			uint32_t one = found.one[i], other = found.other[i];

			scores[one * n + other] = scores[other * n + one] =
			    found.scores[i];
		}
	}
	plan_view_free(view);
}

/* --- making one ----------------------------------------------------------- */

static void
compiled_free(struct plan *plan)
{
	struct plan_compiled *c = (struct plan_compiled *)plan;

	plan_columns_clear(&c->columns);
	plan_terms_clear(c->terms, c->term_count);
	free(c->steps);
	free(c->terms);
	free(c->standing);
	free(c->numbers);
	free(c);
}

const struct plan_kind plan_compiled_kind = {
	.free = compiled_free,
	.score = compiled_score,
	.scan = compiled_scan,
	.filter = compiled_filter,
	.block = compiled_block,
	.may = compiled_may,
	.prefetch = compiled_prefetch,
	.view_new = compiled_view_new,
	.view_free = compiled_view_free,
	.view_take = compiled_view_take,
	.view_meet = compiled_view_meet,
};

const struct plan_compiled *
plan_compiled_get(const struct plan *plan)
{
	return plan->kind == &plan_compiled_kind ? of(plan) : NULL;
}

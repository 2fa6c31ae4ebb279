/*
 * A plan made of a population and its rules: see pairing/plan.h. Of those whom
 * a member is held against, requirements leave the few survivors, step by step;
 * only these are scored; and only of those whose score is wanted, ties are
 * looked up.
 */
#include "pairing/plan_compiled.h"
#include "base/memory.h"
#include "pairing/plan_score.h"

#define BLOCK PLAN_BLOCK_MAX
#define TIES_AHEAD 64 /* ties that are fetched early */
#define TIES_LINE 16  /* of them in a cache line */

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

/* --- the three stages ----------------------------------------------------- */

/* Requirements but ties; of those that were marked, what marks leave open. */
static uint32_t
thin(const struct plan_compiled *c, const struct plan_ask *ask, bool is_marked,
    uint32_t *places, uint32_t n)
{
	for (uint32_t i = 0; i < c->step_count && n > 0; i++) {
		const struct plan_step *step = &c->steps[i];
		bool holds;

		if (is_marked && step->mark != NULL && !step->needs_thin)
			continue;
		if (!plan_steps_missing(step, ask, &holds))
			n = step->thin(step, ask, places, n);
		else if (!holds)
			return 0;
	}
	return n;
}

static uint32_t
member_at(const struct plan_ask *ask, uint32_t place)
{
	return ask->ids == NULL ? place : ask->ids[place];
}

/* Those whom ties do not refuse, and who are not `a`. */
static uint32_t
untied(const struct plan_compiled *c, const struct plan_ask *ask,
    uint32_t *places, int32_t *scores, uint32_t n)
{
	struct plan_ties_of ties;
	uint32_t kept = 0;

	if (n == 0)
		return 0;
	plan_ties_load(&ties, &c->ties, ask->a);
	for (uint32_t i = 0; i < n; i++) {
		uint32_t b = member_at(ask, places[i]);

		if (b == ask->a || plan_ties_refuse(&ties, b))
			continue;
		if (scores != NULL)
			scores[kept] = scores[i];
		places[kept++] = places[i];
	}
	return kept;
}

static struct plan_ask
ask_all(const struct plan_compiled *c, uint32_t a)
{
	return (struct plan_ask){
		.columns = &c->columns, .a = a, .lanes = c->columns.lanes
	};
}

/* Places from..from+n-1 that pass all marks. */
static uint32_t
mark(const struct plan_compiled *c, const struct plan_ask *ask, uint32_t from,
    uint32_t n, uint32_t *places)
{
	uint8_t pass[BLOCK + 8];
	uint32_t found = 0;

	memset(pass, 1, n);
	memset(pass + n, 0, 8);
	for (uint32_t i = 0; i < c->step_count; i++) {
		const struct plan_step *step = &c->steps[i];
		bool holds;

		if (step->mark == NULL)
			break;

		if (!plan_steps_missing(step, ask, &holds))
			step->mark(step, ask, from, n, pass);
		else if (!holds)
			return 0;
	}
	for (uint32_t at = 0; at < n; at += 8) {
		uint64_t eight;

		memcpy(&eight, pass + at, sizeof(eight));
		if (eight == 0)
			continue;
		for (uint32_t k = at; k < at + 8; k++) {
			places[found] = from + k;
			found += pass[k];
		}
	}
	return found;
}

/* All stages over places from..to-1 of these lanes, as plan_view_scan; where
 * scores is NULL, only who. */
static uint32_t
scan_lanes(const struct plan_compiled *c, const struct plan_ask *ask,
    uint32_t from, uint32_t to, int32_t floor, const int32_t *floors,
    uint32_t *places, int32_t *scores)
{
	uint32_t n, some[BLOCK + 8];

	if (from >= to)
		return 0;
	n = mark(c, ask, from, to - from, some);
	n = thin(c, ask, true, some, n);
	if (floors != NULL)
		n = plan_score_above(c, ask, floor, floors, some, n, scores);
	else if (scores != NULL)
		plan_score_all(c, ask, some, n, scores);
	memcpy(places, some, n * sizeof(*some));
	return untied(c, ask, places, scores, n);
}

/* --- asked member by member ----------------------------------------------- */

static bool
compiled_may(const struct plan *plan, uint32_t a, uint32_t b)
{
	const struct plan_compiled *c = of(plan);
	struct plan_ask ask = ask_all(c, a);
	uint32_t place = b;

	return thin(c, &ask, false, &place, 1) == 1 &&
	       untied(c, &ask, &place, NULL, 1) == 1;
}

static uint32_t
filter_block(const struct plan_compiled *c, uint32_t a, uint32_t *ids,
    int32_t *scores, uint32_t n)
{
	struct plan_ask ask = ask_all(c, a);

	n = thin(c, &ask, false, ids, n);
	if (scores != NULL)
		plan_score_all(c, &ask, ids, n, scores);
	return untied(c, &ask, ids, scores, n);
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
	uint32_t base = from - from % BLOCK, found;
	struct plan_lane lanes[PLAN_FIELDS_MAX];
	struct plan_ask ask = { .columns = &c->columns,
		.a = a,
		.lanes = lanes,
		.ids = c->numbers + base };

	plan_columns_lanes(&c->columns,
	    c->standing + base / BLOCK * c->columns.view_bytes, lanes);
	found =
	    scan_lanes(c, &ask, from - base, to - base, 0, NULL, ids, scores);
	for (uint32_t i = 0; i < found; i++)
		ids[i] += base;
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

static void
compiled_prefetch_ties(const struct plan *plan, const uint32_t *ids, uint32_t n)
{
	const struct population *p = of(plan)->ties.p;

	for (uint32_t i = 0; i < n; i++)
		__builtin_prefetch(&p->tie_first[ids[i]]);
	for (uint32_t i = 0; i < n; i++) {
		const uint32_t *other = p->tie_other + p->tie_first[ids[i]];
		const uint32_t *end = p->tie_other + p->tie_first[ids[i] + 1];

		uint32_t count = (uint32_t)(end - other);

		for (uint32_t k = 0; k < count && k < TIES_AHEAD;
		     k += TIES_LINE)
			__builtin_prefetch(other + k);
		if (count > 0)
			__builtin_prefetch(end - 1);
	}
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

static uint32_t
compiled_view_scan(const struct plan_view *view, uint32_t a, uint32_t from,
    uint32_t to, int32_t floor, const int32_t *floors, uint32_t *places,
    int32_t *scores)
{
	const struct plan_compiled *c = of(view->plan);
	const struct compiled_view *v = (const struct compiled_view *)view;
	struct plan_ask ask = { .columns = &c->columns,
		.a = a,
		.lanes = v->lanes,
		.ids = view->ids };

	return scan_lanes(c, &ask, from, to, floor, floors, places, scores);
}

static void
compiled_block(
    const struct plan *plan, const uint32_t *ids, uint32_t n, int32_t *scores)
{
	struct plan_view *view = plan_view_new(plan);
	uint32_t places[BLOCK];
	int32_t found[BLOCK];

	plan_view_take(view, ids, n);
	for (uint32_t i = 0; i < n * n; i++)
		scores[i] = SCORE_FORBIDDEN;
	for (uint32_t i = 0; i < n; i++) {
		uint32_t count = plan_view_scan(
		    view, ids[i], i + 1, n, 0, NULL, places, found);

		for (uint32_t k = 0; k < count; k++)
			scores[i * n + places[k]] = scores[places[k] * n + i] =
			    found[k];
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
	.prefetch_ties = compiled_prefetch_ties,
	.view_new = compiled_view_new,
	.view_free = compiled_view_free,
	.view_take = compiled_view_take,
	.view_scan = compiled_view_scan,
};

const struct plan_compiled *
plan_compiled_get(const struct plan *plan)
{
	return plan->kind == &plan_compiled_kind ? of(plan) : NULL;
}

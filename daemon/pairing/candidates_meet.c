/*
 * Members meet: see pairing/candidates_meet.h.
 */
#include "pairing/candidates_meet.h"
#include "base/memory.h"

struct candidates_meet {
	struct candidates *c;
	const struct plan *plan;
	struct plan_view *view;
	uint32_t ids[PLAN_BLOCK_MAX];   /* of the view, by place in it */
	int32_t floors[PLAN_BLOCK_MAX]; /* likewise */
	uint32_t found[PLAN_BLOCK_MAX];
	int32_t scores[PLAN_BLOCK_MAX];
};

struct candidates_meet *
candidates_meet_new(struct candidates *c, const struct plan *plan)
{
	struct candidates_meet *m = memory_new(1, sizeof(*m));

	m->c = c;
	m->plan = plan;
	m->view = plan_view_new(plan);
	return m;
}

void
candidates_meet_free(struct candidates_meet *m)
{
	if (m == NULL)
		return;
	plan_view_free(m->view);
	free(m);
}

static uint32_t
member_of(const struct candidates *c, uint32_t place)
{
	return c->members == NULL ? place : c->members[place];
}

/* What is behind these places will be needed: fetched all at once, not one
 * after the other. */
static void
prefetch(struct candidates_meet *m, const uint32_t *places, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		const uint64_t *list = candidates_of(m->c, places[i]);

		m->ids[i] = member_of(m->c, places[i]);
		for (uint32_t k = 0; k < m->c->keep; k += 8)
			__builtin_prefetch(list + k);
		__builtin_prefetch(list + m->c->keep - 1);
	}
	plan_prefetch(m->plan, m->ids, n);
}

static void
look_at(struct candidates_meet *m, const uint32_t *places, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		m->ids[i] = member_of(m->c, places[i]);
		m->floors[i] = candidates_floor(m->c, places[i]);
	}
	plan_view_take(m->view, m->ids, n);
}

/* The member at place `one` meets from..to-1 of the view, whose places are
 * others[]. */
static void
meet(struct candidates_meet *m, uint32_t one, const uint32_t *others,
    uint32_t from, uint32_t to)
{
	struct candidates *c = m->c;
	uint32_t a = member_of(c, one);
	uint32_t found = plan_view_scan(m->view, a, from, to,
	    candidates_floor(c, one), m->floors, m->found, m->scores);

	for (uint32_t k = 0; k < found; k++) {
		uint32_t at = m->found[k], b = m->ids[at];
		uint64_t item = candidates_item(c, a, b, m->scores[k]);
		uint64_t mine = item - b + a;

		(void)candidates_add(c, one, item);
		if (candidates_add(c, others[at], mine))
			m->floors[at] = candidates_floor(c, others[at]);
	}
}

void
candidates_meet_all(
    struct candidates_meet *m, const uint32_t *places, uint32_t n)
{
	prefetch(m, places, n);
	plan_prefetch_ties(m->plan, m->ids, n);
	look_at(m, places, n);
	for (uint32_t i = 0; i + 1 < n; i++)
		meet(m, places[i], places, i + 1, n);
}

void
candidates_meet_two(struct candidates_meet *m, const uint32_t *left,
    uint32_t left_n, const uint32_t *right, uint32_t right_n)
{
	left_n = left_n < PLAN_BLOCK_MAX ? left_n : PLAN_BLOCK_MAX;
	prefetch(m, left, left_n);
	plan_prefetch_ties(m->plan, m->ids, left_n);
	prefetch(m, right, right_n);
	look_at(m, right, right_n);
	for (uint32_t i = 0; i < left_n; i++)
		meet(m, left[i], right, 0, right_n);
}

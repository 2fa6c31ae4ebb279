/*
 * Members meet: see pairing/candidates_meet.h.
 */
#include "pairing/candidates_meet.h"
#include "base/memory.h"

/* Who meets, the left ones first; by place in the view. */
struct meeting {
	uint32_t left, count; /* left: 0 where all meet one another */
	uint32_t places[PLAN_BLOCK_MAX]; /* in the lists */
	uint32_t ids[PLAN_BLOCK_MAX];    /* the members */
};

struct candidates_meet {
	struct candidates *c;
	const struct plan *plan;
	struct plan_view *view;
	struct meeting meetings[2]; /* one waits, one is held */
	int waiting;
	int32_t floors[PLAN_BLOCK_MAX]; /* the least that they would remember */
	struct plan_found found;
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

/* --- what will be needed -------------------------------------------------- */

/* Who comes to the next meeting: their rows and lists are fetched all at once,
 * while the one before is held. */
static void
add_places(struct candidates_meet *m, struct meeting *next,
    const uint32_t *places, uint32_t n)
{
	uint32_t *ids = next->ids + next->count;

	memcpy(next->places + next->count, places, n * sizeof(*places));
	next->count += n;
	for (uint32_t i = 0; i < n; i++) {
		const uint64_t *list = candidates_of(m->c, places[i]);

		ids[i] = member_of(m->c, places[i]);
		for (uint32_t k = 0; k < m->c->keep; k += 8)
			__builtin_prefetch(list + k, 0, PLAN_NEAR);
		__builtin_prefetch(list + m->c->keep - 1, 0, PLAN_NEAR);
	}
	plan_prefetch(m->plan, ids, n);
}

/* --- a meeting ------------------------------------------------------------ */

static void
remember(struct candidates_meet *m, uint32_t place, uint32_t at, uint64_t item)
{
	m->floors[at] = candidates_add(m->c, place, item);
}

static void
meet(struct candidates_meet *m, const struct meeting *held,
    struct plan_range range)
{
	const struct plan_found *found = &m->found;

	while (range.next < range.end) {
		plan_view_meet(m->view, &range, m->floors, &m->found);
		for (uint32_t i = 0; i < found->count; i++) {
			uint32_t one = found->one[i], other = found->other[i];
			uint32_t a = held->ids[one], b = held->ids[other];
			int32_t score = found->scores[i];
			uint64_t item = candidates_item(m->c, a, b, score);

			if (score >= m->floors[one])
				remember(m, held->places[one], one, item);
			if (score >= m->floors[other])
				remember(m, held->places[other], other,
				    item - b + a);
		}
	}
}

static void
hold(struct candidates_meet *m, const struct meeting *held)
{
	uint32_t left = held->left, n = held->count;

	for (uint32_t i = 0; i < n; i++)
		m->floors[i] = candidates_floor(m->c, held->places[i]);
	plan_view_take(m->view, held->ids, n);
	meet(m, held,
	    left == 0 ? (struct plan_range){ 0, n, 0, n }
		      : (struct plan_range){ 0, left, left, n });
}

/* The next meeting waits, and the one that waited is held. */
static void
go_on(struct candidates_meet *m)
{
	struct meeting *held = &m->meetings[m->waiting ^= 1];

	if (held->count > 0)
		hold(m, held);
	held->left = held->count = 0;
}

void
candidates_meet_all(
    struct candidates_meet *m, const uint32_t *places, uint32_t n)
{
	add_places(m, &m->meetings[m->waiting], places, n);
	go_on(m);
}

void
candidates_meet_two(struct candidates_meet *m, const uint32_t *left,
    uint32_t left_n, const uint32_t *right, uint32_t right_n)
{
	struct meeting *next = &m->meetings[m->waiting];

	if (left_n == 0)
		return;
	add_places(m, next, left, left_n);
	next->left = left_n;
	add_places(m, next, right, right_n);
	go_on(m);
}

void
candidates_meet_end(struct candidates_meet *m)
{
	go_on(m);
}

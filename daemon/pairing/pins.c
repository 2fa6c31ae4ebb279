/*
 * Pinned pairs: see pairing/pins.h.
 */
#include "pairing/pins.h"
#include "base/dice.h"
#include "base/memory.h"
#include "pairing/plan.h"
#include "pairing/population_part.h"
#include "pairing/rules_data.h"

#define TRIES 64 /* to find a circle around a pair */

enum { STREAM_PINS = 0x50494e53 };

struct pinned_group {
	uint32_t members[DRAW_GROUP_MAX];
	uint32_t size;
};

struct pins {
	const struct population *whole;
	struct plan *plan; /* of the whole */
	uint32_t size;     /* of a group */
	struct dice dice;
	struct pinned_group *groups;
	size_t group_count;
	struct draw_pin *fates;
	bool *is_taken;   /* by member */
	uint32_t *others; /* the whole's number of each, ascending */
	uint32_t other_count;
	struct population *part; /* of the others */
};

/* --- taking them out ------------------------------------------------------ */

/* Those of ids[0..n-1] who are in no pinned group yet; how many. */
static uint32_t
keep_free(const struct pins *s, uint32_t *ids, uint32_t n)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < n; i++)
		if (!s->is_taken[ids[i]])
			ids[kept++] = ids[i];
	return kept;
}

/* Others join the pair by chance until it is a circle; false: there are none. */
static bool
fill_circle(struct pins *s, struct pinned_group *g, uint32_t *ids)
{
	uint32_t n, k;

	for (int try = 0; try < TRIES; try++) {
		n = plan_scan(
		    s->plan, g->members[0], 0, s->whole->size, ids, NULL);
		n = keep_free(s, ids, n);
		n = plan_filter(s->plan, g->members[1], ids, NULL, n);
		for (g->size = 2; g->size < s->size && n > 0; g->size++) {
			k = dice_below(&s->dice, n);
			g->members[g->size] = ids[k];
			n = plan_filter(s->plan, ids[k], ids, NULL, n);
		}
		if (g->size == s->size)
			return true;
	}
	return false;
}

static enum draw_pin_fate
seat(struct pins *s, const struct pin *pin, uint32_t *ids)
{
	struct pinned_group *g = &s->groups[s->group_count];

	if ((population_tie_of(s->whole, pin->a, pin->b) & TIE_BIT_BLOCKS) != 0)
		return DRAW_PIN_KEPT;
	if (s->is_taken[pin->a] || s->is_taken[pin->b])
		return DRAW_PIN_TAKEN;
	s->is_taken[pin->a] = s->is_taken[pin->b] = true;
	*g = (struct pinned_group){ { pin->a, pin->b }, 2 };
	if (s->size > 2 && !fill_circle(s, g, ids)) {
		s->is_taken[pin->a] = s->is_taken[pin->b] = false;
		return DRAW_PIN_ALONE;
	}
	for (uint32_t i = 0; i < g->size; i++)
		s->is_taken[g->members[i]] = true;
	s->group_count++;
	return DRAW_PIN_MADE;
}

struct pins *
pins_new(const struct population *p, const struct rules *rules, uint64_t seed)
{
	struct pins *s = memory_new(1, sizeof(*s));
	uint32_t *ids = memory_new(p->size, sizeof(*ids));

	s->whole = p;
	s->plan = plan_new(p, rules);
	s->size = (uint32_t)rules_size(rules);
	dice_init(&s->dice, seed, STREAM_PINS);
	s->groups = memory_new(p->pin_count, sizeof(*s->groups));
	s->fates = memory_new(p->pin_count, sizeof(*s->fates));
	s->is_taken = memory_new(p->size, sizeof(*s->is_taken));
	s->others = memory_new(p->size, sizeof(*s->others));
	for (size_t i = 0; i < p->pin_count; i++)
		s->fates[i] = (struct draw_pin){ p->pins[i].a, p->pins[i].b,
			seat(s, &p->pins[i], ids) };
	for (uint32_t m = 0; m < p->size; m++)
		if (!s->is_taken[m])
			s->others[s->other_count++] = m;
	s->part = population_part(p, s->others, s->other_count);
	free(ids);
	return s;
}

void
pins_free(struct pins *s)
{
	plan_free(s->plan);
	population_free(s->part);
	free(s->groups);
	free(s->fates);
	free(s->is_taken);
	free(s->others);
	free(s);
}

const struct population *
pins_others(const struct pins *s)
{
	return s->part;
}

/* --- and back ------------------------------------------------------------- */

static bool
may_join(const struct pins *s, const struct pinned_group *g, uint32_t member)
{
	for (uint32_t i = 0; i < g->size; i++)
		if (!plan_may(s->plan, g->members[i], member))
			return false;
	return true;
}

static int
compare_waiting(const void *x, const void *y, void *population)
{
	const struct population *p = population;
	uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;

	if (p->waiting[a] != p->waiting[b])
		return p->waiting[a] > p->waiting[b] ? -1 : 1;
	return (a > b) - (a < b);
}

/* Who sat out, in the whole's numbers, those who waited longest first: each joins
 * the first group that it may. Whoever is left is left in order; how many. */
static uint32_t
join_sit_outs(struct pins *s, uint32_t *sit_outs, uint32_t n)
{
	uint32_t left = 0;

	qsort_r(sit_outs, n, sizeof(*sit_outs), compare_waiting,
	    (void *)(uintptr_t)s->whole);
	for (uint32_t i = 0; i < n; i++) {
		struct pinned_group *g = s->groups;
		struct pinned_group *end = s->groups + s->group_count;

		while (g < end &&
		       (g->size > s->size || !may_join(s, g, sit_outs[i])))
			g++;
		if (g < end)
			g->members[g->size++] = sit_outs[i];
		else
			sit_outs[left++] = sit_outs[i];
	}
	return left;
}

/* Pinned groups that could take one more of the others, had all been drawn
 * otherwise. */
static uint32_t
count_open(const struct pins *s)
{
	uint32_t open = 0;

	for (size_t i = 0; i < s->group_count; i++) {
		const struct pinned_group *g = &s->groups[i];
		uint32_t k = 0;

		if (g->size > s->size)
			continue;
		while (k < s->other_count && !may_join(s, g, s->others[k]))
			k++;
		open += k < s->other_count;
	}
	return open;
}

static int
compare_groups(const void *x, const void *y)
{
	uint32_t a = ((const struct draw_group *)x)->members[0];
	uint32_t b = ((const struct draw_group *)y)->members[0];

	return (a > b) - (a < b);
}

static int
compare_members(const void *x, const void *y)
{
	uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;

	return (a > b) - (a < b);
}

/* All groups in the whole's numbers, by their first members. */
static struct grouping *
collect(struct pins *s, const struct draw *draw, uint32_t *numbers)
{
	size_t n = draw->group_count + s->group_count, at = 0;
	struct draw_group *all = memory_new(n, sizeof(*all));
	struct grouping *g = grouping_new(s->whole->size);

	for (size_t i = 0; i < draw->group_count; i++) {
		const struct draw_group *from = &draw->groups[i];

		all[i] = (struct draw_group){ numbers + at, from->size };
		for (uint32_t k = 0; k < from->size; k++)
			numbers[at++] = s->others[from->members[k]];
	}
	for (size_t i = 0; i < s->group_count; i++) {
		struct pinned_group *from = &s->groups[i];

		qsort(from->members, from->size, sizeof(*from->members),
		    compare_members);
		all[draw->group_count + i] =
		    (struct draw_group){ from->members, from->size };
	}
	qsort(all, n, sizeof(*all), compare_groups);
	for (size_t i = 0; i < n; i++)
		grouping_add(g, all[i].members, all[i].size);
	free(all);
	return g;
}

struct grouping *
pins_join(struct pins *s, struct draw *draw)
{
	uint32_t *numbers = memory_new(s->whole->size, sizeof(*numbers));
	uint32_t *sit_outs = memory_new(draw->sit_out_count, sizeof(*sit_outs));
	uint32_t left = (uint32_t)draw->sit_out_count, open;
	struct grouping *g;

	for (size_t i = 0; i < draw->barrier_count; i++)
		draw->barrier[i] = s->others[draw->barrier[i]];
	for (size_t i = 0; i < draw->sit_out_count; i++)
		sit_outs[i] = s->others[draw->sit_outs[i]];
	left = join_sit_outs(s, sit_outs, left);
	open = left == 0 ? 0 : count_open(s) + draw->unproven;
	draw->unproven = open < left ? open : left;
	g = collect(s, draw, numbers);
	qsort(sit_outs, left, sizeof(*sit_outs), compare_members);
	for (uint32_t i = 0; i < left; i++)
		grouping_add_sit_out(g, sit_outs[i]);
	/* A bound on the others' mean says nothing of all. */
	if (s->group_count > 0) {
		draw->upper_bound = -1;
		draw->bound_by = NULL;
	}
	draw->pins = s->fates;
	draw->pin_count = s->whole->pin_count;
	s->fates = NULL;
	free(numbers);
	free(sit_outs);
	return g;
}

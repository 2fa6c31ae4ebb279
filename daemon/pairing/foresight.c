/*
 * Looking ahead: see pairing/foresight.h.
 */
#include "pairing/foresight.h"
#include "base/dice.h"
#include "base/memory.h"
#include "pairing/cover.h"
#include "pairing/rules_data.h"

#define MEMBERS_MAX 300
#define HORIZON_MAX 24
/* Two rounds drawn anew, for each that is not full; fewer of many members, each of
 * whom costs. */
#define REPAIRS 60
#define REPAIRS_MEMBERS 50
/* Beginnings: of a draw, and of a plan that all draws are held against. */
#define TRIES_OF_DRAW 2
#define TRIES_OF_PLAN 30

static bool
must_rest(const struct rules *rules)
{
	for (size_t i = 0; i < rules->requirement_count; i++)
		if (rules->items[i].kind->holds == rule_rested_holds)
			return true;
	return false;
}

uint32_t
foresight_horizon(const struct plan *plan, const struct rules *rules)
{
	uint32_t n = plan_size(plan), least = UINT32_MAX;
	uint32_t ids[MEMBERS_MAX];
	int32_t scores[MEMBERS_MAX];

	if (n > MEMBERS_MAX || rules_size(rules) != 2 || !must_rest(rules))
		return 0;
	for (uint32_t a = 0; a < n; a++) {
		uint32_t found = plan_scan(plan, a, 0, n, ids, scores);

		least = found < least ? found : least;
	}
	return least >= 2 && least <= HORIZON_MAX ? least : 0;
}

/* Rounds that can follow each other. */
struct ahead {
	uint32_t size, sit_outs; /* sit_outs: of a round that is full */
	/* Who may meet whom and does not in any of the rounds. */
	int32_t *table;
	struct seating *rounds[HORIZON_MAX];
	uint32_t count;
	struct dice dice;
};

/* --- who may still meet whom ---------------------------------------------- */

static void
mark(struct ahead *a, uint32_t m, uint32_t other, int32_t score)
{
	a->table[m * a->size + other] = a->table[other * a->size + m] = score;
}

/* All pairs of a round: SCORE_FORBIDDEN, or 0, where they may meet again. */
static void
mark_round(struct ahead *a, const struct seating *s, int32_t score)
{
	for (uint32_t v = 0; v < s->size; v++) {
		if (s->mate[v] < s->size)
			mark(a, v, s->mate[v], score);
		if (s->host[v] < s->size) {
			mark(a, v, s->host[v], score);
			mark(a, v, s->mate[s->host[v]], score);
		}
	}
}

static void
forbid_draw(struct ahead *a, const struct draw *draw)
{
	for (size_t i = 0; i < draw->group_count; i++) {
		const struct draw_group *g = &draw->groups[i];

		for (uint32_t k = 0; k < g->size; k++)
			for (uint32_t l = k + 1; l < g->size; l++)
				mark(a, g->members[k], g->members[l],
				    SCORE_FORBIDDEN);
	}
}

static void
ahead_begin(
    struct ahead *a, const struct plan *plan, uint32_t sit_outs, uint64_t seed)
{
	uint32_t n = plan_size(plan), ids[MEMBERS_MAX];
	int32_t scores[MEMBERS_MAX];

	*a = (struct ahead){ .size = n, .sit_outs = sit_outs };
	dice_init(&a->dice, seed, 0);
	a->table = memory_new((size_t)n * n, sizeof(*a->table));
	for (uint32_t i = 0; i < n * n; i++)
		a->table[i] = SCORE_FORBIDDEN;
	for (uint32_t m = 0; m < n; m++) {
		uint32_t found = plan_scan(plan, m, 0, n, ids, scores);

		for (uint32_t i = 0; i < found; i++)
			a->table[m * n + ids[i]] = 0;
	}
}

static void
ahead_end(struct ahead *a)
{
	while (a->count > 0)
		seating_free(a->rounds[--a->count]);
	free(a->table);
}

/* --- rounds --------------------------------------------------------------- */

/* As many as can be of those who may still meet, who then may not again. */
static struct seating *
draw_round(struct ahead *a)
{
	struct plan *plan = plan_new_table(a->size, a->table);
	struct cover *cover = cover_find(plan, dice_next(&a->dice), NULL);
	struct seating *s = cover->seating;

	cover->seating = NULL;
	cover_free(cover);
	plan_free(plan);
	mark_round(a, s, SCORE_FORBIDDEN);
	return s;
}

/* So many more than needed sit out. */
static uint32_t
excess(const struct ahead *a, uint32_t round)
{
	uint32_t out = a->rounds[round]->sit_out_count;

	return out > a->sit_outs ? out - a->sit_outs : 0;
}

/* Draws two rounds anew from what both had; if more sit out then, not. Returns
 * how many less do. */
static uint32_t
redraw(struct ahead *a, uint32_t i, uint32_t k)
{
	struct seating *was[2] = { a->rounds[i], a->rounds[k] };
	uint32_t before = excess(a, i) + excess(a, k), after;

	mark_round(a, was[0], 0);
	mark_round(a, was[1], 0);
	a->rounds[i] = draw_round(a);
	a->rounds[k] = draw_round(a);
	after = excess(a, i) + excess(a, k);
	if (after > before) {
		mark_round(a, a->rounds[i], 0);
		mark_round(a, a->rounds[k], 0);
		seating_free(a->rounds[i]);
		seating_free(a->rounds[k]);
		a->rounds[i] = was[0];
		a->rounds[k] = was[1];
		mark_round(a, was[0], SCORE_FORBIDDEN);
		mark_round(a, was[1], SCORE_FORBIDDEN);
		return 0;
	}
	seating_free(was[0]);
	seating_free(was[1]);
	return before - after;
}

/* A round that is not full; one is not. */
static uint32_t
short_round(const struct ahead *a)
{
	uint32_t i = a->count - 1;

	while (i > 0 && excess(a, i) == 0)
		i--;
	return i;
}

/* Until all rounds are full, or so often: a short round and another, or any two,
 * which only moves things. */
static bool
repair(struct ahead *a, uint32_t missing, uint32_t repairs)
{
	while (missing > 0 && repairs-- > 0 && a->count > 1) {
		uint32_t i = repairs % 4 != 0 ? short_round(a)
					      : dice_below(&a->dice, a->count);
		uint32_t k = dice_below(&a->dice, a->count - 1);

		missing -= redraw(a, i, k + (k >= i));
	}
	return missing == 0;
}

static void
drop_short_rounds(struct ahead *a)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < a->count; i++)
		if (excess(a, i) == 0)
			a->rounds[kept++] = a->rounds[i];
		else
			seating_free(a->rounds[i]);
	a->count = kept;
}

/* Adds full rounds as long as there are some, `most` at most. */
static void
go_on(struct ahead *a, uint32_t most)
{
	uint32_t repairs = REPAIRS;
	bool is_full = true;

	if (a->size > REPAIRS_MEMBERS)
		repairs = repairs * REPAIRS_MEMBERS / a->size *
			  REPAIRS_MEMBERS / a->size;
	while (is_full && a->count < most) {
		a->rounds[a->count] = draw_round(a);
		a->count++;
		is_full = repair(a, excess(a, a->count - 1), repairs);
	}
	drop_short_rounds(a);
}

/* The best of some beginnings, from now on or after a draw. */
static void
look(struct ahead *best, const struct plan *plan, const struct draw *draw,
    uint32_t sit_outs, uint32_t most, uint64_t seed)
{
	int tries = draw == NULL ? TRIES_OF_PLAN : TRIES_OF_DRAW;
	struct dice dice;

	dice_init(&dice, seed, 0);
	*best = (struct ahead){ .count = 0 };
	for (int i = 0; i < tries && (i == 0 || best->count < most); i++) {
		struct ahead a, worse;

		ahead_begin(&a, plan, sit_outs, dice_next(&dice));
		if (draw != NULL)
			forbid_draw(&a, draw);
		go_on(&a, most);
		worse = a.count > best->count ? *best : a;
		*best = a.count > best->count ? a : *best;
		ahead_end(&worse);
	}
}

uint32_t
foresight_rounds(const struct plan *plan, const struct draw *draw,
    uint32_t horizon, uint64_t seed)
{
	struct ahead a;
	uint32_t full;

	look(&a, plan, draw, (uint32_t)draw->sit_out_count, horizon - 1, seed);
	full = a.count;
	ahead_end(&a);
	return full;
}

uint32_t
foresight_plan(const struct plan *plan, uint32_t sit_outs, uint32_t horizon,
    uint64_t seed, struct seating **round)
{
	struct ahead a;
	uint32_t full, best = 0;

	look(&a, plan, NULL, sit_outs, horizon, seed);
	full = a.count;
	for (uint32_t i = 1; i < full; i++)
		if (seating_score(a.rounds[i], plan) >
		    seating_score(a.rounds[best], plan))
			best = i;
	*round = full > 0 ? seating_copy(a.rounds[best]) : NULL;
	ahead_end(&a);
	return full;
}

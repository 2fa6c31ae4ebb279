/*
 * The draw: see pairing/draw.h. A pool small enough is drawn from the law
 * itself; larger ones of pairs step by step (draw_pairs.c); larger groups as
 * circles.
 */
#include "pairing/draw.h"
#include "base/dice.h"
#include "base/memory.h"
#include "pairing/circles.h"
#include "pairing/cover.h"
#include "pairing/draw_pairs.h"
#include "pairing/effort.h"
#include "pairing/exact_law.h"
#include "pairing/foresight.h"
#include "pairing/grouping.h"
#include "pairing/optimum.h"
#include "pairing/pins.h"
#include "pairing/plan.h"
#include "pairing/population_data.h"
#include "pairing/strangers.h"

enum { STREAM_AHEAD = 0x41484541 };

/* T in millionths of a pair's score, of a serendipity in thousandths: 0 at 0,
 * INT64_MAX at 1000, between 0.1 · s / (1 - s). */
static int64_t
temperature_of(int64_t serendipity)
{
	if (serendipity >= 1000)
		return INT64_MAX;
	return SCORE_ONE / 10 * serendipity / (1000 - serendipity);
}

/* The groups become the draw's; `g` is freed. */
static void
take_grouping(struct draw *draw, struct grouping *g)
{
	draw->group_count = g->group_count;
	draw->groups = memory_new(g->group_count, sizeof(*draw->groups));
	draw->members = g->members;
	for (uint32_t i = 0; i < g->group_count; i++)
		draw->groups[i] =
		    (struct draw_group){ draw->members + g->first[i],
			    g->first[i + 1] - g->first[i] };
	draw->sit_outs = g->sit_outs;
	draw->sit_out_count = g->sit_out_count;
	g->members = g->sit_outs = NULL;
	grouping_free(g);
}

/* Of a pool drawn by the law itself the cover gives the certificate, and what
 * could be scored at most. */
static void
prove(
    struct draw *draw, const struct plan *plan, const struct cover_hints *hints)
{
	struct cover *cover = cover_find(plan, draw->seed, hints);
	int64_t bound = optimum_find(plan, cover->seating, draw->seed);

	if (cover->seating->sit_out_count != draw->sit_out_count)
		die("a draw leaves out %zu, a cover %u", draw->sit_out_count,
		    cover->seating->sit_out_count);
	draw->upper_bound = draw_pairs_mean(cover->seating, bound);
	draw->bound_by = DRAW_BOUND_DUALS;
	draw_pairs_take_proof(draw, cover);
	cover_free(cover);
}

/* In a circle too nobody does better than with their best partner. */
static void
bound_circles(struct draw *draw, const struct plan *plan, int threads)
{
	uint32_t n = plan_size(plan);
	struct candidates_options looking =
	    effort_candidates(n, threads, draw->seed);
	struct candidates *c = candidates_find(plan, NULL, n, &looking);

	draw_pairs_bound(
	    draw, plan, c, n - (uint32_t)draw->sit_out_count, threads);
	candidates_free(c);
}

/* Draws by counting, and proves it where the groups are pairs. */
static void
draw_by_law(struct draw *draw, const struct plan *plan, uint32_t k,
    const struct cover_hints *hints)
{
	take_grouping(
	    draw, exact_law_draw(plan, k, draw->temperature, draw->seed));
	draw->law = DRAW_EXACT_LAW;
	if (k == 2)
		prove(draw, plan, hints);
}

/* What all draws of a pool have in common. */
struct pool {
	const struct plan *plan;
	const struct rules *rules;
	const struct draw_options *options;
	struct cover_hints hints;
};

static struct draw *
draw_once(const struct pool *pool, uint64_t seed)
{
	struct draw *draw = memory_new(1, sizeof(*draw));
	const struct plan *plan = pool->plan;
	uint32_t k = (uint32_t)rules_size(pool->rules);
	bool is_scored =
	    rules_count(pool->rules) > rules_requirement_count(pool->rules);

	draw->seed = seed;
	/* Where nothing is preferred, all draws score alike. */
	draw->temperature = is_scored
				? temperature_of(rules_serendipity(pool->rules))
				: INT64_MAX;
	draw->gap = INT64_MIN;
	draw->upper_bound = -1;
	if (exact_law_fits(plan_size(plan), k)) {
		draw_by_law(draw, plan, k, &pool->hints);
	} else if (k == 2) {
		take_grouping(draw, draw_pairs(draw, plan, is_scored,
					&pool->hints, pool->options));
	} else {
		take_grouping(
		    draw, circles_find(plan, k, draw->temperature, draw->seed,
			      circles_steps(plan_size(plan)), &draw->unproven));
		draw->law = DRAW_CIRCLES;
	}
	if (!is_scored) {
		draw->upper_bound = 0;
		draw->bound_by = "nothing is preferred";
	} else if (draw->upper_bound < 0 &&
		   !draw_pairs_is_quick(plan, pool->options)) {
		bound_circles(draw, plan, pool->options->threads);
	}
	return draw;
}

/* The groups of a round that was planned ahead, where nobody is left over by
 * it; the draw's own go. */
static void
take_planned(struct draw *draw, const struct seating *round)
{
	if (round == NULL || round->sit_out_count > 0 || round->third_count > 0)
		return;
	free(draw->groups);
	free(draw->members);
	free(draw->sit_outs);
	take_grouping(draw, grouping_of_seating(round));
	draw->gap = INT64_MIN;
}

/* Draws that follow `best`, of which `most` rounds were found to be left, until
 * one leaves all but one of `aim`. */
static struct draw *
draw_others(const struct pool *pool, struct draw *best, uint32_t horizon,
    uint32_t *most, uint32_t aim, struct dice *dice)
{
	for (int i = 1; i < FORESIGHT_TRIES && *most + 1 < aim; i++) {
		struct draw *draw = draw_once(pool, dice_next(dice));
		uint32_t rounds = foresight_rounds(
		    pool->plan, draw, horizon, dice_next(dice));

		if (rounds > *most) {
			struct draw *worse = best;

			best = draw;
			*most = rounds;
			draw = worse;
		}
		draw_free(draw);
	}
	return best;
}

/* Of several draws the first that leaves all rounds that were found from now
 * on; or else one of those rounds. */
static struct draw *
draw_ahead(const struct pool *pool, uint32_t horizon)
{
	uint64_t seed = pool->options->seed;
	struct draw *best = draw_once(pool, seed);
	struct seating *planned;
	uint32_t most, aim;
	struct dice dice;
	bool has_chosen;

	dice_init(&dice, seed, STREAM_AHEAD);
	most = foresight_rounds(pool->plan, best, horizon, dice_next(&dice));
	if (most + 1 == horizon)
		return best;
	aim = foresight_plan(pool->plan, (uint32_t)best->sit_out_count, horizon,
	    dice_next(&dice), &planned);
	has_chosen = most + 1 < aim;
	best = draw_others(pool, best, horizon, &most, aim, &dice);
	if (has_chosen && best->temperature != 0) {
		if (most + 1 < aim)
			take_planned(best, planned);
		best->law = DRAW_AHEAD;
	}
	best->seed = seed;
	seating_free(planned);
	return best;
}

/* Where the best draw is asked for and found by search, there is no other. */
static bool
is_fixed(const struct plan *plan, const struct rules *rules)
{
	return rules_serendipity(rules) == 0 &&
	       rules_count(rules) > rules_requirement_count(rules) &&
	       !exact_law_fits(plan_size(plan), (uint32_t)rules_size(rules));
}

/* Without pins. */
static struct draw *
draw_freely(const struct population *p, const struct rules *rules,
    const struct draw_options *options)
{
	struct plan *plan = plan_new_on(p, rules, options->threads);
	struct pool pool = { plan, rules, options, { 0 } };
	uint32_t *strangers =
	    strangers_find(p, rules, &pool.hints.stranger_count);
	uint32_t horizon =
	    is_fixed(plan, rules) ? 0 : foresight_horizon(plan, rules);
	struct draw *draw;

	pool.hints.strangers = strangers;
	draw = horizon > 0 ? draw_ahead(&pool, horizon)
			   : draw_once(&pool, options->seed);
	free(strangers);
	plan_free(plan);
	return draw;
}

static struct draw *
draw_pinned(const struct population *p, const struct rules *rules,
    const struct draw_options *options)
{
	struct pins *pins = pins_new(p, rules, options->seed);
	struct draw *draw = draw_freely(pins_others(pins), rules, options);
	uint32_t *members = draw->members, *sit_outs = draw->sit_outs;
	struct draw_group *groups = draw->groups;

	take_grouping(draw, pins_join(pins, draw));
	free(groups);
	free(members);
	free(sit_outs);
	pins_free(pins);
	return draw;
}

struct draw *
pairing_draw(const struct population *p, const struct rules *rules,
    const struct draw_options *options)
{
	struct draw *draw = p->pin_count > 0 ? draw_pinned(p, rules, options)
					     : draw_freely(p, rules, options);

	if (options->progress != NULL)
		options->progress(options->arg, 1000);
	return draw;
}

void
draw_free(struct draw *draw)
{
	if (draw == NULL)
		return;
	free(draw->groups);
	free(draw->members);
	free(draw->sit_outs);
	free(draw->barrier);
	free(draw->pins);
	free(draw);
}

/*
 * A draw of pairs: see pairing/draw_pairs.h.
 */
#include "pairing/draw_pairs.h"
#include "base/memory.h"
#include "pairing/bound.h"
#include "pairing/bridges.h"
#include "pairing/candidates.h"
#include "pairing/chains.h"
#include "pairing/effort.h"
#include "pairing/greedy.h"
#include "pairing/optimum.h"
#include "pairing/sampler.h"
#include "pairing/trio_wishes.h"

#define ALL_ROWS_MAX 20000  /* members up to which a cover begins by itself */
#define SETTLED_ABOVE 40000 /* members: above, not all begin chains */
#define BOUND_SAMPLES 600
#define BOUND_LEAST 250
#define BOUND_PAIRS 500000000 /* looked at for a bound, but for LEAST */
#define UNSCORED_SWEEPS 8
#define QUICK_AS 200000 /* members: in a hurry as much effort as with so many */
#define QUICK_SWEEPS 8
#define SWEEPS_MAX 512 /* of a Markov chain, of pools up to ... */
#define SWEEPS_MEMBERS (UINT64_C(10000) * SWEEPS_MAX) /* ... this over them */

struct pairs {
	struct draw *draw;
	const struct plan *plan;
	const struct draw_options *options;
	struct candidates_options looking;
	struct candidates *candidates;
	struct cover *cover;
	uint32_t *settled; /* chains.h; NULL: all members begin chains */
	bool is_quick;
};

bool
draw_pairs_is_quick(const struct plan *plan, const struct draw_options *options)
{
	uint32_t from =
	    options->quick_from == 0 ? DRAW_QUICK_MIN : options->quick_from;

	return options->is_quick && plan_size(plan) >= from;
}

static void
tell(const struct pairs *p, int thousandths)
{
	if (p->options->progress != NULL)
		p->options->progress(p->options->arg, thousandths);
}

/* --- beginning ------------------------------------------------------------ */

static void
find_candidates(struct pairs *p)
{
	uint32_t n = plan_size(p->plan);

	p->looking =
	    effort_candidates(p->is_quick && n < QUICK_AS ? QUICK_AS : n,
		p->options->threads, p->draw->seed);
	if (p->is_quick)
		p->looking.all_pairs = 0;
	p->candidates = candidates_find(p->plan, NULL, n, &p->looking);
}

/* How chains go over these members. */
static struct chains_options
chains_for(const struct pairs *p, uint32_t size)
{
	struct chains_options options =
	    effort_chains(p->is_quick && size < QUICK_AS ? QUICK_AS : size,
		p->options->threads, p->draw->seed);

	options.settled = p->settled;
	return options;
}

/* A greedy draw is hardly worth chains where members are so many; those are who
 * had to move over for the last ones. */
static void
settle(struct pairs *p, const struct seating *s)
{
	if (s->size <= SETTLED_ABOVE || chains_for(p, s->size).sweeps == 0)
		return;
	p->settled = memory_new(s->size, sizeof(*p->settled));
	memcpy(p->settled, s->mate, s->size * sizeof(*p->settled));
}

/* Large pools begin from the greedy draw, which leaves few to look for. */
static void
find_cover(struct pairs *p, const struct cover_hints *hints)
{
	struct cover_hints own = { 0 };
	struct seating *start = NULL;

	if (hints != NULL)
		own = *hints;
	if (p->candidates != NULL &&
	    (p->is_quick || plan_size(p->plan) > ALL_ROWS_MAX)) {
		own.near = p->candidates;
		own.start = start =
		    greedy_find(p->plan, p->candidates, &p->looking);
		settle(p, start);
		bridges_build(p->plan, p->candidates, start, p->draw->seed);
	}
	p->cover = cover_find(p->plan, p->draw->seed, &own);
	seating_free(start);
}

/* --- serendipity 0 -------------------------------------------------------- */

static void
improve(const struct pairs *p, struct seating *s)
{
	struct chains_options options = chains_for(p, s->size);

	(void)chains_improve(p->plan, p->candidates, s, &options);
}

int64_t
draw_pairs_mean(const struct seating *s, int64_t score)
{
	uint32_t introduced = s->size - s->sit_out_count;

	/* A pair counts 2 × its score, which is once for each of its members. */
	return introduced == 0 ? 0 : (score + introduced - 1) / introduced;
}

static void
take_optimum(struct pairs *p)
{
	struct seating *s = p->cover->seating;
	int64_t bound = optimum_find(p->plan, s, p->draw->seed);

	draw_pairs_optimum(
	    p->draw, p->plan, p->candidates, s, bound, p->options->threads);
}

void
draw_pairs_optimum(struct draw *draw, const struct plan *plan,
    const struct candidates *c, const struct seating *s, int64_t bound,
    int threads)
{
	int64_t mean = draw_pairs_mean(s, bound);

	draw->law = DRAW_OPTIMUM;
	if (bound > seating_score(s, plan)) {
		draw->law = DRAW_NEAR_OPTIMUM;
		draw_pairs_bound(
		    draw, plan, c, s->size - s->sit_out_count, threads);
		if (mean >= draw->upper_bound)
			return;
	}
	draw->upper_bound = mean;
	draw->bound_by = DRAW_BOUND_DUALS;
}

void
draw_pairs_bound(struct draw *draw, const struct plan *plan,
    const struct candidates *c, uint32_t introduced, int threads)
{
	uint32_t samples = BOUND_PAIRS / (plan_size(plan) + 1);
	struct bound bound;

	samples = samples > BOUND_SAMPLES ? BOUND_SAMPLES
		  : samples < BOUND_LEAST ? BOUND_LEAST
					  : samples;
	bound = bound_find(plan, c, introduced, samples, threads, draw->seed);

	draw->upper_bound = bound.mean + bound.allowance;
	draw->bound_by =
	    bound.looked_at == plan_size(plan)
		? "everybody's best partner"
		: "everybody's best partner, estimated from a sample, with "
		  "two standard errors";
}

/* --- chance --------------------------------------------------------------- */

static uint32_t
sweeps_of(uint32_t n)
{
	uint64_t sweeps = n == 0 ? 0 : SWEEPS_MEMBERS / n;

	return sweeps > SWEEPS_MAX ? SWEEPS_MAX
	       : sweeps < 4        ? 4
				   : (uint32_t)sweeps;
}

static void
take_chance(struct pairs *p)
{
	struct seating *s = p->cover->seating, *opposite = seating_copy(s);
	struct sampler_report report;

	improve(p, opposite);
	/* A large cover begins from the greedy draw, as its opposite does: it
	 * goes far from there first. */
	if (s->size > ALL_ROWS_MAX)
		sampler_run(p->plan, s, INT64_MAX, ~p->draw->seed,
		    p->options->threads, UNSCORED_SWEEPS);
	tell(p, 400);
	report = sampler_gap(p->plan, s, opposite, p->draw->temperature,
	    p->draw->seed, p->options->threads, sweeps_of(s->size));
	p->draw->law = report.is_reached ? DRAW_EQUILIBRIUM : DRAW_APPROACH;
	p->draw->gap = report.gap;
	seating_free(opposite);
}

/* A few sweeps from one start. */
static void
take_hurried_chance(struct pairs *p)
{
	struct seating *s = p->cover->seating;
	struct sampler *sampler = sampler_new_in_blocks(p->plan, s,
	    p->draw->temperature, p->draw->seed, p->options->threads);

	sampler_sweep(sampler, QUICK_SWEEPS);
	sampler_write(sampler, s);
	sampler_free(sampler);
	p->draw->law = DRAW_HURRIED;
}

/* Scores that are all alike cannot show how far two chains are apart: one goes
 * as far as suffices where they can. */
static void
take_any(struct pairs *p)
{
	struct seating *s = p->cover->seating;

	sampler_run(p->plan, s, p->draw->temperature, p->draw->seed,
	    p->options->threads, UNSCORED_SWEEPS);
	p->draw->law = DRAW_UNSCORED;
}

/* --- all ------------------------------------------------------------------ */

/* Behind all else, since it may cost score, and is no step of any chain: what
 * was the optimum, or drawn from the law, is not called so any more. */
static void
grant_wishes(struct pairs *p)
{
	struct draw *draw = p->draw;

	if (!trio_wishes_grant(
		p->plan, p->cover->seating, draw->temperature, draw->seed))
		return;
	if (draw->law == DRAW_OPTIMUM)
		draw->law = DRAW_NEAR_OPTIMUM;
	else if (draw->law != DRAW_NEAR_OPTIMUM)
		draw->law = DRAW_WISHED;
}

void
draw_pairs_take_proof(struct draw *draw, struct cover *cover)
{
	draw->barrier = cover->barrier;
	draw->barrier_count = cover->barrier_count;
	draw->unproven = cover->unproven;
	cover->barrier = NULL;
}

struct grouping *
draw_pairs(struct draw *draw, const struct plan *plan, bool is_scored,
    const struct cover_hints *hints, const struct draw_options *options)
{
	struct pairs p = { .draw = draw,
		.plan = plan,
		.options = options,
		.is_quick = draw_pairs_is_quick(plan, options) };
	bool is_exact =
	    draw->temperature == 0 && plan_size(plan) <= OPTIMUM_MAX;
	struct grouping *g;

	if (is_scored || plan_size(plan) > ALL_ROWS_MAX)
		find_candidates(&p);
	tell(&p, 200);
	find_cover(&p, hints);
	tell(&p, 300);
	if (!is_scored) {
		take_any(&p);
	} else if (is_exact) {
		take_optimum(&p);
	} else if (draw->temperature == 0) {
		improve(&p, p.cover->seating);
		draw->law = DRAW_NEAR_OPTIMUM;
	} else if (p.is_quick) {
		take_hurried_chance(&p);
	} else {
		take_chance(&p);
	}
	tell(&p, 900);
	if (is_scored && draw->upper_bound < 0 && !p.is_quick)
		draw_pairs_bound(draw, plan, p.candidates,
		    p.cover->seating->size - p.cover->seating->sit_out_count,
		    options->threads);
	grant_wishes(&p);
	seating_check(p.cover->seating, plan, options->threads);
	g = grouping_of_seating(p.cover->seating);
	draw_pairs_take_proof(draw, p.cover);
	cover_free(p.cover);
	candidates_free(p.candidates);
	free(p.settled);
	return g;
}

/*
 * Drawing rounds: see clients/draw/rounds.h.
 */
#include "clients/draw/rounds.h"

#include <inttypes.h>
#include "base/clock.h"
#include "base/memory.h"
#include "clients/draw/account.h"
#include "clients/draw/output.h"
#include "pairing/draw.h"
#include "pairing/simulate.h"

struct rounds {
	struct setting *setting;
	struct output output;
	struct account account;
	uint64_t seed;
	int threads;
};

/* The draw becomes past for the rounds after it. */
static void
remember(struct past *past, int32_t round, const struct draw *draw,
    const struct population *p)
{
	for (size_t g = 0; g < draw->group_count; g++)
		for (uint32_t i = 0; i < draw->groups[g].size; i++)
			past_add(past, round, (uint32_t)g + 1,
			    population_key(p, draw->groups[g].members[i]));
	for (size_t i = 0; i < draw->sit_out_count; i++)
		past_add(past, round, 0, population_key(p, draw->sit_outs[i]));
	past_sort(past);
}

/* Frees the population. */
static void
draw_one(struct rounds *r, struct population *p, int32_t round, bool is_last)
{
	struct draw_options options = {
		.seed = simulation_seed(r->seed, (uint32_t)round),
		.threads = r->threads,
	};
	struct account_round drawn = {
		.round = round,
		.population = p,
		.rules = r->setting->rules,
		.seed = r->seed,
	};
	struct draw *draw;

	if (is_last)
		setting_let_go(r->setting);
	drawn.micros = -clock_steady_us();
	draw = pairing_draw(p, r->setting->rules, &options);
	drawn.micros += clock_steady_us();
	drawn.draw = draw;
	output_round(&r->output, round, draw, p);
	account_add(&r->account, &drawn);
	if (!is_last)
		remember(&r->setting->past, round, draw, p);
	draw_free(draw);
	population_free(p);
}

/* Each round's population holds what came of those before. */
static int
draw_all(struct rounds *r, struct population *p, int64_t count)
{
	for (int64_t i = 1; p != NULL; i++) {
		draw_one(r, p, setting_next_round(r->setting), i == count);
		if (i == count)
			return 0;
		p = setting_population(
		    r->setting, setting_next_round(r->setting));
	}
	return -1;
}

/* What would be no history any more, and of circles nothing is proven. */
static int
check_possible(const struct setting *s, const struct arguments *a)
{
	if (a->certificate != NULL && rules_size(s->rules) > 2)
		fputs("serendip-draw: --certificate: found a pool with groups "
		      "of three or more, allowed: size 2\n",
		    stderr);
	else if (s->past.last + a->rounds > PAST_ROUND_MAX)
		fprintf(stderr,
		    "%s:1:1: round: found %" PRId32
		    ", allowed: at most %" PRId64 ", for %" PRId64
		    " to follow\n",
		    s->history.path, s->past.last, PAST_ROUND_MAX - a->rounds,
		    a->rounds);
	else
		return 0;
	return -1;
}

int
rounds_draw(struct setting *s, const struct arguments *a)
{
	struct rounds r = {
		.setting = s,
		.output = { .config = s->config,
		    .rules = s->rules,
		    .is_json = a->is_json,
		    .is_explained = a->is_explained },
		.threads = arguments_threads(a),
	};
	struct population *p;
	int wrong;

	if (check_possible(s, a) != 0)
		return EXIT_WRONG;
	/* Nothing is written, nor a seed told, before the files are right. */
	p = setting_population(s, setting_next_round(s));
	if (p == NULL)
		return EXIT_WRONG;
	r.seed = arguments_seed(a);
	wrong = account_begin(&r.account, a);
	if (wrong == 0)
		wrong = draw_all(&r, p, a->rounds);
	else
		population_free(p);
	wrong |= account_end(&r.account);
	if (wrong == 0 && output_end(&r.output) != 0) {
		fputs(
		    "serendip-draw: the groups could not be written\n", stderr);
		wrong = -1;
	}
	return wrong == 0 ? 0 : EXIT_WRONG;
}

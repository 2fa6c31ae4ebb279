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

static int
draw_one(struct rounds *r, int32_t round, bool is_last)
{
	struct population *p = setting_population(r->setting, round);
	struct draw_options options = {
		.seed = simulation_seed(r->seed, (uint32_t)round),
		.threads = r->threads,
	};
	struct account_round drawn = {
		.population = p, .rules = r->setting->rules, .seed = r->seed
	};
	struct draw *draw;

	if (p == NULL)
		return -1;
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
	return 0;
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
	int wrong;

	if (a->certificate != NULL && rules_size(s->rules) > 2) {
		fputs("serendip-draw: --certificate: found a pool with groups "
		      "of three or more, allowed: size 2\n",
		    stderr);
		return EXIT_WRONG;
	}
	r.seed = arguments_seed(a);
	wrong = account_begin(&r.account, a);
	for (int64_t i = 0; i < a->rounds && wrong == 0; i++)
		wrong = draw_one(&r, setting_next_round(s), i + 1 == a->rounds);
	wrong |= account_end(&r.account);
	if (wrong == 0 && output_end(&r.output) != 0) {
		fputs(
		    "serendip-draw: the groups could not be written\n", stderr);
		wrong = -1;
	}
	return wrong == 0 ? 0 : EXIT_WRONG;
}

/*
 * Drawing rounds: see clients/draw/rounds.h.
 */
#include "clients/draw/rounds.h"

#include <inttypes.h>
#include <unistd.h>
#include "base/clock.h"
#include "base/dice.h"
#include "base/memory.h"
#include "clients/draw/account.h"
#include "clients/draw/output.h"
#include "pairing/draw.h"

#define THREADS_MAX 64

struct rounds {
	struct setting *setting;
	struct output output;
	struct account account;
	uint64_t seed;
	int threads;
};

/* Of one round: see clients/draw/rounds.h. */
static uint64_t
seed_of(uint64_t seed, int32_t round)
{
	struct dice dice;

	dice_init(&dice, seed, (uint64_t)round);
	return dice_next(&dice);
}

static int
threads_of(const struct arguments *a)
{
	long count =
	    a->threads > 0 ? (long)a->threads : sysconf(_SC_NPROCESSORS_ONLN);

	return count < 1 ? 1 : count > THREADS_MAX ? THREADS_MAX : (int)count;
}

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
		.seed = seed_of(r->seed, round),
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

static void
take_seed(struct rounds *r, const struct arguments *a)
{
	r->seed = a->seed;
	if (a->has_seed)
		return;
	entropy_fill(&r->seed, sizeof(r->seed));
	fprintf(stderr, "serendip-draw: --seed %" PRIu64 "\n", r->seed);
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
		.threads = threads_of(a),
	};
	int wrong;

	if (a->certificate != NULL && rules_size(s->rules) > 2) {
		fputs("serendip-draw: --certificate: found a pool with groups "
		      "of three or more, allowed: size 2\n",
		    stderr);
		return EXIT_WRONG;
	}
	take_seed(&r, a);
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

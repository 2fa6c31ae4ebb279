/*
 * How fast and how good the engine's optimum is, by number of members:
 *
 *	engine_bench [--threads N] [--seed N] [--loose] [--skip-peers] MEMBERS…
 *
 * Each number is drawn in a process of its own. Quality is the mean score's
 * share of the bound by everybody's best partner. Beside it, on the same
 * members, what others do: take the first that is allowed, or the best of the
 * first sixteen.
 */
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "base/dice.h"
#include "base/memory.h"
#include "bench/engine_peers.h"
#include "bench/engine_population.h"
#include "pairing/bound.h"
#include "pairing/candidates.h"
#include "pairing/chains.h"
#include "pairing/effort.h"
#include "pairing/greedy.h"
#include "pairing/mix.h"

struct wish {
	int threads;
	uint64_t seed;
	bool is_loose, skips_peers;
};

struct watch {
	double wall, cpu;
};

static double
seconds(clockid_t clock)
{
	struct timespec t;

	(void)clock_gettime(clock, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Prints what passed since the last call. */
static double
lap(struct watch *w, const char *what)
{
	double wall = seconds(CLOCK_MONOTONIC);
	double cpu = seconds(CLOCK_PROCESS_CPUTIME_ID), took = wall - w->wall;

	if (what != NULL)
		printf("  %-12s %7.3f s wall %7.3f s cpu\n", what, took,
		    cpu - w->cpu);
	(void)fflush(stdout);
	*w = (struct watch){ wall, cpu };
	return took;
}

static double
peak_mb(void)
{
	struct rusage r;

	(void)getrusage(RUSAGE_SELF, &r);
	return (double)r.ru_maxrss / 1024;
}

/* Mean over the pairs' members, in scores of one. */
static double
mean_of(const struct seating *s, const struct plan *plan)
{
	uint32_t seated = s->size - s->sit_out_count;

	return seated == 0 ? 0
			   : (double)seating_score(s, plan) / (double)seated /
				 SCORE_ONE;
}

/* Equal where the draws are. */
static uint64_t
print_of(const struct seating *s)
{
	uint64_t print = s->size;

	for (uint32_t v = 0; v < s->size; v++)
		print = mix(print ^ s->mate[v]);
	return print;
}

static void
draw_as_peers(const struct plan *plan, uint32_t looks, uint64_t seed,
    double bound, struct watch *watch)
{
	struct seating *s = engine_peers_draw(plan, looks, seed);

	printf("  best of %-2u   left %u, mean %.4f, %.1f %% of the bound\n",
	    looks, s->sit_out_count, mean_of(s, plan),
	    100 * mean_of(s, plan) / bound);
	(void)lap(watch, "…");
	seating_free(s);
}

/* How many of random pairs are allowed. */
static double
density_of(const struct plan *plan, uint64_t seed)
{
	uint32_t allowed = 0;
	struct dice d;

	dice_init(&d, seed, 98);
	for (int i = 0; i < 100000; i++) {
		uint32_t a = dice_below(&d, plan_size(plan));
		uint32_t b = dice_below(&d, plan_size(plan));

		allowed += a != b && plan_may(plan, a, b);
	}
	return allowed / 1000.0;
}

static void
draw(const struct plan *plan, const struct wish *wish, struct watch *watch)
{
	uint32_t n = plan_size(plan);
	struct candidates_options look =
	    effort_candidates(n, wish->threads, wish->seed);
	struct chains_options chain =
	    effort_chains(n, wish->threads, wish->seed);
	struct candidates *c;
	struct seating *s;
	struct bound bound;
	double took = 0, best, memory;

	c = candidates_find(plan, NULL, n, &look);
	took += lap(watch, "candidates");
	s = greedy_find(plan, c, &look);
	took += lap(watch, "greedy");
	printf("  left %u, mean %.4f\n", s->sit_out_count, mean_of(s, plan));
	(void)lap(watch, NULL);
	(void)chains_improve(plan, c, s, &chain);
	took += lap(watch, "chains");
	memory = peak_mb();
	seating_check(s, plan, 1);
	(void)lap(watch, "check");
	bound = bound_find(plan, c, n - s->sit_out_count,
	    n > 2000000 ? 200 : 400, wish->threads, wish->seed);
	(void)lap(watch, "bound");
	best = (double)bound.mean / SCORE_ONE;
	printf("  %u members: %.2f s, left %u, mean %.4f, bound %.4f + %.4f, "
	       "%.2f %% of the bound, peak %.0f MB\n",
	    n, took, s->sit_out_count, mean_of(s, plan), best,
	    (double)bound.allowance / SCORE_ONE, 100 * mean_of(s, plan) / best,
	    memory);
	printf("  seating %016llx\n", (unsigned long long)print_of(s));
	candidates_free(c);
	seating_free(s);
	(void)lap(watch, NULL);
	if (wish->skips_peers)
		return;
	draw_as_peers(plan, 1, wish->seed, best, watch);
	draw_as_peers(plan, 16, wish->seed, best, watch);
}

static void
run(uint32_t n, const struct wish *wish)
{
	struct watch watch;
	struct population *p;
	struct rules *rules;
	struct plan *plan;

	(void)lap(&watch, NULL);
	printf("%u members\n", n);
	p = engine_population_new(n, wish->seed);
	rules = engine_population_rules(!wish->is_loose);
	(void)lap(&watch, "population");
	printf("  population   %.0f MB\n", peak_mb());
	plan = plan_new(p, rules);
	(void)lap(&watch, "plan");
	printf("  with plan    %.0f MB, %.2f %% of pairs allowed\n", peak_mb(),
	    density_of(plan, wish->seed));
	(void)lap(&watch, NULL);
	draw(plan, wish, &watch);
	plan_free(plan);
	rules_free(rules);
	population_free(p);
}

int
main(int argc, char **argv)
{
	struct wish wish = { .threads = 2, .seed = 1 };

	for (int i = 1; i < argc; i++) {
		const char *word = argv[i];
		pid_t child;

		if (strcmp(word, "--threads") == 0 && i + 1 < argc)
			wish.threads = (int)strtol(argv[++i], NULL, 10);
		else if (strcmp(word, "--seed") == 0 && i + 1 < argc)
			wish.seed = strtoull(argv[++i], NULL, 10);
		else if (strcmp(word, "--loose") == 0)
			wish.is_loose = true;
		else if (strcmp(word, "--skip-peers") == 0)
			wish.skips_peers = true;
		else if ((child = fork()) == 0) {
			run((uint32_t)strtoul(word, NULL, 10), &wish);
			return 0;
		} else if (child < 0 || waitpid(child, NULL, 0) < 0) {
			return 1;
		}
	}
	return 0;
}

/*
 * One draw of the invented population as `serendip-draw` would make it, and
 * what it took, as a JSON object; tests/bench/engine.py puts many of them side
 * by side.
 *
 *	engine_draw [--threads N] [--seed N] [--serendipity THOUSANDTHS] MEMBERS
 *	engine_draw --peers LOOKS …          a draw as other systems make it
 *	engine_draw --pairs …                the best draw that has no trio
 *	engine_draw --edges FILE [--top N] … writes who may meet whom, and how
 *	                                     well; of each member the best N only
 */
#include <getopt.h>
#include <inttypes.h>
#include <time.h>
#include "base/memory.h"
#include "bench/engine_peers.h"
#include "bench/engine_population.h"
#include "pairing/candidates.h"
#include "pairing/cover.h"
#include "pairing/draw.h"
#include "pairing/mix.h"
#include "pairing/optimum.h"

struct wish {
	int threads;
	uint64_t seed;
	int64_t serendipity;
	uint32_t members, looks, top;
	const char *edges;
	bool is_pairs;
};

struct figures {
	uint32_t introduced, left, trios, unproven;
	int64_t score; /* as seating_score: half millionths */
	int64_t bound; /* of the mean, millionths; -1: none */
	uint64_t print;
	double seconds, cpu_seconds;
	const char *bound_by;
	bool is_optimum;
};

static double
seconds(clockid_t clock)
{
	struct timespec t;

	(void)clock_gettime(clock, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Of this program: getrusage would begin from what its parent had. */
static double
peak_mb(void)
{
	FILE *file = fopen("/proc/self/status", "re");
	char line[256];
	double kb = 0;

	if (file == NULL)
		die("/proc/self/status cannot be read");
	while (fgets(line, sizeof(line), file) != NULL)
		if (strncmp(line, "VmHWM:", 6) == 0)
			kb = strtod(line + 6, NULL);
	(void)fclose(file);
	return kb / 1024;
}

/* --- what a draw came to -------------------------------------------------- */

static void
add_group(
    struct figures *f, const struct plan *plan, const struct draw_group *g)
{
	int64_t sum = 0;

	for (uint32_t i = 0; i < g->size; i++) {
		f->print = mix(f->print ^ g->members[i]);
		for (uint32_t k = i + 1; k < g->size; k++) {
			int32_t score =
			    plan_score(plan, g->members[i], g->members[k]);

			if (score == SCORE_FORBIDDEN)
				die("a draw breaks a requirement");
			sum += score;
		}
	}
	f->score += g->size == 2 ? 2 * sum : sum;
	f->introduced += g->size;
	f->trios += g->size > 2;
}

static struct figures
figures_of(const struct draw *draw, const struct plan *plan)
{
	struct figures f = {
		.left = (uint32_t)draw->sit_out_count,
		.unproven = draw->unproven,
		.bound = draw->upper_bound,
		.bound_by = draw->bound_by,
		.is_optimum = draw->law == DRAW_OPTIMUM,
	};

	for (size_t i = 0; i < draw->group_count; i++)
		add_group(&f, plan, &draw->groups[i]);
	return f;
}

static void
print(const struct figures *f, const struct wish *wish, double population_mb,
    double peak)
{
	double mean = f->introduced == 0
			  ? 0
			  : (double)f->score / f->introduced / SCORE_ONE;

	printf("{\"members\": %u, \"threads\": %d, \"seed\": %" PRIu64
	       ", \"serendipity\": %.3f, \"seconds\": %.6f, "
	       "\"cpu_seconds\": %.6f, \"introduced\": %u, \"left\": %u, "
	       "\"trios\": %u, \"unproven\": %u, \"score\": %" PRId64
	       ", \"mean\": %.6f, \"bound\": %.6f, \"bound_by\": \"%s\", "
	       "\"is_optimum\": %s, \"print\": \"%016" PRIx64
	       "\", \"population_mb\": %.1f, \"peak_mb\": %.1f}\n",
	    wish->members, wish->threads, wish->seed,
	    (double)wish->serendipity / 1000, f->seconds, f->cpu_seconds,
	    f->introduced, f->left, f->trios, f->unproven, f->score, mean,
	    (double)f->bound / SCORE_ONE, f->bound_by ? f->bound_by : "",
	    f->is_optimum ? "true" : "false", f->print, population_mb, peak);
}

/* --- the draws ------------------------------------------------------------ */

/* From the loaded population to the groups, bound and certificate included. */
static void
draw(const struct population *p, struct rules *rules, const struct wish *wish)
{
	struct draw_options options = { .seed = wish->seed,
		.threads = wish->threads };
	double population_mb = peak_mb(), peak;
	double wall = seconds(CLOCK_MONOTONIC);
	double cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
	struct figures figures;
	struct draw *drawn;
	struct plan *plan;

	rules_set_serendipity(rules, wish->serendipity);
	drawn = pairing_draw(p, rules, &options);
	cpu = seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
	wall = seconds(CLOCK_MONOTONIC) - wall;
	peak = peak_mb();
	plan = plan_new(p, rules);
	figures = figures_of(drawn, plan);
	figures.seconds = wall;
	figures.cpu_seconds = cpu;
	print(&figures, wish, population_mb, peak);
	plan_free(plan);
	draw_free(drawn);
}

/* The best draw of pairs alone, which solvers of matchings can be held against:
 * a largest matching is what a cover has without its thirds. */
static struct seating *
draw_pairs_only(const struct plan *plan, uint64_t seed)
{
	struct cover *cover = cover_find(plan, seed, NULL);
	struct seating *s = seating_copy(cover->seating);

	for (uint32_t v = 0; v < s->size; v++) {
		if (s->mate[v] != SEAT_THIRD)
			continue;
		s->mate[v] = s->host[v] = SEAT_NOBODY;
		s->sit_out_count++;
	}
	s->third_count = 0;
	cover_free(cover);
	if (optimum_find(plan, s, seed) != seating_score(s, plan))
		die("the best draw of pairs is not proven");
	return s;
}

static void
draw_seating(const struct population *p, const struct rules *rules,
    const struct wish *wish)
{
	double population_mb = peak_mb();
	double wall = seconds(CLOCK_MONOTONIC);
	double cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
	struct plan *plan = plan_new(p, rules);
	struct seating *s =
	    wish->is_pairs ? draw_pairs_only(plan, wish->seed)
			   : engine_peers_draw(plan, wish->looks, wish->seed);
	struct figures figures = {
		.seconds = seconds(CLOCK_MONOTONIC) - wall,
		.cpu_seconds = seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu,
		.left = s->sit_out_count,
		.introduced = s->size - s->sit_out_count,
		.score = seating_score(s, plan),
		.bound = -1,
	};

	print(&figures, wish, population_mb, peak_mb());
	seating_free(s);
	plan_free(plan);
}

/* --- edges ---------------------------------------------------------------- */

static void
write_edge(FILE *file, uint32_t a, uint32_t b, int32_t score)
{
	(void)fprintf(file, "%u %u %d\n", a, b, score);
}

static void
write_all(FILE *file, const struct plan *plan)
{
	uint32_t n = plan_size(plan);
	uint32_t *ids = memory_new(n, sizeof(*ids));
	int32_t *scores = memory_new(n, sizeof(*scores));

	for (uint32_t a = 0; a < n; a++) {
		uint32_t count = plan_scan(plan, a, a + 1, n, ids, scores);

		for (uint32_t i = 0; i < count; i++)
			write_edge(file, a, ids[i], scores[i]);
	}
	free(ids);
	free(scores);
}

static bool
is_candidate(const struct candidates *c, uint32_t of, uint32_t who)
{
	const uint64_t *items = candidates_of(c, of);

	for (uint32_t i = 0; i < c->keep && items[i] != 0; i++)
		if (candidates_member(items[i]) == who)
			return true;
	return false;
}

/* An edge that is in both lists is written from its lower end. */
static void
write_top(FILE *file, const struct plan *plan, const struct wish *wish)
{
	struct candidates_options options = { .keep = wish->top,
		.all_pairs = UINT32_MAX,
		.threads = wish->threads,
		.seed = wish->seed };
	uint32_t n = plan_size(plan);
	struct candidates *c = candidates_find(plan, NULL, n, &options);

	for (uint32_t a = 0; a < n; a++) {
		const uint64_t *items = candidates_of(c, a);

		for (uint32_t i = 0; i < c->keep && items[i] != 0; i++) {
			uint32_t b = candidates_member(items[i]);

			if (a < b || !is_candidate(c, b, a))
				write_edge(
				    file, a, b, candidates_score(items[i]));
		}
	}
	candidates_free(c);
}

static void
write_edges(const struct population *p, const struct rules *rules,
    const struct wish *wish)
{
	struct plan *plan = plan_new(p, rules);
	FILE *file = fopen(wish->edges, "we");

	if (file == NULL)
		die("%s cannot be written", wish->edges);
	if (wish->top > 0)
		write_top(file, plan, wish);
	else
		write_all(file, plan);
	if (fclose(file) != 0)
		die("%s cannot be written", wish->edges);
	plan_free(plan);
}

/* --- options -------------------------------------------------------------- */

static bool
read_options(struct wish *wish, int argc, char **argv)
{
	static const struct option options[] = {
		{ "threads", required_argument, NULL, 't' },
		{ "seed", required_argument, NULL, 's' },
		{ "serendipity", required_argument, NULL, 'S' },
		{ "peers", required_argument, NULL, 'p' },
		{ "pairs", no_argument, NULL, 'P' },
		{ "edges", required_argument, NULL, 'e' },
		{ "top", required_argument, NULL, 'n' },
		{ NULL, 0, NULL, 0 },
	};
	int letter;

	while ((letter = getopt_long(argc, argv, "", options, NULL)) != -1) {
		uint64_t number =
		    optarg == NULL ? 0 : strtoull(optarg, NULL, 10);

		switch (letter) {
		case 't':
			wish->threads = (int)number;
			break;
		case 's':
			wish->seed = number;
			break;
		case 'S':
			wish->serendipity = (int64_t)number;
			break;
		case 'p':
			wish->looks = (uint32_t)number;
			break;
		case 'P':
			wish->is_pairs = true;
			break;
		case 'e':
			wish->edges = optarg;
			break;
		case 'n':
			wish->top = (uint32_t)number;
			break;
		default:
			return false;
		}
	}
	if (optind + 1 != argc || wish->top > CANDIDATES_KEEP_MAX)
		return false;
	wish->members = (uint32_t)strtoul(argv[optind], NULL, 10);
	return wish->members > 0;
}

int
main(int argc, char **argv)
{
	struct wish wish = { .threads = 2, .seed = 1 };
	struct population *p;
	struct rules *rules;

	if (!read_options(&wish, argc, argv)) {
		(void)fputs("usage: see tests/bench/engine_draw.c\n", stderr);
		return 2;
	}
	p = engine_population_new(wish.members, wish.seed);
	rules = engine_population_rules(true);
	if (wish.edges != NULL)
		write_edges(p, rules, &wish);
	else if (wish.is_pairs || wish.looks > 0)
		draw_seating(p, rules, &wish);
	else
		draw(p, rules, &wish);
	rules_free(rules);
	population_free(p);
	return 0;
}

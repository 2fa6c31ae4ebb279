/*
 * Brute force over all draws of small rule graphs: see enumeration.h.
 */
#include <math.h>
#include "base/dice.h"
#include "base/memory.h"
#include "enumeration.h"
#include "pairing/plan_data.h"

#define SITS_OUT 15u

const struct rule_graph rule_graphs[] = {
	{ "four, all", 4, NULL, 0, 1, NULL },
	{ "six, all", 6, NULL, 0, 2, NULL },
	{ "hexagon", 6, "01 12 23 34 45 50", 0, 3, NULL },
	{ "octagon", 8, "01 12 23 34 45 56 67 70", 0, 4, NULL },
	{ "two triangles joined by an edge", 6, "01 12 20 34 45 53 23", 0, 5,
	    NULL },
	{ "two triangles", 6, "01 12 20 34 45 53", 0, 6, NULL },
	{ "cube", 8, "01 13 32 20 45 57 76 64 04 15 26 37", 0, 7, NULL },
	{ "three by three without a matching", 6, "04 05 13 15 23 24", 0, 8,
	    NULL },
	{ "four by four without a matching", 8,
	    "05 06 07 14 16 17 24 25 27 34 35 36", 0, 9, NULL },
	{ "eight, 30 % forbidden", 8, NULL, 30, 10, NULL },
	{ "eight, 40 % forbidden", 8, NULL, 40, 11, NULL },
	{ "eight, 50 % forbidden", 8, NULL, 50, 12, NULL },
	{ "eight, 60 % forbidden", 8, NULL, 60, 13, NULL },
	{ "eight, 70 % forbidden", 8, NULL, 70, 14, NULL },
	{ "three, all", 3, NULL, 0, 15, NULL },
	{ "five, all", 5, NULL, 0, 16, NULL },
	{ "five, 30 % forbidden", 5, NULL, 30, 17, NULL },
	{ "seven, 20 % forbidden", 7, NULL, 20, 18, NULL },
	{ "seven, 50 % forbidden", 7, NULL, 50, 19, NULL },
	{ "nine, 40 % forbidden", 9, NULL, 40, 20, NULL },
	{ "nine, 60 % forbidden", 9, NULL, 60, 21, NULL },
	{ "heptagon with one chord", 7, "01 12 23 34 45 56 60 02", 0, 22,
	    NULL },
	{ "heptagon, two chords apart", 7, "01 12 23 34 45 56 60 02 35", 0, 23,
	    NULL },
	{ "two triangles, joined by a path", 7, "01 12 20 23 34 45 56 64", 0,
	    24, NULL },
	{ "star", 5, "01 02 03 04", 0, 25, NULL },
	{ "star, some waited", 6, "01 02 03 04 05", 0, 26, "101110" },
	{ "three by five", 8, "03 04 05 06 07 13 14 15 16 17 23 24 25 26 27", 0,
	    27, NULL },
	{ "three by five, some waited", 8,
	    "03 04 05 06 07 13 14 15 16 17 23 24 25 26 27", 0, 28, "00020110" },
	{ "alone beside five, all", 6, "01 02 03 04 12 13 14 23 24 34", 0, 29,
	    "001001" },
	{ "two fives", 10,
	    "01 02 03 04 12 13 14 23 24 34 56 57 58 59 67 68 69 78 79 89", 0,
	    30, NULL },
	{ "three triangles around one", 10,
	    "01 12 20 34 45 53 67 78 86 90 91 92 93 94 95 96 97 98", 0, 31,
	    NULL },
};
const size_t rule_graph_count = COUNT_OF(rule_graphs);

void
rule_graph_open(const struct rule_graph *g, struct rule_graph_plan *out)
{
	int32_t scores[16 * 16];
	struct dice d;

	dice_init(&d, g->seed, 0);
	for (uint32_t a = 0; a < g->size; a++)
		for (uint32_t b = 0; b <= a; b++) {
			int32_t s = (int32_t)dice_below(&d, SCORE_ONE + 1);

			if (dice_below(&d, 100) < g->forbidden ||
			    g->edges != NULL)
				s = SCORE_FORBIDDEN;
			scores[a * g->size + b] = scores[b * g->size + a] = s;
		}
	for (const char *e = g->edges; e != NULL; e = e[2] ? e + 3 : NULL) {
		uint32_t a = (uint32_t)(e[0] - '0'), b = (uint32_t)(e[1] - '0');

		scores[a * g->size + b] = scores[b * g->size + a] =
		    (int32_t)dice_below(&d, SCORE_ONE + 1);
	}
	out->plan = plan_new_table(g->size, scores);
	for (uint32_t v = 0; v < g->size && g->waiting != NULL; v++)
		out->waiting[v] = (uint32_t)(g->waiting[v] - '0');
	if (g->waiting != NULL)
		out->plan->waiting = out->waiting;
}

void
rule_graph_close(struct rule_graph_plan *p)
{
	plan_free(p->plan);
}

/* The search: groups so far, by member. */
struct search {
	const struct plan *plan;
	uint32_t size, k;
	double beta; /* 1 / T per millionth; negative: best score only */
	uint32_t group_of[16];
	uint32_t best[18]; /* sit-outs, by class from 15 down, large groups */
	double best_score;
	struct enumeration *found;
};

static int
compare_keys(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/* What counts before chance, and the draw's score in millionths. */
static double
judge(const struct search *s, uint32_t rank[18])
{
	double score = 0;

	memset(rank, 0, 18 * sizeof(*rank));
	for (uint32_t v = 0; v < s->size; v++) {
		uint32_t members = 0;
		double sum = 0;

		if (s->group_of[v] == SITS_OUT) {
			rank[0]++;
			rank[16 - plan_waiting(s->plan, v)]++;
		}
		if (s->group_of[v] != v)
			continue;
		for (uint32_t a = 0; a < s->size; a++) {
			members += s->group_of[a] == v;
			for (uint32_t b = 0; b < a; b++)
				if (s->group_of[a] == v && s->group_of[b] == v)
					sum += plan_score(s->plan, a, b);
		}
		rank[17] += members > s->k;
		score += sum / (members - 1);
	}
	return score;
}

static void
keep(struct search *s)
{
	uint32_t rank[18];
	double score = judge(s, rank);
	struct enumeration *e = s->found;
	int order = 0;
	uint64_t key = 0;

	for (int i = 0; i < 18 && order == 0; i++)
		order = (rank[i] > s->best[i]) - (rank[i] < s->best[i]);
	if (order == 0 && s->beta < 0)
		order = (score < s->best_score - 0.01) -
			(score > s->best_score + 0.01);
	if (order > 0)
		return;
	if (order < 0) {
		e->count = 0;
		memcpy(s->best, rank, sizeof(rank));
		s->best_score = score;
	}
	for (uint32_t v = 0; v < s->size; v++)
		key |= (uint64_t)s->group_of[v] << 4 * v;
	if (e->count == e->room) {
		e->room = 2 * e->room + 16;
		e->draws = memory_grow(e->draws, e->room, sizeof(*e->draws));
		e->probability = memory_grow(
		    e->probability, e->room, sizeof(*e->probability));
	}
	e->draws[e->count] = key;
	e->probability[e->count++] = s->beta < 0 ? 1 : exp(score * s->beta);
}

/* Puts each free member where it may go; depth at most the pool's size. */
static void
place(struct search *s, uint32_t v)
{
	if (v == s->size) {
		uint32_t members[16] = { 0 };
		bool is_whole = true;

		for (uint32_t u = 0; u < s->size; u++)
			members[s->group_of[u]]++;
		for (uint32_t u = 0; u < SITS_OUT; u++)
			is_whole &= members[u] == 0 || members[u] == s->k ||
				    members[u] == s->k + 1;
		if (is_whole)
			keep(s);
		return;
	}
	for (uint32_t g = 0; g <= v; g++) {
		bool may = g == v || s->group_of[g] == g;
		uint32_t members = 0;

		for (uint32_t u = 0; u < v && may; u++)
			if (s->group_of[u] == g) {
				may = plan_may(s->plan, u, v);
				members++;
			}
		s->group_of[v] = g;
		if (may && members <= s->k)
			place(s, v + 1);
	}
	s->group_of[v] = SITS_OUT;
	place(s, v + 1);
}

struct enumeration *
enumeration_new(const struct plan *plan, uint32_t k, int64_t temperature)
{
	struct enumeration *e = memory_new(1, sizeof(*e));
	struct search s = {
		.plan = plan, .size = plan_size(plan), .k = k, .found = e
	};
	double sum = 0, *sorted;
	uint64_t *draws;

	s.beta = temperature == 0           ? -1
		 : temperature == INT64_MAX ? 0
					    : 1 / (double)temperature;
	s.best[0] = UINT32_MAX;
	place(&s, 0);
	/* Sorted by key, with their probabilities. */
	draws = memory_new(e->count, sizeof(*draws));
	sorted = memory_new(e->count, sizeof(*sorted));
	memcpy(draws, e->draws, e->count * sizeof(*draws));
	qsort(draws, e->count, sizeof(*draws), compare_keys);
	for (size_t i = 0; i < e->count; i++) {
		uint64_t *at = bsearch(&e->draws[i], draws, e->count,
		    sizeof(*draws), compare_keys);

		sorted[at - draws] = e->probability[i];
		sum += e->probability[i];
	}
	for (size_t i = 0; i < e->count; i++)
		sorted[i] /= sum;
	free(e->draws);
	free(e->probability);
	e->draws = draws;
	e->probability = sorted;
	e->drawn = memory_new(e->count, sizeof(*e->drawn));
	return e;
}

void
enumeration_free(struct enumeration *e)
{
	free(e->draws);
	free(e->probability);
	free(e->drawn);
	free(e);
}

uint64_t
enumeration_key(const struct grouping *g)
{
	uint64_t key = 0;

	for (uint32_t i = 0; i < g->group_count; i++)
		for (uint32_t k = g->first[i]; k < g->first[i + 1]; k++)
			key |= (uint64_t)g->members[g->first[i]]
			       << 4 * g->members[k];
	for (uint32_t i = 0; i < g->sit_out_count; i++)
		key |= (uint64_t)SITS_OUT << 4 * g->sit_outs[i];
	return key;
}

void
enumeration_add(struct enumeration *e, const struct grouping *g)
{
	uint64_t key = enumeration_key(g);
	const uint64_t *at =
	    bsearch(&key, e->draws, e->count, sizeof(*e->draws), compare_keys);

	if (at == NULL)
		die("the draw %llx is not among those allowed",
		    (unsigned long long)key);
	e->drawn[at - e->draws]++;
	e->total++;
}

double
enumeration_misfit(const struct enumeration *e)
{
	double chi2 = 0, rest = 0, rest_drawn = 0, df = -1, spread;

	for (size_t i = 0; i < e->count; i++) {
		double expected = e->probability[i] * e->total;

		if (expected < 5) {
			rest += expected;
			rest_drawn += e->drawn[i];
			continue;
		}
		chi2 += (e->drawn[i] - expected) * (e->drawn[i] - expected) /
			expected;
		df++;
	}
	/* Of a rest of nearly nothing, one draw in ten thousand tests. */
	if (rest >= 5) {
		chi2 += (rest_drawn - rest) * (rest_drawn - rest) / rest;
		df++;
	} else if (rest_drawn > 10 + 3 * rest) {
		return INFINITY;
	}
	if (df < 1)
		return 0;
	/* Wilson and Hilferty 1931; 3.719 is the normal quantile. */
	spread = 2 / (9 * df);
	return chi2 / (df * pow(1 - spread + 3.719 * sqrt(spread), 3));
}

struct seating *
enumeration_seating(const struct enumeration *e, size_t i, uint32_t size)
{
	struct seating *s = seating_new(size);

	s->sit_out_count = 0;
	for (uint32_t v = 0; v < size; v++) {
		uint32_t g = (uint32_t)(e->draws[i] >> 4 * v & 15);

		if (g == SITS_OUT) {
			s->sit_out_count++;
		} else if (g != v && s->mate[g] == SEAT_NOBODY) {
			s->mate[v] = g;
			s->mate[g] = v;
		} else if (g != v) {
			s->mate[v] = SEAT_THIRD;
			s->host[v] = g;
			s->third_count++;
		}
	}
	return s;
}

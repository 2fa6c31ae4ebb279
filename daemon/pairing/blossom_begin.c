/*
 * Where the search for the best perfect matching begins: at the best fractional
 * one, in which a vertex may give half of itself to each of two others. Derigs
 * and Metz, "On the use of optimal fractional matchings for solving the
 * (integer) matching problem", Computing 36, 1986.
 *
 * That one is an assignment: everybody gives to one and takes from one. Its
 * shortest augmenting paths are those of Jonker and Volgenant, "A shortest
 * augmenting path algorithm for dense and sparse linear assignment problems",
 * Computing 38, 1987. Who gives to whom makes cycles, and all their edges are
 * usable, as are those of the cycles the other way round. So each even cycle is
 * a matching, and an odd one leaves one vertex for the stages to come.
 */
#include "base/memory.h"
#include "pairing/blossom_data.h"

#define NOBODY UINT32_MAX

struct assignment {
	const struct blossom *b;
	uint32_t n;
	uint32_t *list;         /* to whom each may give, one after the other */
	uint32_t *ends;         /* by giver: where theirs ends in the list */
	int64_t *gives, *takes; /* duals, in eighths of a score's unit */
	uint32_t *to, *from;    /* the assignment and its inverse, or NOBODY */
	/* Of the search for one way: */
	int64_t *distance; /* by taker: of the shortest way to it */
	uint32_t *before;  /* by taker: the giver it was reached from */
	uint32_t *order;   /* the takers, those of known distance first */
	uint32_t known;    /* how many those are */
};

static int64_t
slack(const struct assignment *a, uint32_t giver, uint32_t taker)
{
	return a->gives[giver] + a->takes[taker] -
	       8 * (int64_t)a->b->scores[giver * a->n + taker];
}

static void
list_takers(struct assignment *a)
{
	size_t count = 0;

	for (size_t at = 0; at < (size_t)a->n * a->n; at++)
		count += a->b->scores[at] != SCORE_FORBIDDEN;
	a->list = memory_new(count + 1, sizeof(*a->list));
	count = 0;
	for (uint32_t i = 0; i < a->n; i++) {
		for (uint32_t k = 0; k < a->n; k++)
			if (k != i && a->b->scores[(size_t)i * a->n + k] !=
					  SCORE_FORBIDDEN)
				a->list[count++] = k;
		a->ends[i] = (uint32_t)count;
	}
}

static uint32_t
first_of(const struct assignment *a, uint32_t giver)
{
	return giver == 0 ? 0 : a->ends[giver - 1];
}

/* Lowers the duals of one who is alone until an edge is usable, and takes it
 * where who is at its other end is alone too. */
static void
assign_at_once(struct assignment *a, uint32_t i)
{
	int64_t least = INT64_MAX;
	uint32_t at = NOBODY;

	for (uint32_t l = first_of(a, i); l < a->ends[i]; l++) {
		int64_t d = slack(a, i, a->list[l]);

		if (d > least || (d == least && a->to[at] == NOBODY))
			continue;
		least = d;
		at = a->list[l];
	}
	if (at == NOBODY)
		return;
	a->gives[i] = a->takes[i] = a->gives[i] - least;
	if (a->to[at] != NOBODY)
		return;
	a->to[i] = a->from[i] = at;
	a->to[at] = a->from[at] = i;
}

/* Everybody's duals begin as the best of their scores, which bounds every edge,
 * and are the same both ways, as are the first assignments. */
static void
assign_first(struct assignment *a)
{
	for (uint32_t i = 0; i < a->n; i++) {
		int32_t most = 0;

		for (uint32_t l = first_of(a, i); l < a->ends[i]; l++) {
			int32_t score =
			    a->b->scores[(size_t)i * a->n + a->list[l]];

			most = score > most ? score : most;
		}
		a->gives[i] = a->takes[i] = 4 * (int64_t)most;
		a->to[i] = a->from[i] = NOBODY;
	}
	for (uint32_t i = 0; i < a->n; i++)
		if (a->to[i] == NOBODY)
			assign_at_once(a, i);
}

/* Brings nearer whom this giver, at this distance, may give to. Nobody whose
 * distance is known is nearer by way of one who is farther. */
static void
reach(struct assignment *a, uint32_t giver, int64_t distance)
{
	for (uint32_t l = first_of(a, giver); l < a->ends[giver]; l++) {
		uint32_t taker = a->list[l];
		int64_t d = distance + slack(a, giver, taker);

		if (d >= a->distance[taker])
			continue;
		a->distance[taker] = d;
		a->before[taker] = giver;
	}
}

/* The nearest taker of those left becomes known; NOBODY: none is reached. */
static uint32_t
nearest(struct assignment *a)
{
	uint32_t best = a->known, taker;

	for (uint32_t r = a->known; r < a->n; r++)
		if (a->distance[a->order[r]] < a->distance[a->order[best]])
			best = r;
	if (best == a->n || a->distance[a->order[best]] == INT64_MAX)
		return NOBODY;
	taker = a->order[best];
	a->order[best] = a->order[a->known];
	a->order[a->known++] = taker;
	return taker;
}

/* Duals move so that all edges of the way that ended with the last of the known
 * are usable, and none less than that. */
static void
move_duals(struct assignment *a, uint32_t giver)
{
	int64_t whole = a->distance[a->order[a->known - 1]];

	a->gives[giver] -= whole;
	for (uint32_t r = 0; r + 1 < a->known; r++) {
		uint32_t passed = a->order[r];

		a->takes[passed] += whole - a->distance[passed];
		a->gives[a->from[passed]] -= whole - a->distance[passed];
	}
}

/* The giver finds a taker, at the end of a chain of others who change theirs;
 * false: there is none. */
static bool
assign(struct assignment *a, uint32_t giver)
{
	uint32_t taker, from;

	a->known = 0;
	for (uint32_t k = 0; k < a->n; k++) {
		a->distance[k] = INT64_MAX;
		a->order[k] = k;
	}
	reach(a, giver, 0);
	while ((taker = nearest(a)) != NOBODY && a->from[taker] != NOBODY)
		reach(a, a->from[taker], a->distance[taker]);
	if (taker == NOBODY)
		return false;
	move_duals(a, giver);
	do {
		uint32_t freed;

		from = a->before[taker];
		freed = a->to[from];
		a->to[from] = taker;
		a->from[taker] = from;
		taker = freed;
	} while (from != giver);
	return true;
}

/* Every second edge of each cycle. The mean of the duals of both directions
 * bounds every edge as well, since the scores are the same both ways. */
static void
pair_along(struct blossom *b, const struct assignment *a)
{
	for (uint32_t i = 0; i < a->n; i++)
		b->dual[i + 1] = (a->gives[i] + a->takes[i]) / 2;
	for (uint32_t i = 0; i < a->n; i++)
		for (uint32_t u = i, v; b->match[u + 1] == 0; u = a->to[v]) {
			v = a->to[u];
			if (b->match[v + 1] != 0)
				break;
			b->match[u + 1] = (node)(v + 1);
			b->match[v + 1] = (node)(u + 1);
		}
}

bool
blossom_begin(struct blossom *b)
{
	uint32_t n = b->n;
	struct assignment a = { .b = b, .n = n };
	bool is_whole = true;

	a.ends = memory_new(n, sizeof(*a.ends));
	a.gives = memory_new(n, sizeof(*a.gives));
	a.takes = memory_new(n, sizeof(*a.takes));
	a.to = memory_new(n, sizeof(*a.to));
	a.from = memory_new(n, sizeof(*a.from));
	a.distance = memory_new(n, sizeof(*a.distance));
	a.before = memory_new(n, sizeof(*a.before));
	a.order = memory_new(n, sizeof(*a.order));
	list_takers(&a);
	assign_first(&a);
	for (uint32_t i = 0; i < n && is_whole; i++)
		is_whole = a.to[i] != NOBODY || assign(&a, i);
	if (is_whole)
		pair_along(b, &a);
	free(a.list);
	free(a.ends);
	free(a.gives);
	free(a.takes);
	free(a.to);
	free(a.from);
	free(a.distance);
	free(a.before);
	free(a.order);
	return is_whole;
}

/*
 * Mean distances: breadth-first searches, 64 at once. Each vertex has a word
 * whose bit i says that source i has reached it, so that a step of all 64
 * searches costs one look at each edge (Then and others, "The more the merrier:
 * efficient multi-source graph traversal", VLDB 2015), and only at those of the
 * vertices that the last step reached: where ways are long, they are few.
 */
#include "base/dice.h"
#include "base/memory.h"
#include "pairing/growth_data.h"
#include "pairing/workers.h"

#define BATCH 64
#define MILLION 1000000
#define MANY 8 /* a front is long from this part of the vertices on */

enum { STREAM_GROWTH = 0x47524f57 };

/* A vertex that some searches have just reached is on a list. */
struct front {
	uint64_t *reached; /* by vertex: by which searches; 0 off the list */
	uint32_t *vertices, count;
};

struct search {
	uint64_t *seen; /* by vertex */
	struct front now, next;
};

struct sum {
	uint64_t steps, pairs; /* of reached vertices, and how many */
};

struct searches {
	const struct growth_graph *graph;
	const uint32_t *sources;
	uint32_t source_count;
	struct search by_worker[WORKERS_MAX];
	struct sum *sums; /* by batch */
};

static void
front_init(struct front *f, uint32_t size)
{
	*f = (struct front){ .reached = memory_new(size, sizeof(*f->reached)),
		.vertices = memory_new(size, sizeof(*f->vertices)) };
}

static void
front_clear(struct front *f)
{
	free(f->reached);
	free(f->vertices);
}

/* Leaves what was not seen before, which now is; how many pairs. */
static uint64_t
front_see(struct front *f, uint64_t *seen)
{
	uint64_t pairs = 0;
	uint32_t kept = 0;

	for (uint32_t i = 0; i < f->count; i++) {
		uint32_t v = f->vertices[i];

		f->reached[v] &= ~seen[v];
		seen[v] |= f->reached[v];
		pairs += (uint64_t)__builtin_popcountll(f->reached[v]);
		f->vertices[kept] = v;
		kept += f->reached[v] != 0;
	}
	f->count = kept;
	return pairs;
}

static void
front_forget(struct front *f)
{
	for (uint32_t i = 0; i < f->count; i++)
		f->reached[f->vertices[i]] = 0;
	f->count = 0;
}

/* Who is next to the vertices of a short list: looks at nobody else. */
static void
reach_few(
    const struct growth_graph *graph, const struct front *now, struct front *f)
{
	for (uint32_t k = 0; k < now->count; k++) {
		uint32_t v = now->vertices[k];

		for (uint64_t i = graph->first[v]; i < graph->first[v + 1];
		     i++) {
			uint32_t other = graph->other[i];

			if (f->reached[other] == 0)
				f->vertices[f->count++] = other;
			f->reached[other] |= now->reached[v];
		}
	}
}

/* The same of a long list, of vertices in order, whose memory is read faster:
 * afterwards all are on the list. */
static void
reach_many(
    const struct growth_graph *graph, const struct front *now, struct front *f)
{
	for (uint32_t k = 0; k < now->count; k++) {
		uint32_t v = now->vertices[k];

		for (uint64_t i = graph->first[v]; i < graph->first[v + 1]; i++)
			f->reached[graph->other[i]] |= now->reached[v];
	}
	for (uint32_t v = 0; v < graph->size; v++)
		f->vertices[v] = v;
	f->count = graph->size;
}

/* One step of all searches of a batch; how many pairs it reached. */
static uint64_t
step(const struct growth_graph *graph, struct search *s)
{
	struct front old = s->now;

	if (old.count < graph->size / MANY)
		reach_few(graph, &old, &s->next);
	else
		reach_many(graph, &old, &s->next);
	front_forget(&old);
	s->now = s->next;
	s->next = old;
	return front_see(&s->now, s->seen);
}

static void
search_batch(void *arg, uint32_t batch, int worker)
{
	struct searches *all = arg;
	struct search *s = &all->by_worker[worker];
	struct sum *sum = &all->sums[batch];
	uint32_t from = batch * BATCH;
	uint64_t reached;

	memset(s->seen, 0, all->graph->size * sizeof(*s->seen));
	for (uint32_t i = 0; i < BATCH && from + i < all->source_count; i++) {
		uint32_t source = all->sources[from + i];

		s->seen[source] = s->now.reached[source] = UINT64_C(1) << i;
		s->now.vertices[s->now.count++] = source;
	}
	/* The last step reaches nobody, so that both fronts are empty again. */
	for (uint64_t steps = 1; (reached = step(all->graph, s)) > 0; steps++) {
		sum->steps += steps * reached;
		sum->pairs += reached;
	}
}

/* All vertices, or a sample at the beginning. */
static uint32_t *
choose_sources(uint32_t size, uint64_t seed, uint32_t *count)
{
	uint32_t *sources = memory_new(size, sizeof(*sources));
	struct dice dice;

	for (uint32_t v = 0; v < size; v++)
		sources[v] = v;
	*count = size;
	if (size <= GROWTH_EXACT_MAX)
		return sources;
	*count = GROWTH_SOURCES;
	dice_init(&dice, seed, STREAM_GROWTH);
	dice_shuffle(&dice, sources, size);
	return sources;
}

void
growth_distance(struct growth *g, const struct growth_graph *graph,
    uint64_t seed, int threads)
{
	struct searches all = { .graph = graph };
	uint32_t *sources =
	    choose_sources(graph->size, seed, &all.source_count);
	uint32_t batches = (all.source_count + BATCH - 1) / BATCH;
	int workers = workers_count(threads);
	struct sum sum = { 0, 0 };

	all.sources = sources;
	all.sums = memory_new(batches, sizeof(*all.sums));
	for (int i = 0; i < workers; i++) {
		struct search *search = &all.by_worker[i];

		search->seen = memory_new(graph->size, sizeof(*search->seen));
		front_init(&search->now, graph->size);
		front_init(&search->next, graph->size);
	}
	workers_run(workers, batches, search_batch, &all);
	for (uint32_t i = 0; i < batches; i++) {
		sum.steps += all.sums[i].steps;
		sum.pairs += all.sums[i].pairs;
	}
	g->sources = all.source_count;
	g->distance = sum.pairs == 0
			  ? GROWTH_UNKNOWN
			  : (int64_t)(((unsigned __int128)sum.steps * MILLION +
					  sum.pairs / 2) /
				      sum.pairs);
	for (int i = 0; i < workers; i++) {
		free(all.by_worker[i].seen);
		front_clear(&all.by_worker[i].now);
		front_clear(&all.by_worker[i].next);
	}
	free(all.sums);
	free(sources);
}

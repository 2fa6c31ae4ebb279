/*
 * Mean distances: breadth-first searches, 64 at once. Each vertex has a word
 * whose bit i says that source i has reached it, so that a step of all 64
 * searches costs one look at each edge (Then and others, "The more the merrier:
 * efficient multi-source graph traversal", VLDB 2015).
 */
#include "base/dice.h"
#include "base/memory.h"
#include "pairing/growth_data.h"
#include "pairing/workers.h"

#define BATCH 64
#define MILLION 1000000

enum { STREAM_GROWTH = 0x47524f57 };

struct search {
	uint64_t *seen, *now, *next; /* by vertex */
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

/* One step of all searches of a batch; how many pairs it reached. */
static uint64_t
step(const struct growth_graph *graph, struct search *s)
{
	uint64_t reached = 0, *old = s->now;

	memset(s->next, 0, graph->size * sizeof(*s->next));
	for (uint32_t v = 0; v < graph->size; v++) {
		if (s->now[v] == 0)
			continue;
		for (uint32_t i = graph->first[v]; i < graph->first[v + 1]; i++)
			s->next[graph->other[i]] |= s->now[v];
	}
	for (uint32_t v = 0; v < graph->size; v++) {
		s->next[v] &= ~s->seen[v];
		s->seen[v] |= s->next[v];
		reached += (uint64_t)__builtin_popcountll(s->next[v]);
	}
	s->now = s->next;
	s->next = old;
	return reached;
}

static void
search_batch(void *arg, uint32_t batch, int worker)
{
	struct searches *all = arg;
	struct search *s = &all->by_worker[worker];
	struct sum *sum = &all->sums[batch];
	size_t bytes = all->graph->size * sizeof(uint64_t);
	uint32_t from = batch * BATCH;
	uint64_t reached;

	memset(s->seen, 0, bytes);
	memset(s->now, 0, bytes);
	for (uint32_t i = 0; i < BATCH && from + i < all->source_count; i++) {
		s->now[all->sources[from + i]] |= UINT64_C(1) << i;
		s->seen[all->sources[from + i]] |= UINT64_C(1) << i;
	}
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
	for (int i = 0; i < workers; i++)
		all.by_worker[i] = (struct search){
			memory_new(graph->size, sizeof(uint64_t)),
			memory_new(graph->size, sizeof(uint64_t)),
			memory_new(graph->size, sizeof(uint64_t)),
		};
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
		free(all.by_worker[i].now);
		free(all.by_worker[i].next);
	}
	free(all.sums);
	free(sources);
}

/*
 * Cycles of odd length as one vertex: see pairing/cover_search.h.
 */
#include "pairing/cover_search.h"

/* Where the ways of two outer vertices to the root meet: step by step from
 * both, so that it costs no more than the cycle is long. */
static uint32_t
meeting(struct cover_search *s, uint32_t a, uint32_t b)
{
	uint32_t ways[2] = { cover_search_base(s, a), cover_search_base(s, b) };

	if (++s->turn == 0) {
		memset(s->mark, 0, s->size * sizeof(*s->mark));
		s->turn = 1;
	}
	for (int i = 0;; i = 1 - i) {
		uint32_t v = ways[i];

		if (v == SEAT_NOBODY)
			continue; /* that way has come to the root */
		if (s->mark[v] == s->turn)
			return v;
		s->mark[v] = s->turn;
		ways[i] = s->mate[v] == SEAT_NOBODY
			      ? SEAT_NOBODY
			      : cover_search_base(s, s->parent[s->mate[v]]);
	}
}

/* From v up to the base, each finds the even way to the root through the one
 * before it. What is on the way is noted and contracted later: until then the
 * cycles of before are walked through as they are. */
static void
walk_way(struct cover_search *s, uint32_t v, uint32_t base, uint32_t child)
{
	while (cover_search_base(s, v) != base) {
		s->parent[v] = child;
		child = s->mate[v];
		s->way[s->way_count++] = v;
		s->way[s->way_count++] = child;
		v = s->parent[child];
	}
}

/* The flower of `base` has grown: it may be the greatest now. What was left to
 * ask about holds for the flower of before, so it takes twice as many for
 * another to follow it. */
static void
choose_core(struct cover_search *s, uint32_t base)
{
	uint32_t core = s->core;

	if (core != SEAT_NOBODY) {
		core = cover_search_base(s, core);
		if (core == base || s->flower[base] < 2 * s->flower[core])
			return;
	}
	s->core = base;
	s->core_turn++;
}

void
cover_search_contract(struct cover_search *s, uint32_t v, uint32_t to)
{
	uint32_t base = meeting(s, v, to);

	s->way_count = 0;
	walk_way(s, v, base, to);
	walk_way(s, to, base, v);
	for (uint32_t i = 0; i < s->way_count; i++) {
		uint32_t part = cover_search_base(s, s->way[i]);

		if (part != base) {
			s->base[part] = base;
			s->flower[base] += s->flower[part];
		}
		if (s->label[s->way[i]] == COVER_INNER)
			cover_search_become_outer(s, s->way[i]);
	}
	choose_core(s, base);
}

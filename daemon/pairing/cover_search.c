/*
 * Alternating searches: see pairing/cover_search.h.
 */
#include "pairing/cover_search.h"
#include "base/memory.h"

#define ROW_PART 1024 /* places of a row whose rest is kept together */
#define ROW_BITE 128  /* asked about at once outside of the core's flower */
#define WANTED_TRIED 16

static void
forget_vertex(struct cover_search *s, uint32_t v)
{
	s->label[v] = COVER_NONE;
	s->base[v] = v;
	s->flower[v] = 1;
}

static uint32_t
parts_of(uint32_t places)
{
	return (places + ROW_PART - 1) / ROW_PART;
}

struct cover_search *
cover_search_new(const struct plan *plan, uint32_t *mate, struct dice *dice)
{
	struct cover_search *s = memory_new(1, sizeof(*s));
	uint32_t n = plan_size(plan), parts = parts_of(n);

	s->plan = plan;
	s->size = n;
	s->mate = mate;
	s->dice = dice;
	s->is_closed = memory_new(n, sizeof(*s->is_closed));
	s->is_fixed = memory_new(n, sizeof(*s->is_fixed));
	s->label = memory_new(n, sizeof(*s->label));
	s->parent = memory_new(n, sizeof(*s->parent));
	s->base = memory_new(n, sizeof(*s->base));
	s->mark = memory_new(n, sizeof(*s->mark));
	s->queue = memory_new(n, sizeof(*s->queue));
	s->inner = memory_new(n, sizeof(*s->inner));
	s->way = memory_new((size_t)n * 2, sizeof(*s->way));
	s->flower = memory_new(n, sizeof(*s->flower));
	s->rest = memory_new(n, sizeof(*s->rest));
	s->rest_count = memory_new(parts, sizeof(*s->rest_count));
	s->rest_turn = memory_new(parts, sizeof(*s->rest_turn));
	s->ids = memory_new(ROW_PART, sizeof(*s->ids));
	for (uint32_t v = 0; v < n; v++)
		forget_vertex(s, v);
	return s;
}

void
cover_search_free(struct cover_search *s)
{
	if (s == NULL)
		return;
	free(s->is_closed);
	free(s->is_fixed);
	free(s->label);
	free(s->parent);
	free(s->base);
	free(s->mark);
	free(s->queue);
	free(s->inner);
	free(s->way);
	free(s->flower);
	free(s->rest);
	free(s->rest_count);
	free(s->rest_turn);
	free(s->ids);
	free(s);
}

uint32_t
cover_search_base(struct cover_search *s, uint32_t v)
{
	uint32_t root = v, next;

	while (s->base[root] != root)
		root = s->base[root];
	for (; s->base[v] != root; v = next) {
		next = s->base[v];
		s->base[v] = root;
	}
	return root;
}

static void
become_outer(struct cover_search *s, uint32_t v)
{
	s->label[v] = COVER_OUTER;
	s->queue[s->tail++] = v;
}

static void
forget(struct cover_search *s)
{
	for (uint32_t i = 0; i < s->tail; i++)
		forget_vertex(s, s->queue[i]);
	for (uint32_t i = 0; i < s->inner_count; i++)
		forget_vertex(s, s->inner[i]);
	s->head = s->tail = s->inner_count = 0;
	s->core = SEAT_NOBODY;
}

/* --- contracting ---------------------------------------------------------- */

/* Where the ways of two outer vertices to the root meet: step by step from
 * both, so that it costs no more than the cycle is long. */
static uint32_t
meeting(struct cover_search *s, uint32_t a, uint32_t b)
{
	uint32_t ways[2] = { cover_search_base(s, a), cover_search_base(s, b) };

	s->turn++;
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

static void
contract(struct cover_search *s, uint32_t v, uint32_t to)
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
			become_outer(s, s->way[i]);
	}
	choose_core(s, base);
}

/* --- growing -------------------------------------------------------------- */

/* Somebody wanted who is allowed next to the outer `v`, or SEAT_NOBODY. */
static uint32_t
ask_wanted(struct cover_search *s, uint32_t v)
{
	uint32_t ids[WANTED_TRIED], count = 0, at;

	if (s->wanted_count == 0)
		return SEAT_NOBODY;
	at = dice_below(s->dice, s->wanted_count);
	for (uint32_t i = 0; i < WANTED_TRIED && i < s->wanted_count; i++) {
		uint32_t w = s->wanted[at++];

		at = at == s->wanted_count ? 0 : at;
		if (s->mate[w] == SEAT_NOBODY && s->label[w] == COVER_NONE &&
		    !s->is_closed[w] && !s->is_fixed[w])
			ids[count++] = w;
	}
	return plan_filter(s->plan, v, ids, NULL, count) > 0 ? ids[0]
							     : SEAT_NOBODY;
}

/* Follows the edge from the outer v to `to`; the end of a path that is found by
 * that, or SEAT_NOBODY. */
static uint32_t
follow(struct cover_search *s, uint32_t v, uint32_t to)
{
	uint32_t end;

	if (s->is_closed[to] || s->label[to] == COVER_INNER)
		return SEAT_NOBODY;
	if (s->label[to] == COVER_OUTER) {
		if (cover_search_base(s, v) != cover_search_base(s, to))
			contract(s, v, to);
		return SEAT_NOBODY;
	}
	if (s->mate[to] == SEAT_NOBODY && s->is_fixed[to])
		return SEAT_NOBODY;
	s->parent[to] = v;
	if (s->mate[to] == SEAT_NOBODY)
		return to;
	s->label[to] = COVER_INNER;
	s->inner[s->inner_count++] = to;
	become_outer(s, s->mate[to]);
	end = ask_wanted(s, s->mate[to]);
	if (end != SEAT_NOBODY)
		s->parent[end] = s->mate[to];
	return end;
}

static uint32_t
vertex_at(const struct cover_search *s, uint32_t place)
{
	return s->domain == NULL ? place : s->domain[place];
}

/* The places from..to-1: how many of them `v` may be next to, into ids[]. */
static uint32_t
ask_all(struct cover_search *s, uint32_t v, uint32_t from, uint32_t to)
{
	if (s->domain == NULL)
		return plan_scan(s->plan, v, from, to, s->ids, NULL);
	memcpy(s->ids, s->domain + from, (to - from) * sizeof(*s->ids));
	return plan_filter(s->plan, v, s->ids, NULL, to - from);
}

static void
begin_rest(struct cover_search *s, uint32_t part, uint32_t to)
{
	uint32_t from = part * ROW_PART;

	s->rest_turn[part] = s->core_turn;
	s->rest_count[part] = to - from;
	for (uint32_t i = from; i < to; i++)
		s->rest[i] = i;
}

/* The same, of a part that ends at `to`, of those who are not in the core's
 * flower, which `v` is in. Who is in it stays there, and is forgotten. */
static uint32_t
ask_rest(struct cover_search *s, uint32_t v, uint32_t part, uint32_t from,
    uint32_t to)
{
	uint32_t *rest = s->rest + part * ROW_PART, kept = 0, count = 0;
	uint32_t core = cover_search_base(s, s->core);

	if (s->rest_turn[part] != s->core_turn)
		begin_rest(s, part, to);
	for (uint32_t i = 0; i < s->rest_count[part]; i++) {
		uint32_t w = vertex_at(s, rest[i]);

		if (s->is_closed[w] || (s->label[w] == COVER_OUTER &&
					   cover_search_base(s, w) == core))
			continue;
		if (rest[i] >= from && s->label[w] != COVER_INNER)
			s->ids[count++] = w;
		rest[kept++] = rest[i];
	}
	s->rest_count[part] = kept;
	return plan_filter(s->plan, v, s->ids, NULL, count);
}

static bool
is_in_core(struct cover_search *s, uint32_t v)
{
	return s->core != SEAT_NOBODY &&
	       cover_search_base(s, v) == cover_search_base(s, s->core);
}

/* Follows the edges from the outer v into a part of its row; the end of a path,
 * or SEAT_NOBODY. */
static uint32_t
follow_part(struct cover_search *s, uint32_t v, uint32_t part, uint32_t all)
{
	uint32_t from = part * ROW_PART, to, found;
	uint32_t last = all - from < ROW_PART ? all : from + ROW_PART;

	for (; from < last; from = to) {
		if (is_in_core(s, v)) {
			to = last;
			found = ask_rest(s, v, part, from, last);
		} else {
			to = last - from < ROW_BITE ? last : from + ROW_BITE;
			found = ask_all(s, v, from, to);
		}
		for (uint32_t k = 0; k < found; k++) {
			uint32_t end = follow(s, v, s->ids[k]);

			if (end != SEAT_NOBODY)
				return end;
		}
	}
	return SEAT_NOBODY;
}

uint32_t
cover_search_from(struct cover_search *s, uint32_t root)
{
	uint32_t all = s->domain == NULL ? s->size : s->domain_count;
	uint32_t parts = parts_of(all);
	/* From a place of chance, so that none is preferred. */
	uint32_t start = dice_below(s->dice, parts);

	forget(s);
	become_outer(s, root);
	while (s->head < s->tail) {
		uint32_t v = s->queue[s->head++];

		for (uint32_t i = 0; i < parts; i++) {
			uint32_t end =
			    follow_part(s, v, (start + i) % parts, all);

			if (end != SEAT_NOBODY)
				return end;
		}
	}
	return SEAT_NOBODY;
}

/* --- flipping ------------------------------------------------------------- */

void
cover_search_augment(struct cover_search *s, uint32_t end)
{
	while (end != SEAT_NOBODY) {
		uint32_t v = s->parent[end], next = s->mate[v];

		s->mate[end] = v;
		s->mate[v] = end;
		end = next;
	}
}

void
cover_search_exchange(struct cover_search *s, uint32_t w)
{
	uint32_t end = s->mate[w];

	s->mate[w] = SEAT_NOBODY;
	cover_search_augment(s, end);
}

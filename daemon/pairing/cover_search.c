/*
 * Alternating searches: see pairing/cover_search.h.
 */
#include "pairing/cover_search.h"
#include "base/memory.h"
#include "pairing/candidates.h"

#define RICH 8       /* so many of a bite: there are many in all */
#define ROW_BITE 128 /* asked about at once: soon v may be in the core */
#define WANTED_TRIED 16

static void
forget_vertex(struct cover_search *s, uint32_t v)
{
	s->label[v] = COVER_NONE;
	s->base[v] = v;
	s->flower[v] = 1;
}

struct cover_search *
cover_search_new(const struct plan *plan, uint32_t *mate, struct dice *dice)
{
	struct cover_search *s = memory_new(1, sizeof(*s));
	uint32_t n = plan_size(plan);

	s->plan = plan;
	s->size = n;
	s->mate = mate;
	s->dice = dice;
	s->is_closed = memory_new(n, sizeof(*s->is_closed));
	s->is_fixed = memory_new(n, sizeof(*s->is_fixed));
	s->is_lonely = memory_new(n, sizeof(*s->is_lonely));
	s->label = memory_new(n, sizeof(*s->label));
	s->parent = memory_new(n, sizeof(*s->parent));
	s->base = memory_new(n, sizeof(*s->base));
	s->mark = memory_new(n, sizeof(*s->mark));
	s->queue = memory_new(n, sizeof(*s->queue));
	s->inner = memory_new(n, sizeof(*s->inner));
	s->way = memory_new((size_t)n * 2, sizeof(*s->way));
	s->flower = memory_new(n, sizeof(*s->flower));
	s->rest = memory_new(n, sizeof(*s->rest));
	s->ids = memory_new(COVER_ROW_PART, sizeof(*s->ids));
	s->sought = SEAT_NOBODY;
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
	free(s->is_lonely);
	free(s->label);
	free(s->parent);
	free(s->base);
	free(s->mark);
	free(s->queue);
	free(s->inner);
	free(s->way);
	free(s->flower);
	free(s->rest);
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
forget(struct cover_search *s)
{
	for (uint32_t i = 0; i < s->tail; i++)
		forget_vertex(s, s->queue[i]);
	for (uint32_t i = 0; i < s->inner_count; i++)
		forget_vertex(s, s->inner[i]);
	s->head = s->near_head = s->tail = s->inner_count = 0;
	s->core = SEAT_NOBODY;
	s->rest_asked = 0;
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
			cover_search_contract(s, v, to);
		return SEAT_NOBODY;
	}
	if (s->mate[to] == SEAT_NOBODY && s->is_fixed[to])
		return SEAT_NOBODY;
	s->parent[to] = v;
	if (s->mate[to] == SEAT_NOBODY)
		return to;
	s->label[to] = COVER_INNER;
	s->inner[s->inner_count++] = to;
	cover_search_become_outer(s, s->mate[to]);
	end = ask_wanted(s, s->mate[to]);
	if (end != SEAT_NOBODY)
		s->parent[end] = s->mate[to];
	return end;
}

uint32_t
cover_search_follow(struct cover_search *s, uint32_t v, uint32_t found)
{
	for (uint32_t i = 0; i < found; i++) {
		uint32_t end = follow(s, v, s->ids[i]);

		if (end != SEAT_NOBODY)
			return end;
	}
	return SEAT_NOBODY;
}

uint32_t
cover_search_row(const struct cover_search *s)
{
	return s->domain == NULL ? s->size : s->domain_count;
}

uint32_t
cover_search_ask(struct cover_search *s, uint32_t v, uint32_t from, uint32_t to)
{
	if (s->domain == NULL)
		return plan_scan(s->plan, v, from, to, s->ids, NULL);
	memcpy(s->ids, s->domain + from, (to - from) * sizeof(*s->ids));
	return plan_filter(s->plan, v, s->ids, NULL, to - from);
}

/* --- searching ------------------------------------------------------------ */

static bool
is_in_core(struct cover_search *s, uint32_t v)
{
	return s->core != SEAT_NOBODY &&
	       cover_search_base(s, v) == cover_search_base(s, s->core);
}

/* Follows all edges from the outer v, the row from place `start` on; the end of
 * a path, or SEAT_NOBODY. */
static uint32_t
follow_row(struct cover_search *s, uint32_t v, uint32_t start)
{
	uint32_t n = cover_search_row(s);
	bool is_lonely = true;

	for (uint32_t done = 0; done < n && !s->is_lonely[v];) {
		uint32_t from =
		    start + done < n ? start + done : start + done - n;
		uint32_t bite = n - from < ROW_BITE ? n - from : ROW_BITE;
		uint32_t end, found;

		if (!s->seeks_rich && is_in_core(s, v))
			return cover_core_ask(s, v);
		bite = bite < n - done ? bite : n - done;
		found = cover_search_ask(s, v, from, from + bite);
		if (s->seeks_rich && found >= RICH) {
			s->sought = v;
			return SEAT_NOBODY;
		}
		end = cover_search_follow(s, v, found);
		if (end != SEAT_NOBODY)
			return end;
		is_lonely = is_lonely && found == 0;
		done += bite;
	}
	if (s->domain == NULL)
		s->is_lonely[v] = is_lonely;
	return SEAT_NOBODY;
}

/* Follows the edges from the outer v to its candidates, likewise. */
static uint32_t
follow_near(struct cover_search *s, uint32_t v)
{
	const uint64_t *list = candidates_of(s->near, v);

	for (uint32_t i = 0; i < s->near->keep && list[i] != 0; i++) {
		uint32_t end = follow(s, v, candidates_member(list[i]));

		if (end != SEAT_NOBODY)
			return end;
	}
	return SEAT_NOBODY;
}

uint32_t
cover_search_from(struct cover_search *s, uint32_t root)
{
	/* From a place of chance, so that none is preferred. */
	uint32_t start = dice_below(s->dice, cover_search_row(s));

	forget(s);
	cover_search_become_outer(s, root);
	while (s->head < s->tail && (s->sought == SEAT_NOBODY ||
					s->label[s->sought] != COVER_OUTER)) {
		bool by_near = s->near != NULL && s->domain == NULL &&
			       !s->seeks_rich && s->near_head < s->tail;
		uint32_t end = by_near
				   ? follow_near(s, s->queue[s->near_head++])
				   : follow_row(s, s->queue[s->head++], start);

		if (end != SEAT_NOBODY)
			return end;
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

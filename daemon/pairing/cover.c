/*
 * Covers: see pairing/cover.h.
 */
#include "pairing/cover.h"
#include "base/memory.h"
#include "pairing/cover_work.h"

enum { STREAM_COVER = 0x434f5645 };

void
cover_free(struct cover *c)
{
	if (c == NULL)
		return;
	seating_free(c->seating);
	free(c->barrier);
	free(c);
}

/* The members without a partner who are no thirds, shuffled. */
static void
find_exposed(struct cover_work *w)
{
	w->exposed_count = 0;
	for (uint32_t v = 0; v < w->size; v++)
		if (w->seating->mate[v] == SEAT_NOBODY)
			w->exposed[w->exposed_count++] = v;
	dice_shuffle(&w->dice, w->exposed, w->exposed_count);
}

/* --- a beginning ---------------------------------------------------------- */

#define TRIES 256 /* members asked at once whether they are free and allowed */

/* Pairs `v` with the first free and allowed one in an order of chance. */
static void
pair_freely(struct cover_work *w, uint32_t v)
{
	uint32_t *mate = w->seating->mate, n = w->size, ids[TRIES];
	uint32_t begin = dice_below(&w->dice, n);

	for (uint32_t done = 0; done < n;) {
		uint32_t count = 0;

		for (; done < n && count < TRIES; done++) {
			uint32_t to =
			    begin + done < n ? begin + done : begin + done - n;

			if (mate[to] == SEAT_NOBODY && to != v)
				ids[count++] = to;
		}
		if (plan_filter(w->plan, v, ids, NULL, count) > 0) {
			mate[v] = ids[0];
			mate[ids[0]] = v;
			return;
		}
	}
}

static void
pair_all_freely(struct cover_work *w, const uint32_t *ids, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		if (w->seating->mate[ids[i]] == SEAT_NOBODY)
			pair_freely(w, ids[i]);
}

/* Strangers first: if they are many, only others can be their partners, and
 * should not go to each other. */
static void
begin_with(struct cover_work *w, const struct cover_hints *hints)
{
	if (hints != NULL && hints->start != NULL) {
		for (uint32_t v = 0; v < w->size; v++)
			if (hints->start->mate[v] < w->size)
				w->seating->mate[v] = hints->start->mate[v];
		return;
	}
	if (hints != NULL && hints->stranger_count > w->size / 2) {
		uint32_t count = hints->stranger_count;

		memcpy(
		    w->exposed, hints->strangers, count * sizeof(*w->exposed));
		dice_shuffle(&w->dice, w->exposed, count);
		pair_all_freely(w, w->exposed, count);
	}
	find_exposed(w);
	pair_all_freely(w, w->exposed, w->exposed_count);
}

/* --- as many pairs as can be ---------------------------------------------- */

/* The tree of somebody who must be left over: none of it can help others, and
 * its inner vertices are a barrier. */
static void
close_tree(struct cover_work *w)
{
	struct cover_search *s = w->search;

	for (uint32_t i = 0; i < s->tail; i++) {
		s->is_closed[s->queue[i]] = true;
		w->piece[s->queue[i]] = cover_search_base(s, s->queue[i]);
	}
	for (uint32_t i = 0; i < s->inner_count; i++) {
		if (s->label[s->inner[i]] != COVER_INNER)
			continue;
		s->is_closed[s->inner[i]] = true;
		w->barrier[w->barrier_count++] = s->inner[i];
	}
}

/* Finds a partner for w->exposed[i], or closes its tree; or leaves somebody over
 * instead, where the search is for one. */
static void
augment(struct cover_work *w, uint32_t i)
{
	struct cover_search *s = w->search;
	uint32_t v = w->exposed[i], end;

	if (s->mate[v] != SEAT_NOBODY || s->is_closed[v] || w->left <= w->least)
		return;
	s->wanted = w->exposed + i + 1;
	s->wanted_count = w->exposed_count - i - 1;
	end = cover_search_from(s, v);
	if (end != SEAT_NOBODY) {
		cover_search_augment(s, end);
		w->left -= 2;
	} else if (s->sought != SEAT_NOBODY) {
		if (s->sought != v)
			cover_search_exchange(s, s->sought);
		w->exposed[i] = s->sought;
	} else {
		close_tree(w);
	}
	s->sought = SEAT_NOBODY;
}

/* Those whom few may meet are left over mostly, and it takes long to come from
 * one to another. From each it is a few steps to somebody who may meet many, and
 * between two such a few more. */
static void
augment_all(struct cover_work *w)
{
	find_exposed(w);
	w->left = w->exposed_count;
	w->search->seeks_rich = true;
	for (uint32_t i = 0; i < w->exposed_count; i++)
		augment(w, i);
	w->search->seeks_rich = false;
	for (uint32_t i = 0; i < w->exposed_count; i++)
		augment(w, i);
	w->search->wanted_count = 0;
	memset(w->search->is_closed, 0, w->size);
}

void
cover_work_prove(struct cover_work *w)
{
	w->barrier_count = 0;
	for (uint32_t v = 0; v < w->size; v++)
		w->piece[v] = SEAT_NOBODY;
	for (uint32_t v = 0; v < w->size; v++) {
		if (w->seating->mate[v] != SEAT_NOBODY ||
		    w->search->is_fixed[v] || w->search->is_closed[v])
			continue;
		if (cover_search_from(w->search, v) != SEAT_NOBODY)
			die("the cover was not the largest");
		close_tree(w);
	}
	memset(w->search->is_closed, 0, w->size);
}

/* The bound by strangers was met: all others are the barrier. */
static void
take_strangers(struct cover_work *w, const struct cover_hints *hints)
{
	uint32_t k = 0;

	w->barrier_count = 0;
	for (uint32_t v = 0; v < w->size; v++) {
		if (k < hints->stranger_count && hints->strangers[k] == v) {
			w->piece[v] = v;
			k++;
		} else {
			w->piece[v] = SEAT_NOBODY;
			w->barrier[w->barrier_count++] = v;
		}
	}
}

/* --- all ------------------------------------------------------------------ */

static int
compare_numbers(const void *x, const void *y)
{
	uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;

	return (a > b) - (a < b);
}

static void
count_seats(struct seating *s)
{
	s->third_count = s->sit_out_count = 0;
	for (uint32_t v = 0; v < s->size; v++) {
		s->third_count += s->mate[v] == SEAT_THIRD;
		s->sit_out_count += s->mate[v] == SEAT_NOBODY;
	}
}

static void
work_init(struct cover_work *w, const struct plan *plan, uint64_t seed)
{
	*w = (struct cover_work){ .plan = plan, .size = plan_size(plan) };
	w->seating = seating_new(w->size);
	dice_init(&w->dice, seed, STREAM_COVER);
	w->search = cover_search_new(plan, w->seating->mate, &w->dice);
	w->exposed = memory_new(w->size, sizeof(*w->exposed));
	w->piece = memory_new(w->size, sizeof(*w->piece));
	for (uint32_t v = 0; v < w->size; v++)
		w->piece[v] = SEAT_NOBODY;
	w->barrier = memory_new(w->size, sizeof(*w->barrier));
}

struct cover *
cover_find(
    const struct plan *plan, uint64_t seed, const struct cover_hints *hints)
{
	struct cover *c = memory_new(1, sizeof(*c));
	bool by_strangers =
	    hints != NULL && hints->stranger_count > plan_size(plan) / 2;
	struct cover_thirds *thirds;
	struct cover_work w;

	work_init(&w, plan, seed);
	if (hints != NULL)
		w.search->near = hints->near;
	if (by_strangers)
		w.least = 2 * hints->stranger_count - w.size;
	if (w.size > 0)
		begin_with(&w, hints);
	augment_all(&w);
	find_exposed(&w);
	if (by_strangers && w.exposed_count == w.least)
		take_strangers(&w, hints);
	if (w.exposed_count > 0) {
		thirds = cover_thirds_choose(&w);
		cover_fair_choose(&w);
		cover_thirds_join(&w, thirds);
		cover_thirds_free(thirds);
	}
	count_seats(w.seating);
	if (w.seating->sit_out_count == 0)
		w.barrier_count = 0;
	qsort(w.barrier, w.barrier_count, sizeof(*w.barrier), compare_numbers);
	*c = (struct cover){ w.seating, w.barrier, w.barrier_count, w.unsure };
	cover_search_free(w.search);
	free(w.exposed);
	free(w.piece);
	return c;
}

/*
 * Trios of the optimum: see pairing/optimum_trios.h.
 */
#include "pairing/optimum_trios.h"
#include "base/memory.h"
#include "pairing/optimum_promise.h"

#define KEYS 4 /* of each trio: its three members and an open chair */

/* Two who might be in a trio with one who is taken away. */
struct two {
	uint32_t k, l;
	int64_t bound; /* in quarters, as all bounds of this file */
};

/* --- one problem ---------------------------------------------------------- */

static bool
solve(struct optimum_search *s)
{
	s->o->work -= (int64_t)s->vertices * s->vertices * 4;
	return blossom_solve_without(s->b, s->keys, s->away, s->away_count);
}

/* What all trios taken away and the pairs of all others are worth at most, but for two
 * more (UINT32_MAX: none) and the members of trios still to come. */
static int64_t
bound_of(struct optimum_search *s, uint32_t k, uint32_t l)
{
	uint32_t *gone = memory_new(s->vertices, sizeof(*gone));
	uint32_t count = 0, taken = s->away_count / KEYS;
	int64_t bound;

	taken += s->away_count % KEYS != 0;
	for (uint32_t i = 0; i < s->away_count; i++)
		gone[count++] = s->away[i];
	for (uint32_t i = taken; i < s->open; i++)
		gone[count++] = s->first_open + i;
	for (uint32_t i = s->vertices - s->keys; i < s->vertices; i++)
		gone[count++] = i;
	if (k != UINT32_MAX) {
		gone[count++] = k;
		gone[count++] = l;
	}
	bound = blossom_bound_without(s->b, gone, count);
	for (uint32_t i = 0; i + KEYS <= s->away_count; i += KEYS)
		bound += optimum_worth(
		    s, s->away[i + 1], s->away[i + 2], s->away[i + 3]);
	free(gone);
	return bound;
}

/* The matching and the trios taken away, if they are better than what was found. */
static void
record(struct optimum_search *s)
{
	struct optimum *o = s->o;
	struct seating *to = o->seating;
	int64_t score = 0;

	for (uint32_t i = 0; i < s->away_count; i += KEYS)
		score += optimum_worth(s, s->away[i + 1], s->away[i + 2],
			     s->away[i + 3]) /
			 4;
	for (uint32_t i = 0; i < o->count; i++) {
		uint32_t mate = blossom_mate(s->b, i);

		score += mate < o->count ? optimum_score_of(s, i, mate) : 0;
	}
	if (score <= o->score)
		return;
	o->score = score;
	for (uint32_t i = 0; i < o->count; i++) {
		uint32_t mate = blossom_mate(s->b, i);

		to->host[o->order[i]] = SEAT_NOBODY;
		to->mate[o->order[i]] =
		    mate < o->count ? o->order[mate] : SEAT_NOBODY;
	}
	for (uint32_t i = 0; i < s->away_count; i += KEYS) {
		uint32_t third = o->order[s->away[i + 1]];
		uint32_t x = o->order[s->away[i + 2]];
		uint32_t y = o->order[s->away[i + 3]];

		to->mate[third] = SEAT_THIRD;
		to->mate[x] = y;
		to->mate[y] = x;
		to->host[third] = x < y ? x : y;
	}
}

/* --- the search ----------------------------------------------------------- */

static void search(struct optimum_search *s, uint32_t left);

static bool
is_promising(const struct optimum_search *s, int64_t bound)
{
	return bound >= 4 * (s->o->score + 1);
}

static void
give_up(struct optimum_search *s, int64_t bound)
{
	s->rest = bound / 4 > s->rest ? bound / 4 : s->rest;
}

static int
higher_first(const void *a, const void *b)
{
	const struct two *x = a, *y = b;

	if (x->bound != y->bound)
		return x->bound > y->bound ? -1 : 1;
	if (x->k != y->k)
		return x->k < y->k ? -1 : 1;
	return x->l < y->l ? -1 : x->l > y->l;
}

/* All who promise enough in a trio with i, who is taken away; `more` is what other
 * trios may add. */
static struct two *
list_twos(struct optimum_search *s, uint32_t i, int64_t more,
    const struct optimum_prices *prices, size_t *count)
{
	int64_t all = bound_of(s, UINT32_MAX, UINT32_MAX) + more;
	struct two *list = NULL;
	size_t room = 0;

	*count = 0;
	for (uint32_t k = 0; k < s->o->count; k++) {
		if (s->barred[k] ||
		    optimum_score_of(s, i, k) == SCORE_FORBIDDEN)
			continue;
		for (uint32_t l = k + 1; l < s->o->count; l++) {
			struct two two = { k, l, 0 };

			if (s->barred[l] || !optimum_may_be_trio(s, i, k, l))
				continue;
			two.bound =
			    all + optimum_promise_of_two(s, prices, i, k, l);
			if (!is_promising(s, two.bound))
				continue;
			if (*count == room) {
				room = room * 2 + 64;
				list = memory_grow(list, room, sizeof(*list));
			}
			list[(*count)++] = two;
		}
	}
	if (*count > 0)
		qsort(list, *count, sizeof(*list), higher_first);
	return list;
}

/* The best with a trio of i and these two. */
static void
try_two(struct optimum_search *s, uint32_t i, const struct two *two,
    int64_t more, uint32_t left)
{
	int64_t bound = bound_of(s, two->k, two->l) +
			optimum_worth(s, i, two->k, two->l) + more;

	s->o->work -= s->vertices;
	if (!is_promising(s, bound))
		return;
	if (s->o->work <= 0) {
		give_up(s, bound);
		return;
	}
	s->away[s->away_count++] = two->k;
	s->away[s->away_count++] = two->l;
	s->barred[two->k] = s->barred[two->l] = true;
	search(s, left - 1);
	s->barred[two->k] = s->barred[two->l] = false;
	s->away_count -= 2;
}

/* The best with i in one of so many trios. */
static void
search_with(struct optimum_search *s, uint32_t i, uint32_t left)
{
	struct optimum_prices prices = { NULL, NULL };
	int64_t more = 0;
	struct two *list = NULL;
	size_t count = 0;

	s->away[s->away_count] = s->first_open + s->away_count / KEYS;
	s->away[s->away_count + 1] = i;
	s->away_count += 2;
	s->barred[i] = true;
	if (solve(s)) {
		prices = optimum_prices_take(s);
		if (left > 1)
			more = optimum_promise_most(s, &prices);
		if (more != INT64_MIN)
			list =
			    list_twos(s, i, more * (left - 1), &prices, &count);
		for (size_t at = 0; at < count; at++)
			try_two(s, i, &list[at], more * (left - 1), left);
	}
	free(list);
	optimum_prices_clear(&prices);
	s->barred[i] = false;
	s->away_count -= 2;
}

/* Of the promises, made anew where they are old, the highest; its member, or
 * UINT32_MAX where none is enough. */
static uint32_t
most_promising(struct optimum_search *s, int64_t all,
    const struct optimum_prices *prices, int64_t *promises)
{
	for (;;) {
		uint32_t best = 0;
		int64_t now;

		for (uint32_t i = 1; i < s->o->count; i++)
			if (promises[i] > promises[best])
				best = i;
		if (promises[best] == INT64_MIN ||
		    !is_promising(s, all + promises[best]))
			return UINT32_MAX;
		now = optimum_promise(s, best, prices, false);
		if (now == promises[best])
			return best;
		promises[best] = now;
	}
}

/* The best of all seatings with the trios taken away and so many more. */
static void
search(struct optimum_search *s, uint32_t left)
{
	uint32_t count = s->o->count, i, tried_count = 0;
	uint32_t *tried;
	struct optimum_prices prices;
	int64_t *promises, all, most = INT64_MIN;

	if (!solve(s))
		return;
	if (left == 0) {
		record(s);
		return;
	}
	prices = optimum_prices_take(s);
	promises = memory_new(count, sizeof(*promises));
	tried = memory_new(count, sizeof(*tried));
	all = bound_of(s, UINT32_MAX, UINT32_MAX);
	for (i = 0; i < count; i++) {
		promises[i] = optimum_promise(s, i, &prices, false);
		most = promises[i] > most ? promises[i] : most;
	}
	if (most != INT64_MIN)
		all += most * (left - 1);
	while ((i = most_promising(s, all, &prices, promises)) != UINT32_MAX) {
		if (s->o->work <= 0) {
			give_up(s, all + promises[i]);
			break;
		}
		search_with(s, i, left);
		s->barred[i] = true;
		promises[i] = INT64_MIN;
		tried[tried_count++] = i;
	}
	while (tried_count > 0)
		s->barred[tried[--tried_count]] = false;
	free(tried);
	free(promises);
	optimum_prices_clear(&prices);
}

/* --- all ------------------------------------------------------------------ */

/* Takes away the trios of the seating, but for one. */
static void
take_trios(struct optimum_search *s, uint32_t but)
{
	struct optimum *o = s->o;
	uint32_t *place = memory_new(o->seating->size, sizeof(*place));
	uint32_t trio = 0;

	for (uint32_t i = 0; i < o->count; i++) {
		place[o->order[i]] = i;
		s->barred[i] = false;
	}
	s->away_count = 0;
	for (uint32_t i = 0; i < o->count; i++) {
		uint32_t v = o->order[i], host = o->seating->host[v];
		uint32_t *to = s->away + s->away_count;

		if (o->seating->mate[v] != SEAT_THIRD || trio++ == but)
			continue;
		to[0] = s->first_open + s->away_count / KEYS;
		to[1] = i;
		to[2] = place[host];
		to[3] = place[o->seating->mate[host]];
		for (int k = 1; k < KEYS; k++)
			s->barred[to[k]] = true;
		s->away_count += KEYS;
	}
	free(place);
}

/* A good one to begin with: the trios as they are, then one after the other where it
 * is best beside the others. */
static void
begin(struct optimum_search *s)
{
	int64_t before, work = s->o->work;

	take_trios(s, UINT32_MAX);
	search(s, 0);
	do {
		before = s->o->score;
		for (uint32_t trio = 0; trio < s->open && s->open > 1; trio++) {
			take_trios(s, trio);
			search(s, 1);
		}
	} while (s->o->score > before && s->o->work > work / 2);
	s->rest = 0;
	memset(s->barred, 0, s->o->count * sizeof(*s->barred));
	s->away_count = 0;
}

int64_t
optimum_trios(struct optimum *o, uint32_t thirds)
{
	struct optimum_search s = { .o = o,
		.first_open = o->count + o->chair_count,
		.open = thirds,
		.keys = KEYS * thirds };

	s.vertices = s.first_open + s.open + s.keys;
	s.table = optimum_table(o, s.open, s.keys);
	s.away = memory_new(s.keys, sizeof(*s.away));
	s.barred = memory_new(o->count, sizeof(*s.barred));
	s.b = blossom_new(s.vertices, s.table);
	if (!blossom_solve(s.b))
		die("a seating has no perfect matching with its chairs");
	o->score = -1;
	begin(&s);
	search(&s, thirds);
	blossom_free(s.b);
	free(s.table);
	free(s.away);
	free(s.barred);
	return s.rest > o->score ? s.rest : o->score;
}

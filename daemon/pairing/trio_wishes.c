/*
 * Trios of those who like them: see pairing/trio_wishes.h.
 */
#include "pairing/trio_wishes.h"
#include "base/dice.h"
#include "base/memory.h"
#include "pairing/fixed.h"

enum { STREAM_WISHES = 0x57495348 };

/* Two who stay in their trio, one who leaves it, and who comes for them from
 * where `left` stays. */
struct exchange {
	uint32_t stay[2], leaves, comes, left;
	int64_t gain; /* of the draw's score, in half millionths */
};

struct wishes {
	const struct plan *plan;
	struct seating *s;
	int64_t temperature;
	struct dice dice;
	uint32_t *willing; /* who prefers three and is in a pair, ascending */
	uint32_t willing_count;
	uint32_t *thirds; /* ascending */
	struct exchange *found;
	struct fixed_weight *weights;
	size_t count, room;
};

static void
find_members(struct wishes *w)
{
	const struct seating *s = w->s;
	bool *in_trio = memory_new(s->size, sizeof(*in_trio));
	uint32_t thirds = 0;

	w->willing = memory_new(s->size, sizeof(*w->willing));
	w->thirds = memory_new(s->third_count, sizeof(*w->thirds));
	for (uint32_t v = 0; v < s->size; v++)
		if (s->mate[v] == SEAT_THIRD) {
			in_trio[s->host[v]] = true;
			in_trio[s->mate[s->host[v]]] = true;
			w->thirds[thirds++] = v;
		}
	for (uint32_t v = 0; v < s->size; v++)
		if (plan_prefers_three(w->plan, v) && !in_trio[v] &&
		    s->mate[v] < s->size)
			w->willing[w->willing_count++] = v;
	free(in_trio);
}

/* Of one place of a trio: every exchange that is allowed. */
static void
find_exchanges(struct wishes *w, uint32_t leaves, uint32_t a, uint32_t b)
{
	const struct plan *p = w->plan;

	for (uint32_t i = 0; i < w->willing_count; i++) {
		uint32_t x = w->willing[i], y = w->s->mate[x];
		struct exchange *e;

		if (!plan_may(p, x, a) || !plan_may(p, x, b) ||
		    !plan_may(p, leaves, y))
			continue;
		if (w->count == w->room) {
			w->room = w->room * 2 + 16;
			w->found =
			    memory_grow(w->found, w->room, sizeof(*w->found));
			w->weights = memory_grow(
			    w->weights, w->room, sizeof(*w->weights));
		}
		e = &w->found[w->count++];
		*e = (struct exchange){ { a, b }, leaves, x, y,
			(int64_t)plan_score(p, x, a) + plan_score(p, x, b) -
			    plan_score(p, leaves, a) -
			    plan_score(p, leaves, b) +
			    2 * ((int64_t)plan_score(p, leaves, y) -
				    plan_score(p, x, y)) };
	}
}

/* The best alone, all alike, or by exp(gain / T). */
static const struct exchange *
choose(struct wishes *w)
{
	int64_t best = INT64_MIN;

	for (size_t i = 0; i < w->count; i++)
		best = w->found[i].gain > best ? w->found[i].gain : best;
	for (size_t i = 0; i < w->count; i++) {
		int64_t below = w->found[i].gain - best;

		if (w->temperature == 0)
			w->weights[i] = fixed_weight_of(below == 0);
		else if (w->temperature > INT64_MAX / 2)
			w->weights[i] = fixed_weight_of(1);
		else
			w->weights[i] =
			    fixed_weight_exp(below, 2 * w->temperature);
	}
	return &w->found[fixed_weight_pick(w->weights, w->count, &w->dice)];
}

static void
seat_pair(struct seating *s, uint32_t a, uint32_t b)
{
	s->mate[a] = b;
	s->mate[b] = a;
	s->host[a] = s->host[b] = SEAT_NOBODY;
}

/* Whoever comes is the third, so that the pair is of the two who stay. */
static void
carry_out(struct wishes *w, const struct exchange *e)
{
	uint32_t low = e->stay[0] < e->stay[1] ? e->stay[0] : e->stay[1];
	uint32_t place = 0;

	seat_pair(w->s, e->stay[0], e->stay[1]);
	seat_pair(w->s, e->leaves, e->left);
	w->s->mate[e->comes] = SEAT_THIRD;
	w->s->host[e->comes] = low;
	while (w->willing[place] != e->comes)
		place++;
	w->willing_count--;
	memmove(w->willing + place, w->willing + place + 1,
	    (w->willing_count - place) * sizeof(*w->willing));
	/* The partner left behind may be willing too, and still is in a pair. */
}

/* One exchange in the trio of this third; it may have another third then. */
static bool
grant_one(struct wishes *w, uint32_t *third)
{
	uint32_t trio[3] = { *third, w->s->host[*third],
		w->s->mate[w->s->host[*third]] };
	const struct exchange *e;

	w->count = 0;
	for (int i = 0; i < 3; i++)
		if (!plan_prefers_three(w->plan, trio[i]))
			find_exchanges(
			    w, trio[i], trio[(i + 1) % 3], trio[(i + 2) % 3]);
	if (w->count == 0)
		return false;
	e = choose(w);
	carry_out(w, e);
	*third = e->comes;
	return true;
}

bool
trio_wishes_grant(const struct plan *plan, struct seating *s,
    int64_t temperature, uint64_t seed)
{
	struct wishes w = { .plan = plan, .s = s, .temperature = temperature };
	bool is_changed = false;

	if (s->third_count == 0)
		return false;
	dice_init(&w.dice, seed, STREAM_WISHES);
	find_members(&w);
	for (uint32_t i = 0; i < s->third_count; i++)
		while (w.willing_count > 0 && grant_one(&w, &w.thirds[i]))
			is_changed = true;
	free(w.willing);
	free(w.thirds);
	free(w.found);
	free(w.weights);
	return is_changed;
}

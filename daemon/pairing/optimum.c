/*
 * The optimum: see pairing/optimum.h.
 */
#include "pairing/optimum.h"
#include "base/dice.h"
#include "base/memory.h"
#include "pairing/blossom.h"

enum { STREAM_OPTIMUM = 0x4f505449 };

#define NO_CLASS UINT32_MAX /* a chair that everybody may take */

struct trio {
	uint32_t members[3];
	int64_t bound; /* of the score of all with this trio */
};

struct optimum {
	const struct plan *plan;
	struct seating *seating; /* the best so far */
	uint32_t *order;         /* members in an order of chance */
	uint32_t count;          /* of them: all who are not in a frozen trio */
	uint32_t *chairs;        /* by chair: how long its taker waited */
	uint32_t chair_count;
	int64_t score; /* of the best so far */
};

/* --- one problem ---------------------------------------------------------- */

/* The scores of the members in order, but for those gone, and the chairs behind
 * them, the last `open` of which are for everybody. */
static int32_t *
table_of(const struct optimum *o, const uint32_t *members, uint32_t count,
    uint32_t open)
{
	uint32_t n = count + o->chair_count + open;
	int32_t *table = memory_new((size_t)n * n, sizeof(*table));

	for (uint32_t i = 0; i < n; i++)
		for (uint32_t k = i; k < n; k++) {
			int32_t score = SCORE_FORBIDDEN;

			if (k == i)
				score = SCORE_FORBIDDEN;
			else if (k < count)
				score =
				    plan_score(o->plan, members[i], members[k]);
			else if (i < count &&
				 (k >= count + o->chair_count ||
				     o->chairs[k - count] ==
					 plan_waiting(o->plan, members[i])))
				score = 0;
			table[(size_t)i * n + k] = score;
			table[(size_t)k * n + i] = score;
		}
	return table;
}

/* Takes the solution into the seating: mates, sit-outs; returns the member at
 * the open chair, SEAT_NOBODY where there is none. */
static uint32_t
take(struct optimum *o, const struct blossom *b, const uint32_t *members,
    uint32_t count)
{
	uint32_t at_open = SEAT_NOBODY;

	for (uint32_t i = 0; i < count; i++) {
		uint32_t mate = blossom_mate(b, i);

		o->seating->mate[members[i]] =
		    mate < count ? members[mate] : SEAT_NOBODY;
		if (mate >= count + o->chair_count)
			at_open = members[i];
	}
	return at_open;
}

static void
seat_trio(struct seating *s, uint32_t third, uint32_t a, uint32_t b)
{
	s->mate[third] = SEAT_THIRD;
	s->mate[a] = b;
	s->mate[b] = a;
	s->host[third] = a < b ? a : b;
}

/* --- trios ---------------------------------------------------------------- */

/* Joins whoever is left over to the pair that gains most; false: none may. */
static bool
join_best(struct optimum *o, uint32_t third)
{
	struct seating *s = o->seating;
	int64_t most = INT64_MIN;
	uint32_t host = SEAT_NOBODY;

	for (uint32_t i = 0; i < o->count; i++) {
		uint32_t a = o->order[i], b = s->mate[a];
		int32_t x, y;
		int64_t gain;

		if (a == third || b >= s->size || b < a)
			continue;
		x = plan_score(o->plan, third, a);
		y = plan_score(o->plan, third, b);
		gain = (int64_t)x + y - plan_score(o->plan, a, b);
		if (x == SCORE_FORBIDDEN || y == SCORE_FORBIDDEN ||
		    gain <= most)
			continue;
		most = gain;
		host = a;
	}
	if (host == SEAT_NOBODY)
		return false;
	seat_trio(s, third, host, s->mate[host]);
	return true;
}

/* The trios of the highest bounds above what was found, the highest first; all
 * others' bounds are at most *rest. */
static struct trio *
promising(const struct optimum *o, const struct blossom *b,
    const int32_t *table, uint32_t limit, uint32_t *found, int64_t *rest)
{
	struct trio *list = memory_new(limit + 1, sizeof(*list));
	uint32_t n = o->count + o->chair_count + 1, count = 0;
	uint32_t chair = n - 1;
	int64_t all = blossom_bound_without(b, &chair, 1);
	int64_t *dual = memory_new(o->count, sizeof(*dual));

	for (uint32_t i = 0; i < o->count; i++) {
		uint32_t gone[2] = { chair, i };

		dual[i] = all - blossom_bound_without(b, gone, 2);
	}
	*rest = o->score;
	for (uint32_t i = 0; i < o->count; i++)
		for (uint32_t k = i + 1; k < o->count; k++) {
			const int32_t *x = table + (size_t)i * n;
			const int32_t *y = table + (size_t)k * n;

			if (x[k] == SCORE_FORBIDDEN)
				continue;
			for (uint32_t l = k + 1; l < o->count; l++) {
				struct trio t = { { i, k, l }, 0 };
				uint32_t at;

				if (x[l] == SCORE_FORBIDDEN ||
				    y[l] == SCORE_FORBIDDEN)
					continue;
				t.bound = all - dual[i] - dual[k] - dual[l] +
					  x[k] + x[l] + y[l] + 3;
				if (t.bound <= *rest)
					continue;
				for (at = count;
				     at > 0 && list[at - 1].bound < t.bound;
				     at--)
					list[at] = list[at - 1];
				list[at] = t;
				if (count < limit)
					count++;
				else
					*rest = list[limit].bound;
			}
		}
	free(dual);
	*found = count;
	return list;
}

/* The best seating of all others beside this trio, where it beats the best. */
static void
try_trio(struct optimum *o, const struct trio *t)
{
	uint32_t *members = memory_new(o->count, sizeof(*members)), count = 0;
	const uint32_t *m = t->members;
	int32_t *table;
	struct blossom *b;
	int64_t score;

	for (uint32_t i = 0; i < o->count; i++)
		if (i != m[0] && i != m[1] && i != m[2])
			members[count++] = o->order[i];
	table = table_of(o, members, count, 0);
	b = blossom_new(count + o->chair_count, table);
	if (blossom_solve(b)) {
		score = blossom_total(b);
		for (int i = 0; i < 3; i++)
			score += plan_score(
			    o->plan, o->order[m[i]], o->order[m[(i + 1) % 3]]);
		if (score > o->score) {
			for (uint32_t i = 0; i < o->count; i++)
				o->seating->host[o->order[i]] = SEAT_NOBODY;
			(void)take(o, b, members, count);
			seat_trio(o->seating, o->order[m[0]], o->order[m[1]],
			    o->order[m[2]]);
			o->score = score;
		}
	}
	blossom_free(b);
	free(table);
	free(members);
}

/* As many trios are tried as a second or so allows. */
static uint32_t
tries_of(uint32_t n)
{
	return n <= 200 ? 400 : n <= 500 ? 12 : 4;
}

/* Nothing scores more: everybody with a partner has SCORE_ONE. */
static int64_t
most_of(const struct seating *s)
{
	return SCORE_ONE * (int64_t)(s->size - s->sit_out_count);
}

static int64_t
find_with_third(struct optimum *o)
{
	int32_t *table = table_of(o, o->order, o->count, 1);
	struct blossom *b = blossom_new(o->count + o->chair_count + 1, table);
	struct seating *before = seating_copy(o->seating);
	int64_t bound, rest = 0;
	uint32_t count = 0, third;
	struct trio *trios = NULL;
	bool is_solved = blossom_solve(b);

	if (is_solved) {
		for (uint32_t i = 0; i < o->count; i++)
			o->seating->host[o->order[i]] = SEAT_NOBODY;
		third = take(o, b, o->order, o->count);
		if (!join_best(o, third) ||
		    seating_score(o->seating, o->plan) < o->score) {
			memcpy(o->seating->mate, before->mate,
			    before->size * sizeof(*before->mate));
			memcpy(o->seating->host, before->host,
			    before->size * sizeof(*before->host));
		}
		o->score = seating_score(o->seating, o->plan);
		trios =
		    promising(o, b, table, tries_of(o->count), &count, &rest);
	}
	seating_free(before);
	blossom_free(b);
	free(table);
	for (uint32_t i = 0; i < count && trios[i].bound > o->score; i++)
		try_trio(o, &trios[i]);
	free(trios);
	if (!is_solved)
		return INT64_MAX;
	bound = rest > o->score ? rest : o->score;
	return bound < most_of(o->seating) ? bound : most_of(o->seating);
}

/* --- all ------------------------------------------------------------------ */

static int64_t
find_pairs(struct optimum *o)
{
	int32_t *table = table_of(o, o->order, o->count, 0);
	struct blossom *b = blossom_new(o->count + o->chair_count, table);

	if (!blossom_solve(b))
		die("a seating has no perfect matching with its chairs");
	(void)take(o, b, o->order, o->count);
	blossom_free(b);
	free(table);
	o->score = seating_score(o->seating, o->plan);
	return o->score;
}

/* With several thirds, they and their pairs stay as they are. */
static void
list_members(struct optimum *o, uint64_t seed)
{
	const struct seating *s = o->seating;
	bool *frozen = memory_new(s->size, sizeof(*frozen));
	struct dice dice;

	for (uint32_t v = 0; v < s->size && s->third_count > 1; v++)
		if (s->mate[v] == SEAT_THIRD)
			frozen[v] = frozen[s->host[v]] =
			    frozen[s->mate[s->host[v]]] = true;
	for (uint32_t v = 0; v < s->size; v++) {
		if (!frozen[v])
			o->order[o->count++] = v;
		if (s->mate[v] == SEAT_NOBODY)
			o->chairs[o->chair_count++] = plan_waiting(o->plan, v);
	}
	dice_init(&dice, seed, STREAM_OPTIMUM);
	dice_shuffle(&dice, o->order, o->count);
	free(frozen);
}

int64_t
optimum_find(const struct plan *plan, struct seating *s, uint64_t seed)
{
	struct optimum o = { .plan = plan, .seating = s };
	int64_t bound;

	o.order = memory_new(s->size, sizeof(*o.order));
	o.chairs = memory_new(s->size, sizeof(*o.chairs));
	o.score = seating_score(s, plan);
	list_members(&o, seed);
	if (s->third_count == 1) {
		bound = find_with_third(&o);
	} else {
		bound = find_pairs(&o);
		if (s->third_count > 1)
			bound = INT64_MAX;
	}
	free(o.order);
	free(o.chairs);
	return bound;
}

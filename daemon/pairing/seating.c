/*
 * Seatings: see pairing/seating.h.
 */
#include "pairing/seating.h"
#include "base/memory.h"
#include "pairing/workers.h"

#define AHEAD 8     /* members whose pairs are fetched early */
#define SLICE 16384 /* members whom one worker checks at a time */

struct seating *
seating_new(uint32_t size)
{
	struct seating *s = memory_new(1, sizeof(*s));

	s->size = size;
	s->mate = memory_new(size, sizeof(*s->mate));
	s->host = memory_new(size, sizeof(*s->host));
	for (uint32_t v = 0; v < size; v++)
		s->mate[v] = s->host[v] = SEAT_NOBODY;
	s->sit_out_count = size;
	return s;
}

struct seating *
seating_copy(const struct seating *s)
{
	struct seating *copy = seating_new(s->size);

	memcpy(copy->mate, s->mate, s->size * sizeof(*s->mate));
	memcpy(copy->host, s->host, s->size * sizeof(*s->host));
	copy->third_count = s->third_count;
	copy->sit_out_count = s->sit_out_count;
	return copy;
}

void
seating_free(struct seating *s)
{
	if (s == NULL)
		return;
	free(s->mate);
	free(s->host);
	free(s);
}

int64_t
seating_score(const struct seating *s, const struct plan *plan)
{
	int64_t sum = 0;

	for (uint32_t v = 0; v < s->size; v++) {
		uint32_t mate = s->mate[v];

		if (mate < s->size && v < mate)
			sum += 2 * (int64_t)plan_score(plan, v, mate);
	}
	/* A third turns 2 × s(a, b) into s(a, b) + s(a, c) + s(b, c). */
	for (uint32_t v = 0; v < s->size; v++) {
		uint32_t a = s->host[v];

		if (a == SEAT_NOBODY)
			continue;
		sum += plan_score(plan, v, a) +
		       plan_score(plan, v, s->mate[a]) -
		       plan_score(plan, a, s->mate[a]);
	}
	return sum;
}

/* Says which pair will be looked at soon after v. */
static void
prefetch_ahead(const struct seating *s, const struct plan *plan, uint32_t v)
{
	uint32_t ids[2] = { v + AHEAD };

	if (ids[0] >= s->size)
		return;
	ids[1] = s->mate[ids[0]];
	if (ids[1] < s->size && ids[0] < ids[1])
		plan_prefetch(plan, ids, 2);
}

struct check {
	const struct seating *s;
	const struct plan *plan;
};

static void
check_pairs(void *arg, uint32_t item, int worker)
{
	const struct check *check = arg;
	const struct seating *s = check->s;
	uint32_t from = item * SLICE;

	(void)worker;
	for (uint32_t v = from; v < from + SLICE && v < s->size; v++) {
		uint32_t mate = s->mate[v];

		prefetch_ahead(s, check->plan, v);
		if (mate == SEAT_NOBODY || mate == SEAT_THIRD)
			continue;
		if (mate >= s->size || mate == v || s->mate[mate] != v ||
		    (v < mate && !plan_may(check->plan, v, mate)))
			die("member %u sits with %u, who may not", v, mate);
	}
}

void
seating_check(const struct seating *s, const struct plan *plan, int threads)
{
	struct check check = { s, plan };
	uint32_t thirds = 0, sit_outs = 0;
	bool *taken = memory_new(s->size, sizeof(*taken));

	workers_run(
	    threads, (s->size + SLICE - 1) / SLICE, check_pairs, &check);
	for (uint32_t v = 0; v < s->size; v++) {
		uint32_t mate = s->mate[v], host = s->host[v];

		sit_outs += mate == SEAT_NOBODY;
		if ((mate == SEAT_THIRD) != (host != SEAT_NOBODY))
			die("member %u is a third without a pair", v);
		if (mate != SEAT_THIRD)
			continue;
		thirds++;
		if (host >= s->size || s->mate[host] >= s->size ||
		    host > s->mate[host] || taken[host])
			die("member %u joined %u, which is no free pair", v,
			    host);
		taken[host] = true;
		if (!plan_may(plan, v, host) ||
		    !plan_may(plan, v, s->mate[host]))
			die("member %u joined %u, who may not", v, host);
	}
	if (thirds != s->third_count || sit_outs != s->sit_out_count)
		die("a seating has %u thirds and %u sit-outs, not %u and %u",
		    thirds, sit_outs, s->third_count, s->sit_out_count);
	free(taken);
}

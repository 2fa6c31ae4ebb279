/*
 * The greedy draw of others: see engine_peers.h. Who is still free stands in a
 * list in the random order.
 */
#include "bench/engine_peers.h"
#include "base/dice.h"
#include "base/memory.h"

#define PEOPLE_ASKED 4096
#define ASKED_AT_ONCE 128
#define STREAM_PEERS 99

struct peers {
	const struct plan *plan;
	struct seating *seating;
	uint32_t *next, *before; /* by member; the plan's size: none */
};

/* The best of the first `looks` allowed partners; the plan's size: none. */
static uint32_t
choose(const struct peers *p, uint32_t member, uint32_t looks)
{
	uint32_t n = plan_size(p->plan), ids[ASKED_AT_ONCE], chosen = n;
	int32_t scores[ASKED_AT_ONCE], best = SCORE_FORBIDDEN;
	uint32_t to = p->next[member], seen = 0;

	for (uint32_t asked = 0; to < n && asked < PEOPLE_ASKED && seen < looks;
	     asked += ASKED_AT_ONCE) {
		uint32_t count = 0;

		for (; to < n && count < ASKED_AT_ONCE; to = p->next[to])
			ids[count++] = to;
		count = plan_filter(p->plan, member, ids, scores, count);
		for (uint32_t i = 0; i < count && seen < looks; i++, seen++) {
			if (scores[i] > best) {
				best = scores[i];
				chosen = ids[i];
			}
		}
	}
	return chosen;
}

static void
unlink_member(struct peers *p, uint32_t v)
{
	uint32_t n = plan_size(p->plan);

	if (p->before[v] < n)
		p->next[p->before[v]] = p->next[v];
	if (p->next[v] < n)
		p->before[p->next[v]] = p->before[v];
}

struct seating *
engine_peers_draw(const struct plan *plan, uint32_t looks, uint64_t seed)
{
	uint32_t n = plan_size(plan);
	uint32_t *order = memory_new(n, sizeof(*order));
	struct peers p = { plan, seating_new(n), NULL, NULL };
	struct dice d;

	p.next = memory_new(n, sizeof(*p.next));
	p.before = memory_new(n, sizeof(*p.before));
	dice_init(&d, seed, STREAM_PEERS);
	for (uint32_t i = 0; i < n; i++)
		order[i] = i;
	dice_shuffle(&d, order, n);
	for (uint32_t i = 0; i < n; i++) {
		p.next[order[i]] = i + 1 < n ? order[i + 1] : n;
		p.before[order[i]] = i > 0 ? order[i - 1] : n;
	}
	for (uint32_t i = 0; i < n; i++) {
		uint32_t v = order[i], other;

		if (p.seating->mate[v] != SEAT_NOBODY)
			continue;
		other = choose(&p, v, looks);
		unlink_member(&p, v);
		if (other == n)
			continue;
		unlink_member(&p, other);
		p.seating->mate[v] = other;
		p.seating->mate[other] = v;
		p.seating->sit_out_count -= 2;
	}
	free(order);
	free(p.next);
	free(p.before);
	return p.seating;
}

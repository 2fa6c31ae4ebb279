/*
 * The greedy draw: see pairing/greedy.h. Members wait in buckets by the regret
 * of the pair that they still hope for; the lowest bucket is served first, and
 * whoever finds that candidate taken goes up to the next one's. No list of all
 * pairs is ever made or sorted.
 */
#include "pairing/greedy.h"
#include "base/memory.h"
#include "pairing/mix.h"
#include "pairing/workers.h"

#define NONE UINT32_MAX
#define TAKEN (-1)
#define BUCKETS (SCORE_ONE + 1)
#define SLICE 16384 /* places whose hopes one worker looks for at a time */
#define RESIDUES_MAX 24
#define REST_ALL_PAIRS 6000
#define REST_ROUNDS 4
#define REST_GAIN 16 /* who finds less than one in so many has found enough */

struct queue {
	const struct candidates *c;
	int32_t *best;  /* by member: the score of its first candidate, TAKEN */
	uint32_t *head; /* by regret: a place, or NONE */
	uint32_t *next; /* by place */
};

struct hope {
	uint32_t member; /* NONE: nobody is left */
	int32_t regret;
};

static uint32_t
member_at(const struct candidates *c, uint32_t place)
{
	return c->members == NULL ? place : c->members[place];
}

static void
queue_push(struct queue *q, uint32_t place, int32_t regret)
{
	q->next[place] = q->head[regret];
	q->head[regret] = place;
}

/* Whoever comes next will be needed. */
static void
queue_prefetch(const struct queue *q, uint32_t place)
{
	const uint64_t *list;

	if (place == NONE)
		return;
	list = candidates_of(q->c, place);
	for (uint32_t i = 0; i < q->c->keep; i += 8)
		__builtin_prefetch(list + i);
	__builtin_prefetch(&q->next[place]);
}

/* The free candidate of a place with the least regret. Nobody's best is less
 * than the score of a pair that they are in, so at some score in the list it is
 * known that no later one regrets less. */
static struct hope
hope_of(const struct queue *q, uint32_t place)
{
	const uint64_t *list = candidates_of(q->c, place);
	int32_t mine = q->best[member_at(q->c, place)];
	struct hope hope = { .member = NONE, .regret = SCORE_ONE };

	for (uint32_t i = 0; i < q->c->keep && list[i] != 0; i++) {
		int32_t score = candidates_score(list[i]), regret;
		uint32_t other = candidates_member(list[i]);

		if (hope.member != NONE && (mine - score) / 2 >= hope.regret)
			break;
		if (q->best[other] == TAKEN)
			continue;
		regret = (mine + q->best[other]) / 2 - score;
		if (hope.member != NONE && regret >= hope.regret)
			continue;
		hope.member = other;
		hope.regret = regret;
	}
	return hope;
}

static void
serve(struct queue *q, struct seating *s, uint32_t place, int32_t regret)
{
	uint32_t member = member_at(q->c, place);
	struct hope hope;

	if (q->best[member] == TAKEN)
		return;
	hope = hope_of(q, place);
	if (hope.member == NONE)
		return;
	if (hope.regret > regret) {
		queue_push(q, place, hope.regret);
		return;
	}
	s->mate[member] = hope.member;
	s->mate[hope.member] = member;
	s->sit_out_count -= 2;
	q->best[member] = q->best[hope.member] = TAKEN;
}

/* What everybody hopes for at first, into next[]: the regret, or NONE. */
static void
hope_slice(void *arg, uint32_t item, int worker)
{
	const struct queue *q = arg;
	uint32_t from = item * SLICE;

	(void)worker;
	for (uint32_t i = 0; i < SLICE && from + i < q->c->count; i++) {
		struct hope hope = hope_of(q, from + i);

		q->next[from + i] =
		    hope.member == NONE ? NONE : (uint32_t)hope.regret;
	}
}

/* `best` is room, by member; of those of c it is written. */
static void
match(const struct candidates *c, struct seating *s, int32_t *best, int threads)
{
	struct queue q = { .c = c,
		.best = best,
		.head = memory_new(BUCKETS, sizeof(*q.head)),
		.next = memory_new(c->count, sizeof(*q.next)) };

	memset(q.head, 0xff, BUCKETS * sizeof(*q.head));
	for (uint32_t place = 0; place < c->count; place++) {
		uint64_t first = candidates_of(c, place)[0];

		best[member_at(c, place)] =
		    first == 0 ? 0 : candidates_score(first);
	}
	workers_run(threads, (c->count + SLICE - 1) / SLICE, hope_slice, &q);
	for (uint32_t place = c->count; place-- > 0;)
		if (q.next[place] != NONE)
			queue_push(&q, place, (int32_t)q.next[place]);
	for (int32_t regret = 0; regret < BUCKETS; regret++)
		while (q.head[regret] != NONE) {
			uint32_t place = q.head[regret];

			q.head[regret] = q.next[place];
			queue_prefetch(&q, q.head[regret]);
			serve(&q, s, place, regret);
		}
	free(q.head);
	free(q.next);
}

struct seating *
greedy_find(const struct plan *plan, const struct candidates *c,
    const struct candidates_options *options)
{
	struct seating *s = seating_new(plan_size(plan));
	struct candidates_options again = *options;
	uint32_t *rest = memory_new(s->size, sizeof(*rest)), n, before;
	int32_t *best = memory_new(s->size, sizeof(*best));

	again.is_rest = true;
	if (again.rounds > REST_ROUNDS)
		again.rounds = REST_ROUNDS;
	if (again.all_pairs > REST_ALL_PAIRS)
		again.all_pairs = REST_ALL_PAIRS;
	match(c, s, best, options->threads);
	for (int i = 0; i < RESIDUES_MAX && s->sit_out_count > 1; i++) {
		struct candidates *more;

		before = s->sit_out_count;
		n = 0;
		for (uint32_t v = 0; v < s->size; v++)
			if (s->mate[v] == SEAT_NOBODY)
				rest[n++] = v;
		again.seed = mix(again.seed);
		more = candidates_find(plan, rest, n, &again);
		match(more, s, best, options->threads);
		candidates_free(more);
		if (before - s->sit_out_count <= before / REST_GAIN)
			break;
	}
	free(rest);
	free(best);
	return s;
}

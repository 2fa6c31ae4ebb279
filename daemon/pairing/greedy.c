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
#define AHEAD 8     /* buckets, in which lists are fetched early ... */
#define SOON 3      /* and here who is in them */
#define SLICE 16384 /* places whose hopes one worker looks for at a time */
#define RESIDUES_MAX 24
#define STAGE_LEAVES 60 /* of a hundred; and so many tenths of the rounds ... */
#define STAGES 3        /* ... that were made at first those go on: */
#define REST_ALL_PAIRS 6000
#define REST_ROUNDS 4
#define REST_GAIN 16 /* who finds less than one in so many has found enough */

static const uint32_t stage_tenths[STAGES] = { 8, 12, 18 };

struct queue {
	const struct candidates *c;
	const uint32_t *places; /* of those who are served; NULL: all */
	uint32_t count;
	int32_t *best;  /* by member: the score of its best candidate, TAKEN */
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
	__builtin_prefetch(&q->best[member_at(q->c, place)]);
}

/* And those whom they hope for. */
static void
queue_prefetch_hopes(const struct queue *q, uint32_t place)
{
	const uint64_t *list;

	if (place == NONE)
		return;
	list = candidates_of(q->c, place);
	for (uint32_t i = 0; i < q->c->keep && list[i] != 0; i++)
		__builtin_prefetch(&q->best[candidates_member(list[i])]);
}

/* Most buckets have few in them: the first of each is looked for in time. */
static void
queue_look_ahead(const struct queue *q, int32_t regret)
{
	if (regret + AHEAD < BUCKETS)
		queue_prefetch(q, q->head[regret + AHEAD]);
	if (regret + SOON < BUCKETS)
		queue_prefetch_hopes(q, q->head[regret + SOON]);
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
	for (uint32_t i = from; i < from + SLICE && i < q->count; i++) {
		uint32_t place = q->places == NULL ? i : q->places[i];
		struct hope hope = hope_of(q, place);

		q->next[place] =
		    hope.member == NONE ? NONE : (uint32_t)hope.regret;
	}
}

static void
queue_fill(struct queue *q, int threads)
{
	for (uint32_t i = 0; i < q->count; i++) {
		uint32_t place = q->places == NULL ? i : q->places[i];

		q->best[member_at(q->c, place)] = candidates_best(q->c, place);
	}
	workers_run(threads, (q->count + SLICE - 1) / SLICE, hope_slice, q);
	for (uint32_t i = q->count; i-- > 0;) {
		uint32_t place = q->places == NULL ? i : q->places[i];

		if (q->next[place] != NONE)
			queue_push(q, place, (int32_t)q->next[place]);
	}
}

/* Seats those at places[0..count-1], all where places is NULL, until no more
 * than `left` of the pool are left. `best` is room, by member; of those of c it
 * is written. */
static void
match(const struct candidates *c, const uint32_t *places, uint32_t count,
    struct seating *s, uint32_t left, int32_t *best, int threads)
{
	struct queue q = { .c = c,
		.places = places,
		.count = count,
		.best = best,
		.head = memory_new(BUCKETS, sizeof(*q.head)),
		.next = memory_new(c->count, sizeof(*q.next)) };

	memset(q.head, 0xff, BUCKETS * sizeof(*q.head));
	queue_fill(&q, threads);
	for (int32_t regret = 0; regret < BUCKETS; regret++) {
		queue_look_ahead(&q, regret);
		while (q.head[regret] != NONE && s->sit_out_count > left) {
			uint32_t place = q.head[regret];

			q.head[regret] = q.next[place];
			queue_prefetch(&q, q.head[regret]);
			serve(&q, s, place, regret);
		}
	}
	free(q.head);
	free(q.next);
}

/* Those who have no seat, ascending: how many. */
static uint32_t
list_rest(const struct seating *s, uint32_t *rest)
{
	uint32_t n = 0;

	for (uint32_t v = 0; v < s->size; v++)
		if (s->mate[v] == SEAT_NOBODY)
			rest[n++] = v;
	return n;
}

/* Some of those who are left sit down, and the others look further, a little
 * longer each time; at last all sit down who can. */
static void
match_by_and_by(const struct plan *plan, struct candidates *c,
    struct seating *s, uint32_t *rest, int32_t *best,
    const struct candidates_options *options)
{
	struct candidates_options again = *options;
	const uint32_t *places = NULL;
	uint32_t n = s->size;

	again.first_round = options->rounds;
	for (uint32_t i = 0; i < STAGES; i++) {
		uint32_t left = (uint32_t)((uint64_t)n * STAGE_LEAVES / 100);

		match(c, places, n, s, left, best, options->threads);
		n = list_rest(s, rest);
		places = rest;
		again.rounds = options->rounds * stage_tenths[i] / 10;
		candidates_go_on(c, plan, rest, n, &again);
		again.first_round += again.rounds;
	}
	match(c, places, n, s, 0, best, options->threads);
}

struct seating *
greedy_find(const struct plan *plan, struct candidates *c,
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
	if (options->goes_on && !c->is_complete)
		match_by_and_by(plan, c, s, rest, best, options);
	else
		match(c, NULL, c->count, s, 0, best, options->threads);
	for (int i = 0; i < RESIDUES_MAX && s->sit_out_count > 1; i++) {
		struct candidates *more;

		before = s->sit_out_count;
		n = list_rest(s, rest);
		again.seed = mix(again.seed);
		more = candidates_find(plan, rest, n, &again);
		match(more, NULL, n, s, 0, best, options->threads);
		candidates_free(more);
		if (before - s->sit_out_count <= before / REST_GAIN)
			break;
	}
	free(rest);
	free(best);
	return s;
}

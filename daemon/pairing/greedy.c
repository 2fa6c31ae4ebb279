/*
 * The greedy draw: see pairing/greedy.h. Members wait in buckets by the score
 * of the best candidate that they still hope for; the highest bucket is served
 * first, and whoever finds that candidate taken goes down to the next one's.
 * No list of all pairs is ever made or sorted.
 */
#include "pairing/greedy.h"
#include "base/memory.h"
#include "pairing/mix.h"

#define NONE UINT32_MAX
#define BUCKETS (SCORE_ONE + 1)
#define RESIDUES_MAX 24
#define REST_ALL_PAIRS 3000
#define REST_ROUNDS 4

struct queue {
	const struct candidates *c;
	uint32_t *head; /* by bucket: a place, or NONE */
	uint32_t *next; /* by place */
	uint8_t *hope;  /* by place: which candidate it hopes for */
};

static void
queue_init(struct queue *q, const struct candidates *c)
{
	q->c = c;
	q->head = memory_new(BUCKETS, sizeof(*q->head));
	q->next = memory_new(c->count, sizeof(*q->next));
	q->hope = memory_new(c->count, sizeof(*q->hope));
	memset(q->head, 0xff, BUCKETS * sizeof(*q->head));
}

static void
queue_clear(struct queue *q)
{
	free(q->head);
	free(q->next);
	free(q->hope);
}

static void
queue_push(struct queue *q, uint32_t place, int32_t score)
{
	q->next[place] = q->head[score];
	q->head[score] = place;
}

/* The best free candidate of a place, or 0. */
static uint64_t
hope_of(struct queue *q, uint32_t place, const struct seating *s)
{
	const uint64_t *list = candidates_of(q->c, place);
	uint8_t at = q->hope[place];

	while (at < q->c->keep && list[at] != 0 &&
	       s->mate[candidates_member(list[at])] != SEAT_NOBODY)
		at++;
	q->hope[place] = at;
	return at < q->c->keep ? list[at] : 0;
}

static void
sit_down(struct seating *s, uint32_t a, uint32_t b)
{
	s->mate[a] = b;
	s->mate[b] = a;
	s->sit_out_count -= 2;
}

static void
serve(struct queue *q, struct seating *s, uint32_t place, int32_t score)
{
	uint32_t member = q->c->members == NULL ? place : q->c->members[place];
	uint64_t hope;

	if (s->mate[member] != SEAT_NOBODY)
		return;
	hope = hope_of(q, place, s);
	if (hope == 0)
		return;
	if (candidates_score(hope) < score)
		queue_push(q, place, candidates_score(hope));
	else
		sit_down(s, member, candidates_member(hope));
}

static void
match(const struct candidates *c, struct seating *s)
{
	struct queue q;

	queue_init(&q, c);
	for (uint32_t place = c->count; place-- > 0;)
		if (candidates_of(c, place)[0] != 0)
			queue_push(&q, place,
			    candidates_score(candidates_of(c, place)[0]));
	for (int32_t score = SCORE_ONE; score >= 0; score--)
		while (q.head[score] != NONE) {
			uint32_t place = q.head[score];

			q.head[score] = q.next[place];
			serve(&q, s, place, score);
		}
	queue_clear(&q);
}

struct seating *
greedy_find(const struct plan *plan, const struct candidates *c,
    const struct candidates_options *options)
{
	struct seating *s = seating_new(plan_size(plan));
	struct candidates_options again = *options;
	uint32_t *rest = memory_new(s->size, sizeof(*rest)), n, before;

	again.is_rest = true;
	if (again.rounds > REST_ROUNDS)
		again.rounds = REST_ROUNDS;
	if (again.all_pairs > REST_ALL_PAIRS)
		again.all_pairs = REST_ALL_PAIRS;
	match(c, s);
	for (int i = 0; i < RESIDUES_MAX && s->sit_out_count > 1; i++) {
		struct candidates *more;

		before = s->sit_out_count;
		n = 0;
		for (uint32_t v = 0; v < s->size; v++)
			if (s->mate[v] == SEAT_NOBODY)
				rest[n++] = v;
		again.seed = mix(again.seed);
		more = candidates_find(plan, rest, n, &again);
		match(more, s);
		candidates_free(more);
		if (s->sit_out_count == before)
			break;
	}
	free(rest);
	return s;
}

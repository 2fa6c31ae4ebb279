/*
 * The best perfect matching, stage by stage: see pairing/blossom.h.
 */
#include "pairing/blossom.h"
#include "base/memory.h"
#include "pairing/blossom_data.h"

struct blossom *
blossom_new(uint32_t n, const int32_t *scores)
{
	struct blossom *b = memory_new(1, sizeof(*b));
	node room = (node)(n + n / 2 + 2);

	if (n > BLOSSOM_MAX)
		die("%u vertices are too many", n);
	b->n = b->top = (node)n;
	b->room = room;
	b->scores = scores;
	b->dual = memory_new(room, sizeof(*b->dual));
	b->match = memory_new(room, sizeof(*b->match));
	b->outermost = memory_new(room, sizeof(*b->outermost));
	b->parent = memory_new(room, sizeof(*b->parent));
	b->slack = memory_new(room, sizeof(*b->slack));
	b->label = memory_new(room, sizeof(*b->label));
	b->seen = memory_new(room, sizeof(*b->seen));
	b->cycle = memory_new(room, sizeof(*b->cycle));
	b->cycle_size = memory_new(room, sizeof(*b->cycle_size));
	b->best = memory_new((size_t)room * room, sizeof(*b->best));
	b->holder =
	    memory_new((size_t)(room - n) * (n + 1), sizeof(*b->holder));
	b->queue = memory_new((size_t)n * 2 + 1, sizeof(*b->queue));
	return b;
}

void
blossom_free(struct blossom *b)
{
	if (b == NULL)
		return;
	for (uint32_t x = b->n + 1; x < b->room; x++)
		free(b->cycle[x]);
	free(b->dual);
	free(b->match);
	free(b->outermost);
	free(b->parent);
	free(b->slack);
	free(b->label);
	free(b->seen);
	free(b->cycle);
	free(b->cycle_size);
	free(b->best);
	free(b->holder);
	free(b->queue);
	free(b);
}

/* --- the beginning -------------------------------------------------------- */

static void
list_edges(struct blossom *b)
{
	for (node u = 1; u <= b->n; u++) {
		b->outermost[u] = u;
		for (node v = 1; v <= b->n; v++)
			if (u != v &&
			    b->scores[(uint32_t)(u - 1) * b->n +
				      (uint32_t)(v - 1)] != SCORE_FORBIDDEN)
				*blossom_best(b, u, v) =
				    (struct blossom_edge){ u, v };
	}
}

/* --- one stage: two more find partners ------------------------------------ */

static void
augment(struct blossom *b, node u, node v)
{
	for (;;) {
		node before = b->outermost[b->match[u]];

		if (b->match[u] == 0)
			before = 0;
		blossom_match(b, u, v);
		if (before == 0)
			return;
		v = before;
		u = b->outermost[b->parent[before]];
		blossom_match(b, v, u);
	}
}

/* Where the ways of two outer nodes to the root meet. */
static node
meeting(struct blossom *b, node u, node v)
{
	node ways[2] = { u, v };

	b->turn++;
	for (int i = 0; ways[0] != 0 || ways[1] != 0; i = 1 - i) {
		node at = ways[i];

		if (at == 0)
			continue;
		if (b->seen[at] == b->turn)
			return at;
		b->seen[at] = b->turn;
		ways[i] =
		    b->match[at] == 0
			? 0
			: b->outermost[b->parent[b->outermost[b->match[at]]]];
	}
	die("a tree of two roots");
}

/* Follows a usable edge from an outer vertex; true where two found partners. */
static bool
follow(struct blossom *b, struct blossom_edge e)
{
	node u = b->outermost[e.from], v = b->outermost[e.to], next;

	if (b->label[v] == BLOSSOM_FREE && b->match[v] == 0) {
		augment(b, u, v);
		augment(b, v, u);
		return true;
	}
	if (b->label[v] == BLOSSOM_FREE) {
		next = b->outermost[b->match[v]];
		b->parent[v] = e.from;
		b->label[v] = BLOSSOM_INNER;
		b->slack[v] = b->slack[next] = 0;
		b->label[next] = BLOSSOM_OUTER;
		blossom_push(b, next);
		return false;
	}
	if (b->label[v] != BLOSSOM_OUTER)
		return false;
	blossom_contract(b, u, meeting(b, u, v), v);
	return false;
}

static void
note_slack(struct blossom *b, node u, node x)
{
	if (b->slack[x] == 0 ||
	    blossom_slack(b, *blossom_best(b, u, x)) <
		blossom_slack(b, *blossom_best(b, b->slack[x], x)))
		b->slack[x] = u;
}

/* Looks along the edges of all outer vertices that wait. */
static bool
look(struct blossom *b)
{
	while (b->head < b->tail) {
		node u = b->queue[b->head++];

		if (b->label[b->outermost[u]] == BLOSSOM_INNER)
			continue;
		for (node v = 1; v <= b->n; v++) {
			struct blossom_edge e = *blossom_best(b, u, v);

			if (e.from == 0 || b->outermost[u] == b->outermost[v])
				continue;
			if (blossom_slack(b, e) != 0)
				note_slack(b, u, b->outermost[v]);
			else if (follow(b, e))
				return true;
		}
	}
	return false;
}

/* By how much the duals may move until an edge becomes usable or an inner
 * blossom opens; INT64_MAX: there is no perfect matching. */
static int64_t
step_size(const struct blossom *b)
{
	int64_t step = INT64_MAX, d;

	for (uint32_t x = b->n + 1; x <= b->top; x++)
		if (b->outermost[x] == x && b->label[x] == BLOSSOM_INNER &&
		    b->dual[x] / 2 < step)
			step = b->dual[x] / 2;
	for (node x = 1; x <= b->top; x++) {
		if (b->outermost[x] != x || b->slack[x] == 0 ||
		    b->label[x] == BLOSSOM_INNER)
			continue;
		d = blossom_slack(b, *blossom_best(b, b->slack[x], x));
		if (b->label[x] == BLOSSOM_OUTER)
			d /= 2;
		if (d < step)
			step = d;
	}
	return step;
}

static void
move_duals(struct blossom *b, int64_t step)
{
	for (node u = 1; u <= b->n; u++) {
		uint8_t label = b->label[b->outermost[u]];

		b->dual[u] += label == BLOSSOM_OUTER   ? -step
			      : label == BLOSSOM_INNER ? step
						       : 0;
	}
	for (uint32_t x = b->n + 1; x <= b->top; x++)
		if (b->outermost[x] == x)
			b->dual[x] += b->label[x] == BLOSSOM_OUTER   ? 2 * step
				      : b->label[x] == BLOSSOM_INNER ? -2 * step
								     : 0;
}

/* What the move has made usable. */
static bool
use_edges(struct blossom *b)
{
	b->head = b->tail = 0;
	for (node x = 1; x <= b->top; x++) {
		struct blossom_edge e;

		if (b->outermost[x] != x || b->slack[x] == 0 ||
		    b->outermost[b->slack[x]] == x)
			continue;
		e = *blossom_best(b, b->slack[x], x);
		if (blossom_slack(b, e) == 0 && follow(b, e))
			return true;
	}
	for (uint32_t x = b->n + 1; x <= b->top; x++)
		if (b->outermost[x] == x && b->label[x] == BLOSSOM_INNER &&
		    b->dual[x] == 0)
			blossom_expand(b, (node)x);
	return false;
}

/* The first who is alone looks for another who is. 1: found; 0: nobody is alone;
 * -1: no perfect matching. */
static int
stage(struct blossom *b)
{
	int64_t step;

	memset(b->label, BLOSSOM_FREE, b->top + 1);
	memset(b->slack, 0, (b->top + 1) * sizeof(*b->slack));
	b->head = b->tail = 0;
	for (node x = 1; x <= b->top && b->tail == 0; x++)
		if (b->outermost[x] == x && b->match[x] == 0) {
			b->parent[x] = 0;
			b->label[x] = BLOSSOM_OUTER;
			blossom_push(b, x);
		}
	if (b->tail == 0)
		return 0;
	for (;;) {
		if (look(b))
			return 1;
		step = step_size(b);
		if (step == INT64_MAX)
			return -1;
		move_duals(b, step);
		if (use_edges(b))
			return 1;
	}
}

bool
blossom_pair_up(struct blossom *b)
{
	int done;

	do
		done = stage(b);
	while (done > 0);
	return done == 0;
}

bool
blossom_solve(struct blossom *b)
{
	if (b->n % 2 != 0 || !blossom_begin(b))
		return false;
	list_edges(b);
	return blossom_pair_up(b);
}

/* --- the solution --------------------------------------------------------- */

uint32_t
blossom_mate(const struct blossom *b, uint32_t v)
{
	return (uint32_t)b->match[v + 1] - 1;
}

int64_t
blossom_total(const struct blossom *b)
{
	int64_t sum = 0;

	for (uint32_t v = 0; v < b->n; v++)
		sum += b->scores[v * b->n + blossom_mate(b, v)];
	return sum;
}

int64_t
blossom_dual(const struct blossom *b, uint32_t v)
{
	return b->dual[v + 1];
}

void
blossom_sum_sets(const struct blossom *b, uint32_t count, int32_t *sums)
{
	uint32_t *inside = memory_new(count, sizeof(*inside)), size;

	memset(sums, 0, (size_t)count * count * sizeof(*sums));
	for (uint32_t x = b->n + 1; x <= b->top; x++) {
		if (b->outermost[x] == 0 || b->dual[x] == 0)
			continue;
		size = 0;
		for (uint32_t v = 0; v < count; v++)
			if (*blossom_holder(b, (node)x, (node)(v + 1)) != 0)
				inside[size++] = v;
		for (uint32_t i = 0; i < size; i++)
			for (uint32_t k = 0; k < size; k++) {
				int32_t *sum =
				    &sums[inside[i] * count + inside[k]];

				*sum = b->dual[x] >= INT32_MAX - *sum
					   ? INT32_MAX
					   : *sum + (int32_t)b->dual[x];
			}
	}
	free(inside);
}

/* Of an odd set that loses some of its vertices as many pairs fit as fit into
 * what is left of it. */
int64_t
blossom_bound_without(
    const struct blossom *b, const uint32_t *gone, uint32_t count)
{
	int64_t bound = 0;

	for (uint32_t v = 0; v < b->n; v++)
		bound += b->dual[v + 1];
	for (uint32_t i = 0; i < count; i++)
		bound -= b->dual[gone[i] + 1];
	for (uint32_t x = b->n + 1; x <= b->top; x++) {
		uint32_t left = 0;

		if (b->outermost[x] == 0 || b->dual[x] == 0)
			continue;
		for (node v = 1; v <= b->n; v++)
			left += *blossom_holder(b, (node)x, v) != 0;
		for (uint32_t i = 0; i < count; i++)
			left -= *blossom_holder(
				    b, (node)x, (node)(gone[i] + 1)) != 0;
		bound += b->dual[x] * (left / 2);
	}
	return bound;
}

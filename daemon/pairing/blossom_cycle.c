/*
 * Odd cycles as single nodes: see pairing/blossom_data.h.
 */
#include "pairing/blossom_data.h"
#include "base/memory.h"

/* All vertices of a node become outer ones to look from. Blossoms hold
 * blossoms at most n / 2 deep. */
void
blossom_push(struct blossom *b, node x)
{
	if (x <= b->n) {
		b->queue[b->tail++] = x;
		return;
	}
	for (uint32_t i = 0; i < b->cycle_size[x]; i++)
		blossom_push(b, b->cycle[x][i]);
}

static void
set_outermost(struct blossom *b, node x, node to)
{
	b->outermost[x] = to;
	for (uint32_t i = 0; x > b->n && i < b->cycle_size[x]; i++)
		set_outermost(b, b->cycle[x][i], to);
}

/* The best edge from any outer vertex to the node. */
static void
find_slack(struct blossom *b, node x)
{
	b->slack[x] = 0;
	for (node u = 1; u <= b->n; u++) {
		struct blossom_edge e = *blossom_best(b, u, x);

		if (e.from == 0 || b->outermost[u] == x ||
		    b->label[b->outermost[u]] != BLOSSOM_OUTER)
			continue;
		if (b->slack[x] == 0 ||
		    blossom_slack(b, e) <
			blossom_slack(b, *blossom_best(b, b->slack[x], x)))
			b->slack[x] = u;
	}
}

/* --- passing through ------------------------------------------------------ */

static void
reverse(node *list, uint32_t count)
{
	for (uint32_t i = 0; i < count / 2; i++) {
		node t = list[i];

		list[i] = list[count - 1 - i];
		list[count - 1 - i] = t;
	}
}

/* The even way from the base of the cycle to this node of it: how many steps,
 * once the cycle is turned so that they go upwards. */
static uint32_t
even_way(struct blossom *b, node x, node to)
{
	uint32_t at = 0;

	while (b->cycle[x][at] != to)
		at++;
	if (at % 2 == 0)
		return at;
	reverse(b->cycle[x] + 1, b->cycle_size[x] - 1);
	return b->cycle_size[x] - at;
}

/* The cycle begins with its node number `by`. */
static void
turn_cycle(struct blossom *b, node x, uint32_t by)
{
	reverse(b->cycle[x], by);
	reverse(b->cycle[x] + by, b->cycle_size[x] - by);
	reverse(b->cycle[x], b->cycle_size[x]);
}

void
blossom_match(struct blossom *b, node u, node v)
{
	struct blossom_edge e = *blossom_best(b, u, v);
	node holder;
	uint32_t steps;

	b->match[u] = e.to;
	if (u <= b->n)
		return;
	holder = *blossom_holder(b, u, e.from);
	steps = even_way(b, u, holder);
	for (uint32_t i = 0; i < steps; i++)
		blossom_match(b, b->cycle[u][i], b->cycle[u][i ^ 1]);
	blossom_match(b, holder, v);
	turn_cycle(b, u, steps);
}

/* --- making --------------------------------------------------------------- */

static node
new_node(struct blossom *b)
{
	node x = (node)(b->n + 1);

	while (x <= b->top && b->outermost[x] != 0)
		x++;
	if (x > b->top)
		b->top++;
	if (b->top >= b->room)
		die("more blossoms than there can be");
	b->cycle[x] = memory_grow(b->cycle[x], b->n, sizeof(**b->cycle));
	b->cycle_size[x] = 0;
	return x;
}

/* From `from` down to the base, two nodes a step. */
static void
add_way(struct blossom *b, node x, node from, node base)
{
	while (from != base) {
		node inner = b->outermost[b->match[from]];

		b->cycle[x][b->cycle_size[x]++] = from;
		b->cycle[x][b->cycle_size[x]++] = inner;
		blossom_push(b, inner);
		from = b->outermost[b->parent[inner]];
	}
}

/* The best edges of the new node are the best of its parts. */
static void
gather_edges(struct blossom *b, node x)
{
	for (node y = 1; y <= b->top; y++)
		blossom_best(b, x, y)->from = blossom_best(b, y, x)->from = 0;
	memset(blossom_holder(b, x, 0), 0, (b->n + 1) * sizeof(node));
	for (uint32_t i = 0; i < b->cycle_size[x]; i++) {
		node part = b->cycle[x][i];

		for (node y = 1; y <= b->top; y++) {
			struct blossom_edge e = *blossom_best(b, part, y);
			struct blossom_edge *mine = blossom_best(b, x, y);

			if (e.from == 0 ||
			    (mine->from != 0 &&
				blossom_slack(b, e) >= blossom_slack(b, *mine)))
				continue;
			*mine = e;
			*blossom_best(b, y, x) =
			    (struct blossom_edge){ e.to, e.from };
		}
		if (part <= b->n) {
			*blossom_holder(b, x, part) = part;
			continue;
		}
		for (node v = 1; v <= b->n; v++)
			if (*blossom_holder(b, part, v) != 0)
				*blossom_holder(b, x, v) = part;
	}
}

void
blossom_contract(struct blossom *b, node u, node base, node v)
{
	node x = new_node(b);

	b->dual[x] = 0;
	b->label[x] = BLOSSOM_OUTER;
	b->match[x] = b->match[base];
	b->parent[x] = 0;
	b->cycle[x][b->cycle_size[x]++] = base;
	add_way(b, x, u, base);
	reverse(b->cycle[x] + 1, b->cycle_size[x] - 1);
	add_way(b, x, v, base);
	set_outermost(b, x, x);
	gather_edges(b, x);
	find_slack(b, x);
}

/* --- opening -------------------------------------------------------------- */

/* An inner blossom whose dual has come to 0: the part of its cycle that the
 * tree needs stays in the tree, the rest is free. */
void
blossom_expand(struct blossom *b, node x)
{
	node holder, *cycle = b->cycle[x];
	uint32_t steps;

	for (uint32_t i = 0; i < b->cycle_size[x]; i++)
		set_outermost(b, cycle[i], cycle[i]);
	holder = *blossom_holder(b, x, blossom_best(b, x, b->parent[x])->from);
	steps = even_way(b, x, holder);
	for (uint32_t i = 0; i < steps; i += 2) {
		node inner = cycle[i], outer = cycle[i + 1];

		b->parent[inner] = blossom_best(b, outer, inner)->from;
		b->label[inner] = BLOSSOM_INNER;
		b->label[outer] = BLOSSOM_OUTER;
		b->slack[inner] = 0;
		find_slack(b, outer);
		blossom_push(b, outer);
	}
	b->label[holder] = BLOSSOM_INNER;
	b->parent[holder] = b->parent[x];
	for (uint32_t i = steps + 1; i < b->cycle_size[x]; i++) {
		b->label[cycle[i]] = BLOSSOM_FREE;
		find_slack(b, cycle[i]);
	}
	b->outermost[x] = 0;
}

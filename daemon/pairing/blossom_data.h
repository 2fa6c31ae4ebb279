/*
 * Private to pairing/blossom*: the state of the search for the best perfect
 * matching. Nodes are numbered from 1: 1..n the vertices, above them blossoms,
 * each an odd cycle of nodes that is treated as one. 0 is nobody.
 */
#ifndef PAIRING_BLOSSOM_DATA_H
#define PAIRING_BLOSSOM_DATA_H

#include "pairing/blossom.h"

typedef uint16_t node;

/* An edge between two nodes, by the vertices that it really joins. */
struct blossom_edge {
	node from, to; /* 0: there is none */
};

enum blossom_label { BLOSSOM_FREE, BLOSSOM_OUTER, BLOSSOM_INNER };

struct blossom {
	node n, top, room; /* vertices; highest node in use; nodes at most */
	const int32_t *scores;
	int64_t *dual;   /* by node: of a vertex, or of a blossom */
	node *match;     /* by node: the vertex on the other side, or 0 */
	node *outermost; /* by node: the blossom that holds it, or itself;
			       * 0: a blossom not in use */
	node *parent;    /* by node, inner: the outer vertex it was reached
			       * from */
	node *slack;     /* by node: the outer vertex with the best edge to
			       * it, or 0 */
	uint8_t *label;  /* by node */
	uint32_t *seen;  /* by node, for the meeting of two ways */
	uint32_t turn;
	node **cycle;         /* by blossom: its nodes around, the base first */
	uint32_t *cycle_size; /* by node */
	struct blossom_edge
	    *best;    /* by two nodes: the best edge between them */
	node *holder; /* by blossom and vertex: which of its nodes holds it */
	node *queue;
	uint32_t head, tail;
};

/* How far an edge is from being usable, in eighths of a score's unit: duals are
 * even at first, so that what is halved later is even too. */
static inline int64_t
blossom_slack(const struct blossom *b, struct blossom_edge e)
{
	return b->dual[e.from] + b->dual[e.to] -
	       8 * (int64_t)b->scores[(uint32_t)(e.from - 1) * b->n +
				      (uint32_t)(e.to - 1)];
}

static inline struct blossom_edge *
blossom_best(const struct blossom *b, node x, node y)
{
	return &b->best[(size_t)x * b->room + y];
}

static inline node *
blossom_holder(const struct blossom *b, node x, node vertex)
{
	return &b->holder[(size_t)(x - b->n) * (b->n + 1) + vertex];
}

/* blossom_begin.c: duals that bound every edge, and partners along usable ones
 * for most; false where there is no perfect matching. */
bool blossom_begin(struct blossom *b) MUST_CHECK;

/* blossom.c: stages until nobody is alone; false where somebody must be. */
bool blossom_pair_up(struct blossom *b) MUST_CHECK;

/* blossom_cycle.c: making, opening and passing through blossoms. */
void blossom_push(struct blossom *b, node x);
void blossom_contract(struct blossom *b, node u, node base, node v);
void blossom_expand(struct blossom *b, node x);
/* u and v become partners, and within u all others with them. */
void blossom_match(struct blossom *b, node u, node v);

#endif

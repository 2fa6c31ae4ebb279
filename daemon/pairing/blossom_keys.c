/*
 * The same graph without some of its vertices: see blossom_solve_without.
 *
 * Nothing is taken out of it. Who goes is left by their partner and gets an edge to
 * a key, which has no other, so that in any perfect matching the two are partners. The
 * duals of all others bound every edge as before, and the key's is what makes its
 * edge usable: the stages go on from there, and only those who lost a partner look
 * for another. (Re-optimisation from a neighbouring problem's duals: Cook and Rohe,
 * "Computing minimum-weight perfect matchings", INFORMS Journal on Computing 11, 1999.)
 */
#include "pairing/blossom_data.h"

/* The key's partner is alone, and so are the blossoms that hold the partner. */
static void
part(struct blossom *b, node key)
{
	b->match[key] = 0;
	for (node x = 1; x <= b->top; x++)
		if (b->match[x] == key)
			b->match[x] = 0;
}

static void
lose_edges(struct blossom *b, node key)
{
	for (node x = 1; x <= b->top; x++)
		blossom_best(b, key, x)->from = blossom_best(b, x, key)->from =
		    0;
}

/* The key's one edge. */
static void
lead(struct blossom *b, node key, node v)
{
	b->dual[key] = 0;
	b->dual[key] -= blossom_slack(b, (struct blossom_edge){ key, v });
	for (node x = 1; x <= b->top; x++) {
		if (x <= b->n
			? x != v
			: b->outermost[x] == 0 || *blossom_holder(b, x, v) == 0)
			continue;
		*blossom_best(b, key, x) = (struct blossom_edge){ key, v };
		*blossom_best(b, x, key) = (struct blossom_edge){ v, key };
	}
}

bool
blossom_solve_without(
    struct blossom *b, uint32_t keys, const uint32_t *away, uint32_t count)
{
	node first = (node)(b->n - keys + 1);

	for (node key = first; key <= b->n; key++) {
		part(b, key);
		lose_edges(b, key);
	}
	for (uint32_t i = 0; i < count; i++)
		lead(b, (node)(first + i), (node)(away[i] + 1));
	for (uint32_t i = count; i + 1 < keys; i += 2) {
		node key = (node)(first + i), other = (node)(key + 1);

		b->dual[other] = 0;
		lead(b, key, other);
		lead(b, other, key);
		b->match[key] = other;
		b->match[other] = key;
	}
	return blossom_pair_up(b);
}

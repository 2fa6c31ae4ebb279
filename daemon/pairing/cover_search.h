/*
 * Private to pairing/cover*: alternating searches in the graph of who may
 * meet, given only by the plan's answers.
 *
 * Edmonds, "Paths, trees, and flowers", 1965. From a root without a partner
 * grows a tree in which every other step is a pair of the matching. Vertices
 * are outer (reached over an even number of steps) or inner; an edge between
 * two outer ones closes a cycle of odd length, which is contracted, and all of
 * it becomes outer. Reaching somebody without a partner augments; where none
 * is reached, the outer vertices are exactly those who could be left over
 * instead of the root, and the inner ones a barrier.
 *
 * Where many may meet, nearly all are soon contracted into one flower. Its
 * members need not ask about each other, so that most rows are asked about only
 * in small part.
 */
#ifndef PAIRING_COVER_SEARCH_H
#define PAIRING_COVER_SEARCH_H

#include <stdbool.h>
#include <stdint.h>
#include "base/attr.h"
#include "base/dice.h"
#include "pairing/plan.h"
#include "pairing/seating.h"

#define COVER_ROW_PART 1024 /* asked about at once, at most */

struct candidates;

enum cover_label { COVER_NONE, COVER_OUTER, COVER_INNER };

struct cover_search {
	const struct plan *plan;
	uint32_t size;
	uint32_t *mate; /* borrowed: SEAT_NOBODY, or a partner */
	/* By vertex: out of every search (its tree is known, or it sits in a
	 * trio). */
	bool *is_closed;
	/* By vertex: without a partner, yet no end of a path. */
	bool *is_fixed;
	/* By vertex: was seen to be next to nobody of all, once and for all. */
	bool *is_lonely;
	/* Of the last search: */
	uint8_t *label;
	uint32_t *parent; /* of an inner vertex, or one in a contracted cycle,
			   * the next one towards the root */
	uint32_t *base;   /* what a vertex is contracted to, by way of others */
	uint32_t *mark;   /* turns, for the meeting of two ways to the root */
	uint32_t turn;
	uint32_t *queue;     /* outer vertices in the order of finding */
	uint32_t head, tail; /* head: whose rows were asked */
	uint32_t near_head;  /* whose candidates were */
	uint32_t *inner;     /* inner ones, likewise; some became outer since */
	uint32_t inner_count;
	uint32_t *way; /* vertices of a cycle that is being contracted */
	uint32_t way_count;
	/* Some of those without a partner, if it is known who: whoever becomes
	 * outer is asked about a few of them at once, rather than when their
	 * turn comes. */
	const uint32_t *wanted;
	uint32_t wanted_count;
	/* The search may end once this one is outer; SEAT_NOBODY: no one. */
	uint32_t sought;
	/* It is for an outer one who may be next to many, and names it as
	 * sought. */
	bool seeks_rich;
	/* Where not NULL, and the search may go anywhere: some whom each may be
	 * next to. They cost nothing to ask, and mostly lead everywhere. */
	const struct candidates *near;
	/* Where not NULL, the search stays among these. */
	const uint32_t *domain;
	uint32_t domain_count;
	uint32_t *flower; /* by base: how many are contracted to it */
	/* One of the greatest flower, or SEAT_NOBODY before there is one. */
	uint32_t core;
	/* Whom the core's flower has still to ask about, rest[0..rest_count-1];
	 * everybody where that was made for another core, whose turn this
	 * was. */
	uint32_t *rest, rest_count, rest_turn;
	uint32_t core_turn;
	uint64_t rest_asked; /* how many, since it began */
	uint32_t *ids;       /* of those asked about at once */
	struct dice *dice;
};

struct cover_search *cover_search_new(
    const struct plan *plan, uint32_t *mate, struct dice *dice) MUST_CHECK;
void cover_search_free(struct cover_search *s);

/* Grows a tree from `root`, who has no partner. The end of an augmenting path,
 * or SEAT_NOBODY with all that can be reached in queue[0..tail-1] and inner[].
 * Forgets the search before. */
uint32_t cover_search_from(struct cover_search *s, uint32_t root);
/* Flips the path that ends at `end`: the root and `end` have partners. */
void cover_search_augment(struct cover_search *s, uint32_t end);
/* Leaves the outer vertex `w` over instead of the root. */
void cover_search_exchange(struct cover_search *s, uint32_t w);
/* Whether this vertex was reached over an even number of steps. */
static inline bool
cover_search_is_outer(const struct cover_search *s, uint32_t v)
{
	return s->label[v] == COVER_OUTER;
}
/* A vertex waits to be asked about. */
static inline void
cover_search_become_outer(struct cover_search *s, uint32_t v)
{
	s->label[v] = COVER_OUTER;
	s->queue[s->tail++] = v;
}
/* cover_contract.c: contracts the cycle that the edge between two outer vertices
 * of different bases closes. */
void cover_search_contract(struct cover_search *s, uint32_t v, uint32_t to);
/* cover_core.c: follows the edges out of the core's flower from v, who is in it
 * and whose turn it is; maybe those from its other members, too. The end of a
 * path, or SEAT_NOBODY. */
uint32_t cover_core_ask(struct cover_search *s, uint32_t v);
/* How many places the row of each has. */
uint32_t cover_search_row(const struct cover_search *s);
/* The places from..to-1 of the row: how many `v` may be next to, into ids[]. */
uint32_t cover_search_ask(
    struct cover_search *s, uint32_t v, uint32_t from, uint32_t to);
/* Follows the edges from the outer v to the first `found` of ids[]; the end of a
 * path, or SEAT_NOBODY. */
uint32_t
cover_search_follow(struct cover_search *s, uint32_t v, uint32_t found);
/* What the vertex is contracted to: the same for all of one odd piece. */
uint32_t cover_search_base(struct cover_search *s, uint32_t v);

#endif

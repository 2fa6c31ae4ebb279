/*
 * Private to pairing/: what kinds of plan there are. A kind answers the
 * questions of plan.h; plan.c hands them on.
 */
#ifndef PAIRING_PLAN_DATA_H
#define PAIRING_PLAN_DATA_H

#include "pairing/plan.h"

struct plan_kind {
	void (*free)(struct plan *plan);
	int32_t (*score)(const struct plan *plan, uint32_t a, uint32_t b);
	uint32_t (*scan)(const struct plan *plan, uint32_t a, uint32_t from,
	    uint32_t to, uint32_t *ids, int32_t *scores);
	uint32_t (*filter)(const struct plan *plan, uint32_t a, uint32_t *ids,
	    int32_t *scores, uint32_t n);
	void (*block)(const struct plan *plan, const uint32_t *ids, uint32_t n,
	    int32_t *scores);
	bool (*may)(const struct plan *plan, uint32_t a, uint32_t b);
	/* NULL: nothing to do. */
	void (*prefetch)(
	    const struct plan *plan, const uint32_t *ids, uint32_t n);
	/* Of a view, all NULL where the kind has none of its own: makes one
	 * with its first part zero, copies what view->ids name, and
	 * plan_view_meet. */
	struct plan_view *(*view_new)(const struct plan *plan);
	void (*view_free)(struct plan_view *view);
	void (*view_take)(struct plan_view *view);
	void (*view_meet)(const struct plan_view *view,
	    struct plan_range *range, const int32_t *floors,
	    struct plan_found *found);
};

/* Found so many, a view stops. */
#define PLAN_PAIRS_MANY (PLAN_PAIRS_MAX - PLAN_BLOCK_MAX)

/* The beginning of every kind's own struct. */
struct plan {
	const struct plan_kind *kind;
	uint32_t size;
	const uint32_t *waiting;   /* by member; NULL: nobody waited */
	const bool *prefers_three; /* by member; NULL: nobody does */
};

/* The beginning of every kind's own view. */
struct plan_view {
	const struct plan *plan;
	uint32_t count;
	uint32_t ids[PLAN_BLOCK_MAX];
};

#endif

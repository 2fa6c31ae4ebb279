/*
 * Private to pairing/optimum*: what a trio promises. The duals of a best matching
 * bound what pairs are worth, and so, by what its three members cost the others, what
 * is worth at most with them in a trio. All in quarters of seating_score's unit.
 */
#ifndef PAIRING_OPTIMUM_PROMISE_H
#define PAIRING_OPTIMUM_PROMISE_H

#include "pairing/blossom.h"
#include "pairing/optimum_data.h"

struct optimum_search {
	struct optimum *o;
	struct blossom *b;
	int32_t *table;
	uint32_t vertices, first_open, open, keys;
	/* Who is taken away, for each trio its chair and its members. */
	uint32_t *away, away_count;
	bool *barred; /* by member: in no trio, or in one already */
	int64_t rest; /* what was not looked at has no higher score */
};

static inline int32_t
optimum_score_of(const struct optimum_search *s, uint32_t i, uint32_t k)
{
	return s->table[(size_t)i * s->vertices + k];
}

static inline bool
optimum_may_be_trio(
    const struct optimum_search *s, uint32_t i, uint32_t k, uint32_t l)
{
	return optimum_score_of(s, i, k) != SCORE_FORBIDDEN &&
	       optimum_score_of(s, i, l) != SCORE_FORBIDDEN &&
	       optimum_score_of(s, k, l) != SCORE_FORBIDDEN;
}

static inline int64_t
optimum_worth(
    const struct optimum_search *s, uint32_t i, uint32_t k, uint32_t l)
{
	return 4 * ((int64_t)optimum_score_of(s, i, k) +
		       optimum_score_of(s, i, l) + optimum_score_of(s, k, l));
}

/* What members cost others, by the last solution. */
struct optimum_prices {
	int64_t *duals;
	/* Of each two, how much less others can be worth where both are in one
	 * trio; NULL where there is one trio alone, which finds its way without. */
	int32_t *sets;
};

/* Of the last solution; optimum_prices_clear by the caller. */
struct optimum_prices
optimum_prices_take(const struct optimum_search *s) MUST_CHECK;
void optimum_prices_clear(struct optimum_prices *p);
/* What a trio of i, who is away already, and these two is worth above what the two
 * cost the others. */
int64_t optimum_promise_of_two(const struct optimum_search *s,
    const struct optimum_prices *p, uint32_t i, uint32_t k, uint32_t l);
/* The most that a trio with this member is worth above what its members cost the
 * others, of all others or of those behind it alone; INT64_MIN: there is none. */
int64_t optimum_promise(struct optimum_search *s, uint32_t i,
    const struct optimum_prices *prices, bool is_behind);
/* The same of any trio. */
int64_t optimum_promise_most(
    struct optimum_search *s, const struct optimum_prices *prices);

#endif

/*
 * The plan: a population and its rules compiled into columns and steps that
 * cost nanoseconds per pair. Everything behind it (candidates, matchings,
 * sampling) knows members only as the numbers 0..size-1 and asks the plan who
 * may meet whom and how well.
 *
 * Scores are whole millionths: 0..SCORE_ONE. They and the verdicts equal
 * rules_allow and rules_score exactly, on every machine.
 */
#ifndef PAIRING_PLAN_H
#define PAIRING_PLAN_H

#include <stdbool.h>
#include <stdint.h>
#include "base/attr.h"
#include "pairing/population.h"
#include "pairing/rules.h"

#define SCORE_ONE 1000000
#define SCORE_FORBIDDEN (-1)
#define PLAN_BLOCK_MAX 512

struct plan;

/* Borrows a closed population and the rules, which must outlive it. */
struct plan *
plan_new(const struct population *p, const struct rules *rules) MUST_CHECK;
/* The same one, made on so many threads. */
struct plan *plan_new_on(const struct population *p, const struct rules *rules,
    int threads) MUST_CHECK;
/* A plan that is a table, for small pools, tests and benchmarks: scores[a * n +
 * b], symmetric, SCORE_FORBIDDEN where the two may not meet. Copied. */
struct plan *plan_new_table(uint32_t n, const int32_t *scores) MUST_CHECK;
void plan_free(struct plan *plan);

uint32_t plan_size(const struct plan *plan);
/* Whether all requirements hold; a != b. */
bool plan_may(const struct plan *plan, uint32_t a, uint32_t b);
/* The pair's score, or SCORE_FORBIDDEN. */
int32_t plan_score(const struct plan *plan, uint32_t a, uint32_t b);
/* Of the members from..to-1, those who may meet `a`: their numbers into ids[]
 * and scores into scores[], both with room for to - from; how many. Where only
 * who is asked, scores is NULL, here and below. */
uint32_t plan_scan(const struct plan *plan, uint32_t a, uint32_t from,
    uint32_t to, uint32_t *ids, int32_t *scores);
/* Of the members ids[0..n-1], those who may meet `a`, likewise and in their
 * order; `a` itself is left out. */
uint32_t plan_filter(const struct plan *plan, uint32_t a, uint32_t *ids,
    int32_t *scores, uint32_t n);
/* All pairs among ids[0..n-1], n at most PLAN_BLOCK_MAX, into scores[n * n],
 * symmetric, SCORE_FORBIDDEN on the diagonal. */
void plan_block(
    const struct plan *plan, const uint32_t *ids, uint32_t n, int32_t *scores);

/* Says that these members will be asked about soon. They are many: what is
 * fetched need not come nearer than the second cache. */
#define PLAN_NEAR 2
void plan_prefetch(const struct plan *plan, const uint32_t *ids, uint32_t n);

/*
 * A view: some members copied side by side, to be held against each other at
 * nanoseconds a pair. Its places are 0..n-1, in the order of plan_view_take.
 */
struct plan_view;

#define PLAN_PAIRS_MAX (256 + PLAN_BLOCK_MAX)

/* Pairs of places in a view, and their scores; a little more room than they
 * need, since they are written eight at a time. */
struct plan_found {
	uint32_t count;
	uint32_t one[PLAN_PAIRS_MAX + 8], other[PLAN_PAIRS_MAX + 8];
	int32_t scores[PLAN_PAIRS_MAX];
};

/* Who is held against whom: the places next..end-1, one after the other, against
 * those of from..to-1 that are behind them. */
struct plan_range {
	uint32_t next, end, from, to;
};

/* Borrows the plan; takes PLAN_BLOCK_MAX members at most. One thread's. */
struct plan_view *plan_view_new(const struct plan *plan) MUST_CHECK;
void plan_view_free(struct plan_view *view);
void plan_view_take(struct plan_view *view, const uint32_t *ids, uint32_t n);
/* Finds the pairs of the range that may meet, in its order; where floors is not
 * NULL, only those with a score of at least the floor of one of both, by place.
 * Stops when many were found: range->next says where to go on. */
void plan_view_meet(const struct plan_view *view, struct plan_range *range,
    const int32_t *floors, struct plan_found *found);

/* How often in a row this member sat out lately; 0 of a table. */
uint32_t plan_waiting(const struct plan *plan, uint32_t member);
/* Whether this member would rather be one of three; nobody of a table. */
bool plan_prefers_three(const struct plan *plan, uint32_t member);

#endif

/*
 * The best perfect matching of a graph: everybody has a partner, and the sum
 * of the scores is the highest.
 *
 * Edmonds, "Maximum matching and a polyhedron with 0,1-vertices", 1965, in the
 * form that takes O(n^3): Galil, "Efficient algorithms for finding maximum
 * matching in graphs", ACM Computing Surveys 18, 1986. Every vertex has a dual
 * value, every contracted odd set (blossom) another one; edges are usable
 * where the duals of their ends add up to twice their score. The duals prove
 * the optimum: they bound every perfect matching, and meet this one's score.
 * It begins at the best fractional matching (blossom_begin.c), which leaves few
 * vertices alone; stage by stage one of them finds its way to another.
 */
#ifndef PAIRING_BLOSSOM_H
#define PAIRING_BLOSSOM_H

#include <stdbool.h>
#include <stdint.h>
#include "base/attr.h"
#include "pairing/plan.h"

#define BLOSSOM_MAX 8000 /* vertices: 14 n^2 bytes of memory */

struct blossom;

/* scores[a * n + b], symmetric, SCORE_FORBIDDEN for no edge; borrowed. */
struct blossom *blossom_new(uint32_t n, const int32_t *scores) MUST_CHECK;
void blossom_free(struct blossom *b);
/* False where there is no perfect matching. */
bool blossom_solve(struct blossom *b) MUST_CHECK;
/* After a solution: the partner of a vertex, and twice the sum of scores. */
uint32_t blossom_mate(const struct blossom *b, uint32_t v);
int64_t blossom_total(const struct blossom *b);
/*
 * Four times an upper bound of twice the best sum over perfect matchings of all
 * vertices but these (distinct): from the duals, so after a solution.
 */
int64_t blossom_bound_without(
    const struct blossom *b, const uint32_t *gone, uint32_t count);
/* By what one vertex takes part in that bound, where no odd set has it. */
int64_t blossom_dual(const struct blossom *b, uint32_t v);
/* The duals of the odd sets that have both, for each two of the first `count`
 * vertices, into sums[a * count + b]; too large ones are cut. */
void blossom_sum_sets(const struct blossom *b, uint32_t count, int32_t *sums);

/*
 * Other problems of the same graph, each in little time from the solution of the one
 * before. The last `keys` vertices, an even number, are made for it: key 0 has an
 * edge to key 1 alone, 2 to 3 and so on. Solves as if those of `away`, an even number
 * and no more than keys, were not there: each is the partner of a key. False where
 * there is no perfect matching of all others; whatever there was, one of another
 * problem can be solved then.
 */
bool blossom_solve_without(struct blossom *b, uint32_t keys,
    const uint32_t *away, uint32_t count) MUST_CHECK;

#endif

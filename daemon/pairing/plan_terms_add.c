/*
 * What terms add: see pairing/plan_terms_add.h. What a pair gives depends on a
 * few small numbers, so most look it up in a table made beforehand.
 */
#include "pairing/plan_terms_add.h"
#include "pairing/plan_bits.h"
#include "pairing/plan_kernel.h"
#include "pairing/plan_worth.h"
#include "pairing/ratio.h"

/* What a loop over pairs reads, by their order. */
struct sides {
	const uint32_t *one, *other;
	struct plan_lane x, y;
};

static inline struct sides
sides_of(const struct plan_pairs *pairs, uint32_t field)
{
	return (struct sides){ pairs->one, pairs->other, pairs->mine[field],
		pairs->theirs[field] };
}

/* --- words and numbers ---------------------------------------------------- */

PLAN_KERNEL void
plan_terms_add_by_words(const struct plan_term *term,
    const struct plan_pairs *pairs, uint32_t n, struct plan_sums *sums)
{
	const struct sides s = sides_of(pairs, term->field);
	const struct plan_scale scale = plan_scale_of(term, pairs);
	const int32_t *table = term->table;
	uint32_t width = term->width;

	for (uint32_t i = 0; i < n; i++) {
		uint32_t row = plan_lane_id(&s.x, s.one[i]) * width;
		uint32_t at = row + plan_lane_id(&s.y, s.other[i]);

		sums->lost[i] += plan_scale_weight(&scale, i) * table[at];
	}
}

/* table[0] where words differ, table[1] where they are the same, table[2] where
 * there is none. */
PLAN_KERNEL void
plan_terms_add_by_equality(const struct plan_term *term,
    const struct plan_pairs *pairs, uint32_t n, struct plan_sums *sums)
{
	const struct sides s = sides_of(pairs, term->field);
	const struct plan_scale scale = plan_scale_of(term, pairs);
	const int32_t *table = term->table;

	for (uint32_t i = 0; i < n; i++) {
		uint16_t x = plan_lane_id(&s.x, s.one[i]);
		uint16_t y = plan_lane_id(&s.y, s.other[i]);

		sums->lost[i] += plan_scale_weight(&scale, i) *
				 table[x == 0 || y == 0 ? 2 : x == y];
	}
}

void
plan_terms_add_by_branches(const struct plan_term *term,
    const struct plan_pairs *pairs, uint32_t n, struct plan_sums *sums)
{
	const struct sides s = sides_of(pairs, term->field);
	const struct plan_scale scale = plan_scale_of(term, pairs);

	for (uint32_t i = 0; i < n; i++) {
		uint16_t x = plan_lane_id(&s.x, s.one[i]);
		uint16_t y = plan_lane_id(&s.y, s.other[i]);

		if (x != 0 && y != 0)
			sums->lost[i] += plan_scale_weight(&scale, i) *
					 plan_terms_lack(plan_worth_branches(
					     term->rule, term->column, x, y));
	}
}

void
plan_terms_add_by_number(const struct plan_term *term,
    const struct plan_pairs *pairs, uint32_t n, struct plan_sums *sums)
{
	const struct sides s = sides_of(pairs, term->field);
	const struct plan_scale scale = plan_scale_of(term, pairs);

	for (uint32_t i = 0; i < n; i++) {
		int64_t x = plan_lane_number(&s.x, s.one[i]);
		int64_t y = plan_lane_number(&s.y, s.other[i]);

		if (x == COLUMN_NO_NUMBER || y == COLUMN_NO_NUMBER)
			continue;
		sums->lost[i] += plan_scale_weight(&scale, i) *
				 plan_terms_lack(plan_worth_apart(term->rule,
				     x < y ? y - x : x - y, term->span));
	}
}

/* --- sets ----------------------------------------------------------------- */

/* By what is common alone, of sets that are there. */
PLAN_KERNEL void
plan_terms_add_by_common(const struct plan_term *term,
    const struct plan_pairs *pairs, uint32_t n, struct plan_sums *sums)
{
	const struct plan_field *f = &pairs->columns->fields[term->field];
	const struct sides s = sides_of(pairs, term->field);
	const struct plan_scale scale = plan_scale_of(term, pairs);
	const struct plan_bits bits = plan_bits_of(pairs->columns, term->field,
	    term->field, pairs->mine, pairs->theirs);
	const int32_t *table = term->table;
	uint16_t common[PLAN_PAIRS_MAX];

	plan_bits_count(&bits, s.one, s.other, n, common);
	for (uint32_t i = 0; i < n; i++)
		if (common[i] > 0 || f->is_whole ||
		    !(plan_bits_none(f, &s.x, s.one[i]) ||
			plan_bits_none(f, &s.y, s.other[i])))
			sums->lost[i] +=
			    plan_scale_weight(&scale, i) * table[common[i]];
}

/* By what is common and by how much there is of both. */
PLAN_KERNEL void
plan_terms_add_by_overlap(const struct plan_term *term,
    const struct plan_pairs *pairs, uint32_t n, struct plan_sums *sums)
{
	const struct sides s = sides_of(pairs, term->counts[0]);
	const struct plan_scale scale = plan_scale_of(term, pairs);
	const struct plan_bits bits = plan_bits_of(pairs->columns, term->field,
	    term->field, pairs->mine, pairs->theirs);
	const int32_t *table = term->table;
	uint32_t width = term->width;
	uint16_t common[PLAN_PAIRS_MAX];

	plan_bits_count(&bits, s.one, s.other, n, common);
	for (uint32_t i = 0; i < n; i++) {
		uint32_t x = plan_lane_id(&s.x, s.one[i]);
		uint32_t y = plan_lane_id(&s.y, s.other[i]);
		uint32_t all = x == 0 || y == 0 ? 0 : x + y;

		sums->lost[i] += plan_scale_weight(&scale, i) *
				 table[common[i] * width + all];
	}
}

/* Half of what I seek and they offer, and half of the other way round. */
PLAN_KERNEL void
plan_terms_add_by_complement(const struct plan_term *term,
    const struct plan_pairs *pairs, uint32_t n, struct plan_sums *sums)
{
	const struct plan_columns *c = pairs->columns;
	const struct sides offered = sides_of(pairs, term->counts[0]);
	const struct sides s = sides_of(pairs, term->counts[1]);
	const struct plan_scale scale = plan_scale_of(term, pairs);
	const struct plan_bits offers = plan_bits_of(
	    c, term->field, term->seeks, pairs->mine, pairs->theirs);
	const struct plan_bits seeks = plan_bits_of(
	    c, term->seeks, term->field, pairs->mine, pairs->theirs);
	uint16_t got[PLAN_PAIRS_MAX], given[PLAN_PAIRS_MAX];

	plan_bits_count(&seeks, s.one, s.other, n, got);
	plan_bits_count(&offers, s.one, s.other, n, given);
	for (uint32_t i = 0; i < n; i++) {
		uint32_t x = plan_lane_id(&s.x, s.one[i]);
		uint32_t y = plan_lane_id(&s.y, s.other[i]);
		int32_t lack = plan_terms_lack(
		    plan_worth_both(term->shares, got[i], x, given[i], y));

		if (x != 0 && y != 0 &&
		    plan_lane_id(&offered.x, s.one[i]) != 0 &&
		    plan_lane_id(&offered.y, s.other[i]) != 0)
			sums->lost[i] += plan_scale_weight(&scale, i) * lack;
	}
}

/* --- whatever else -------------------------------------------------------- */

static uint32_t
member_at(const uint32_t *ids, uint32_t place)
{
	return ids == NULL ? place : ids[place];
}

void
plan_terms_add_by_asking(const struct plan_term *term,
    const struct plan_pairs *pairs, uint32_t n, struct plan_sums *sums)
{
	const struct population *p = pairs->columns->p;
	const struct plan_scale scale = plan_scale_of(term, pairs);

	for (uint32_t i = 0; i < n; i++) {
		uint32_t one = pairs->one[i], other = pairs->other[i];
		uint32_t a = member_at(pairs->my_ids, one);
		uint32_t b = member_at(pairs->their_ids, other);
		int64_t weight = b == a ? 0 : rule_weight(term->rule, p, a, b);

		sums->missed[i] += plan_scale_weight(&scale, i) - weight;
		if (weight != 0)
			sums->lost[i] +=
			    weight * plan_terms_lack(term->rule->kind->worth(
					 term->rule, p, a, b));
	}
}

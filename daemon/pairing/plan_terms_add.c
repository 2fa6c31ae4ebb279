/*
 * What terms add: see pairing/plan_terms_add.h. What a pair gives depends on a
 * few small numbers, so most look it up in a table made beforehand.
 */
#include "pairing/plan_terms_add.h"
#include "pairing/plan_bits.h"
#include "pairing/plan_kernel.h"
#include "pairing/plan_worth.h"
#include "pairing/ratio.h"

static inline uint16_t
own_id(const struct plan_ask *ask, uint32_t field)
{
	return plan_lane_id(&ask->columns->lanes[field], ask->a);
}

/* --- words and numbers ---------------------------------------------------- */

PLAN_KERNEL void
plan_terms_add_by_words(const struct plan_term *term,
    const struct plan_ask *ask, const uint32_t *places, uint32_t n,
    struct plan_sums *sums)
{
	const struct plan_lane *l = &ask->lanes[term->field];
	uint16_t mine = own_id(ask, term->field);
	const int32_t *row = term->table + (size_t)mine * term->width;
	struct plan_scale scale = plan_scale_of(term, ask);

	for (uint32_t i = 0; i < n; i++)
		sums->lost[i] += plan_scale_weight(&scale, places[i]) *
				 row[plan_lane_id(l, places[i])];
}

/* table[0] where words differ, table[1] where they are the same, table[2] where
 * there is none. */
PLAN_KERNEL void
plan_terms_add_by_equality(const struct plan_term *term,
    const struct plan_ask *ask, const uint32_t *places, uint32_t n,
    struct plan_sums *sums)
{
	const struct plan_lane *l = &ask->lanes[term->field];
	uint16_t mine = own_id(ask, term->field);
	struct plan_scale scale = plan_scale_of(term, ask);

	for (uint32_t i = 0; i < n; i++) {
		uint16_t id = plan_lane_id(l, places[i]);

		sums->lost[i] += plan_scale_weight(&scale, places[i]) *
				 term->table[id == 0 ? 2 : id == mine];
	}
}

void
plan_terms_add_by_branches(const struct plan_term *term,
    const struct plan_ask *ask, const uint32_t *places, uint32_t n,
    struct plan_sums *sums)
{
	const struct plan_lane *l = &ask->lanes[term->field];
	uint16_t mine = own_id(ask, term->field);
	struct plan_scale scale = plan_scale_of(term, ask);

	for (uint32_t i = 0; i < n; i++) {
		uint16_t id = plan_lane_id(l, places[i]);

		if (id != 0)
			sums->lost[i] +=
			    plan_scale_weight(&scale, places[i]) *
			    plan_terms_lack(plan_worth_branches(
				term->rule, term->column, mine, id));
	}
}

PLAN_KERNEL void
plan_terms_add_by_number(const struct plan_term *term,
    const struct plan_ask *ask, const uint32_t *places, uint32_t n,
    struct plan_sums *sums)
{
	const struct plan_lane *l = &ask->lanes[term->field];
	int64_t mine =
	    plan_lane_number(&ask->columns->lanes[term->field], ask->a);
	struct plan_scale scale = plan_scale_of(term, ask);

	for (uint32_t i = 0; i < n; i++) {
		int64_t number = plan_lane_number(l, places[i]);
		int64_t apart;

		if (number == COLUMN_NO_NUMBER)
			continue;
		apart = number < mine ? mine - number : number - mine;
		sums->lost[i] +=
		    plan_scale_weight(&scale, places[i]) *
		    (term->table != NULL ? term->table[(uint64_t)apart / 1000]
					 : plan_terms_lack(plan_worth_apart(
					       term->rule, apart, term->span)));
	}
}

/* --- sets ----------------------------------------------------------------- */

/* By what is common alone, of sets that are there. */
PLAN_KERNEL void
plan_terms_add_by_common(const struct plan_term *term,
    const struct plan_ask *ask, const uint32_t *places, uint32_t n,
    struct plan_sums *sums)
{
	const struct plan_field *f = &ask->columns->fields[term->field];
	struct plan_scale scale = plan_scale_of(term, ask);
	struct plan_bits mine = { .count = 0 };

	plan_bits_load(
	    &mine, ask->columns, ask->a, term->field, term->field, ask->lanes);
	for (uint32_t i = 0; i < n; i++) {
		uint32_t common = plan_bits_common(&mine, places[i]);

		if (common > 0 || f->is_whole ||
		    !plan_bits_none(f, mine.lane, places[i]))
			sums->lost[i] += plan_scale_weight(&scale, places[i]) *
					 term->table[common];
	}
}

/* By what is common and by how much there is of both. */
PLAN_KERNEL void
plan_terms_add_by_overlap(const struct plan_term *term,
    const struct plan_ask *ask, const uint32_t *places, uint32_t n,
    struct plan_sums *sums)
{
	const struct plan_lane *counts = &ask->lanes[term->counts[0]];
	uint32_t mine_n = own_id(ask, term->counts[0]);
	struct plan_scale scale = plan_scale_of(term, ask);
	struct plan_bits mine = { .count = 0 };

	plan_bits_load(
	    &mine, ask->columns, ask->a, term->field, term->field, ask->lanes);
	for (uint32_t i = 0; i < n; i++) {
		uint32_t theirs = plan_lane_id(counts, places[i]);
		uint32_t common = plan_bits_common(&mine, places[i]);
		uint32_t all = theirs == 0 ? 0 : mine_n + theirs;

		sums->lost[i] += plan_scale_weight(&scale, places[i]) *
				 term->table[common * term->width + all];
	}
}

/* Half of what I seek and they offer, and half of the other way round. */
PLAN_KERNEL void
plan_terms_add_by_complement(const struct plan_term *term,
    const struct plan_ask *ask, const uint32_t *places, uint32_t n,
    struct plan_sums *sums)
{
	const struct plan_lane *offered = &ask->lanes[term->counts[0]];
	const struct plan_lane *sought = &ask->lanes[term->counts[1]];
	uint32_t mine = own_id(ask, term->counts[1]);
	struct plan_scale scale = plan_scale_of(term, ask);
	struct plan_bits offers = { .count = 0 }, seeks = { .count = 0 };

	plan_bits_load(&offers, ask->columns, ask->a, term->field, term->seeks,
	    ask->lanes);
	plan_bits_load(
	    &seeks, ask->columns, ask->a, term->seeks, term->field, ask->lanes);
	for (uint32_t i = 0; i < n; i++) {
		uint32_t theirs = plan_lane_id(sought, places[i]);
		uint32_t got, given;

		if (theirs == 0 || plan_lane_id(offered, places[i]) == 0)
			continue;
		got = plan_bits_common(&seeks, places[i]);
		given = plan_bits_common(&offers, places[i]);
		sums->lost[i] +=
		    plan_scale_weight(&scale, places[i]) *
		    plan_terms_lack(plan_worth_both(got, mine, given, theirs));
	}
}

void
plan_terms_add_by_asking(const struct plan_term *term,
    const struct plan_ask *ask, const uint32_t *places, uint32_t n,
    struct plan_sums *sums)
{
	const struct population *p = ask->columns->p;
	struct plan_scale scale = plan_scale_of(term, ask);

	for (uint32_t i = 0; i < n; i++) {
		uint32_t b = ask->ids == NULL ? places[i] : ask->ids[places[i]];
		int64_t weight =
		    b == ask->a ? 0 : rule_weight(term->rule, p, ask->a, b);

		sums->missed[i] +=
		    plan_scale_weight(&scale, places[i]) - weight;
		if (weight != 0)
			sums->lost[i] +=
			    weight * plan_terms_lack(term->rule->kind->worth(
					 term->rule, p, ask->a, b));
	}
}

/*
 * Private to pairing/: the loops of terms, one for each way in which a
 * preference compares two members (plan_term_add).
 */
#ifndef PAIRING_PLAN_TERMS_ADD_H
#define PAIRING_PLAN_TERMS_ADD_H

#include "pairing/plan_terms.h"
#include "pairing/ratio.h"

/* By how much a term counts for a pair: its weight, or that times openness. */
struct plan_scale {
	int64_t weight;
	const uint32_t *open;
	uint32_t mask, more;
};

static inline struct plan_scale
plan_scale_of(const struct plan_term *term, const struct plan_pairs *pairs)
{
	return (struct plan_scale){ .weight = term->weight,
		.open = pairs->open,
		.mask = term->by_openness ? UINT32_MAX : 0,
		.more = !term->by_openness };
}

static inline int64_t
plan_scale_weight(const struct plan_scale *scale, uint32_t i)
{
	return scale->weight * ((scale->open[i] & scale->mask) + scale->more);
}

/* What a pair loses that gives so much. */
static inline int32_t
plan_terms_lack(int32_t worth)
{
	return RATIO_ONE - worth;
}

void plan_terms_add_by_words(const struct plan_term *term,
    const struct plan_pairs *pairs, uint32_t n, struct plan_sums *sums);
void plan_terms_add_by_equality(const struct plan_term *term,
    const struct plan_pairs *pairs, uint32_t n, struct plan_sums *sums);
void plan_terms_add_by_branches(const struct plan_term *term,
    const struct plan_pairs *pairs, uint32_t n, struct plan_sums *sums);
void plan_terms_add_by_number(const struct plan_term *term,
    const struct plan_pairs *pairs, uint32_t n, struct plan_sums *sums);
void plan_terms_add_by_common(const struct plan_term *term,
    const struct plan_pairs *pairs, uint32_t n, struct plan_sums *sums);
void plan_terms_add_by_overlap(const struct plan_term *term,
    const struct plan_pairs *pairs, uint32_t n, struct plan_sums *sums);
void plan_terms_add_by_complement(const struct plan_term *term,
    const struct plan_pairs *pairs, uint32_t n, struct plan_sums *sums);
void plan_terms_add_by_asking(const struct plan_term *term,
    const struct plan_pairs *pairs, uint32_t n, struct plan_sums *sums);

#endif

/*
 * Private to pairing/: the loops of terms, one for each way in which a
 * preference compares two members (plan_term_add).
 */
#ifndef PAIRING_PLAN_TERMS_ADD_H
#define PAIRING_PLAN_TERMS_ADD_H

#include "pairing/plan_terms.h"
#include "pairing/ratio.h"

/* By how much a term counts for a place: where openness says nothing, as if
 * everybody had none and the one who asks 1. */
struct plan_scale {
	int64_t weight;
	uint32_t mine;
	struct plan_lane theirs;
};

static inline struct plan_scale
plan_scale_of(const struct plan_term *term, const struct plan_ask *ask)
{
	static const uint16_t none = 0;

	if (!term->by_openness)
		return (struct plan_scale){ .weight = term->weight,
			.mine = 1,
			.theirs = { .at = (const unsigned char *)&none } };
	return (struct plan_scale){ .weight = term->weight,
		.mine =
		    plan_lane_id(&ask->columns->lanes[term->openness], ask->a),
		.theirs = ask->lanes[term->openness] };
}

static inline int64_t
plan_scale_weight(const struct plan_scale *scale, uint32_t place)
{
	return scale->weight *
	       (scale->mine + plan_lane_id(&scale->theirs, place));
}

/* What a pair loses that gives so much. */
static inline int32_t
plan_terms_lack(int32_t worth)
{
	return RATIO_ONE - worth;
}

void plan_terms_add_by_words(const struct plan_term *term,
    const struct plan_ask *ask, const uint32_t *places, uint32_t n,
    struct plan_sums *sums);
void plan_terms_add_by_equality(const struct plan_term *term,
    const struct plan_ask *ask, const uint32_t *places, uint32_t n,
    struct plan_sums *sums);
void plan_terms_add_by_branches(const struct plan_term *term,
    const struct plan_ask *ask, const uint32_t *places, uint32_t n,
    struct plan_sums *sums);
void plan_terms_add_by_number(const struct plan_term *term,
    const struct plan_ask *ask, const uint32_t *places, uint32_t n,
    struct plan_sums *sums);
void plan_terms_add_by_common(const struct plan_term *term,
    const struct plan_ask *ask, const uint32_t *places, uint32_t n,
    struct plan_sums *sums);
void plan_terms_add_by_overlap(const struct plan_term *term,
    const struct plan_ask *ask, const uint32_t *places, uint32_t n,
    struct plan_sums *sums);
void plan_terms_add_by_complement(const struct plan_term *term,
    const struct plan_ask *ask, const uint32_t *places, uint32_t n,
    struct plan_sums *sums);
void plan_terms_add_by_asking(const struct plan_term *term,
    const struct plan_ask *ask, const uint32_t *places, uint32_t n,
    struct plan_sums *sums);

#endif

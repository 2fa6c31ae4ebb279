/*
 * Private to pairing/: a preference as a term over columns, which adds what it
 * gives, times its weight, to the sums of those who passed the requirements.
 */
#ifndef PAIRING_PLAN_TERMS_H
#define PAIRING_PLAN_TERMS_H

#include "pairing/plan_steps.h"

struct plan_sum {
	int64_t value;  /* millionths, times weight */
	int64_t weight; /* of the terms that apply */
};

struct plan_term;

typedef void (*plan_term_add)(const struct plan_term *term,
    const struct plan_ask *ask, const uint32_t *places, uint32_t n,
    struct plan_sum *sums);

struct plan_term {
	const struct rule *rule;
	plan_term_add add;
	uint32_t field, seeks; /* seeks: of a second attribute */
	uint32_t counts[2];    /* fields of how many tags there are */
	int64_t weight;        /* as rule_weight: times 2000, or openness */
	bool by_openness;
	uint32_t openness; /* its field, where it scales the weight */
	int64_t span;      /* of a scale */
	uint32_t width;    /* of a row of the table */
	int32_t *table;    /* millionths, by small numbers */
	const struct column *column;
	uint32_t cost; /* about, to bring the terms in order */
	int64_t loss;  /* what pairs of chance lack of its full weight */
	/* Weights of the terms behind it: as they are, and by openness. */
	int64_t fixed_after, open_after;
};

/* Makes a term of a preference, adding the fields it needs. */
void plan_terms_make(
    struct plan_term *term, const struct rule *rule, struct plan_columns *c);
void plan_terms_clear(struct plan_term *terms, uint32_t count);
/* What joins look for: whether it is about offers and what is sought; whether
 * it is worth more between members who have something in common. */
bool plan_terms_is_complement(const struct plan_term *term);
bool plan_terms_is_near(const struct plan_term *term);

/* The weighted mean, halves rounded up; 0 where no term applies. */
static inline int32_t
plan_terms_mean(const struct plan_sum *sum)
{
	return sum->weight == 0 ? 0
				: (int32_t)((2 * sum->value + sum->weight) /
					    (2 * sum->weight));
}

#endif

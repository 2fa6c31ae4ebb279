/*
 * Private to pairing/: a preference as a term over columns, which adds what it
 * gives, times its weight, to the sums of those who passed the requirements.
 */
#ifndef PAIRING_PLAN_TERMS_H
#define PAIRING_PLAN_TERMS_H

#include "pairing/plan_steps.h"

/* Of those who are still asked about, by their order. A pair that lacked
 * nothing would have SCORE_ONE times the weight of all terms. */
struct plan_sums {
	int64_t lost[PLAN_BLOCK_MAX];   /* of that: millionths, times weight */
	int64_t missed[PLAN_BLOCK_MAX]; /* weight of terms that do not apply;
					 * only where some may not */
};

struct plan_term;

/* Adds what others lose, 0 where the term does not apply to them; it applies to
 * the one who asks. */
typedef void (*plan_term_add)(const struct plan_term *term,
    const struct plan_ask *ask, const uint32_t *places, uint32_t n,
    struct plan_sums *sums);

struct plan_term {
	const struct rule *rule;
	plan_term_add add;
	uint32_t field, seeks; /* seeks: of a second attribute */
	uint32_t counts[2];    /* fields of how many tags there are */
	uint32_t needs[2];     /* fields without which it does not apply */
	uint32_t need_count;
	bool is_whole;  /* it applies to every pair */
	int64_t weight; /* as rule_weight: times 2000, or openness */
	bool by_openness;
	uint32_t openness; /* its field, where it scales the weight */
	int64_t span;      /* of a scale */
	uint32_t width;    /* of a row of the table */
	int32_t *table;    /* millionths lost, by small numbers */
	const struct column *column;
	uint32_t cost; /* about, to bring the terms in order */
	int64_t loss;  /* what pairs of chance lack of its full weight */
	int64_t most;  /* that it and those before it may make lose */
};

/* Makes a term of a preference, adding the fields it needs. */
void plan_terms_make(
    struct plan_term *term, const struct rule *rule, struct plan_columns *c);
void plan_terms_clear(struct plan_term *terms, uint32_t count);
/* What joins look for: whether it is about offers and what is sought; whether
 * it is worth more between members who have something in common. */
bool plan_terms_is_complement(const struct plan_term *term);
bool plan_terms_is_near(const struct plan_term *term);

/* What the term and the fields it needs say of n others. */
void plan_terms_add(const struct plan_term *term, const struct plan_ask *ask,
    const uint32_t *places, uint32_t n, struct plan_sums *sums);
/* Whether it applies to every pair; known once the fields are filled. */
bool
plan_terms_is_whole(const struct plan_term *term, const struct plan_columns *c);

#endif

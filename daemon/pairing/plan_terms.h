/*
 * Private to pairing/: a preference as a term over columns, which adds what it
 * gives, times its weight, to the sums of those who passed the requirements.
 */
#ifndef PAIRING_PLAN_TERMS_H
#define PAIRING_PLAN_TERMS_H

#include "pairing/plan_steps.h"

/* Pairs who passed the requirements, many at a time, so that each term is one
 * loop over all of them: place one[i] of one side with other[i] of the other,
 * the same `one` side by side. */
struct plan_pairs {
	const struct plan_columns *columns;
	const struct plan_lane *mine, *theirs; /* of either side, by field */
	const uint32_t *my_ids, *their_ids; /* members, by place; NULL: places
					     * are members */
	uint32_t *one, *other;
	uint32_t *open; /* openness of both together, by pair */
};

/* Of pairs, by their order. A pair that lacked nothing would have SCORE_ONE
 * times the weight of all terms. */
struct plan_sums {
	int64_t lost[PLAN_PAIRS_MAX];   /* of that: millionths, times weight */
	int64_t missed[PLAN_PAIRS_MAX]; /* weight of terms that do not apply;
					 * only where some may not */
};

struct plan_term;

/* Adds what n pairs lose, 0 where the term does not apply. */
typedef void (*plan_term_add)(const struct plan_term *term,
    const struct plan_pairs *pairs, uint32_t n, struct plan_sums *sums);

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
	int64_t span;     /* of a scale */
	uint32_t width;   /* of a row of the table */
	int32_t *table;   /* millionths lost, by small numbers */
	uint64_t *shares; /* of a complement, as plan_worth.h */
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

/* What the term and the fields it needs say of n pairs. */
void plan_terms_add(const struct plan_term *term,
    const struct plan_pairs *pairs, uint32_t n, struct plan_sums *sums);
/* Whether it applies to every pair; known once the fields are filled. */
bool
plan_terms_is_whole(const struct plan_term *term, const struct plan_columns *c);

#endif

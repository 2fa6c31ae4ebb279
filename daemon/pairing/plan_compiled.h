/*
 * Private to pairing/: a plan made of a population and its rules.
 */
#ifndef PAIRING_PLAN_COMPILED_H
#define PAIRING_PLAN_COMPILED_H

#include "pairing/plan_mark.h"
#include "pairing/plan_steps.h"
#include "pairing/plan_terms.h"
#include "pairing/plan_ties.h"

struct plan_compiled {
	struct plan plan;
	const struct rules *rules;
	struct plan_columns columns;
	/* Requirements: those that can mark a view first, each kind by what it
	 * refuses for its cost. Ties, which are looked up, come last. */
	struct plan_step *steps;
	uint32_t step_count;
	struct plan_ties ties;
	uint32_t tied; /* the field of their sieves */
	/* Preferences: first those that tell bad scores soonest. */
	struct plan_term *terms;
	uint32_t term_count;
	bool is_whole;     /* all of them apply to every pair */
	uint32_t openness; /* the field that scales some of them */
	int64_t fixed_weight, open_weight; /* of all, by openness of both */
	struct plan_spread spread;         /* for marks */
	/* All members as views of PLAN_BLOCK_MAX, side by side, for scans; NULL
	 * where they are too many to be kept twice. */
	unsigned char *standing;
	uint32_t *numbers; /* 0, 1, 2…, the members of these views */
};

extern const struct plan_kind plan_compiled_kind;

/* The plan, where it is of this kind; else NULL. */
const struct plan_compiled *plan_compiled_get(const struct plan *plan);

#endif

/*
 * Why two members were, or could not be, introduced: by a pool's rules as things
 * are now, or by what a round was drawn of. Each rule with its outcome.
 *
 * An operator does not learn of it who blocks or knows whom: all that a member's own
 * word keeps apart (a block, would not meet again, people they know) is one fact,
 * own_choice, and rules about whom members know are not told by themselves.
 */
#ifndef WORK_EXPLAIN_H
#define WORK_EXPLAIN_H

#include "pairing/verdict.h"
#include "store/store_pairs.h"
#include "work/study.h"

struct arms;
struct config_pool;

enum explain_verdict {
	EXPLAIN_INTRODUCED, /* the round did */
	EXPLAIN_FORBIDDEN,  /* by an operator */
	EXPLAIN_OWN_CHOICE,
	EXPLAIN_RULE,   /* at least one requirement fails */
	EXPLAIN_ABSENT, /* one of them takes no part */
	EXPLAIN_APART,  /* in different halves of an experiment */
	EXPLAIN_ALLOWED /* they could be: chance decides, or decided otherwise */
};

struct explain_rule {
	struct verdict verdict; /* its sentence is this block's */
	char *values[2];        /* of the two; "" where there are none */
};

/* The answer. */
struct explain {
	struct config *config;
	const struct config_pool *pool; /* of config; NULL: of a round */
	struct round_input *input;
	struct db_rows *draw;
	const uint8_t *text; /* of draw */
	size_t text_len;
	struct fault fault;
	char keys[2][ID_TEXT_SIZE]; /* the lower first, as rows have them */
	struct population *population;
	struct rules
	    *rules; /* of the round's draw, or NULL; where it had arms, */
	struct arms *arms; /* common to them */
	/* Rows of store_explain. */
	struct db_rows *two, *together, *pairs;
	bool
	    has_trial; /* the pool's next round would be one of its experiment */
	bool is_there; /* both are in what was drawn, or would be */
	bool own_choice, is_forbidden;
	bool
	    is_apart; /* in different arms of the round, which introduced any of
			* them */
	enum explain_verdict verdict;
	struct explain_rule *rules_said;
	size_t rule_count;
	bool has_score;
	int32_t score; /* millionths */
};

/* Of a pool of the configuration, or (pool NULL) of a round that has been drawn.
 * The study's `of` is a struct explain. NOT_FOUND; CONFLICT where the round is not
 * drawn or its input is gone; noted in the audit log. */
struct study *explain_start(struct house *house, const struct config_pool *pool,
    const struct id *round, const struct id two[2], const struct id *by,
    study_done_cb done, void *arg, struct fault *why) MUST_CHECK;

#endif

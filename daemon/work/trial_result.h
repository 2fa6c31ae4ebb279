/*
 * What an experiment has shown so far: the rows of its introductions as the
 * figures of model/trial.h.
 */
#ifndef WORK_TRIAL_RESULT_H
#define WORK_TRIAL_RESULT_H

#include "model/trial.h"
#include "store/store_trial.h"

enum trial_verdict { TRIAL_UNDECIDED, TRIAL_FIRST, TRIAL_SECOND };

struct trial_result {
	struct store_trial_arm arms[TRIAL_ARMS];
	struct trial_estimate met;    /* of introductions: 1 met, 0 did not */
	struct trial_estimate rating; /* of those that met, 1 to 5 */
	/* Which arm is ahead in its goal, by the interval that holds at all
	 * times. */
	enum trial_verdict verdict;
};

/* `outcomes` and `costs` are the rows of store_trial_outcomes and
 * store_trial_costs. */
void trial_result_make(const struct store_trial *trial,
    const struct db_rows *outcomes, const struct db_rows *costs,
    struct trial_result *out);

#endif

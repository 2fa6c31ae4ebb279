/*
 * What an experiment has shown, as a question of operators: over years of rounds its
 * sums take seconds.
 */
#ifndef WORK_TRIAL_STUDY_H
#define WORK_TRIAL_STUDY_H

#include "work/study.h"
#include "work/trial_result.h"

struct trial_study {
	struct db_rows *rows, *outcomes, *costs;
	struct store_trial trial; /* of the rows */
	struct trial_result result;
};

/* The study's `of` is a struct trial_study. NOT_FOUND. */
struct study *trial_study_start(struct house *house, const struct id *trial,
    study_done_cb done, void *arg, struct fault *why) MUST_CHECK;

#endif

/*
 * Results of experiments for operators: see work/trial_study.h.
 */
#include "work/trial_study.h"
#include "base/clock.h"
#include "base/memory.h"
#include "work/house.h"

#define OUTCOMES_US (20 * CLOCK_SECOND)

static void
trial_free(void *of)
{
	struct trial_study *t = of;

	db_rows_free(t->rows);
	db_rows_free(t->outcomes);
	db_rows_free(t->costs);
	free(t);
}

static int
trial_take(void *of, const struct db_outcome *out, struct fault *why)
{
	struct trial_study *t = of;

	t->rows = db_outcome_take(out, 0);
	t->outcomes = db_outcome_take(out, 1);
	t->costs = db_outcome_take(out, 2);
	if (db_rows_count(t->rows) == 0)
		return fault_set(
		    why, FAULT_NOT_FOUND, "there is no such experiment");
	store_trial_read(t->rows, 0, &t->trial);
	return 0;
}

static const struct fault *
trial_run(void *of)
{
	struct trial_study *t = of;

	trial_result_make(&t->trial, t->outcomes, t->costs, &t->result);
	return NULL;
}

struct study *
trial_study_start(struct house *house, const struct id *trial,
    study_done_cb done, void *arg, struct fault *why)
{
	static const struct study_kind kind = { trial_take, trial_run,
		trial_free };
	struct trial_study *t = memory_new(1, sizeof(*t));
	struct db_batch *b = db_batch_new(house->db, DB_READ);

	db_batch_deadline(b, OUTCOMES_US);
	store_trial_get(b, trial);
	store_trial_outcomes(b, trial);
	store_trial_costs(b, trial);
	return study_start(house, b, &kind, t, done, arg, why);
}

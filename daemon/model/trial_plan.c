/*
 * How long an experiment takes: see model/trial_plan.h and model/trial.h.
 */
#include "model/trial_plan.h"
#include <math.h>
#include "base/memory.h"

#define ROUNDS_MOST 100000

/* Howard et al. 2021, section 3.5, of a two-sided normal mixture. */
double
trial_mixture(double information)
{
	double a = -2 * log(TRIAL_ALPHA);

	return information / (a + log(1 + a));
}

double
trial_always(double information, double mixture)
{
	double sum = information + mixture;

	return sqrt(sum * log(sum / (mixture * TRIAL_ALPHA * TRIAL_ALPHA))) /
	       information;
}

/* Whether a difference lies clear of 0 with TRIAL_POWER. */
static bool
is_found(double information, double mixture, double difference)
{
	double half =
	    mixture > 0 ? trial_always(information, mixture)
			: trial_normal(1 - TRIAL_ALPHA / 2) / sqrt(information);

	return half + trial_normal(TRIAL_POWER) / sqrt(information) <=
	       fabs(difference);
}

uint32_t
trial_rounds(double each, double mixture, double difference)
{
	uint32_t low = 0, high = ROUNDS_MOST;

	if (!(each > 0) || !(fabs(difference) > 0) ||
	    !is_found(each * high, mixture, difference))
		return TRIAL_NEVER;
	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;

		if (is_found(each * middle, mixture, difference))
			high = middle;
		else
			low = middle;
	}
	return high;
}

void
trial_plan(const struct trial_plan *plan, uint32_t *once, uint32_t *always)
{
	double p = plan->first, q = plan->first + plan->difference;
	double variance = (p * (1 - p) + q * (1 - q)) / plan->per_arm;
	double each = 1 / variance;

	*once = trial_rounds(each, 0, plan->difference);
	*always = TRIAL_NEVER;
	if (*once == TRIAL_NEVER)
		return;
	/* Tuned to where it is needed. */
	*always = trial_rounds(
	    each, trial_mixture(each * *once * 2), plan->difference);
}

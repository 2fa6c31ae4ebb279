/*
 * Private to model/: information, the inverse of a squared error, and what it
 * takes.
 */
#ifndef MODEL_TRIAL_PLAN_H
#define MODEL_TRIAL_PLAN_H

#include "model/trial.h"

/* The weight of the mixture whose interval is narrowest at this information. */
double trial_mixture(double information);
/* Half the width of the interval that holds at all times. */
double trial_always(double information, double mixture);
/* Rounds that bring `each` information until a difference is found with
 * TRIAL_POWER: by the interval for all times, or (mixture 0) for one look.
 * TRIAL_NEVER where that are too many. */
uint32_t trial_rounds(double each, double mixture, double difference);

#endif

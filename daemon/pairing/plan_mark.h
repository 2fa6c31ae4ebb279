/*
 * Private to pairing/: marks of the steps that need only a few vector
 * instructions for many members, over the dense fields of a view.
 */
#ifndef PAIRING_PLAN_MARK_H
#define PAIRING_PLAN_MARK_H

#include "pairing/plan_steps.h"

/* At least one bit in common. */
void plan_mark_share(const struct plan_step *step, const struct plan_ask *ask,
    uint32_t from, uint32_t n, uint8_t *pass);
/* The same id where step->number is 1, another where it is 0. */
void plan_mark_id(const struct plan_step *step, const struct plan_ask *ask,
    uint32_t from, uint32_t n, uint8_t *pass);
/* At most step->number apart; where that is negative, at least its amount. */
void plan_mark_number(const struct plan_step *step, const struct plan_ask *ask,
    uint32_t from, uint32_t n, uint8_t *pass);

#endif

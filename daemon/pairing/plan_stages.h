/*
 * Private to pairing/: of those whom a member is held against, requirements
 * leave the few survivors, step by step, the cheap ones for many places at once;
 * and ties, which must be looked up, are asked last, of those alone whose score
 * is wanted.
 */
#ifndef PAIRING_PLAN_STAGES_H
#define PAIRING_PLAN_STAGES_H

#include "pairing/plan_compiled.h"

/* Keeps those of n places who pass all requirements but ties; of those that
 * were marked, all that marks leave open. */
uint32_t plan_stages_thin(const struct plan_compiled *c,
    const struct plan_ask *ask, bool is_marked, uint32_t *places, uint32_t n);
/* The places from..to-1 of a view that pass all requirements but ties; places[]
 * has room for eight more. */
uint32_t plan_stages_passing(const struct plan_compiled *c,
    const struct plan_ask *ask, uint32_t from, uint32_t to, uint32_t *places);
/* Keeps those of n pairs whom ties do not refuse, and who are not the same; and
 * their scores, where they are not NULL. */
uint32_t plan_stages_untied(const struct plan_compiled *c,
    const struct plan_pairs *pairs, int32_t *scores, uint32_t n);

#endif

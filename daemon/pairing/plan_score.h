/*
 * Private to pairing/: scores of those who passed the requirements, term by
 * term. Where only scores above a floor are asked for, whoever could not reach
 * it even if all further terms gave everything is dropped on the way, as in
 * branch and bound (Land and Doig 1960).
 */
#ifndef PAIRING_PLAN_SCORE_H
#define PAIRING_PLAN_SCORE_H

#include "pairing/plan_compiled.h"

/* Brings the terms in the order that drops most for least, and sums up what is
 * left behind each. */
void plan_score_prepare(struct plan_compiled *c);
/* The scores of n pairs, at most PLAN_PAIRS_MAX. */
void plan_score_all(const struct plan_compiled *c,
    const struct plan_pairs *pairs, uint32_t n, int32_t *scores);
/* Keeps those of n pairs whose score is at least the floor of one of both, by
 * place, and writes the scores: how many. */
uint32_t
plan_score_above(const struct plan_compiled *c, const struct plan_pairs *pairs,
    const int32_t *floors, uint32_t n, int32_t *scores);

#endif

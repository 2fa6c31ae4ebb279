/*
 * The part that an experiment has in a round: who of its members is in which
 * arm, for the input of the draw, and what the arms gave, for its result.
 */
#ifndef WORK_ROUND_TRIAL_H
#define WORK_ROUND_TRIAL_H

#include "config/config_trials.h"
#include "pairing/arms.h"
#include "store/store_round.h"
#include "store/store_trial.h"
#include "work/round_groups.h"

/* The longest rest in weeks that the pool's rules, or those of its experiment,
 * ask for: meetings before that are of no interest. */
int64_t round_trial_weeks(const struct config_pool *pool);

/* Whose rules require that verb, of those that a group of the pool may have been
 * drawn by. */
void round_trial_held(
    const struct config_pool *pool, const char *verb, bool held[STORE_HELD]);

/* Divides the members of a closed population by chance, each domain evenly.
 * `rows` are the participants whom it was made of (store_round_snapshot), by id;
 * `rounds` is how many the experiment had before. */
struct arms *round_trial_divide(const struct config *config,
    const struct config_trial *trial, const struct population *p,
    const struct db_rows *rows, uint64_t seed, int64_t rounds) MUST_CHECK;

/* Who was in which arm, what each drew, and what half of the members cost it. */
void round_trial_take(struct store_trial_arms *result,
    const struct arms_draw *draw, const struct arms *arms,
    const struct population *p, const struct round_groups *groups);

void round_trial_clear(struct store_trial_arms *result);

#endif

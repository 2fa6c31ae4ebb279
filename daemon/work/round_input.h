/*
 * From a snapshot of the tables to the canonical input of a draw.
 */
#ifndef WORK_ROUND_INPUT_H
#define WORK_ROUND_INPUT_H

#include "base/text.h"
#include "config/config.h"
#include "store/store_round.h"

/* Weeks of the past that the rules ask for, or more; 0 where none does. */
int64_t round_input_weeks(const struct rules *rules);

/* `snapshot` is the outcome of store_round_snapshot. Values that the present
 * configuration does not allow any more are left out, with a line in the log.
 * -1 with the reason where the population cannot be made. */
int round_input_write(const struct config *config,
    const struct config_pool *pool, const struct db_outcome *snapshot,
    struct text *input, struct fault *why) MUST_CHECK;

#endif

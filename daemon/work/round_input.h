/*
 * From a snapshot of the tables to the canonical input of a draw: the rows are
 * taken on the loop, and made into text aside, in a thread.
 *
 *	in = round_input_new(config, pool, out);
 *	round_input_run(in);            in the thread
 *	if (round_input_fault(in) == NULL)
 *		… round_input_text(in, &len), round_input_digest(in)
 *	round_input_free(in);
 */
#ifndef WORK_ROUND_INPUT_H
#define WORK_ROUND_INPUT_H

#include "base/text.h"
#include "config/config.h"
#include "store/store_round.h"

struct round_input;

/* Takes the rows of store_round_snapshot (or store_round_snapshot_now, without
 * pins) out of its outcome, from its step `first` on. The configuration
 * must be held as long as this lives. A second draw is by the same rules, and
 * by one more where there is none like it: not whom they just met. */
struct round_input *
round_input_new(const struct config *config, const struct config_pool *pool,
    bool is_second, const struct db_outcome *snapshot, int first) MUST_CHECK;
void round_input_free(struct round_input *in); /* NULL is allowed */

/* Before it runs: the round is drawn in the arms of its pool's experiment, which
 * had so many rounds before; or, a second draw, by the rules common to them. */
void round_input_trial(struct round_input *in, uint64_t seed, int64_t rounds);
void round_input_trial_second(struct round_input *in);

/* In the thread. Values that the present configuration does not allow any more
 * are left out. */
void round_input_run(struct round_input *in);

/* In the thread, instead: a closed population over the configuration's
 * attributes, or NULL (see round_input_fault). */
struct population *round_input_population(struct round_input *in) MUST_CHECK;

/* Back on the loop: why there can be no population, or NULL. */
const struct fault *round_input_fault(const struct round_input *in);
/* Borrowed. */
const char *round_input_text(const struct round_input *in, size_t *len);
const uint8_t *round_input_digest(const struct round_input *in);
/* The ids of the pins, whoever takes part. */
void round_input_pins(const struct round_input *in, struct db_array *out);
/* A line for each attribute of which values were left out, with their number:
 * what they say is nobody's business. */
void round_input_log(const struct round_input *in, const struct id *round);

#endif

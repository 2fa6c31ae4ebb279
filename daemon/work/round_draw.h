/*
 * The part of a round that runs aside, in its own thread: the draw from its
 * stored input, or what one that waited for an operator's yes gave; the reasons,
 * and the letters.
 */
#ifndef WORK_ROUND_DRAW_H
#define WORK_ROUND_DRAW_H

#include "config/config.h"
#include "io/seal.h"
#include "store/store_outbox.h"
#include "store/store_pairs.h"
#include "store/store_round.h"
#include "store/store_trial.h"

struct house;
struct round_draw;

/* `profiles` are the rows of store_round_profiles, which are taken. The
 * configuration must be held as long as this lives. */
struct round_draw *round_draw_new(const struct house *house,
    const struct config *config, const char *pool, const struct id *round,
    struct db_rows *profiles) MUST_CHECK;
void round_draw_free(struct round_draw *d);
/* Copies the input. */
void round_draw_input(
    struct round_draw *d, const char *input, size_t len, uint64_t seed);
/* Instead: what it gave, as rows of store_hand_slots, which are taken. Of such a
 * one there is neither report nor digest nor what became of pins. */
void round_draw_stored(struct round_draw *d, struct db_rows *slots);
/* It will wait: nobody gets a letter yet. */
void round_draw_waits(struct round_draw *d);

/* In the thread. */
void round_draw_run(struct round_draw *d);

/* Back on the loop. NULL: it went well. */
const struct fault *round_draw_fault(const struct round_draw *d);
size_t round_draw_groups(const struct round_draw *d);
size_t round_draw_sat_out(const struct round_draw *d);
/* Borrowed; their arrays are there to be taken. */
struct store_result *round_draw_result(struct round_draw *d);
struct store_pin_fates *round_draw_pins(struct round_draw *d);
/* What it reached, as report_write_json, and the digest of its groups
 * (pairing/draw_text.h); borrowed. */
const char *round_draw_report(const struct round_draw *d);
const uint8_t *round_draw_digest(const struct round_draw *d);
/* Of a draw in arms; not there else. */
struct store_trial_arms *round_draw_arms(struct round_draw *d);
struct store_round_letters *round_draw_letters(struct round_draw *d);

#endif

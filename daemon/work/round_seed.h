/*
 * The seed of a round's draw: nobody can foresee it without the secret. Nobody can
 * choose it either, but for an operator who has a draw that waits made anew, which
 * the audit log tells.
 */
#ifndef WORK_ROUND_SEED_H
#define WORK_ROUND_SEED_H

#include "io/seal.h"
#include "store/store_round.h"

uint64_t
round_seed(const struct seal *seal, const struct store_claim *claim) MUST_CHECK;

#endif

/*
 * An operator asks for a round now. The round itself is work/rounds'.
 */
#ifndef WORK_ASK_ROUND_H
#define WORK_ASK_ROUND_H

#include "base/fault.h"
#include "base/id.h"
#include "work/once.h"

struct house;
struct ask_round;

/* by: see store_audit_operator. CONFLICT while a round of the pool is due, under way, or to be tried again. */
typedef void (*ask_round_done_cb)(void *arg, const struct fault *why);

struct ask_round *ask_round_start(struct house *house, const struct id *id,
    const char *pool, const struct id *by, const struct once *once,
    ask_round_done_cb done, void *arg) MUST_CHECK;
void ask_round_cancel(struct ask_round *ask);

#endif

/*
 * A round in an operator's hand: the yes that it waits for, another draw, or no
 * round at all. What follows is work/rounds'.
 */
#ifndef WORK_HAND_H
#define WORK_HAND_H

#include "base/fault.h"
#include "base/id.h"
#include "store/store_round.h"

struct hand;
struct house;

struct hand_ask {
	enum { HAND_APPROVE, HAND_REDRAW, HAND_CANCEL } what;
	struct id round;
	const struct id *by; /* see store_audit_operator */
	bool has_seed;       /* of a redraw; else one of chance */
	uint64_t seed;
};

/* The round as it is then (borrowed), or NULL with *why: NOT_FOUND, or CONFLICT
 * where it is not in a state for that, or somebody was faster. */
typedef void (*hand_done_cb)(
    void *arg, const struct fault *why, const struct store_round *round);

struct hand *hand_start(struct house *house, const struct hand_ask *ask,
    hand_done_cb done, void *arg) MUST_CHECK;
void hand_cancel(struct hand *hand);

#endif

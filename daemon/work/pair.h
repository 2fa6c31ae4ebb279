/*
 * Two members whom an operator pins for the next draw of a pool, or forbids to be
 * introduced; also where a member suggested the pin (work/suggest.h).
 */
#ifndef WORK_PAIR_H
#define WORK_PAIR_H

#include "base/fault.h"
#include "base/id.h"
#include "work/once.h"

struct house;
struct pair;

struct pair_ask {
	struct id id;
	bool is_pin;
	const struct id *suggestion; /* accepted: who and where is its own */
	const char *a, *b;           /* else: see work/who.h */
	const char *pool;            /* of a pin, likewise */
	const char *reason;          /* one line or more, checked; of a
				      * suggestion NULL, or what follows its id */
	const struct id *by;         /* see store_audit_operator */
};

/* NOT_FOUND where one of the two is nobody, or the suggestion nothing to decide on;
 * CONFLICT where they may not be pinned, or are forbidden already, or somebody else
 * has decided on it; INVALID where they are one. */
typedef void (*pair_done_cb)(void *arg, const struct fault *why);

/* Copies what is asked. */
struct pair *pair_start(struct house *house, const struct pair_ask *ask,
    const struct once *once, pair_done_cb done, void *arg) MUST_CHECK;
void pair_cancel(struct pair *pair);

#endif

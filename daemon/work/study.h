/*
 * An operator's question that the engine answers: the tables are looked at, and
 * the rest is done aside, in a thread. Nothing is stored, nobody is told.
 *
 * One at a time in a daemon. Who cancels it gets no answer; the thread goes on to
 * its end, and until then it is the one.
 */
#ifndef WORK_STUDY_H
#define WORK_STUDY_H

#include "base/fault.h"
#include "io/db.h"

struct house;
struct study;

/* What a kind of question does with its own block, `of`. */
struct study_kind {
	/* On the loop, with what the batch found; -1 with *why: there is no
	 * answer. */
	int (*take)(void *of, const struct db_outcome *out, struct fault *why);
	/* In the thread; NULL, or why there is no answer, which `of` holds. */
	const struct fault *(*run)(void *of);
	void (*free)(void *of);
};

/* `of` is borrowed, and freed behind it; why NULL: it has the answer. */
typedef void (*study_done_cb)(void *arg, const struct fault *why, void *of);

/* The batch and `of` are taken, whatever happens. `done` is not called before this
 * returns; NULL with *why where it is BUSY. */
struct study *study_start(struct house *house, struct db_batch *batch,
    const struct study_kind *kind, void *of, study_done_cb done, void *arg,
    struct fault *why) MUST_CHECK;
void study_cancel(struct study *study);
/* At shutdown: stopped once none is under way, at once where there is none. */
void study_stop(struct house *house, void (*stopped)(void *arg), void *arg);

#endif

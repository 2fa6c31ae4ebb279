/*
 * Private to round_run.c and round_end.c: a round that is run.
 */
#ifndef WORK_ROUND_RUN_PARTS_H
#define WORK_ROUND_RUN_PARTS_H

#include "config/config.h"
#include "work/round_draw.h"
#include "work/round_input.h"
#include "work/round_run.h"

struct round_lease;

#define RUN_MAGIC 0x20dd2001u
#define TRANSACTION_US (60 * CLOCK_SECOND)

struct round_run {
	unsigned magic;
	struct house *house;
	struct config *config;
	struct store_claim claim; /* with a pool of its own */
	char *pool;
	int64_t begun_us;
	struct db_call *call;
	struct round_lease *lease;
	struct round_input *input;
	struct round_draw *draw;
	bool waits; /* for an operator's yes, once it is drawn */
	bool is_approved;
	struct db_rows *operators;
	bool has_trial; /* it is drawn in the arms of this experiment */
	struct id trial;
	bool is_aside; /* a thread has it */
	void (*done)(void *arg);
	void *arg;
};

/* round_run.c: stores why it failed, and when it is tried again; then it is over. */
void round_run_fail(struct round_run *r, const struct fault *why);
void round_run_finish(struct round_run *r);

/* round_end.c: what was drawn is published, or waits for an operator's yes. */
void round_end_publish(struct round_run *r);
void round_end_wait(struct round_run *r);

#endif

/*
 * Whether all is well with the house, and what to do where it is not: for whoever
 * runs it (`serendipctl status`).
 */
#ifndef WORK_CHECKUP_H
#define WORK_CHECKUP_H

#include <stdbool.h>
#include "base/text.h"
#include "store/store_figures.h"

struct house;
struct db_outcome;

enum checkup_state { CHECKUP_OK, CHECKUP_ATTENTION, CHECKUP_WRONG };

struct checkup_finding {
	const char *name; /* of what was looked at: "letters" */
	enum checkup_state state;
	struct text found;  /* how it is, a line */
	struct text remedy; /* what to do; empty where it is well */
};

/* One a row of checkup_rows.c. */
struct checkup {
	struct checkup_finding *findings;
	size_t count;
};

/* Two families of statements, store_figures and store_figures_checkup. */
void checkup_ask(struct db_batch *b);
/* Of their outcome, the first of its steps `step`; asked_us by clock_now_us. What
 * tells of single members is for whoever has the socket. After a fault it says that
 * of the database, and nothing of what it holds. */
void checkup_make(const struct house *house, const struct db_outcome *out,
    int step, int64_t asked_us, bool for_socket, struct checkup *checkup);
void checkup_clear(struct checkup *checkup);

#endif

/*
 * A round that waits for an operator's yes: what operators are told, as it begins
 * to wait, and a day later where it still does.
 */
#ifndef WORK_ROUND_WAIT_H
#define WORK_ROUND_WAIT_H

#include "work/due.h"

struct round_waiting {
	struct id id;
	const char *pool;
	int redraws;
	int64_t members, groups, sat_out;
};

/* A letter for each of the operators, rows of store_hand_operators, and for those of
 * the configuration. */
void round_wait_tell(const struct house *house, struct db_batch *b,
    const struct round_waiting *waiting, const struct db_rows *operators);

/* They are reminded, once. */
extern const struct due_kind round_wait_reminders;

#endif

/*
 * What falls due of rounds that were published: kinds of work/due.h.
 */
#ifndef WORK_DUE_ROUNDS_H
#define WORK_DUE_ROUNDS_H

#include "work/due.h"

/* They close, and what came of their introductions is counted. */
extern const struct due_kind due_rounds_over;

#endif

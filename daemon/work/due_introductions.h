/*
 * What falls due of introductions: kinds of work/due.h.
 */
#ifndef WORK_DUE_INTRODUCTIONS_H
#define WORK_DUE_INTRODUCTIONS_H

#include "work/due.h"

/* Nobody, or not everybody, answered in time. */
extern const struct due_kind due_introductions_expired;

#endif

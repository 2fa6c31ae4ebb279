/*
 * What falls due of introductions: kinds of work/due.h.
 */
#ifndef WORK_DUE_INTRODUCTIONS_H
#define WORK_DUE_INTRODUCTIONS_H

#include "work/due.h"

/* Not everybody answered in time: whoever had said yes is told. */
extern const struct due_kind due_introductions_expired;
/* Whoever said nothing of an accepted one is asked, twice at most. */
extern const struct due_kind due_introductions_silent;
/* Whoever rests is told so, and how to come back. */
extern const struct due_kind due_rests;

#endif

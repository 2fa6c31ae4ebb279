/*
 * What falls due of introductions: kinds of work/due.h.
 */
#ifndef WORK_DUE_INTRODUCTIONS_H
#define WORK_DUE_INTRODUCTIONS_H

#include "work/due.h"

/* Not everybody answered in time. */
extern const struct due_kind due_introductions_expired;
/* Partners are told of an answer, */
extern const struct due_kind due_introductions_answered;
/* and all, that all have accepted. */
extern const struct due_kind due_introductions_agreed;
/* Whoever said nothing of an accepted one is asked, twice at most. */
extern const struct due_kind due_introductions_silent;
/* Whoever rests is told so, and how to come back. */
extern const struct due_kind due_rests;

#endif

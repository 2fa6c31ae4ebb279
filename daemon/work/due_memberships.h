/*
 * What falls due of memberships: a pause that is over, and the reminder before a
 * round.
 */
#ifndef WORK_DUE_MEMBERSHIPS_H
#define WORK_DUE_MEMBERSHIPS_H

#include "work/due.h"

extern const struct due_kind due_pauses, due_reminders;

#endif

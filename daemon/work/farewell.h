/*
 * Accounts that nobody uses: after retention.inactive_days their members are told,
 * retention.warning_days before, that they will go; a sign-in, or an operator's
 * import, keeps them. Then they are erased as if the member had asked for it, with a
 * last letter. Who has no address cannot be told, and stays the operator's.
 */
#ifndef WORK_FAREWELL_H
#define WORK_FAREWELL_H

#include "base/attr.h"

struct farewell;
struct house;

struct farewell *farewell_new(struct house *house) MUST_CHECK;
/* Somebody's time may have come. */
void farewell_wake(struct farewell *farewell);
void farewell_free(struct farewell *farewell);

#endif

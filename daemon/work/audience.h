/*
 * Who listens to the hub: all of them, and those of one member without looking at
 * the others.
 */
#ifndef WORK_AUDIENCE_H
#define WORK_AUDIENCE_H

#include "work/hub.h"

void audience_add(struct audience *audience, struct listener *listener);
void audience_remove(struct audience *audience, struct listener *listener);
/* The first of a member's, the others by next_of_member; NULL where none is. */
struct listener *
audience_of(const struct audience *audience, const struct id *member);

#endif

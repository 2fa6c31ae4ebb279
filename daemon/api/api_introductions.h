/*
 * One introduction as a reply, for all handlers that end with it.
 */
#ifndef API_API_INTRODUCTIONS_H
#define API_API_INTRODUCTIONS_H

#include "base/id.h"

struct call;

/* Reads it as it is now and replies with it; 404 where it is not this member's
 * to see. */
void api_introductions_reply(struct call *c, const struct id *introduction);

#endif

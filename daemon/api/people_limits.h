/*
 * What a day, or a longer span, allows, refused with the time that is left of it.
 */
#ifndef API_PEOPLE_LIMITS_H
#define API_PEOPLE_LIMITS_H

#include <stdint.h>

struct call;
struct fault;

/* Replies. TOO_MANY says when the day is over, as UTC counts it. */
void people_limits_refuse(struct call *c, const struct fault *why);
/* Likewise of spans of so many seconds, from 1970 on. */
void
people_limits_refuse_span(struct call *c, const struct fault *why, int span_s);

#endif

/*
 * What a day allows, refused with the time that is left of it.
 */
#ifndef API_PEOPLE_LIMITS_H
#define API_PEOPLE_LIMITS_H

struct call;
struct fault;

/* Replies. TOO_MANY says when the day is over, as UTC counts it. */
void people_limits_refuse(struct call *c, const struct fault *why);

#endif

/*
 * What a day allows: see api/people_limits.h.
 */
#include "api/people_limits.h"
#include "api/call.h"
#include "base/clock.h"

void
people_limits_refuse(struct call *c, const struct fault *why)
{
	int64_t left_us = CLOCK_DAY - clock_now_us() % CLOCK_DAY;

	if (why->code == FAULT_TOO_MANY)
		call_later(c, fault_word(why->code), why->sentence,
		    (int)(left_us / CLOCK_SECOND) + 1);
	else
		call_refuse(c, why);
}

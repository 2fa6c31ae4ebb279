/*
 * What a span of time allows: see api/people_limits.h.
 */
#include "api/people_limits.h"
#include "api/call.h"
#include "base/clock.h"

#define DAY_S 86400

void
people_limits_refuse_span(struct call *c, const struct fault *why, int span_s)
{
	int64_t span_us = span_s * CLOCK_SECOND;
	int64_t left_us = span_us - clock_now_us() % span_us;

	if (why->code == FAULT_TOO_MANY)
		call_later(c, fault_word(why->code), why->sentence,
		    (int)(left_us / CLOCK_SECOND) + 1);
	else
		call_refuse(c, why);
}

void
people_limits_refuse(struct call *c, const struct fault *why)
{
	people_limits_refuse_span(c, why, DAY_S);
}

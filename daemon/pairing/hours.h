/*
 * Free hours of a week, as a set of 168 bits, and their text form
 * "mon 12-14;thu 9-11".
 */
#ifndef PAIRING_HOURS_H
#define PAIRING_HOURS_H

#include <stdint.h>
#include "base/attr.h"
#include "base/fault.h"
#include "base/text.h"

/* Hours as a set: bit h of the 168 from Monday 0:00, in three words. */
struct hours {
	uint64_t bits[3];
};
int
hours_parse(const char *value, struct hours *out, struct fault *why) MUST_CHECK;
void hours_print(const struct hours *h, struct text *out);
/* From hours of a zone `offset_s` east of UTC to UTC hours. With an offset of
 * half-hours, a UTC hour counts only where both its halves are free. */
struct hours hours_to_utc(const struct hours *local, int32_t offset_s);
struct hours hours_common(const struct hours *a, const struct hours *b);
int hours_count(const struct hours *h);

#endif

/*
 * Spreads: see pairing/spread.h.
 */
#include <stdlib.h>
#include "pairing/spread.h"

#define MILLION 1000000

static int
compare_numbers(const void *x, const void *y)
{
	uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;

	return (a > b) - (a < b);
}

/* The first that so many quarters of all do not exceed. */
static uint32_t
quartile(const uint32_t *sorted, size_t count, size_t quarters)
{
	return sorted[(count * quarters + 3) / 4 - 1];
}

void
spread_make(struct spread *s, uint32_t *numbers, size_t count)
{
	uint64_t sum = 0;

	*s = (struct spread){ .count = count };
	if (count == 0)
		return;
	qsort(numbers, count, sizeof(*numbers), compare_numbers);
	for (size_t i = 0; i < count; i++)
		sum += numbers[i];
	s->least = numbers[0];
	s->lower = quartile(numbers, count, 1);
	s->median = quartile(numbers, count, 2);
	s->upper = quartile(numbers, count, 3);
	s->most = numbers[count - 1];
	s->mean = (int64_t)((sum * 2 * MILLION + count) / (2 * count));
}

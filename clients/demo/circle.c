/*
 * Acquaintances as they come about: of two hundred tries one finds a neighbour
 * of the same branch soon, a stranger across the sea hardly ever.
 */
#include "clients/demo/circle.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "clients/demo/csv.h"

#define TIES_EACH 3 /* begun by each; as many come from others */
#define TRIES_EACH 200

/* How likely two people know each other, of 100. */
static unsigned
circle_likelihood(const struct person *a, const struct person *b)
{
	unsigned percent = 1;

	if (a->place == b->place)
		percent += 30;
	else if (strcmp(a->place->zone, b->place->zone) == 0)
		percent += 2;
	if (a->trade == b->trade)
		percent += 30;
	else if (a->branch == b->branch)
		percent += 8;
	return percent;
}

static int
circle_compare(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* A pair as one number, the lower first. */
static uint64_t
circle_pair(size_t a, size_t b)
{
	return a < b ? (uint64_t)a << 32 | b : (uint64_t)b << 32 | a;
}

static size_t
circle_pairs_make(uint64_t *pairs, const struct person *people, size_t count,
    struct chance *c)
{
	size_t n = 0;

	for (size_t a = 0; a < count; a++) {
		size_t wanted = TIES_EACH - 1 + chance_below(c, 3);

		for (int try = 0; try < TRIES_EACH && wanted > 0; try++) {
			size_t b = chance_below(c, count);

			if (a == b ||
			    !chance_is(
				c, circle_likelihood(&people[a], &people[b])))
				continue;
			pairs[n++] = circle_pair(a, b);
			wanted--;
		}
	}
	return n;
}

int
circle_write(
    FILE *file, const struct person *people, size_t count, struct chance *c)
{
	static const char *const head[] = { "a", "b", "kind" };
	uint64_t *pairs = calloc(count * (TIES_EACH + 1) + 1, sizeof(*pairs));
	size_t n;

	if (pairs == NULL)
		return -1;
	n = circle_pairs_make(pairs, people, count, c);
	qsort(pairs, n, sizeof(*pairs), circle_compare);
	csv_record_write(file, head, 3);
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && pairs[i] == pairs[i - 1])
			continue;
		csv_record_write(file,
		    (const char *const[]){ people[pairs[i] >> 32].id,
			people[pairs[i] & UINT32_MAX].id, "knows" },
		    3);
	}
	free(pairs);
	return 0;
}

/*
 * "Did you mean": the nearest of the known names by Damerau-Levenshtein
 * distance (optimal string alignment), where one is near enough to be a slip
 * of the fingers.
 */
#include <string.h>
#include "proto/proto_bytes.h"
#include "proto/proto_findings.h"

#define NEAREST_BYTES 32
#define NEAREST_SLIPS 2

static unsigned
nearest_least(unsigned a, unsigned b, unsigned c)
{
	unsigned least = a < b ? a : b;

	return least < c ? least : c;
}

static unsigned
nearest_distance(const char *a, size_t n, const char *b, size_t m)
{
	unsigned rows[3][NEAREST_BYTES + 1];
	unsigned *before = rows[0], *last = rows[1], *now = rows[2], *spare;

	for (size_t j = 0; j <= m; j++)
		last[j] = (unsigned)j;
	for (size_t i = 1; i <= n; i++) {
		now[0] = (unsigned)i;
		for (size_t j = 1; j <= m; j++) {
			now[j] = nearest_least(last[j] + 1, now[j - 1] + 1,
			    last[j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
			    a[i - 2] == b[j - 1] && before[j - 2] + 1 < now[j])
				now[j] = before[j - 2] + 1;
		}
		spare = before;
		before = last;
		last = now;
		now = spare;
	}
	return last[m];
}

void
proto_nearest_offer(struct proto_nearest *n, const char *candidate, size_t len)
{
	unsigned distance;

	if (n->len > NEAREST_BYTES || len > NEAREST_BYTES)
		return;
	distance = nearest_distance(n->word, n->len, candidate, len);
	/* Half of a short word changed is another word, not a slip. */
	if (distance > NEAREST_SLIPS || 2 * distance > len)
		return;
	if (n->best != NULL && n->distance <= distance)
		return;
	n->best = candidate;
	n->best_len = len;
	n->distance = distance;
}

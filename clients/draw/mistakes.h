/*
 * What is wrong with a file, gathered while it is read and shown at once:
 *
 *	members.csv:7:9: domain: found "helth"; did you mean "health"?
 */
#ifndef DRAW_MISTAKES_H
#define DRAW_MISTAKES_H

#include <stdbool.h>
#include <stdio.h>
#include "base/attr.h"
#include "base/csv.h"
#include "base/text.h"

#define MISTAKES_MAX 100  /* shown of one file; reading ends there */
#define MISTAKES_ROOM 200 /* so that those of the last row are all seen */

struct mistakes {
	const char *file; /* borrowed; names the file in every line */
	struct text lines;
	struct mistake {
		struct csv_place place;
		size_t start, len; /* of its line, in lines */
	} found[MISTAKES_ROOM];
	unsigned count;
};

/* One line. Control characters in it become visible. */
void mistakes_add(struct mistakes *m, struct csv_place place, const char *fmt,
    ...) PRINTF_LIKE(3, 4);
/* Enough were found: whoever reads may stop. */
bool mistakes_full(const struct mistakes *m);
/* The lines to `out`, in the order of their places; how many mistakes there were.
 * Forgets them. */
unsigned mistakes_tell(struct mistakes *m, FILE *out);

#endif

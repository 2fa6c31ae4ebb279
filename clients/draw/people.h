/*
 * The members, from CSV or JSON Lines, as often as a population is made of
 * them.
 */
#ifndef DRAW_PEOPLE_H
#define DRAW_PEOPLE_H

#include <stddef.h>
#include "base/attr.h"
#include "clients/draw/input.h"
#include "clients/draw/mistakes.h"
#include "clients/draw/names.h"
#include "pairing/attribute.h"
#include "pairing/population.h"

struct people {
	const struct input *input;
	const struct attribute *attributes;
	size_t attribute_count;
	struct names *ids; /* by the number that population_add gives */
	size_t *lines;     /* likewise: where each stands */
	uint32_t room;
};

/* Borrows the file and the attributes. */
void people_begin(struct people *people, const struct input *input,
    const struct attribute *attributes, size_t count);
void people_end(struct people *people);
/* Adds all of them to an empty population over the same attributes. Columns
 * are the attributes, id, and openness (0 to 1) where no attribute is called
 * so; where one is, its numbers are the openness. -1 with every mistake in
 * *m. */
int people_add(
    struct people *people, struct population *p, struct mistakes *m) MUST_CHECK;

#endif

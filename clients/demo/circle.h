/* Who knows whom: mostly of one town, or of one trade. */
#ifndef DEMO_CIRCLE_H
#define DEMO_CIRCLE_H

#include <stdio.h>
#include "clients/demo/chance.h"
#include "clients/demo/person.h"

/* Writes the ties' CSV: about three for each person, so that everyone knows
 * some six others; no pair twice. 0, or -1 where memory is short. */
int circle_write(
    FILE *file, const struct person *people, size_t count, struct chance *c);

#endif

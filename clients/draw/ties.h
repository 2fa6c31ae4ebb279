/*
 * Who knows and who blocks whom: CSV with the columns a, b, kind.
 */
#ifndef DRAW_TIES_H
#define DRAW_TIES_H

#include <stddef.h>
#include "base/attr.h"
#include "clients/draw/input.h"
#include "clients/draw/mistakes.h"
#include "clients/draw/names.h"
#include "pairing/population.h"

/* Adds all of them to an open population with these ids; ties of others
 * are counted in *strange and left out. -1 with every mistake in *m. */
int ties_add(const struct input *in, const struct names *ids,
    struct population *p, size_t *strange, struct mistakes *m) MUST_CHECK;

#endif

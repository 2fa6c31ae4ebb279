/*
 * The daemon's life: its parts in the order in which they begin, what signals
 * do, and the order in which all ends.
 */
#ifndef LIFE_H
#define LIFE_H

#include "base/attr.h"

struct config;

/* Lives until it is told to stop: 0 when everything was drained, 1 when it was
 * cut or could not begin (the log says why). Takes the configuration. */
int life_run(struct config *config) MUST_CHECK;

#endif

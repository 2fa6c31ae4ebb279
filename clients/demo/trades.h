/*
 * What the people of the demonstration do. The paths are words of
 * daemon/config/vocabularies/trades.yaml.
 */
#ifndef DEMO_TRADES_H
#define DEMO_TRADES_H

#include <stddef.h>

/* A trade of a branch, as its people call themselves. */
struct trade {
	const char *path; /* "health/nurse" */
	const char *english, *french_woman, *french_man;
};

extern const struct trade trades[];
extern const size_t trades_count;

#endif

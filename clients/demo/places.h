/*
 * Where the people of the demonstration live, and what is spoken there. The
 * words are those of the attribute `town` in docs/examples/town.yaml.
 */
#ifndef DEMO_PLACES_H
#define DEMO_PLACES_H

#include <stddef.h>
#include "clients/demo/names.h"

struct place {
	const char *word;       /* "lyon" */
	const char *in_french;  /* "à Lyon" */
	const char *in_english; /* "Lyon" */
	const char *zone;
	const char *languages; /* that everybody there speaks, ";" between */
	const char *learnt;    /* that many there learnt */
	unsigned weight;       /* how many of the members live there */
	unsigned english; /* of 100, how many have their letters in English */
	unsigned cultures[CULTURES];
};

extern const struct place places[];
extern const size_t places_count;

#endif

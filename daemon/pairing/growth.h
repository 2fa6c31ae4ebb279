/*
 * A community's graph: its members, linked where they have been introduced.
 * How far it has grown together, and how many of its fields are bridged. Pure;
 * the same for the same seed on any number of threads.
 */
#ifndef PAIRING_GROWTH_H
#define PAIRING_GROWTH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "pairing/population.h"
#include "pairing/rules.h"

#define GROWTH_UNKNOWN INT64_MIN /* there is no such thing */
#define GROWTH_NO_ATTRIBUTE SIZE_MAX

/* Up to so many members distances are those of all; above, from a sample. */
#define GROWTH_EXACT_MAX 3000
#define GROWTH_SOURCES 512

/* Shares and distances are whole millionths. */
struct growth {
	uint32_t members;
	uint64_t links;      /* pairs who have met */
	uint32_t components; /* linked over any number of steps; who has met
			      * nobody is one */
	uint32_t giant;      /* members of the largest */
	/* Mean steps between two members whom any number of steps links, from
	 * `sources` members to all; where that is fewer than members, they are
	 * a sample by the seed. GROWTH_UNKNOWN: nobody is linked to any of
	 * them, of a sample maybe to others. */
	int64_t distance;
	uint32_t sources;
	/* Of the values that occur (of a tree its roots), the pairs of two, and
	 * those of which two members have met. */
	uint32_t values;
	uint64_t value_pairs, bridged;
	int64_t share;   /* bridged / value_pairs */
	int64_t chance;  /* expected, had any as many pairs of members met that
			 * have values, each pair with the same chance */
	int64_t ceiling; /* as many links bridge at most */
};

/* The attribute whose values are to be bridged: the first choice or tree that
 * a rule names, or else that there is; or GROWTH_NO_ATTRIBUTE. */
size_t growth_attribute(const struct population *p, const struct rules *rules);

/* Of those members of a closed population whom `is_in` marks (NULL: all);
 * without an attribute nothing is said of values. */
void growth_measure(struct growth *g, const struct population *p,
    const bool *is_in, size_t attribute, uint64_t seed, int threads);

/* Links, values and bridges alone, in little time; all else is 0 or GROWTH_UNKNOWN. */
void growth_bridges(struct growth *g, const struct population *p,
    const bool *is_in, size_t attribute);

#endif

/*
 * Private to population*.c: what a population holds besides its columns until
 * it is closed.
 */
#ifndef PAIRING_POPULATION_DRAFT_H
#define PAIRING_POPULATION_DRAFT_H

#include "pairing/population_data.h"

#define POPULATION_MEMBERS_MAX (UINT32_C(1) << 24)

/* A pair by its members' numbers, in the order of adding. */
struct draft_tie {
	uint32_t a, b;
	uint16_t what;
};

/* A pair one of whom was no member when it was added. */
struct draft_stray {
	char *a, *b;
	uint16_t what;
};

/* Where a member's tags stand in the column's tags[], until they are in order. */
struct draft_tags {
	uint32_t *start; /* by member */
	uint8_t *count;
	size_t used, room; /* of the column's tags[] */
};

struct population_draft {
	uint32_t room; /* for members, in every array */
	size_t key_used, key_room;
	uint32_t *slots; /* keys to number + 1, open addressing; 0 empty */
	uint32_t slot_count;
	struct draft_tags *tags; /* by attribute */
	struct draft_tie *ties;
	size_t tie_count, tie_room;
	struct draft_stray *strays;
	size_t stray_count;
};

/* The slot of a key: its own, or the empty one where it belongs. */
uint32_t population_draft_slot(const struct population *p, const char *key);
void population_draft_free(struct population *p);
/* Ties and strays become the lists of both members; rank[added] is a member's
 * number by its key. */
void population_ties_close(struct population *p, const uint32_t *rank);
/* Likewise pins, each once. */
void population_pins_close(struct population *p, const uint32_t *rank);

#endif

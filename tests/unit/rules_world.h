/*
 * For tests of rules: random members in another form than the engine's, masks
 * of words, paths as numbers, acquaintances as a table, and what every verb says
 * of two of them, slowly.
 */
#ifndef TESTS_UNIT_RULES_WORLD_H
#define TESTS_UNIT_RULES_WORLD_H

#include <stddef.h>
#include <stdint.h>
#include "pairing/rules.h"

enum { TEAM, FIELD, LANGUAGES, OFFERS, SEEKS, YEARS, GRADE, FREE, ATTRIBUTES };

extern struct attribute world_attributes[ATTRIBUTES];

#define PEOPLE 60
#define DEPTH_MAX 4
#define NEVER UINT32_MAX

struct person {
	bool has[ATTRIBUTES];
	uint32_t team;
	uint32_t path[DEPTH_MAX], depth;
	uint32_t words[ATTRIBUTES]; /* of tags: a mask; of hours: too */
	double years, grade;
	double openness;
};

struct world {
	struct person people[PEOPLE];
	bool knows[PEOPLE][PEOPLE], blocks[PEOPLE][PEOPLE];
	uint32_t met[PEOPLE][PEOPLE]; /* weeks, or NEVER */
	struct population *population;
	uint32_t number[PEOPLE]; /* in the population */
};

enum verb {
	DIFFER,
	SAME,
	SHARE,
	WITHIN,
	DISTANCE,
	COMPLEMENT,
	UNACQUAINTED,
	RESTED
};

#define NONE (-1.0)

/* A rule in words, and what they mean. */
struct asked {
	const char *sentence;
	enum verb verb;
	int attribute;
	double number;  /* by, at least, within, weeks, mutual; NONE */
	uint32_t level; /* or hops; 0: none */
	double ideal;
	bool both;
};

/* Every verb, on every type that it fits. */
extern const struct asked world_rules[];
extern const uint32_t world_rule_count;

/* What the rule says of two members: whether it holds, what it gives. */
struct answer {
	bool applies, holds;
	double worth;
};

/* Seals the attributes and undoes it: set-up and tear-down of a group. */
int world_seal(void **state);
int world_unseal(void **state);

/* The same members for the same seed. */
struct world *world_new(uint64_t seed) MUST_CHECK;
void world_free(struct world *w);
struct answer world_answer(
    const struct world *w, const struct asked *r, uint32_t a, uint32_t b);

/* A set of one rule; the test fails where the sentence is refused. */
struct rules *
world_rules_of(const char *sentence, bool is_preference) MUST_CHECK;

#endif

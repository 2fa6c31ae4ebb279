/*
 * For tests of rules and plans: members of every type of attribute with values
 * of chance, and every kind of rule.
 */
#ifndef TESTS_UNIT_ANY_POPULATION_H
#define TESTS_UNIT_ANY_POPULATION_H

#include <stddef.h>
#include <stdint.h>
#include "pairing/population.h"
#include "pairing/rules.h"

enum {
	TEAM,  /* choice of few */
	TOWN,  /* choice of any word */
	FIELD, /* tree */
	PLACE, /* tree of more branches than a table is made for */
	LANGUAGES,
	INTERESTS, /* more words than a bit set is made for */
	OFFERS,
	SEEKS,
	GIVES, /* as offers and seeks, of many words */
	WANTS,
	GRADE,  /* ordered list */
	YEARS,  /* range */
	SKILLS, /* as many words as a bit set is made for */
	FREE,
	ATTRIBUTES
};

extern struct attribute any_attributes[ATTRIBUTES];
/* Requirements, and preferences, that fit them. */
extern const char *const any_requirements[], *const any_preferences[];
extern const uint32_t any_requirement_count, any_preference_count;

/* To be called once, before all else. */
void any_seal(void);
/* n members, of a hundred values `missing` left away; closed. */
struct population *
any_population(uint32_t n, uint32_t missing, uint64_t seed) MUST_CHECK;
/* The test fails where the sentence is refused. */
void any_rule(struct rules *rules, const char *sentence, bool is_preference);

#endif

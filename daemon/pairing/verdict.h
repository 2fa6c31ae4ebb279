/*
 * What each rule says of two members, one by one: for whoever asks why they were,
 * or could not be, introduced.
 */
#ifndef PAIRING_VERDICT_H
#define PAIRING_VERDICT_H

#include "pairing/population.h"
#include "pairing/rules.h"

enum verdict_word {
	VERDICT_HOLDS, /* of a preference: it gives something */
	VERDICT_FAILS,
	VERDICT_MISSING /* one has no value, and so it does not apply */
};

struct verdict {
	const char *sentence; /* borrowed of the rules */
	bool is_requirement;
	bool is_ties; /* unacquainted: it asks whom they know */
	enum verdict_word word;
	int32_t worth;  /* of a preference, millionths */
	int64_t weight; /* of one, in this pair; only its share of all counts */
};

/* Of rule number i, between two members of a closed population. */
void verdict_make(struct verdict *v, const struct rules *rules, size_t i,
    const struct population *p, uint32_t a, uint32_t b);
/* The values of a member that the rule asks for, with blanks between: "" where
 * there are none. */
void verdict_values(const struct rules *rules, size_t i,
    const struct population *p, uint32_t member, struct text *out);
/* Whether a tie blocks the two, and the number of a key (UINT32_MAX: not there). */
bool verdict_is_blocked(const struct population *p, uint32_t a, uint32_t b);
uint32_t verdict_member(const struct population *p, const char *key);

#endif

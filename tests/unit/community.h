/*
 * For tests of what is played: a community of which is known beforehand whom its rules
 * leave over.
 */
#ifndef TESTS_UNIT_COMMUNITY_H
#define TESTS_UNIT_COMMUNITY_H

#include "pairing/play.h"

enum { COMMUNITY_FIELD, COMMUNITY_TOWN, COMMUNITY_AGE, COMMUNITY_ATTRIBUTES };

struct community {
	struct attribute attributes[COMMUNITY_ATTRIBUTES];
	struct population *population;
	struct rules *rules;
	/* Rounds that its options were told of, and after how many they say
	 * stop. */
	uint32_t turns, stop_after;
	struct play_options options;
};

/* Of `n` members those from `alone` on are of one field, and those from `far` on of
 * one town, of which each other has its own; every other one is old. Not closed. */
void
community_init(struct community *c, uint32_t n, uint32_t alone, uint32_t far);
void community_clear(struct community *c);
void community_require(struct community *c, const char *sentence);
void community_prefer(struct community *c, const char *sentence);
void community_block(struct community *c, uint32_t a, uint32_t b);
/* Plays its rules; no turn was told of after it. */
void community_play(struct community *c, struct play *whole);

#endif

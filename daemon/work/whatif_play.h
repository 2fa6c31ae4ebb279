/*
 * A what-if's thread: both sets of rules are played over the members, then what each
 * requirement of the proposed ones costs, and which rules are the nearest by which
 * nobody sits out. The loop looks at how far it is, and can tell it to stop, which it
 * does between two rounds.
 */
#ifndef WORK_WHATIF_PLAY_H
#define WORK_WHATIF_PLAY_H

#include <stdatomic.h>
#include "base/fault.h"
#include "config/config.h"
#include "pairing/nearest.h"
#include "pairing/rule_costs.h"
#include "work/round_input.h"

#define WHATIF_ROUNDS_MAX 520
/* Always the same: so is the answer to the same question about the same members. */
#define WHATIF_SEED "0000000000000000"
#define WHATIF_MEMBERS_MAX 20000
/* Members times rounds: 20,000 for a year of weeks, 2,000 for ten. */
#define WHATIF_SEATS_MAX 1040000

enum whatif_step {
	WHATIF_CURRENT,
	WHATIF_PROPOSED,
	WHATIF_COSTS,
	WHATIF_NEAREST
};

struct whatif_result {
	uint32_t members;
	/* SHA-256 of the input that a round by the rules in force would have. */
	char digest[65];
	const char *attribute; /* whose values are bridged; NULL: none */
	struct play current, proposed;
	bool has_costs; /* and the nearest */
	struct rule_costs costs;
	struct nearest nearest;
};

struct whatif_play {
	/* Before it runs. */
	const struct config *config;
	const struct rules *current;
	struct rules
	    *proposed; /* its own, over the configuration's attributes */
	uint32_t rounds;
	bool has_costs;
	struct round_input *input; /* its own */
	/* While it runs: any thread. */
	atomic_uint done, step;
	atomic_bool stops;
	/* Behind it. */
	bool is_whole;      /* else it stopped, or there is a fault */
	struct fault fault; /* NONE: none */
	struct whatif_result result;
};

/* All rounds that it plays, for the part of them that is done. */
uint32_t whatif_play_rounds(const struct whatif_play *w);
/* So many members at most can be played for so many rounds. */
uint32_t whatif_play_members(uint32_t rounds);
/* In the thread. */
void whatif_play_run(struct whatif_play *w);
void whatif_play_clear(struct whatif_play *w);

#endif

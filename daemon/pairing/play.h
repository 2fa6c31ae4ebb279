/*
 * Rounds of given rules over a community, all of whose members take part in each,
 * as figures: what one compares rules by. Pure, as pairing/simulate.h, which it
 * plays; whoever asks hears of each round, and may end it there.
 */
#ifndef PAIRING_PLAY_H
#define PAIRING_PLAY_H

#include "pairing/simulate.h"

/* After so many more rounds. false: no more. */
typedef bool (*play_turn_cb)(void *arg, uint32_t rounds);

struct play_options {
	uint32_t rounds;
	/* See simulation_options. */
	const struct rules *told, *growth_of;
	/* Remembers each round, and measures what is bridged after it. */
	bool has_series;
	/* Ends behind the first round with more sit-outs; UINT32_MAX: none. */
	uint32_t sit_outs_most;
	/* Counts the pairs that these rules do not allow; or NULL. */
	const struct rules *against;
	play_turn_cb turn;
	void *arg;
};

enum play_end {
	PLAY_WHOLE,  /* all rounds were played */
	PLAY_CUT,    /* too many sat out in the last one */
	PLAY_STOPPED /* its turn said so */
};

/* Of an attribute that is told of, over all rounds; REPORT_UNKNOWN: no such thing. */
struct play_differ {
	const char *name; /* the attribute's own */
	/* The rounds', weighted by members introduced; millionths. */
	int64_t share;
	int64_t chance, ceiling; /* of the members */
};

struct play_round {
	uint32_t introduced, sat_out;
	/* Its sit-outs, as in its report; none where there are too many to ask. */
	struct report_reason *reasons;
	size_t reason_count;
	uint64_t repeats;
	int64_t mean_score; /* REPORT_UNKNOWN: nobody was introduced */
	int64_t bridged; /* share; REPORT_UNKNOWN: there is no such attribute */
};

struct play {
	struct simulation_sum sum;
	uint32_t sit_outs_most; /* of a round */
	int64_t mean_score;     /* as of a round, over all */
	/* Sit-outs over all rounds, as report_reason: the weightiest first. */
	struct report_reason *reasons;
	size_t reason_count;
	struct play_differ *differ;
	size_t differ_count;
	uint64_t pairs, against;
	struct growth growth; /* after the last round, with a series */
	/* With a series. */
	struct play_round *rounds;
	int64_t *shares; /* by round, then as differ */
	size_t count;
};

/* Plays rounds 1 to options->rounds of a closed population; play_clear after it,
 * however it ended. */
enum play_end play_run(struct play *play, const struct population *p,
    const struct rules *rules, const struct play_options *options);
void play_clear(struct play *play);

#endif

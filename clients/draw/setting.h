/*
 * What a draw is made from: the rules and the files, read once, and a
 * population of them for every round.
 */
#ifndef DRAW_SETTING_H
#define DRAW_SETTING_H

#include <stdint.h>
#include "base/attr.h"
#include "clients/draw/arguments.h"
#include "clients/draw/past.h"
#include "clients/draw/people.h"
#include "config/config.h"

struct setting {
	struct config *config;
	const struct config_pool *pool;
	const struct rules *rules; /* of the pool */
	struct input members, ties, history;
	struct people people;
	struct past past; /* rounds are added to it as they are drawn */
	struct mistakes mistakes;
	bool is_wrong; /* the history; the others are read with every round */
	bool has_told; /* what is only worth a note was said */
};

/* 0, or -1 where there is no use in reading on; mistakes have been written to
 * standard error. setting_end after either. */
int setting_read(struct setting *s, const struct arguments *a) MUST_CHECK;
void setting_end(struct setting *s);
/* After the last population: its memory is for the draw. */
void setting_let_go(struct setting *s);

/* The round after all others. */
int32_t setting_next_round(const struct setting *s);
/* A closed population as the round finds it. NULL where any file has mistakes,
 * after all of them have been written to standard error. */
struct population *
setting_population(struct setting *s, int32_t round) MUST_CHECK;

#endif

/*
 * A draw in arms: a round that tries two sets of rules. Its members are divided
 * among two arms; those of one are drawn among themselves by its rules, so that a
 * group belongs to exactly one, and whoever both leave over is drawn at last, by
 * the common rules, which every requirement of both must be among. Members whom an
 * operator pinned are in no arm's draw, but in that last one. Pure, as the
 * draw is.
 *
 * Why so: a comparison of two rule sets needs groups of which each came about by
 * one of them, and chance alone to say by which (docs/experiments.md).
 */
#ifndef PAIRING_ARMS_H
#define PAIRING_ARMS_H

#include "pairing/draw.h"

#define ARMS 2
#define ARMS_NONE (-1) /* of a group: the common rules drew it */

struct arms {
	char *names[ARMS];
	struct rules *rules[ARMS];
	uint8_t *of; /* by member of the population: 0 or 1 */
};

/* Over the attributes of a closed population, which must outlive them; all
 * members in arm 0, and no rule yet but the size and dial of `common`. */
struct arms *arms_new(const struct population *p, const struct rules *common,
    const char *first, const char *second) MUST_CHECK;
void arms_free(struct arms *arms); /* NULL is allowed */

/* Appends what population_write leaves out, in lines like its own:
 *
 *	arm	NAME	SERENDIPITY
 *	rule|prefer	SENTENCE
 *	in	KEY              (each member of the arm, by key)
 */
void arms_write(
    const struct arms *arms, const struct population *p, struct text *out);
/* The input of a round, be it in arms or not: as population_read; *arms is NULL
 * where the text has none. */
int arms_read(const char *text, size_t len, struct population **p,
    struct rules **common, struct arms **arms, struct fault *why) MUST_CHECK;

/* One draw of a round, over a population of its own. */
struct arms_part {
	const struct population *population;
	const struct rules *rules;
	const struct draw *draw;
	const uint32_t *members; /* of the whole, by member of this one */
	int arm;                 /* or ARMS_NONE */
};

struct arms_draw;

/* `arms` NULL: one part, the draw of everybody by the common rules, with the seed
 * as it is. All given must outlive the result. */
struct arms_draw *
arms_draw_new(const struct population *p, const struct rules *common,
    const struct arms *arms, const struct draw_options *options) MUST_CHECK;
void arms_draw_free(struct arms_draw *d); /* NULL is allowed */
/* The arms in their order, and behind them the pinned and whoever was left over,
 * where that are enough for a group. */
size_t arms_draw_parts(const struct arms_draw *d);
const struct arms_part *arms_draw_part(const struct arms_draw *d, size_t i);
/* Whether any of the parts introduces a member of the whole. */
bool arms_draw_introduces(const struct arms_draw *d, uint32_t member);
/* All groups and sit-outs as of one draw of the whole. Of several parts it knows
 * no bound and no certificate, so that every sit-out counts as unproven. */
const struct draw *arms_draw_whole(const struct arms_draw *d);

/* What it costs an arm to be drawn from a part of the members only. */
struct arms_cost {
	uint32_t members, introduced;
	/* Of the introduced, by the arm's own rules, millionths. */
	int64_t score;
	/* Everybody, by the arm's rules: the same without a division. */
	uint32_t whole_members, whole_introduced;
	int64_t whole_score;
};

/* Of arm `arm`: draws the whole once more, by its rules. */
void arms_cost(const struct arms_draw *d, int arm, struct arms_cost *cost);

#endif

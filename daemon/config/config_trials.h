/*
 * The experiment of a pool: two arms, each the pool's rules with what it says
 * otherwise, and how long (docs/experiments.md).
 */
#ifndef CONFIG_CONFIG_TRIALS_H
#define CONFIG_CONFIG_TRIALS_H

#include "config/config_fields.h"
#include "pairing/arms.h"

enum config_goal { GOAL_MET, GOAL_RATING };

struct config_trial {
	char *name;
	char *arms[ARMS];
	/* Complete: what an arm does not say, the pool does. */
	struct rules *rules[ARMS];
	/* Of whoever the arms leave over, and of second draws: what both
	 * require, and the pool's preferences and serendipity. */
	struct rules *common;
	enum prompt_theme themes[ARMS][THEME_COUNT]; /* 0 of them: the pool's */
	size_t theme_counts[ARMS];
	char *from; /* "2026-11-30": not before this day of the pool's zone; ""
		     * for at once */
	int rounds;
	enum config_goal goal;
	int detect; /* the difference to be found, thousandths */
	/* All of the above but `detect`, in lines: another text is another
	 * experiment. */
	char *definition;
};

/* Reads it into pool->trial, behind the pool's own rules; says what is wrong. */
void config_trials_read(struct config_reader *r,
    const struct config_node *entry, struct config_pool *pool);
void config_trials_free(struct config_trial *trial); /* NULL is allowed */
const char *config_trials_goal_word(enum config_goal goal);
/* The rows of its keys, and of an arm's. */
const struct config_field *config_trials_fields(size_t *count);
const struct config_field *config_trials_arm_fields(size_t *count);
/* The rows of its keys, and of an arm's, as Markdown. */
void config_trials_reference(struct text *out);

#endif

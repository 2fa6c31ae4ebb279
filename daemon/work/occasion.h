/*
 * What an introduction gives its members to make something of it, as one of them
 * sees it: the round's theme, prompts, the meeting that was proposed.
 *
 *	look → where prompts are due: choose, and give them in one transaction
 *	that only one can win → look again
 *
 * So what a member is shown is what stands in the table, whoever asked first.
 */
#ifndef WORK_OCCASION_H
#define WORK_OCCASION_H

#include "base/fault.h"
#include "model/member.h"
#include "store/store_occasion.h"

struct house;
struct occasions;

/* An introduction that the member sees, with the partners that they see. */
struct occasion_ask {
	struct id introduction;
	const char *pool;
	const struct member *partners;
	size_t partner_count;
};

/* A prompt that was given. */
struct occasion_prompt {
	const struct prompt *prompt;
	const char *attribute, *mine, *theirs; /* "" where there is none */
};
struct occasion {
	struct store_occasion row;
	enum prompt_theme theme;
	struct occasion_prompt prompts[PROMPTS_GIVEN];
	size_t prompt_count;
	char *lines; /* what the prompts' texts are in */
};

/* found: by the asks' order, and `count` of them; zones by occasions_zone. Both
 * are valid until occasions_free, which the callback's owner calls. */
typedef void (*occasions_done_cb)(
    void *arg, const struct fault *why, const struct occasion *found);

/* Member and asks must live until it is freed. */
struct occasions *occasions_start(struct house *house, const struct member *me,
    const struct occasion_ask *asks, size_t count, occasions_done_cb done,
    void *arg) MUST_CHECK;
/* The zone of the member or of a partner, for two weeks from the hour that has
 * begun on. */
const struct zone *occasions_zone(const struct occasions *o, const char *name);
/* Also cancels; NULL is allowed. */
void occasions_free(struct occasions *o);

#endif

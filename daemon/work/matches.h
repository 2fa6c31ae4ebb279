/*
 * What the profiles of people who were introduced have for each other: what one
 * seeks and another offers, what they share, where they differ. Of partners only
 * what the operator has shown. Prompts are about it, and the worksheet lists it.
 */
#ifndef WORK_MATCHES_H
#define WORK_MATCHES_H

#include "config/config.h"
#include "model/member.h"
#include "model/prompts.h"

struct match {
	struct prompt_match prompt; /* its texts are the list's */
	size_t partner;             /* whose, of the partners given */
};
struct matches {
	struct match *items; /* by partner, in the order of the profile */
	size_t count;
};

/* NEED_SHARED is here of every attribute of tags that the pool does not take for
 * offers or seeks, languages too. */
void matches_find(const struct config *config, const char *pool,
    const struct member *me, const struct member *partners, size_t count,
    struct matches *out);
void matches_clear(struct matches *matches);
/* Whether a prompt can be about it: sharing a language is no news, for they talk
 * in it. */
bool matches_is_topic(const struct match *match);

#endif

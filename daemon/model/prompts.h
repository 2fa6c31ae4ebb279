/*
 * Prompts: what people who have just been introduced might talk about. The list
 * is prompts.def; here some are chosen for one reader of one introduction, by
 * chance and by what the profiles have, and filled in. Pure.
 */
#ifndef MODEL_PROMPTS_H
#define MODEL_PROMPTS_H

#include <stdbool.h>
#include <stddef.h>
#include "base/attr.h"
#include "base/id.h"
#include "base/text.h"

#define PROMPTS_GIVEN 3 /* at most, of one introduction to one reader */

enum prompt_theme {
#define THEME(id, ...) THEME_##id,
#define PROMPT(...)
#include "model/prompts.def"
#undef PROMPT
#undef THEME
	THEME_COUNT,
	THEME_NONE = THEME_COUNT
};

/* What the profiles must have: see prompts.def. */
enum prompt_need {
	NEED_ANYBODY,
	NEED_SHARED,
	NEED_FIELDS,
	NEED_GENERATIONS,
	NEED_LANGUAGE,
	NEED_SEEKS,
	NEED_OFFERS,
	NEED_COUNT
};

struct prompt {
	const char *id;
	enum prompt_theme theme;
	enum prompt_need need;
	const char *en, *fr;
};

extern const struct prompt prompts[];
extern const size_t prompts_count;

/* THEME_NONE for another word. */
enum prompt_theme prompts_theme(const char *word);
/* "beginnings", as the configuration has it. */
const char *prompts_theme_word(enum prompt_theme theme);
/* Language "fr", or anything else for English. */
const char *prompts_theme_title(enum prompt_theme theme, const char *language);
/* NULL where there is no such id (any more). */
const struct prompt *prompts_find(const char *id);

/* Something in the profiles that a need is met by. */
struct prompt_match {
	enum prompt_need need;
	const char *attribute; /* whose words these are */
	const char *mine;      /* the reader's; NULL where there is but one */
	const char *theirs;    /* the partner's, or the one {word} */
};

struct prompt_ask {
	struct id introduction;
	enum prompt_theme theme;            /* of the round */
	const struct prompt_match *matches; /* any number for a need */
	size_t match_count;
	/* Whether the reader had it within a year. */
	bool (*had)(const void *arg, const char *id);
	const void *arg;
};
struct prompt_pick {
	const struct prompt *prompt;
	const struct prompt_match *match; /* NULL: it needs none */
};

/* Two or three of those that the reader has not had: one that the profiles ask
 * for, where there is one, one of the theme, and another; no two of one need, but
 * two of ANYBODY, and of those never more: so the list lasts a year of weeks. The
 * order of chance is the introduction's, so that members of one introduction get
 * the same prompt where both can. Fewer only where the list is used up. Returns
 * how many. */
size_t prompts_pick(
    const struct prompt_ask *ask, struct prompt_pick out[PROMPTS_GIVEN]);

/* Appends its text, filled in. `mine` and `theirs` are as people read them and
 * may be NULL where the prompt needs none. */
void prompts_write(const struct prompt *prompt, const char *language,
    const char *mine, const char *theirs, struct text *out);

#endif

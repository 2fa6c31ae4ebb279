/*
 * Prompts: see model/prompts.h.
 */
#include "model/prompts.h"

#include <stdint.h>
#include "base/dice.h"
#include "base/memory.h"
#include "model/template.h"

const struct prompt prompts[] = {
#define THEME(...)
#define PROMPT(id, theme, need, en, fr) \
	{ id, THEME_##theme, NEED_##need, en, fr },
#include "model/prompts.def"
#undef PROMPT
#undef THEME
};
const size_t prompts_count = COUNT_OF(prompts);

static const struct {
	const char *word, *en, *fr;
} themes[] = {
#define THEME(id, word, en, fr) [THEME_##id] = { word, en, fr },
#define PROMPT(...)
#include "model/prompts.def"
#undef PROMPT
#undef THEME
};

enum prompt_theme
prompts_theme(const char *word)
{
	for (size_t i = 0; i < COUNT_OF(themes); i++)
		if (strcmp(word, themes[i].word) == 0)
			return (enum prompt_theme)i;
	return THEME_NONE;
}

const char *
prompts_theme_word(enum prompt_theme theme)
{
	if ((unsigned)theme >= THEME_COUNT)
		die("theme %d", (int)theme);
	return themes[theme].word;
}

const char *
prompts_theme_title(enum prompt_theme theme, const char *language)
{
	if ((unsigned)theme >= THEME_COUNT)
		die("theme %d", (int)theme);
	return strcmp(language, "fr") == 0 ? themes[theme].fr
					   : themes[theme].en;
}

const struct prompt *
prompts_find(const char *id)
{
	for (size_t i = 0; i < prompts_count; i++)
		if (strcmp(prompts[i].id, id) == 0)
			return &prompts[i];
	return NULL;
}

/* --- choosing ------------------------------------------------------------- */

#define ANYBODY_MAX 2 /* of those that fit anybody */

/* One choice under way: the prompts in the order of chance. */
struct choice {
	const struct prompt_ask *ask;
	struct prompt_pick *out;
	size_t count;
	uint32_t order[COUNT_OF(prompts)];
	struct dice dice;
};

/* The first eight bytes of an id are its time; the others are chance. */
static uint64_t
seed_of(const struct id *id)
{
	uint64_t seed = 0;

	for (size_t i = 8; i < 16; i++)
		seed = seed << 8 | id->bytes[i];
	return seed;
}

/* By chance, one of the matches of a need; NULL where there is none. */
static const struct prompt_match *
match_of(struct choice *c, enum prompt_need need)
{
	const struct prompt_match *found = NULL;
	uint32_t n = 0;

	for (size_t i = 0; i < c->ask->match_count; i++)
		if (c->ask->matches[i].need == need &&
		    dice_below(&c->dice, ++n) == 0)
			found = &c->ask->matches[i];
	return found;
}

/* It, or as many of its need as there may be. */
static bool
is_taken(const struct choice *c, const struct prompt *p)
{
	size_t of_need = 0;

	for (size_t i = 0; i < c->count; i++) {
		if (c->out[i].prompt == p)
			return true;
		of_need += c->out[i].prompt->need == p->need;
	}
	return of_need == (p->need == NEED_ANYBODY ? ANYBODY_MAX : 1);
}

/* Takes the first prompt of the order that fits and that `wanted` wants; false
 * where there is none. */
static bool
take(struct choice *c, bool (*wanted)(const struct prompt *p, int theme))
{
	const struct prompt_match *match;

	for (size_t i = 0; i < prompts_count; i++) {
		const struct prompt *p = &prompts[c->order[i]];

		if (is_taken(c, p) || !wanted(p, (int)c->ask->theme) ||
		    c->ask->had(c->ask->arg, p->id))
			continue;
		match = match_of(c, p->need);
		if (match == NULL && p->need != NEED_ANYBODY)
			continue;
		c->out[c->count++] = (struct prompt_pick){ p, match };
		return true;
	}
	return false;
}

static bool
of_profiles(const struct prompt *p, int theme)
{
	(void)theme;
	return p->need != NEED_ANYBODY;
}

static bool
of_theme(const struct prompt *p, int theme)
{
	return (int)p->theme == theme;
}

static bool
of_any(const struct prompt *p, int theme)
{
	(void)p;
	(void)theme;
	return true;
}

size_t
prompts_pick(
    const struct prompt_ask *ask, struct prompt_pick out[PROMPTS_GIVEN])
{
	struct choice c = { .ask = ask, .out = out };

	dice_init(&c.dice, seed_of(&ask->introduction), 0);
	for (uint32_t i = 0; i < prompts_count; i++)
		c.order[i] = i;
	dice_shuffle(&c.dice, c.order, prompts_count);
	(void)take(&c, of_profiles);
	(void)take(&c, of_theme);
	while (c.count < PROMPTS_GIVEN && take(&c, of_any))
		;
	return c.count;
}

/* --- writing -------------------------------------------------------------- */

void
prompts_write(const struct prompt *prompt, const char *language,
    const char *mine, const char *theirs, struct text *out)
{
	const struct template_word words[] = {
		{ "word", theirs },
		{ "mine", mine },
		{ "theirs", theirs },
		{ NULL, NULL },
	};

	template_fill(strcmp(language, "fr") == 0 ? prompt->fr : prompt->en,
	    words, 1, out);
}

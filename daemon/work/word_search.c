/*
 * Words by what people type: see work/word_search.h. A few thousand words are
 * looked through one by one, which takes less than the request around it.
 */
#include "work/word_search.h"
#include "base/memory.h"
#include "io/unicode.h"

/* A word's texts, folded: labels by language, then what counts in any. */
enum { NAMES = CONFIG_LANGUAGES, LEAF = NAMES, CODE, WHOLE, TEXTS };

struct word_search {
	size_t count;
	char *(*texts)[TEXTS]; /* NULL where there is none */
};

/* NULL stays NULL. */
static char *
folded(const char *s)
{
	return s == NULL ? NULL : unicode_search(s);
}

struct word_search *
word_search_new(const struct config *config, size_t attribute)
{
	const struct config_list list =
	    config_attribute_list(config, attribute);
	struct word_search *s = memory_new(1, sizeof(*s));

	s->count = list.count;
	s->texts = memory_new(s->count, sizeof(*s->texts));
	for (size_t i = 0; i < s->count; i++) {
		const char *leaf = strrchr(list.words[i], '/');

		for (size_t k = 0; k < NAMES; k++)
			s->texts[i][k] = folded(list.labels[i].text[k]);
		s->texts[i][LEAF] =
		    folded(leaf == NULL ? list.words[i] : leaf + 1);
		s->texts[i][CODE] = folded(list.labels[i].code);
		s->texts[i][WHOLE] = folded(list.words[i]);
	}
	return s;
}

void
word_search_free(struct word_search *s)
{
	if (s == NULL)
		return;
	for (size_t i = 0; i < s->count; i++)
		for (size_t k = 0; k < TEXTS; k++)
			free(s->texts[i][k]);
	free(s->texts);
	free(s);
}

/* How well a text fits: 3 it is so, 2 it begins so, 1 a later word of it does,
 * 0. */
static int
fits(const char *text, const char *typed, size_t n)
{
	static const char *const breaks = " -/(,'";

	if (text == NULL)
		return 0;
	if (strcmp(text, typed) == 0)
		return 3;
	if (strncmp(text, typed, n) == 0)
		return 2;
	for (const char *p = strstr(text, typed); p != NULL;
	     p = strstr(p + 1, typed))
		if (strchr(breaks, p[-1]) != NULL)
			return 1;
	return 0;
}

/* Of a word, in the language that counts. One without a label in it is known by
 * what it has. A path is meant where it is whole. */
static int
word_fits(char *const texts[TEXTS], const char *typed, size_t n, int only)
{
	int best = 0;

	for (int k = 0; k < TEXTS; k++) {
		int fit = fits(texts[k], typed, n);

		if (k == WHOLE && fit < 3)
			continue;
		if (only >= 0 && k < NAMES && k != only && texts[only] != NULL)
			continue;
		best = fit > best ? fit : best;
	}
	return best;
}

/* The first words, those of the first level before all others. */
static size_t
first_words(const struct word_search *s, size_t *out, size_t max)
{
	size_t found = 0;

	for (int deep = 0; deep < 2; deep++)
		for (size_t i = 0; i < s->count && found < max; i++)
			if ((strchr(s->texts[i][WHOLE], '/') != NULL) == deep)
				out[found++] = i;
	return found;
}

size_t
word_search_find(const struct word_search *s, const char *typed,
    const char *language, size_t *out, size_t max)
{
	char *sought = unicode_search(typed);
	const char *start = sought == NULL ? "" : text_trim(sought);
	size_t n = strlen(start), found = 0;
	int only = language == NULL ? -1 : strcmp(language, "fr") == 0;

	if (sought != NULL && n == 0)
		found = first_words(s, out, max);
	for (int fit = 3; fit > 0 && n > 0; fit--)
		for (size_t i = 0; i < s->count && found < max; i++)
			if (word_fits(s->texts[i], start, n, only) == fit)
				out[found++] = i;
	free(sought);
	return found;
}

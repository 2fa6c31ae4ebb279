/*
 * Accept-Encoding and If-None-Match: see api/negotiate.h.
 */
#include "api/negotiate.h"

#include <string.h>
#include <strings.h>

#define UNSAID (-1)
#define MALFORMED (-2)
#define THOUSANDTHS 1000

static const char *const names[CODING_COUNT] = {
	[CODING_GZIP] = "gzip",
	[CODING_BROTLI] = "br",
};

const char *
coding_name(enum coding coding)
{
	return names[coding];
}

static const char *
skip_blanks(const char *s)
{
	return s + strspn(s, " \t");
}

/* "0", "0.25", "1.000" (12.4.2), up to a blank, a comma or the end. */
static int
read_weight(const char *s)
{
	int weight = 0, unit = THOUSANDTHS;

	if (*s != '0' && *s != '1')
		return MALFORMED;
	weight = (*s++ - '0') * unit;
	if (*s == '.')
		for (s++; *s >= '0' && *s <= '9' && unit > 1; s++)
			weight += (*s - '0') * (unit /= 10);
	return weight > THOUSANDTHS || strchr(" \t,", *s) == NULL ? MALFORMED
								  : weight;
}

/* The weight of an element whose coding ends at `s`: 1 where none stands. */
static int
weight_of(const char *s)
{
	s = skip_blanks(s);
	if (*s == '\0' || *s == ',')
		return THOUSANDTHS;
	if (*s != ';')
		return MALFORMED;
	s = skip_blanks(s + 1);
	return strncasecmp(s, "q=", 2) == 0 ? read_weight(s + 2) : MALFORMED;
}

static bool
is_word(const char *s, size_t n, const char *word)
{
	return strlen(word) == n && strncasecmp(s, word, n) == 0;
}

static void
take_element(const char *s, int weights[CODING_COUNT], int *others)
{
	size_t n = strcspn(s, " \t;,");
	int weight = weight_of(s + n);

	if (weight == MALFORMED)
		return;
	if (is_word(s, n, "*"))
		*others = weight;
	else if (is_word(s, n, "identity"))
		weights[CODING_IDENTITY] = weight;
	else if (is_word(s, n, "gzip") || is_word(s, n, "x-gzip"))
		weights[CODING_GZIP] = weight;
	else if (is_word(s, n, "br"))
		weights[CODING_BROTLI] = weight;
}

enum coding
coding_choose(const char *accept, unsigned available)
{
	int weights[CODING_COUNT] = { UNSAID, UNSAID, UNSAID };
	int others = UNSAID, best = 0;
	enum coding chosen = CODING_IDENTITY;

	if (accept == NULL)
		return CODING_IDENTITY;
	for (const char *s = accept; *s != '\0';) {
		s += strspn(s, " \t,");
		take_element(s, weights, &others);
		s += strcspn(s, ",");
	}
	for (int i = CODING_COUNT - 1; i >= 0; i--) {
		/* Identity is acceptable until it is said not to be. */
		int unsaid = others != UNSAID       ? others
			     : i == CODING_IDENTITY ? 1
						    : 0;
		int weight = weights[i] == UNSAID ? unsaid : weights[i];

		if (weight > best &&
		    (i == CODING_IDENTITY || (available & 1U << i) != 0)) {
			best = weight;
			chosen = (enum coding)i;
		}
	}
	return chosen;
}

bool
tag_is_in(const char *if_none_match, const char *tag)
{
	const char *s = if_none_match, *end;
	size_t n = strlen(tag);

	if (s == NULL)
		return false;
	s = skip_blanks(s);
	if (*s == '*')
		return *skip_blanks(s + 1) == '\0';
	while (*(s += strspn(s, " \t,")) != '\0') {
		/* A weak one counts: the comparison is the weak one. */
		if (strncmp(s, "W/", 2) == 0)
			s += 2;
		if (*s != '"' || (end = strchr(s + 1, '"')) == NULL)
			return false;
		end++;
		if ((size_t)(end - s) == n && memcmp(s, tag, n) == 0)
			return true;
		s = end;
	}
	return false;
}

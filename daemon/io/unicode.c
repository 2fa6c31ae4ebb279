/*
 * Unicode normalisation: see io/unicode.h.
 */
#include <stdlib.h>
#include <utf8proc.h>
#include "io/unicode.h"

char *
unicode_fold(const char *s)
{
	return (char *)utf8proc_NFKC_Casefold((const utf8proc_uint8_t *)s);
}

char *
unicode_search(const char *s)
{
	utf8proc_uint8_t *out = NULL;

	if (utf8proc_map((const utf8proc_uint8_t *)s, 0, &out,
		UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_DECOMPOSE |
		    UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK |
		    UTF8PROC_IGNORE) < 0)
		return NULL;
	return (char *)out;
}

char *
unicode_compose(const char *s)
{
	return (char *)utf8proc_NFC((const utf8proc_uint8_t *)s);
}

/* The category of the code point at *s, which moves on; -1 at the end. */
static int
next_category(const char **s)
{
	utf8proc_int32_t c;
	utf8proc_ssize_t n =
	    utf8proc_iterate((const utf8proc_uint8_t *)*s, -1, &c);

	if (**s == '\0' || n <= 0)
		return -1;
	*s += n;
	return utf8proc_category(c);
}

static bool
is_mark(int category)
{
	return category == UTF8PROC_CATEGORY_MN ||
	       category == UTF8PROC_CATEGORY_ME;
}

int
unicode_marks(const char *s)
{
	int most = 0, run = 0, category;

	while ((category = next_category(&s)) >= 0) {
		run = is_mark(category) ? run + 1 : 0;
		most = run > most ? run : most;
	}
	return most;
}

bool
unicode_is_blank(const char *s)
{
	int category;

	while ((category = next_category(&s)) >= 0)
		if (!is_mark(category) && category != UTF8PROC_CATEGORY_ZS &&
		    category != UTF8PROC_CATEGORY_CC &&
		    category != UTF8PROC_CATEGORY_CF)
			return false;
	return true;
}

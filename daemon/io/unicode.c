/*
 * Unicode normalisation: see io/unicode.h.
 */
#include <stdlib.h>
#include <utf8proc.h>
#include "io/unicode.h"
#include "base/memory.h"
#include "base/text.h"

#define JOINER "\xe2\x80\x8d"     /* U+200D */
#define APOSTROPHE "\xe2\x80\x99" /* U+2019 */

char *
unicode_fold(const char *s)
{
	return (char *)utf8proc_NFKC_Casefold((const utf8proc_uint8_t *)s);
}

/* In place: a keyboard's own are shorter. */
static void
plain_apostrophes(char *s)
{
	const size_t n = strlen(APOSTROPHE);
	char *to = s;

	while (*s != '\0') {
		const bool is_one = strncmp(s, APOSTROPHE, n) == 0;

		*to++ = is_one ? '\'' : *s;
		s += is_one ? n : 1;
	}
	*to = '\0';
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
	plain_apostrophes((char *)out);
	return (char *)out;
}

char *
unicode_compose(const char *s)
{
	return (char *)utf8proc_NFC((const utf8proc_uint8_t *)s);
}

/* Whether a joiner at s stands before a pictograph. */
static bool
joins_pictograph(const char *s)
{
	utf8proc_int32_t c = 0;

	return utf8proc_iterate(
		   (const utf8proc_uint8_t *)s + strlen(JOINER), -1, &c) > 0 &&
	       utf8proc_get_property(c)->boundclass ==
		   UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
}

bool
unicode_has_disguise(const char *s)
{
	struct text rest = { 0 };
	bool after_pictograph = false, found;
	utf8proc_int32_t c;
	utf8proc_ssize_t n;

	for (; *s != '\0'; s += n) {
		n = utf8proc_iterate((const utf8proc_uint8_t *)s, -1, &c);
		if (n <= 0)
			break;
		if (after_pictograph &&
		    strncmp(s, JOINER, strlen(JOINER)) == 0 &&
		    joins_pictograph(s))
			continue;
		text_add_n(&rest, s, (size_t)n);
		/* What extends a pictograph, as the colour of a skin. */
		if (utf8proc_get_property(c)->boundclass !=
		    UTF8PROC_BOUNDCLASS_EXTEND)
			after_pictograph =
			    utf8proc_get_property(c)->boundclass ==
			    UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
	}
	/* What is no UTF-8 after all can hide anything. */
	found = *s != '\0' || text_has_disguise(text_get(&rest));
	text_clear(&rest);
	return found;
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

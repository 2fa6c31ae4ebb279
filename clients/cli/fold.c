/*
 * Texts as people compare them: see clients/cli/cli.h.
 */
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include <wctype.h>
#include "clients/cli/cli.h"

/* Lower case of all letters, whatever the terminal's language is. */
static locale_t
letters(void)
{
	static locale_t unicode;

	if (unicode == (locale_t)0)
		unicode = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	return unicode;
}

static bool
is_gap(wchar_t c)
{
	return c == L' ' || c == L'\t' || c == L'-' || c == L'_' ||
	       (c >= 0x2010 && c <= 0x2014);
}

char *
fold_text(const char *s, size_t n)
{
	/* A letter's other case may need more bytes, up to MB_LEN_MAX. */
	char *out = link_alloc(n * 4 + 8, 1);
	locale_t before =
	    letters() == (locale_t)0 ? (locale_t)0 : uselocale(letters());
	mbstate_t in = { 0 }, shift = { 0 };
	size_t at = 0, len = 0;

	while (at < n) {
		wchar_t c = 0;
		size_t got = mbrtowc(&c, s + at, n - at, &in);

		if (got == 0 || got > n - at) { /* no text: as it stands */
			memset(&in, 0, sizeof(in));
			out[len++] = s[at++];
			continue;
		}
		at += got;
		if (c == 0x2019) /* as typed on a keyboard */
			c = L'\'';
		if (is_gap(c)) {
			if (len > 0 && out[len - 1] != ' ')
				out[len++] = ' ';
			continue;
		}
		got = wcrtomb(out + len, (wchar_t)towlower((wint_t)c), &shift);
		len += got == (size_t)-1 ? 0 : got;
	}
	while (len > 0 && out[len - 1] == ' ')
		len--;
	out[len] = '\0';
	if (before != (locale_t)0)
		uselocale(before);
	return out;
}

/* Encoded words by the Q encoding, which leaves most of French legible. */
#include "io/mail_header.h"

#include <ctype.h>
#include <stdbool.h>

#define LINE_COLUMNS 76 /* of a line with an encoded word: RFC 2047, 2 */
#define WORD_START "=?utf-8?Q?"
#define WORD_END "?="

static bool
mail_header_is_control(unsigned char c)
{
	return c < 0x20 || c == 0x7f;
}

/* ASCII that says what it says: it also must not look encoded. */
static bool
mail_header_is_plain(const char *s, size_t column)
{
	size_t n = strlen(s);

	for (size_t i = 0; i < n; i++)
		if ((unsigned char)s[i] >= 0x80)
			return false;
	return strstr(s, "=?") == NULL && column + n <= LINE_COLUMNS;
}

/* Bytes of the code point at s; valid UTF-8. */
static size_t
mail_header_step(const char *s)
{
	size_t n = 1;

	while (((unsigned char)s[n] & 0xc0) == 0x80)
		n++;
	return n;
}

/* One code point: it is never torn apart over two words. */
static void
mail_header_point(const char *s, size_t n, struct text *out)
{
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c == ' ' || mail_header_is_control(c))
			text_add(out, "_");
		else if (c < 0x80 && (isalnum(c) || strchr("!*+-/", c) != NULL))
			text_addf(out, "%c", c);
		else
			text_addf(out, "=%02X", c);
	}
}

static void
mail_header_words(const char *s, size_t column, struct text *out)
{
	size_t word = column + strlen(WORD_START);

	text_add(out, WORD_START);
	while (*s != '\0') {
		struct text point = { 0 };
		size_t n = mail_header_step(s);

		mail_header_point(s, n, &point);
		if (word + point.len + strlen(WORD_END) > LINE_COLUMNS) {
			text_add(out, WORD_END "\n " WORD_START);
			word = 1 + strlen(WORD_START);
		}
		text_add(out, point.data);
		word += point.len;
		s += n;
		text_clear(&point);
	}
	text_add(out, WORD_END);
}

void
mail_header_encode(const char *s, size_t column, struct text *out)
{
	if (!mail_header_is_plain(s, column)) {
		mail_header_words(s, column, out);
		return;
	}
	for (; *s != '\0'; s++)
		text_add_n(out,
		    mail_header_is_control((unsigned char)*s) ? " " : s, 1);
}

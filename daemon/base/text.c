/*
 * Text that grows, and numbers and pieces read from it: see base/text.h. What
 * concerns UTF-8 is in text_utf8.c.
 */
#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include "base/text.h"
#include "base/memory.h"

static void
text_room(struct text *t, size_t more)
{
	size_t need = t->len + more + 1;

	if (need <= t->cap)
		return;
	t->cap = t->cap == 0 ? 64 : t->cap;
	while (t->cap < need)
		t->cap *= 2;
	t->data = memory_grow(t->data, t->cap, 1);
}

void
text_add_n(struct text *t, const char *s, size_t n)
{
	text_room(t, n);
	if (n > 0)
		memcpy(t->data + t->len, s, n);
	t->len += n;
	t->data[t->len] = '\0';
}

void
text_add(struct text *t, const char *s)
{
	text_add_n(t, s, strlen(s));
}

void
text_addvf(struct text *t, const char *fmt, va_list ap)
{
	va_list again;
	int n;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	if (n < 0)
		die("bad format: %s", fmt);
	text_room(t, (size_t)n);
	vsnprintf(t->data + t->len, (size_t)n + 1, fmt, ap);
	t->len += (size_t)n;
}

void
text_addf(struct text *t, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	text_addvf(t, fmt, ap);
	va_end(ap);
}

const char *
text_get(const struct text *t)
{
	return t->data == NULL ? "" : t->data;
}

char *
text_take(struct text *t)
{
	char *data = t->data == NULL ? memory_text("") : t->data;

	*t = (struct text){ 0 };
	return data;
}

void
text_clear(struct text *t)
{
	free(t->data);
	*t = (struct text){ 0 };
}

int
text_to_int(const char *s, int64_t min, int64_t max, int64_t *out)
{
	char *end;
	intmax_t v;

	/* strtoimax takes blanks and a plus sign, which are not numbers here.
	 */
	if (!isdigit((unsigned char)s[*s == '-' ? 1 : 0]))
		return -1;
	errno = 0;
	v = strtoimax(s, &end, 10);
	if (errno != 0 || *end != '\0' || v < min || v > max)
		return -1;
	*out = v;
	return 0;
}

char *
text_split(char **rest, const char *separators)
{
	char *piece = *rest;

	if (piece == NULL)
		return NULL;
	*rest = strpbrk(piece, separators);
	if (*rest != NULL)
		*(*rest)++ = '\0';
	return piece;
}

char *
text_trim(char *s)
{
	size_t n;

	while (*s == ' ' || *s == '\t' || *s == '\n' || *s == '\r')
		s++;
	n = strlen(s);
	while (n > 0 && (s[n - 1] == ' ' || s[n - 1] == '\t' ||
			    s[n - 1] == '\n' || s[n - 1] == '\r'))
		s[--n] = '\0';
	return s;
}

bool
text_equal_nocase(const char *a, const char *b)
{
	while (*a != '\0' &&
	       tolower((unsigned char)*a) == tolower((unsigned char)*b)) {
		a++;
		b++;
	}
	return *a == *b;
}

static unsigned
least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

unsigned
text_distance(const char *a, const char *b)
{
	size_t n = strlen(a), m = strlen(b);
	unsigned rows[3][65], *before = rows[0], *above = rows[1],
			      *row = rows[2], *spare;

	if (n > 64 || m > 64)
		return 1000;
	for (size_t j = 0; j <= m; j++)
		above[j] = (unsigned)j;
	for (size_t i = 1; i <= n; i++) {
		row[0] = (unsigned)i;
		for (size_t j = 1; j <= m; j++) {
			unsigned cost = a[i - 1] != b[j - 1];

			row[j] = least(least(above[j] + 1, row[j - 1] + 1),
			    above[j - 1] + cost);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
			    a[i - 2] == b[j - 1])
				row[j] = least(row[j], before[j - 2] + 1);
		}
		spare = before;
		before = above;
		above = row;
		row = spare;
	}
	return above[m];
}

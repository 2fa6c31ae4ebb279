/*
 * JSON: see clients/draw/json.h.
 */
#include "clients/draw/json.h"

#include "base/memory.h"

static void
add_characters(struct text *out, const char *s, size_t n)
{
	size_t from = 0;

	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f)
			continue;
		text_add_n(out, s + from, i - from);
		from = i + 1;
		if (c == '"' || c == '\\')
			text_addf(out, "\\%c", c);
		else
			text_addf(out, "\\u%04x", c);
	}
	text_add_n(out, s + from, n - from);
}

void
json_add_text(struct text *out, const char *s)
{
	text_add(out, "\"");
	add_characters(out, s, strlen(s));
	text_add(out, "\"");
}

void
json_add_lines(struct text *out, const char *lines)
{
	const char *end, *between = "";

	text_add(out, "[");
	for (; *lines != '\0'; lines = *end == '\0' ? end : end + 1) {
		end = lines + strcspn(lines, "\n");
		text_addf(out, "%s\"", between);
		add_characters(out, lines, (size_t)(end - lines));
		text_add(out, "\"");
		between = ", ";
	}
	text_add(out, "]");
}

/* Filling in templates: one pass, values taken as they are. */
#include "model/template.h"

#include "base/memory.h"
#include "model/typeset.h"

static const char *
template_value(const char *template, const char *name, size_t len,
    const struct template_word *words)
{
	for (; words->name != NULL; words++) {
		if (strlen(words->name) != len ||
		    memcmp(words->name, name, len) != 0)
			continue;
		if (words->value == NULL)
			die("no value for {%s} in: %s", words->name, template);
		return words->value;
	}
	die("{%.*s} is not a word of: %s", (int)len, name, template);
}

/* At '{'; returns the place after '}'. */
static const char *
template_word_add(const char *template, const char *at,
    const struct template_word *words, int64_t count, struct text *out)
{
	const char *name = at + 1;
	const char *end = strchr(name, '}');

	if (end == NULL)
		die("{ without } in: %s", template);
	if (end - name == 1 && *name == 'n')
		text_addf(out, "%lld", (long long)count);
	else
		text_add(out, template_value(
				  template, name, (size_t)(end - name), words));
	return end + 1;
}

/* At '['; appends nothing, and returns where the form to take begins. */
static const char *
template_form(const char *template, const char *at, int64_t count)
{
	const char *bar = strchr(at, '|');

	if (bar == NULL || strchr(bar, ']') == NULL)
		die("[ without | and ] in: %s", template);
	return count == 1 ? at + 1 : bar + 1;
}

/* What is neither a form nor a word; returns the place after it. */
static const char *
template_plain_add(const char *template, const char *at, struct text *out)
{
	const char *space = *at == ' ' ? typeset_blank(template, at) : NULL;

	if (space != NULL)
		text_add(out, space);
	else
		text_add_n(out, at, 1);
	return at + 1;
}

void
template_fill(const char *template, const struct template_word *words,
    int64_t count, struct text *out)
{
	const char *at = template;

	while (*at != '\0') {
		if (*at == '{') {
			at = template_word_add(template, at, words, count, out);
		} else if (*at == '[') {
			at = template_form(template, at, count);
		} else if (*at == '|') {
			at = strchr(at, ']');
			if (at == NULL)
				die("| without ] in: %s", template);
			at++;
		} else if (*at == ']') {
			at++;
		} else {
			at = template_plain_add(template, at, out);
		}
	}
}

void
template_fill_words(
    const char *template, const struct template_word *words, struct text *out)
{
	const char *at = template;

	while (*at != '\0')
		if (*at == '{')
			at = template_word_add(template, at, words, 1, out);
		else
			text_add_n(out, at++, 1);
}

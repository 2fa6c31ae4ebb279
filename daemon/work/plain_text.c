/*
 * What may stand in members' texts: see work/plain_text.h.
 */
#include <stdlib.h>
#include <string.h>
#include "work/plain_text.h"
#include "base/memory.h"
#include "base/text.h"
#include "io/unicode.h"

#define MARKS_MAX 3 /* enough for any language's spelling */

static int
characters_check(
    const struct plain_text *field, const char *s, struct fault *why)
{
	const char *what = field->what;

	if (text_utf8_length(s, strlen(s)) < 0)
		return fault_set(why, FAULT_INVALID, "%s is not UTF-8", what);
	if (text_has_control(s, field->is_prose ? "\n" : ""))
		return fault_set(why, FAULT_INVALID,
		    "%s holds a control character; allowed is text%s", what,
		    field->is_prose ? " and line breaks" : " in one line");
	if (field->is_prose ? text_has_disguise_in_prose(s)
			    : unicode_has_disguise(s))
		return fault_set(why, FAULT_INVALID,
		    "%s holds an invisible or direction-changing character",
		    what);
	if (unicode_marks(s) > MARKS_MAX)
		return fault_set(why, FAULT_INVALID,
		    "%s holds more than three combining marks in a row", what);
	return 0;
}

static int
length_check(const struct plain_text *field, const char *s, struct fault *why)
{
	long length = text_utf8_length(s, strlen(s));

	if (length > (long)field->max)
		return fault_set(why, FAULT_INVALID,
		    "%s has %ld characters; allowed are %zu", field->what,
		    length, field->max);
	if (field->min > 0 && unicode_is_blank(s))
		return fault_set(why, FAULT_INVALID,
		    "%s is empty; allowed are %zu to %zu characters",
		    field->what, field->min, field->max);
	if (length < (long)field->min)
		return fault_set(why, FAULT_INVALID,
		    "%s has %ld characters; allowed are %zu to %zu",
		    field->what, length, field->min, field->max);
	return 0;
}

int
plain_text_read(const struct plain_text *field, const char *s, char **out,
    struct fault *why)
{
	char *composed;

	*out = NULL;
	if (characters_check(field, s, why) != 0)
		return -1;
	if ((composed = unicode_compose(s)) == NULL)
		return fault_set(
		    why, FAULT_INVALID, "%s is not UTF-8", field->what);
	*out = memory_text(text_trim(composed));
	free(composed);
	if (length_check(field, *out, why) == 0)
		return 0;
	free(*out);
	*out = NULL;
	return -1;
}

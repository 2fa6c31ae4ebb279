/*
 * What may stand in a profile: see work/profile.h.
 */
#include "work/profile.h"
#include "base/memory.h"
#include "io/seal.h"
#include "io/unicode.h"

/* Three combining marks in a row are enough for any language's spelling. */
static bool
has_tower(const char *s)
{
	int marks = 0;

	for (; *s != '\0'; s++) {
		unsigned char c = (unsigned char)*s, d = (unsigned char)s[1];

		/* U+0300..U+036F */
		if ((c == 0xcc && d >= 0x80) || (c == 0xcd && d <= 0xaf)) {
			if (++marks > 3)
				return true;
			s++;
		} else {
			marks = 0;
		}
	}
	return false;
}

static int
line_check(const char *what, const char *s, size_t max, const char *allowed,
    char **out, struct fault *why)
{
	char *composed = NULL;
	long length = text_utf8_length(s, strlen(s));

	if (length < 0)
		return fault_set(why, FAULT_INVALID, "%s is not UTF-8", what);
	if (text_has_control(s, allowed))
		return fault_set(why, FAULT_INVALID,
		    "%s holds a control character; allowed is text%s", what,
		    *allowed == '\0' ? " in one line" : " and line breaks");
	if (text_has_disguise(s))
		return fault_set(why, FAULT_INVALID,
		    "%s holds an invisible or direction-changing character",
		    what);
	if (has_tower(s))
		return fault_set(why, FAULT_INVALID,
		    "%s holds more than three combining marks in a row", what);
	if ((composed = unicode_compose(s)) == NULL)
		return fault_set(why, FAULT_INVALID, "%s is not UTF-8", what);
	*out = memory_text(text_trim(composed));
	free(composed);
	length = text_utf8_length(*out, strlen(*out));
	if (length <= (long)max)
		return 0;
	free(*out);
	*out = NULL;
	return fault_set(why, FAULT_INVALID,
	    "%s has %ld characters; allowed are %zu", what, length, max);
}

int
profile_name(const char *name, char **out, struct fault *why)
{
	if (line_check("the name", name, MEMBER_NAME_MAX, "", out, why) != 0)
		return -1;
	if (**out != '\0')
		return 0;
	free(*out);
	*out = NULL;
	return fault_set(why, FAULT_INVALID,
	    "the name is empty; allowed are 1 to %d characters",
	    MEMBER_NAME_MAX);
}

int
profile_pitch(const char *pitch, char **out, struct fault *why)
{
	return line_check("the pitch", pitch, MEMBER_PITCH_MAX, "\n", out, why);
}

int
profile_zone(const char *zone, struct fault *why)
{
	if (config_zone_exists(zone))
		return 0;
	return fault_set(why, FAULT_INVALID,
	    "\"%.64s\" is no time zone; allowed is an IANA name such as "
	    "Europe/Paris",
	    zone);
}

int
profile_value(const struct config *config, size_t attribute, const char *value,
    struct text *out, struct fault *why)
{
	const struct attribute *a = &config->attributes[attribute];
	char *folded;
	int result;

	if (text_utf8_length(value, strlen(value)) < 0)
		return fault_set(why, FAULT_INVALID, "it is not UTF-8");
	if (text_has_control(value, "") || text_has_disguise(value))
		return fault_set(why, FAULT_INVALID,
		    "it holds a control or invisible character");
	if (a->has_words || a->type != ATTRIBUTE_TAGS)
		return attribute_value_check(a, value, out, why);
	if ((folded = unicode_fold(value)) == NULL)
		return fault_set(why, FAULT_INVALID, "it is not UTF-8");
	result = attribute_value_check(a, folded, out, why);
	free(folded);
	return result;
}

char *
profile_email(const struct seal *seal, const uint8_t *sealed, size_t len)
{
	char *email;

	if (sealed == NULL || len < SEAL_OVERHEAD)
		return NULL;
	email = memory_new(len - SEAL_OVERHEAD + 1, 1);
	if (seal_open(seal, sealed, len, email) == 0)
		return email;
	free(email);
	return NULL;
}

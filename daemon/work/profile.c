/*
 * What may stand in a profile: see work/profile.h.
 */
#include "work/profile.h"
#include "base/memory.h"
#include "io/seal.h"
#include "io/unicode.h"
#include "work/plain_text.h"

int
profile_name(const char *name, char **out, struct fault *why)
{
	static const struct plain_text field = {
		.what = "the name", .min = 1, .max = MEMBER_NAME_MAX
	};

	return plain_text_read(&field, name, out, why);
}

int
profile_pitch(const char *pitch, char **out, struct fault *why)
{
	static const struct plain_text field = {
		.what = "the pitch", .max = MEMBER_PITCH_MAX, .is_prose = true
	};

	return plain_text_read(&field, pitch, out, why);
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

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

/* Whether one of the folded pieces, a line each, is this one. */
static bool
was_there(const struct text *pieces, const char *folded)
{
	struct text line = { 0 };
	bool was;

	text_addf(&line, "\n%s\n", folded);
	was = strstr(text_get(pieces), text_get(&line)) != NULL;
	text_clear(&line);
	return was;
}

/* Free words as they were written, each once however it was; also held to the
 * limits as the draw will read them. */
static int
free_words(const struct attribute *a, const char *value, struct text *out,
    struct fault *why)
{
	char *composed = unicode_compose(value), *rest = composed, *piece;
	char *all = unicode_fold(value);
	struct text once = { 0 }, folds = { 0 }, form = { 0 };
	int result = -1;

	text_add(&folds, "\n");
	while (composed != NULL && (piece = text_split(&rest, ";")) != NULL) {
		char *word = text_trim(piece), *folded = unicode_fold(word);

		if (folded != NULL && !was_there(&folds, folded)) {
			text_addf(&folds, "%s\n", folded);
			text_addf(&once, "%s%s", once.len > 0 ? ";" : "", word);
		}
		free(folded);
	}
	if (composed == NULL || all == NULL)
		(void)fault_set(why, FAULT_INVALID, "it is not UTF-8");
	else if (attribute_value_check(a, all, &form, why) == 0)
		result = attribute_value_check(a, text_get(&once), out, why);
	free(composed);
	free(all);
	text_clear(&once);
	text_clear(&folds);
	text_clear(&form);
	return result;
}

char *
profile_engine_value(const struct attribute *a, const char *value)
{
	if (a->has_words || a->type != ATTRIBUTE_TAGS)
		return memory_text(value);
	return unicode_fold(value);
}

int
profile_value(const struct config *config, size_t attribute, const char *value,
    struct text *out, struct fault *why)
{
	const struct attribute *a = &config->attributes[attribute];

	if (text_utf8_length(value, strlen(value)) < 0)
		return fault_set(why, FAULT_INVALID, "it is not UTF-8");
	if (text_has_control(value, "") || unicode_has_disguise(value))
		return fault_set(why, FAULT_INVALID,
		    "it holds a control or invisible character");
	if (a->has_words || a->type != ATTRIBUTE_TAGS)
		return attribute_value_check(a, value, out, why);
	return free_words(a, value, out, why);
}

/*
 * Single values of the file: see config/config_scalar.h.
 */
#include "config/config_scalar.h"

#include <inttypes.h>
#include "pairing/attribute.h"

int
config_scalar_text(
    struct config_errors *e, const struct config_node *n, const char **out)
{
	if (n->kind != CONFIG_SCALAR || n->text[0] == '\0') {
		config_error_found(e, n, "one line of text");
		return -1;
	}
	*out = n->text;
	return 0;
}

int
config_scalar_int(struct config_errors *e, const struct config_node *n,
    int64_t min, int64_t max, int64_t *out)
{
	if (n->kind == CONFIG_SCALAR &&
	    text_to_int(n->text, min, max, out) == 0)
		return 0;
	config_error_found(
	    e, n, "a whole number from %" PRId64 " to %" PRId64, min, max);
	return -1;
}

void
config_scalar_bool(
    struct config_errors *e, const struct config_node *n, bool *out)
{
	if (n->kind == CONFIG_SCALAR && strcmp(n->text, "true") == 0)
		*out = true;
	else if (n->kind == CONFIG_SCALAR && strcmp(n->text, "false") == 0)
		*out = false;
	else
		config_error_found(e, n, "true or false");
}

int
config_scalar_word(struct config_errors *e, const struct config_node *n,
    const char *const *words, size_t count, size_t *out)
{
	struct text allowed = { 0 };
	const char *near;
	size_t i;

	for (i = 0; i < count; i++) {
		if (n->kind == CONFIG_SCALAR &&
		    strcmp(n->text, words[i]) == 0) {
			*out = i;
			text_clear(&allowed);
			return 0;
		}
		text_addf(&allowed, "%s%s",
		    i == 0          ? ""
		    : i + 1 < count ? ", "
				    : " or ",
		    words[i]);
	}
	near = n->kind == CONFIG_SCALAR
		   ? config_error_nearest(n->text, words, count)
		   : NULL;
	config_error_found(e, n, "%s%s%s", text_get(&allowed),
	    near != NULL ? "; did you mean " : "", near != NULL ? near : "");
	text_clear(&allowed);
	return -1;
}

int
config_scalar_thousandths(
    struct config_errors *e, const struct config_node *n, int64_t *out)
{
	if (n->kind == CONFIG_SCALAR && attribute_number_is_short(n->text) &&
	    attribute_number_parse(n->text, out) == 0)
		return 0;
	config_error_found(
	    e, n, "a number with at most three decimals, such as 12 or 12.5");
	return -1;
}

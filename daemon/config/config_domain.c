/*
 * The members' domain: see config/config_domain.h.
 */
#include "config/config_domain.h"
#include <string.h>
#include "base/memory.h"

static bool
is_a_field(const struct config *c, int at)
{
	return at >= 0 && (c->attributes[at].type == ATTRIBUTE_TREE ||
			      c->attributes[at].type == ATTRIBUTE_CHOICE);
}

/* The attribute of the requirement "differ ATTRIBUTE …", or -1. */
static int
differing(const struct config *c, const char *sentence)
{
	static const char verb[] = "differ ";
	char *name;
	int at;

	if (strncmp(sentence, verb, sizeof(verb) - 1) != 0)
		return -1;
	sentence += sizeof(verb) - 1;
	name = memory_text_n(sentence, strcspn(sentence, " "));
	at = config_attribute_find(c, name);
	free(name);
	return at;
}

static int
find(const struct config *c)
{
	int at = config_attribute_find(c, "domain");

	if (is_a_field(c, at))
		return at;
	for (size_t i = 0; i < c->pool_count; i++) {
		const struct rules *rules = c->pools[i].rules;

		for (size_t k = 0; k < rules_requirement_count(rules); k++) {
			at = differing(c, rules_sentence(rules, k));
			if (is_a_field(c, at))
				return at;
		}
	}
	return -1;
}

int
config_domain(
    const struct config *c, const char **attribute, const char **separator)
{
	int at = find(c);

	*attribute = at < 0 ? "" : c->attributes[at].name;
	*separator =
	    at >= 0 && c->attributes[at].type == ATTRIBUTE_TREE ? "/" : "";
	return at;
}

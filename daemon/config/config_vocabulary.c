/*
 * Vocabularies by name: see config/config_vocabulary.h. The table itself is
 * written by vocabularies/embed_run.cmake.
 */
#include "config/config_vocabulary.h"

const struct config_vocabulary *
config_vocabulary_find(const char *name)
{
	const struct config_vocabulary *v;

	for (v = config_vocabularies; v->name != NULL; v++)
		if (strcmp(v->name, name) == 0)
			return v;
	return NULL;
}

void
config_vocabulary_names(struct text *out)
{
	const struct config_vocabulary *v;

	for (v = config_vocabularies; v->name != NULL; v++)
		text_addf(
		    out, "%s%s", v == config_vocabularies ? "" : ", ", v->name);
}

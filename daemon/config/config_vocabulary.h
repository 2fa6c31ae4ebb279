/*
 * The vocabularies that come with the program: daemon/config/vocabularies, one
 * file each, made part of it when it is built.
 */
#ifndef CONFIG_CONFIG_VOCABULARY_H
#define CONFIG_CONFIG_VOCABULARY_H

#include <stddef.h>
#include "base/attr.h"
#include "base/text.h"

struct config_vocabulary {
	const char *name;  /* "iso-639" */
	const char *bytes; /* YAML: word → label */
	size_t len;
};

/* In alphabetical order; ended by one without a name. */
extern const struct config_vocabulary config_vocabularies[];

/* NULL where there is none of that name. */
const struct config_vocabulary *config_vocabulary_find(const char *name);
/* "iso-639, …" */
void config_vocabulary_names(struct text *out);

#endif

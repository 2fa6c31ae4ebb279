/*
 * The words an attribute may take, with their labels: a list of words, a map
 * from word to label, or the name of a vocabulary that comes with the program.
 */
#ifndef CONFIG_CONFIG_WORDS_H
#define CONFIG_CONFIG_WORDS_H

#include <stddef.h>
#include "config/config.h"
#include "config/config_error.h"
#include "config/config_node.h"

#define CONFIG_WORDS_MAX 65535

struct config_words {
	char **words;
	struct config_label *labels;      /* beside them */
	const struct config_node **nodes; /* likewise, where each stands */
	struct config_node *vocabulary;   /* what nodes point into, or NULL */
	size_t count;
};

/* `is_tree`: words are paths. 0, or -1 where anything was said. */
int config_words_read(struct config_errors *e, const struct config_node *n,
    bool is_tree, struct config_words *out) MUST_CHECK;
/* Frees what the owner did not take. */
void config_words_clear(struct config_words *w);

#endif

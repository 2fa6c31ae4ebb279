/*
 * The rules of a pool: sentences that the engine reads, and whose mistakes are
 * shown at the word of the file that is wrong.
 */
#ifndef CONFIG_CONFIG_RULES_H
#define CONFIG_CONFIG_RULES_H

#include "config/config_fields.h"

/* rules_require or rules_prefer. */
typedef int config_rules_add(
    struct rules *rules, const char *sentence, int *column, struct fault *why);

void config_rules_read(struct config_reader *r, const struct config_node *list,
    struct rules *rules, config_rules_add *add);

/* The dial, a number from 0 to 1. */
void config_rules_serendipity(
    struct config_reader *r, const struct config_node *n, struct rules *rules);

#endif

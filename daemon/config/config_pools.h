/*
 * The section `pools`: the programmes of introductions, with their calendars
 * and rules.
 */
#ifndef CONFIG_CONFIG_POOLS_H
#define CONFIG_CONFIG_POOLS_H

#include "config/config_fields.h"

/* `section` is the whole map of pools. After the attributes. */
void
config_pools_read(struct config_reader *r, const struct config_node *section);
void config_pools_clear(struct config *c);
/* The rows of each. */
const struct config_field *config_pools_fields(size_t *count);
void config_pools_reference(struct text *out);

#endif

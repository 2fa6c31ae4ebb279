/*
 * The section `attributes`: the fields of the profile, as the engine and the
 * clients need them.
 */
#ifndef CONFIG_CONFIG_ATTRIBUTES_H
#define CONFIG_CONFIG_ATTRIBUTES_H

#include "config/config_fields.h"

/* `section` is the whole map of attributes. */
void config_attributes_read(
    struct config_reader *r, const struct config_node *section);
void config_attributes_clear(struct config *c);
/* The rows of each. */
const struct config_field *config_attributes_fields(size_t *count);
void config_attributes_reference(struct text *out);

#endif

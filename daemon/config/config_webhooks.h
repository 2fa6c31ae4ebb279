/*
 * The section `webhooks`.
 */
#ifndef CONFIG_CONFIG_WEBHOOKS_H
#define CONFIG_CONFIG_WEBHOOKS_H

#include "config/config_fields.h"

void config_webhooks_read(
    struct config_reader *r, const struct config_node *section);
void config_webhooks_clear(struct config *c);
const struct config_field *config_webhooks_fields(size_t *count);
void config_webhooks_reference(struct text *out);

#endif

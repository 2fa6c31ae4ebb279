/*
 * Private to config_pools*.c: a pool that is read, and its keys that are times.
 */
#ifndef CONFIG_CONFIG_POOLS_WHEN_H
#define CONFIG_CONFIG_POOLS_WHEN_H

#include "config/config_fields.h"

struct config_pools {
	struct config_pool *pool;
	bool is_every_unknown;
};

/* Of the key of that name; `into` is the struct config_pools. */
void config_pools_every(
    struct config_reader *r, const struct config_node *n, void *into);
void config_pools_at(
    struct config_reader *r, const struct config_node *n, void *into);
void config_pools_from(
    struct config_reader *r, const struct config_node *n, void *into);
void config_pools_until(
    struct config_reader *r, const struct config_node *n, void *into);
void config_pools_zone(
    struct config_reader *r, const struct config_node *n, void *into);
void config_pools_remind(
    struct config_reader *r, const struct config_node *n, void *into);
void config_pools_second(
    struct config_reader *r, const struct config_node *n, void *into);

#endif

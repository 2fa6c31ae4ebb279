/*
 * A snapshot as a tree again, with every key: those that the file leaves out have
 * their default and are marked (is_default). What config print shows and config
 * diff compares.
 */
#ifndef CONFIG_CONFIG_WHOLE_H
#define CONFIG_CONFIG_WHOLE_H

#include "config/config.h"
#include "config/config_node.h"

/* A map of sections in the order of docs/configuration.md, the keys of each in
 * that of their rows. Values are as they were understood: paths are absolute,
 * rules have single blanks. config_node_free after it. */
struct config_node *config_whole(const struct config *c) MUST_CHECK;

#endif

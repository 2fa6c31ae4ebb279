/*
 * YAML 1.2 into a tree, through libfyaml; the one file that knows it. What no
 * configuration needs is refused where it stands: aliases, anchors, tags, keys
 * that are no words, a second document. A key given twice is an error, and the
 * first is kept.
 */
#ifndef CONFIG_CONFIG_YAML_H
#define CONFIG_CONFIG_YAML_H

#include <stddef.h>
#include "base/attr.h"
#include "config/config_error.h"
#include "config/config_node.h"

/* The root, or NULL with at least one error. With a root there may be errors
 * too. An empty file is an empty map. */
struct config_node *config_yaml_read(
    const char *text, size_t len, struct config_errors *errors) MUST_CHECK;

#endif

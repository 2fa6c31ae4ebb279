/*
 * A file as a snapshot, with as much of its sections of keys as the caller
 * reads: all of them for the daemon (config_read), the names alone for whoever
 * draws without one (config_read_rules), which so needs nothing of what the
 * others are about.
 */
#ifndef CONFIG_CONFIG_FILE_H
#define CONFIG_CONFIG_FILE_H

#include "config/config_fields.h"

/* Reads every section but attributes and pools. */
typedef void (*config_file_keys)(
    struct config_reader *r, const struct config_node *root);

/* As config_read_text and config_read. */
struct config *config_file_text(const char *file, const char *text, size_t len,
    config_file_keys keys, struct text *errors) MUST_CHECK;
struct config *config_file_read(
    const char *file, config_file_keys keys, struct text *errors) MUST_CHECK;

#endif

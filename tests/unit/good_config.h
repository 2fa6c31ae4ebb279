/*
 * Configurations that are right, for tests of what they mean.
 */
#ifndef TESTS_UNIT_GOOD_CONFIG_H
#define TESTS_UNIT_GOOD_CONFIG_H

#include "base/text.h"
#include "config/config.h"

/* The least that a file must say. */
#define GOOD "community: {name: T}\ndatabase: {conninfo: dbname=x}\n"

/* Appends a file. */
void good_config_load(const char *path, struct text *out);
/* Appends an example of docs/examples with its places filled in, as ./start does
 * it. */
void good_config_text(const char *name, struct text *out);
/* Fails the test where there is anything wrong. config_drop. */
struct config *good_config_read(const char *file, const char *text);
struct config *good_config_example(const char *name);
/* One that is there. */
const struct attribute *
good_config_attribute(const struct config *c, const char *name);

#endif

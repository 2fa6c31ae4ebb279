/*
 * Single values, read by what their key wants and never guessed: `no` is a
 * word where a word is wanted, and an error where true or false is.
 */
#ifndef CONFIG_CONFIG_SCALAR_H
#define CONFIG_CONFIG_SCALAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/attr.h"
#include "config/config_error.h"
#include "config/config_node.h"

/* Each leaves *out as it was, and returns -1, after saying what is wrong. */

/* Any text but an empty one; borrowed from the tree. */
int config_scalar_text(struct config_errors *e, const struct config_node *n,
    const char **out) MUST_CHECK;
int config_scalar_int(struct config_errors *e, const struct config_node *n,
    int64_t min, int64_t max, int64_t *out) MUST_CHECK;
void config_scalar_bool(
    struct config_errors *e, const struct config_node *n, bool *out);
/* One of the words: its number. */
int config_scalar_word(struct config_errors *e, const struct config_node *n,
    const char *const *words, size_t count, size_t *out) MUST_CHECK;
/* A number with at most three decimals, in thousandths. */
int config_scalar_thousandths(struct config_errors *e,
    const struct config_node *n, int64_t *out) MUST_CHECK;

#endif

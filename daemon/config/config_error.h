/*
 * Everything that is wrong with the file, gathered while it is read and then
 * shown at once in the order of the file:
 *
 *	serendip.yaml:7:9: listen.port: found "70000", allowed: …
 */
#ifndef CONFIG_CONFIG_ERROR_H
#define CONFIG_CONFIG_ERROR_H

#include <stddef.h>
#include "base/attr.h"
#include "base/text.h"
#include "config/config_node.h"

struct config_error;

struct config_errors {
	const char *file; /* borrowed; names the file in every line */
	struct config_error *list;
	size_t count, cap;
};

/* One line; `key` names what it is about. */
void config_error_add(struct config_errors *e, int line, int column,
    const char *key, const char *fmt, ...) PRINTF_LIKE(5, 6);
/* The same about a value, at its place. */
void config_error_at(struct config_errors *e, const struct config_node *n,
    const char *fmt, ...) PRINTF_LIKE(3, 4);
/* About the key of a value, at the key's place. */
void config_error_at_key(struct config_errors *e, const struct config_node *n,
    const char *fmt, ...) PRINTF_LIKE(3, 4);
/* "found …, allowed: " and what follows. */
void config_error_found(struct config_errors *e, const struct config_node *n,
    const char *fmt, ...) PRINTF_LIKE(3, 4);
/* "missing, allowed: …" about a key that `map` should have. */
void config_error_missing(struct config_errors *e,
    const struct config_node *map, const char *key, const char *allowed);
/* A key that there is not; names all that there are, and the nearest. */
void config_error_unknown(struct config_errors *e, const struct config_node *n,
    const char *const *keys, size_t count);

/* The word nearest to what was found, or NULL where none is near. */
const char *
config_error_nearest(const char *found, const char *const *words, size_t count);

/* One line each, by place. */
void config_error_write(struct config_errors *e, struct text *out);
void config_error_clear(struct config_errors *e);

#endif

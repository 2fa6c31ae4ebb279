/*
 * Collecting what is wrong, for the files of this folder: see proto.h for the
 * list itself.
 */
#ifndef PROTO_PROTO_FINDINGS_H
#define PROTO_PROTO_FINDINGS_H

#include <stdbool.h>
#include <stddef.h>

struct proto_findings;

/* Whether anything is said about this place already: one sentence is enough. */
bool proto_findings_has(const struct proto_findings *f, const char *pointer);

/* Only the first `count` of them stay. */
void proto_findings_cut(struct proto_findings *f, size_t count);

/* Looks for the known name that a stranger most likely meant. */
struct proto_nearest {
	const char *word; /* what was found */
	size_t len;
	const char *best; /* NULL while nothing is near */
	size_t best_len;
	unsigned distance;
};
void
proto_nearest_offer(struct proto_nearest *n, const char *candidate, size_t len);

#endif

/*
 * What an import would change, for people.
 */
#ifndef CTL_IMPORT_PREVIEW_H
#define CTL_IMPORT_PREVIEW_H

#include "clients/link/command.h"

/* The counts that preview and result share, a line each, and what would change of
 * how many. `bad`: lines that cannot be imported. */
void import_preview_print(struct json_object *preview, int64_t bad);
/* A line for each line of the file that would change something; into *all, where
 * that is not NULL, instead. */
enum link_status import_preview_lines(struct context *c, const char *import,
    const char *file, struct json_object *all);

#endif

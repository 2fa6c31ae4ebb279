/*
 * Commands that are done by `serendipd` itself, which has what it takes and need
 * not run for them. It is looked for beside this program, and in ../sbin from
 * there.
 */
#ifndef CLIENTS_CTL_BECOME_H
#define CLIENTS_CTL_BECOME_H

#include <stddef.h>
#include "clients/ctl/ctl.h"

#define BECOME_WORDS 12

/* An option of ours that it has by the same or another name, where it is given. */
void become_pass(const struct context *c, const char *ours, char *theirs,
    char **words, size_t *n);
/* Becomes it; what returns is why not. words: NULL behind the last. */
enum link_status become_daemon(char **words);

#endif

/*
 * Completion for shells, from the rows of commands: the script that a shell
 * reads asks the program itself what may stand where somebody types.
 */
#ifndef LINK_COMPLETION_H
#define LINK_COMPLETION_H

#include "clients/link/command.h"

/* The command `completion`. */
enum link_status completion_run(struct context *c, int argc, char **argv);

/* Offers a word where it begins as what was typed; `about` says what it is, or
 * is NULL. For completion_run and program.offer. */
void completion_offer(
    struct context *c, const char *word, const char *about, const char *typed);

#endif

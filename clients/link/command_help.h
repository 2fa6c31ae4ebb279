/*
 * How commands are used, from their rows.
 */
#ifndef LINK_COMMAND_HELP_H
#define LINK_COMMAND_HELP_H

#include "clients/link/command.h"

/* Whose commands they are; before all others. */
void help_set(const char *program, const struct command *table);
/* A command's usage, options and more; LINK_OK. */
enum link_status help_command(const struct command *cmd);
/* Those whose first word this is; false where there are none. */
bool help_group(const char *first);
/* argv names no command: says which there are; LINK_USAGE. */
enum link_status help_lost(int argc, char **argv);

#endif

/*
 * How a program and its commands are used, from their rows.
 */
#ifndef LINK_COMMAND_HELP_H
#define LINK_COMMAND_HELP_H

#include "clients/link/command.h"

/* All its commands and options; LINK_OK. */
enum link_status help_program(const struct program *program);
/* A command's usage, options and more; LINK_OK. */
enum link_status
help_command(const struct program *program, const struct command *cmd);
/* Those whose first word this is; false where there are none. */
bool help_group(const struct program *program, const char *first);
/* argv names no command: says which there are; LINK_USAGE. */
enum link_status
help_lost(const struct program *program, int argc, char **argv);

#endif

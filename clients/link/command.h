/*
 * A client's commands: a table, from which the way to each, its help and the
 * list of all come.
 */
#ifndef LINK_COMMAND_H
#define LINK_COMMAND_H

#include <getopt.h>
#include "clients/link/link.h"

struct context {
	struct link *link;
	struct json_object *kept; /* serendip only; see keep.h */
	bool is_json;             /* print replies as they are */
};

struct command {
	const char *name;     /* "rounds run": one or two words */
	const char *synopsis; /* "POOL" */
	const char *summary;  /* one line */
	const char *help;     /* options, a line each, or "" */
	/* argv[0] is the command's last word. */
	enum link_status (*run)(struct context *c, int argc, char **argv);
};

/* Finds the command of argv and runs it. NULL name ends the table. */
enum link_status command_run(const char *program, const struct command *table,
    struct context *c, int argc, char **argv);
/* All of them, for --help. */
void command_list(const struct command *table);
/* Says how the command is used; LINK_USAGE. */
enum link_status command_usage(const char *program, const struct command *cmd);
/* The last command found, for its usage. */
extern const struct command *command_current;
extern const char *command_program;
/* What a command returns where its words are wrong. */
enum link_status command_wrong(const char *why);

/* Prints a reply as JSON and frees it. */
enum link_status command_json(struct json_object *reply);

#endif

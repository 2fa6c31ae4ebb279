/*
 * A client's commands: a table, from which the way to each, what it takes, its
 * help and the list of all come. An option is a row, too.
 */
#ifndef LINK_COMMAND_H
#define LINK_COMMAND_H

#include "clients/link/link.h"

struct command_option {
	const char *name;     /* "skip-next" */
	const char *argument; /* "ZONE", or NULL where it takes none */
	const char *help;     /* lines, without a break at the end */
	const char *pointer;  /* of the body's field that it gives, or NULL */
};

#define COMMAND_GIVEN_MAX 100
#define COMMAND_ANY 1000 /* as the most words of a command */

struct command;
struct context {
	struct link *link;
	struct json_object *kept; /* serendip only; see keep.h */
	bool is_json;             /* print replies as they are */
	const struct command *command;
	struct {
		const struct command_option *option;
		const char *value; /* "" where it takes none */
	} given[COMMAND_GIVEN_MAX];
	size_t given_count;
};

struct command {
	const char *name;     /* "rounds run": one or two words */
	const char *synopsis; /* of its words: "POOL" */
	int least, most;      /* how many words it takes */
	const char *summary;  /* one line */
	const struct command_option *options; /* ends with a NULL name; or NULL
					       */
	const char *help; /* what else is to be said, lines; or NULL */
	/* Of its words only; options are in c->given, in their order. */
	enum link_status (*run)(struct context *c, int argc, char **argv);
};

/* Finds the command of argv and runs it; "help COMMAND" and "COMMAND --help"
 * say how it is used. NULL name ends the table. */
enum link_status command_run(const char *program, const struct command *table,
    struct context *c, int argc, char **argv);
/* All of them, for --help. */
void command_list(const struct command *table);

/* The last value given for an option ("" where it takes none), or NULL. */
const char *command_value(const struct context *c, const char *option);
/* The texts given for options that have a field of the body, into it: "/name"
 * as {"name": …}. */
void command_texts(const struct context *c, struct json_object *body);

/* What a command returns where its words are wrong. */
enum link_status command_wrong(const struct context *c, const char *why);

/* Prints a reply as JSON and frees it; NULL, of a route that has none, is {}.
 */
enum link_status command_json(struct json_object *reply);

#endif

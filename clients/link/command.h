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
struct program;
struct context {
	const struct program *program;
	struct link *link;        /* see command_connect */
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

struct program {
	const char *name;    /* "serendip" */
	const char *summary; /* one line, or NULL */
	/* That stand before a command, besides --help and --version. */
	const struct command_option *options;
	/* Its commands by subject, as --help lists them: a NULL name ends a
	 * table, NULL ends them. */
	const struct command *const *tables;
	const char *ending; /* what --help says last, lines */
	/* Uses the options before the command, before anything is said; a status
	 * other than LINK_OK ends it. May be NULL. */
	enum link_status (*begin)(struct context *c);
	/* Makes c->link, which the caller of command_run frees; what goes wrong
	 * is said. NULL where it is there already. */
	enum link_status (*connect)(struct context *c);
	/* Says with completion_offer (completion.h) what the server has for a
	 * word of a synopsis or an option, such as POOL. May be NULL. */
	void (*offer)(struct context *c, const char *word, const char *typed);
};

/* Reads the options before the command; *first is then the command's place in
 * argv. --help and --version are done here, as is what is wrong: *first is 0,
 * and the status what to exit with. */
enum link_status
command_options(struct context *c, int argc, char **argv, int *first);
/* Finds the command of argv and runs it; "help COMMAND" and "COMMAND --help"
 * say how it is used. */
enum link_status command_run(struct context *c, int argc, char **argv);
/* Has the program make its link, once; before any command but completion, which
 * has words that need none, it is there. */
enum link_status
command_connect(struct context *c) __attribute__((warn_unused_result));
/* The i-th of all its commands, or NULL behind the last. */
const struct command *command_at(const struct program *program, size_t i);
/* How many words of argv name this command; 0: it is another. */
int command_words(const struct command *cmd, int argc, char **argv);

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

/*
 * What the commands of `serendip` share.
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "clients/link/command.h"
#include "clients/link/keep.h"

extern const struct command cli_commands[];

/* --- about.c: the community ----------------------------------------------- */

/* GET /v1/about, once a program; the reason is said where it cannot be had.
 * *about is borrowed. */
enum link_status about_get(struct context *c, struct json_object **about)
    __attribute__((warn_unused_result));
/* The row of an attribute in it, or NULL. */
struct json_object *
about_attribute(struct json_object *about, const char *name);
/* {"en": …, "fr": …} in the language of this terminal. Borrowed. */
const char *about_label(struct json_object *labels);
/* The label of an attribute's word, or the word. Borrowed. */
const char *about_word(struct json_object *attribute, const char *word);
/* "en" or "fr", from the environment. */
const char *about_language(void);
/* "NAME=VALUE" into the JSON that the attribute wants; an empty VALUE is null.
 * false with the reason said. */
bool about_set(struct json_object *about, struct json_object *attributes,
    const char *assignment);
/* Prints attributes, a line each: "Title: words". */
void about_print(struct json_object *about, struct json_object *attributes,
    const char *indent);

/* --- ask.c: people at a terminal ------------------------------------------ */

bool ask_is_possible(void);
/* A line, without blanks around; a new text, or NULL at the end. `fallback`
 * (may be NULL) stands for an empty line. */
char *ask_line(const char *question, const char *fallback);

/* --- signin.c ------------------------------------------------------------- */

/* Keeps server, certificate and the attempt, and asks for the code where
 * somebody is there to type it. */
enum link_status signin_attempted(struct context *c, struct json_object *reply);

#define CLI_COMMAND(name) \
	enum link_status name(struct context *c, int argc, char **argv)
CLI_COMMAND(cmd_about);
CLI_COMMAND(cmd_signup);
CLI_COMMAND(cmd_signin);
CLI_COMMAND(cmd_signout);
CLI_COMMAND(cmd_profile);
CLI_COMMAND(cmd_profile_set);
CLI_COMMAND(cmd_profile_unset);
CLI_COMMAND(cmd_pools);
CLI_COMMAND(cmd_join);
CLI_COMMAND(cmd_leave);
CLI_COMMAND(cmd_intros);
CLI_COMMAND(cmd_rounds);

#endif

/*
 * What the commands of `serendip` share.
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "clients/link/command.h"
#include "clients/link/keep.h"

extern const struct program cli_program;

/* Its commands by subject, in the order of --help. */
extern const struct command commands_account[];
extern const struct command commands_introductions[];
extern const struct command commands_people[];

/* --- main.c --------------------------------------------------------------- */

/* To the server of the options before the command, or that is kept: see struct
 * program. */
enum link_status connect_kept(struct context *c);

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
/* The words that an attribute may have, or ideas where it may have any, from a
 * route of their own where they are many; NULL where there are none. Borrowed. */
struct json_object *about_words(struct json_object *attribute);
/* The label of an attribute's word, or the word. Borrowed. */
const char *about_word(struct json_object *attribute, const char *word);
/* Prints attributes, a line each: "Title: words"; hours with the zone that
 * they are in, where it is not NULL. */
void about_print(struct json_object *about, struct json_object *attributes,
    const char *zone, int indent);

/* --- api_words.c ---------------------------------------------------------- */

/* A word of one of the API's lists, such as "introduction" for its states, as
 * people say it; the word where it is unknown here. Borrowed. */
const char *api_word(const char *list, const char *word);

/* --- answer.c: from people's words to the API's --------------------------- */

/* What somebody typed as an attribute's value: vocabulary by name or label, in
 * any case. A new JSON value; or NULL, *why being a new text that says what is
 * allowed. */
struct json_object *answer_value(struct json_object *about,
    struct json_object *attribute, const char *typed, char **why);
/* "NAME=VALUE" as a member of `attributes`; an empty VALUE is null. What is not
 * allowed goes in as it stands, for the server to judge with all the rest.
 * false where it is no assignment. */
bool answer_assign(struct json_object *about, struct json_object *attributes,
    const char *assignment);

/* --- fold.c: texts as people compare them --------------------------------- */

/* A new text: lower case, hyphens and dashes as blanks, one blank
 * for several. */
char *fold_text(const char *s, size_t n);

/* --- zone.c: time zones --------------------------------------------------- */

/* The zone of this machine, or UTC; a new text. */
char *zone_own(void);
/* The zone that is meant by its name in any case, or by its town; a new text,
 * or NULL where this machine knows its zones and none is it. */
char *zone_find(const char *typed);

/* --- when.c: instants ----------------------------------------------------- */

#define WHEN_SIZE 100

/* The zone of the member's profile, once a program. *zone is borrowed. */
enum link_status when_zone(struct context *c, const char **zone)
    __attribute__((warn_unused_result));
/* "2026-11-24T10:00:00Z" as "2026-11-24 11:00 (Europe/Paris)"; NULL as "".
 * Where this machine does not know the zone, in UTC. */
const char *when_text(const char *utc, const char *zone, char out[WHEN_SIZE]);

/* --- cmd_thread.c --------------------------------------------------------- */

/* A line or more of what somebody said. */
void thread_print(struct json_object *message, const char *zone);

/* --- card.c: an introduction ---------------------------------------------- */

/* As people read it, and what they can do next. Instants are shown in `zone`. */
void card_print(struct json_object *about, const char *zone,
    struct json_object *introduction);

/* --- chart.c: numbers as a picture ---------------------------------------- */

/* A bar of at most `width` characters (up to 60) for a share of 0 to 1, filled
 * up with blanks. */
void chart_bar(double share, int width, bool is_ascii);
/* A character for each value, from `from` (lowest) to `to`; a blank for one
 * that is not a number. */
void chart_line(
    const double *values, size_t count, double from, double to, bool is_ascii);

/* --- ask.c: people at a terminal ------------------------------------------ */

/* Somebody can answer, and wants words rather than JSON. */
bool ask_is_possible(const struct context *c);
/* A line, without blanks around; a new text, or NULL at the end. `fallback`
 * (may be NULL) stands for an empty line. */
char *ask_line(const char *question, const char *fallback);

/* --- questions.c: the sign-up as a dialogue ------------------------------- */

/* Asks for what the body of a sign-up lacks: all, or only what is needed.
 * `state` is an object that remembers what was asked. false at the end of the
 * input. */
bool questions_ask(struct json_object *about, struct json_object *body,
    struct json_object *state, bool is_all);
/* Asks to consent to the terms in force; false where the answer is no, or at the
 * end of the input. */
bool questions_consent(struct json_object *about, struct json_object *consent);
/* Takes out of the body what the problem names, to be asked again; false where
 * it names nothing that is asked for. */
bool questions_again(struct json_object *body, struct json_object *state,
    struct json_object *problem);

/* --- contacts.c: files of contacts ---------------------------------------- */

/* A file of contacts in parts that a request can hold. */
struct contacts {
	char *data;
	size_t len, at;
	size_t header; /* bytes that every part of a CSV file begins with */
	size_t header_lines, lines; /* lines of it, and those before `at` */
	bool is_vcard;
	char *part;
	size_t part_len;
	size_t part_line; /* how many lines of the file stand before the part's
			     first that is not of the header */
};
/* "-" is standard input. false with the reason said. */
bool contacts_open(struct contacts *contacts, const char *path);
/* The next part, in part; false at the end. Of vCards only what tells addresses
 * is in it. */
bool contacts_next(struct contacts *contacts);
/* The line of the file that is so many-th of the part. */
size_t contacts_line(const struct contacts *contacts, size_t line);
void contacts_close(struct contacts *contacts);

/* --- cmd_signin.c --------------------------------------------------------- */

/* Keeps server, certificate and the attempt, and asks for the code where
 * asks_code. Takes the reply. */
enum link_status
signin_attempted(struct context *c, struct json_object *reply, bool asks_code);

/* --- card_meet.c: what goes with an introduction -------------------------- */

void card_meet_print(struct json_object *introduction);
/* What can be done about an hour, as a command below the card. */
void card_meet_next(struct json_object *introduction);
void card_worksheet_print(struct json_object *introduction);

/* --- cmd_answer.c --------------------------------------------------------- */

typedef bool (*answer_fits)(struct json_object *introduction);
/* The id that was typed, or that of the only introduction that fits; a new text
 * in *id. */
enum link_status answer_which(struct context *c, int argc, char **argv,
    answer_fits fits, char **id) __attribute__((warn_unused_result));
/* Sends the body, and shows the introduction that the route replies with. Frees
 * the id; takes the body. */
enum link_status answer_post(struct context *c, enum proto_route_id route,
    char *id, struct json_object *body) __attribute__((warn_unused_result));

#define CLI_COMMAND(name) \
	enum link_status name(struct context *c, int argc, char **argv)
CLI_COMMAND(cmd_about);
CLI_COMMAND(cmd_words);
CLI_COMMAND(cmd_signup);
CLI_COMMAND(cmd_signin);
CLI_COMMAND(cmd_signout);
CLI_COMMAND(cmd_sessions);
CLI_COMMAND(cmd_sessions_end);
CLI_COMMAND(cmd_export);
CLI_COMMAND(cmd_erase);
CLI_COMMAND(cmd_email);
CLI_COMMAND(cmd_profile);
CLI_COMMAND(cmd_profile_set);
CLI_COMMAND(cmd_profile_unset);
CLI_COMMAND(cmd_consent);
CLI_COMMAND(cmd_letters);
CLI_COMMAND(cmd_invite);
CLI_COMMAND(cmd_invitations);
CLI_COMMAND(cmd_invitations_end);
CLI_COMMAND(cmd_invitations_refuse);
CLI_COMMAND(cmd_pools);
CLI_COMMAND(cmd_join);
CLI_COMMAND(cmd_leave);
CLI_COMMAND(cmd_pause);
CLI_COMMAND(cmd_intros);
CLI_COMMAND(cmd_accept);
CLI_COMMAND(cmd_skip);
CLI_COMMAND(cmd_outcome);
CLI_COMMAND(cmd_back);
CLI_COMMAND(cmd_rounds);
CLI_COMMAND(cmd_diversity);
CLI_COMMAND(cmd_ties_list);
CLI_COMMAND(cmd_ties_add);
CLI_COMMAND(cmd_ties_import);
CLI_COMMAND(cmd_ties_remove);
CLI_COMMAND(cmd_suggest);
CLI_COMMAND(cmd_suggest_list);
CLI_COMMAND(cmd_suggest_withdraw);
CLI_COMMAND(cmd_block);
CLI_COMMAND(cmd_blocks);
CLI_COMMAND(cmd_blocks_remove);
CLI_COMMAND(cmd_report);
CLI_COMMAND(cmd_report_list);
CLI_COMMAND(cmd_meet);
CLI_COMMAND(cmd_calendar);
CLI_COMMAND(cmd_thread);
CLI_COMMAND(cmd_say);
CLI_COMMAND(cmd_watch);

/* --- complete.c: what the server has for a word that is typed ------------- */

/* See struct program. */
void complete_offer(struct context *c, const char *word, const char *typed);

#endif

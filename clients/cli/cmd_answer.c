/*
 * serendip accept, skip, outcome, back: what I say to an introduction, and what
 * came of it. Without an id, the only one that it can be about.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "clients/cli/cli.h"
#include "clients/link/language.h"
#include "clients/link/pages.h"

/* --- which one ------------------------------------------------------------ */

static bool
is_word(struct json_object *o, const char *field, const char *word)
{
	const char *s = proto_text(o, field);

	return s != NULL && strcmp(s, word) == 0;
}

static bool
wants_answer(struct json_object *o)
{
	return is_word(o, "state", "offered") &&
	       proto_text(o, "answer") == NULL;
}

static bool
wants_outcome(struct json_object *o)
{
	return is_word(o, "answer", "accepted") &&
	       proto_get(o, "outcome") == NULL &&
	       (is_word(o, "state", "accepted") || is_word(o, "state", "met") ||
		   is_word(o, "state", "not_met"));
}

enum link_status
answer_which(
    struct context *c, int argc, char **argv, answer_fits fits, char **id)
{
	struct json_object *all = NULL, *list;
	enum link_status status;
	size_t count = 0;

	*id = NULL;
	if (argc > 0) {
		*id = link_copy(argv[0]);
		return LINK_OK;
	}
	status = pages_all(c->link, ROUTE_INTRODUCTIONS, NULL, &all);
	if (status != LINK_OK)
		return status;
	list = proto_get(all, "introductions");
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *o = json_object_array_get_idx(list, i);

		if (!fits(o))
			continue;
		if (count++ == 0)
			*id = link_copy(proto_text(o, "id"));
	}
	json_object_put(all);
	if (count == 1)
		return LINK_OK;
	free(*id);
	*id = NULL;
	return command_wrong(c,
	    count == 0 ? _("no introduction waits for it; say which, by its "
			   "id from `serendip intros`")
		       : _("several introductions wait for it; say which, by "
			   "its id from `serendip intros`"));
}

enum link_status
answer_post(struct context *c, enum proto_route_id route, char *id,
    struct json_object *body)
{
	struct link_request rq = { .body = body, .parameters = { id } };
	struct json_object *reply = NULL, *about = NULL;
	enum link_status status = link_call(c->link, route, &rq, &reply);
	const char *zone = NULL;

	json_object_put(body);
	free(id);
	if (status == LINK_OK && c->is_json)
		return command_json(reply);
	if (status == LINK_OK)
		status = when_zone(c, &zone);
	if (status == LINK_OK)
		status = about_get(c, &about);
	if (status == LINK_OK)
		card_print(about, zone, reply);
	json_object_put(reply);
	return status;
}

/* --- the commands --------------------------------------------------------- */

static enum link_status
answer(struct context *c, int argc, char **argv, bool accept)
{
	struct json_object *body;
	enum link_status status;
	char *id;

	status = answer_which(c, argc, argv, wants_answer, &id);
	if (status != LINK_OK)
		return status;
	body = json_object_new_object();
	json_object_object_add(body, "accept", json_object_new_boolean(accept));
	command_texts(c, body);
	return answer_post(c, ROUTE_INTRODUCTION_ANSWER, id, body);
}

enum link_status
cmd_accept(struct context *c, int argc, char **argv)
{
	return answer(c, argc, argv, true);
}

enum link_status
cmd_skip(struct context *c, int argc, char **argv)
{
	return answer(c, argc, argv, false);
}

/* What was typed as the API's word; what is none stays, for the server to say
 * what is allowed. */
static const char *
met_word(const char *typed)
{
	static const char *const words[][2] = { { "oui", "yes" },
		{ "non", "no" }, { "could not", "could_not" },
		{ "could-not", "could_not" }, { "pas pu", "could_not" } };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(typed, words[i][0]) == 0)
			return words[i][1];
	return typed;
}

static void
add_rating(struct json_object *body, const char *typed)
{
	bool is_digit = typed[0] >= '0' && typed[0] <= '9' && typed[1] == '\0';

	json_object_object_add(body, "rating",
	    is_digit ? json_object_new_int(typed[0] - '0')
		     : json_object_new_string(typed));
}

/* Texts of the command line as the body has them; false where one is none that
 * is allowed, of which *why says so. */
static bool
read_outcome(
    const struct context *c, struct json_object *body, const char **why)
{
	const char *met = command_value(c, "met");
	const char *rating = command_value(c, "rating");
	const char *again = command_value(c, "again");

	if (met == NULL) {
		*why = _("say --met yes, --met no or --met could-not");
		return false;
	}
	json_object_object_add(
	    body, "met", json_object_new_string(met_word(met)));
	if (rating != NULL)
		add_rating(body, rating);
	if (again != NULL && strcmp(again, "yes") != 0 &&
	    strcmp(again, "no") != 0) {
		*why = _("--again is yes or no");
		return false;
	}
	if (again != NULL)
		json_object_object_add(body, "again",
		    json_object_new_boolean(strcmp(again, "yes") == 0));
	if (command_value(c, "no-show") != NULL)
		json_object_object_add(
		    body, "no_show", json_object_new_boolean(true));
	command_texts(c, body);
	return true;
}

/* A yes or a no into a field of the body, and nothing for an empty line; asked
 * again where it is something else. false at the end of the input. */
static bool
ask_yes(struct json_object *body, const char *field, const char *question)
{
	bool is_yes, is_answered = false;
	char *typed = NULL;

	while (!is_answered && (typed = ask_line(question, "")) != NULL) {
		is_yes = strcmp(met_word(typed), "yes") == 0;
		is_answered = is_yes || strcmp(met_word(typed), "no") == 0;
		if (is_answered)
			json_object_object_add(
			    body, field, json_object_new_boolean(is_yes));
		is_answered = is_answered || *typed == '\0';
		free(typed);
	}
	return is_answered;
}

/* Of who met; likewise. */
static bool
ask_meeting(struct json_object *body)
{
	char *rating = ask_line(_("How was it, 1 to 5"), "");
	char *learned =
	    rating == NULL ? NULL : ask_line(_("What did you learn"), "");
	bool is_answered = learned != NULL;

	if (rating != NULL && *rating != '\0')
		add_rating(body, rating);
	if (learned != NULL && *learned != '\0')
		json_object_object_add(
		    body, "learned", json_object_new_string(learned));
	free(rating);
	free(learned);
	return is_answered &&
	       ask_yes(body, "again", _("Would you meet again (yes, no)"));
}

/* The same as questions; false at the end of the input. */
static bool
ask_outcome(struct json_object *body)
{
	char *met = ask_line(_("Did you meet (yes, no, could not)"), "");
	const char *word = met == NULL ? "" : met_word(met);
	bool is_answered = met != NULL;

	if (is_answered)
		json_object_object_add(
		    body, "met", json_object_new_string(word));
	if (strcmp(word, "yes") == 0)
		is_answered = ask_meeting(body);
	else if (strcmp(word, "no") == 0)
		is_answered = ask_yes(body, "no_show",
		    _("Did you come, and nobody else (yes, no)"));
	free(met);
	return is_answered;
}

enum link_status
cmd_outcome(struct context *c, int argc, char **argv)
{
	struct json_object *body = json_object_new_object();
	enum link_status status = LINK_OK;
	bool asks = c->given_count == 0 && ask_is_possible(c);
	const char *why;
	char *id = NULL;

	if (!asks && !read_outcome(c, body, &why))
		status = command_wrong(c, why);
	if (status == LINK_OK)
		status = answer_which(c, argc, argv, wants_outcome, &id);
	if (status == LINK_OK && asks && !ask_outcome(body))
		status = LINK_USAGE;
	if (status == LINK_OK)
		return answer_post(c, ROUTE_INTRODUCTION_OUTCOME, id, body);
	free(id);
	json_object_put(body);
	return status;
}

enum link_status
cmd_back(struct context *c, int argc, char **argv)
{
	struct json_object *me = NULL;
	enum link_status status;

	(void)argc;
	(void)argv;
	/* From both: whoever says so means it. */
	status = link_call(c->link, ROUTE_PAUSE_END, NULL, &me);
	if (status == LINK_OK && proto_text(me, "rest_since") != NULL) {
		json_object_put(me);
		me = NULL;
		status = link_call(c->link, ROUTE_ME_BACK, NULL, &me);
	}
	if (status != LINK_OK)
		return status;
	if (c->is_json)
		return command_json(me);
	json_object_put(me);
	puts(_("Good that you are back: you take part in the next "
	       "draw."));
	return LINK_OK;
}

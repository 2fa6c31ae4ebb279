/*
 * The sign-up as a dialogue: see clients/cli/cli.h. Each answer is held to what
 * the community says of itself at once, so that a slip costs one line.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "clients/cli/cli.h"
#include "clients/link/language.h"
#include "clients/link/safe.h"

/* What the body needs whatever the community asks. */
struct question {
	const char *field, *text;
	bool is_needed;
	/* What an empty answer stands for; a new text, or NULL. */
	char *(*fallback)(void);
	/* What an answer means; a new text, or NULL where it is not allowed. */
	char *(*read)(struct json_object *about, const char *answer);
	const char *allowed; /* said then */
	/* The community's policy that asks for it, or NULL: any. */
	const char *policy;
};

static size_t
characters(const char *s)
{
	size_t n = 0;

	for (; *s != '\0'; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80;
	return n;
}

static char *
read_email(struct json_object *about, const char *answer)
{
	(void)about;
	return proto_is_email(answer) ? link_copy(answer) : NULL;
}

static char *
read_limited(struct json_object *about, const char *answer, const char *limit)
{
	int64_t most = proto_int(proto_get(about, "limits"), limit, 0);

	return (int64_t)characters(answer) <= most ? link_copy(answer) : NULL;
}

static char *
read_name(struct json_object *about, const char *answer)
{
	return read_limited(about, answer, "name_characters");
}

static char *
read_pitch(struct json_object *about, const char *answer)
{
	return read_limited(about, answer, "pitch_characters");
}

/* "fr", "FR", "French" and "français" are one language. */
static char *
read_language(struct json_object *about, const char *answer)
{
	struct json_object *list = proto_get(about, "languages");
	char *folded = fold_text(answer, strlen(answer)), *found = NULL;

	for (size_t i = 0; found == NULL && i < json_object_array_length(list);
	     i++) {
		const char *code =
		    json_object_get_string(json_object_array_get_idx(list, i));

		if (*code != '\0' && strncmp(folded, code, strlen(code)) == 0)
			found = link_copy(code);
	}
	free(folded);
	return found;
}

static char *
read_zone(struct json_object *about, const char *answer)
{
	(void)about;
	return zone_find(answer);
}

static char *
read_token(struct json_object *about, const char *answer)
{
	(void)about;
	return strncmp(answer, "sdi_", 4) == 0 ? link_copy(answer) : NULL;
}

static char *
own_language(void)
{
	return link_copy(language_get());
}

static const struct question questions[] = {
	{ .field = "invitation",
	    .text = N_("Invitation"),
	    .is_needed = true,
	    .read = read_token,
	    .allowed = N_("It begins with sdi_, and stands in the letter."),
	    .policy = "invitation" },
	{ .field = "email",
	    .text = N_("E-mail address"),
	    .is_needed = true,
	    .read = read_email,
	    .allowed =
		N_("That is no e-mail address, such as ana@example.org.") },
	{ .field = "name",
	    .text = N_("Name shown (a pseudonym is fine)"),
	    .is_needed = true,
	    .read = read_name,
	    .allowed = N_("That is too long.") },
	{ .field = "language",
	    .text = N_("Language (en or fr)"),
	    .fallback = own_language,
	    .read = read_language,
	    .allowed = N_("The community does not speak that one.") },
	{ .field = "zone",
	    .text = N_("Time zone"),
	    .fallback = zone_own,
	    .read = read_zone,
	    .allowed =
		N_("There is no such zone; write one as Europe/Paris, or a "
		   "town.") },
	{ .field = "pitch",
	    .text = N_("What you do, offer and seek, in a sentence or two"),
	    .read = read_pitch,
	    .allowed = N_("That is too long.") },
};
#define QUESTIONS (sizeof(questions) / sizeof(questions[0]))

/* --- what was asked ------------------------------------------------------- */

/* In `state`, a name is true once it was asked for, false where the answer was
 * refused. */
static bool
is_wanted(struct json_object *in, struct json_object *state, const char *name,
    bool by_itself)
{
	if (proto_has(in, name))
		return false;
	return proto_has(state, name) ? !proto_bool(state, name, true)
				      : by_itself;
}

static void
set_asked(struct json_object *state, const char *name, bool asked)
{
	json_object_object_add(state, name, json_object_new_boolean(asked));
}

/* --- asking --------------------------------------------------------------- */

/* false at the end of the input. */
static bool
ask_question(const struct question *q, struct json_object *about,
    struct json_object *body, struct json_object *state)
{
	char *fallback = q->fallback == NULL ? NULL : q->fallback();
	char *answer, *value = NULL;
	bool is_done = false;

	while (!is_done && (answer = ask_line(_(q->text), fallback)) != NULL) {
		is_done = *answer == '\0' && !q->is_needed;
		if (*answer == '\0' && q->is_needed)
			fputs(_("This one is needed.\n"), stderr);
		else if (!is_done && (value = q->read(about, answer)) == NULL)
			fprintf(stderr, "%s\n", _(q->allowed));
		is_done = is_done || value != NULL;
		free(answer);
	}
	if (value != NULL)
		json_object_object_add(
		    body, q->field, json_object_new_string(value));
	set_asked(state, q->field, true);
	free(fallback);
	free(value);
	return is_done;
}

static void
suggest(struct json_object *attribute)
{
	struct json_object *words = proto_get(attribute, "words");
	const char *type = proto_text(attribute, "type");

	if (words == NULL && proto_has(attribute, "word_count"))
		safe_printf(stderr,
		    _("    one of %d, by name or code; to look for one: "
		      "serendip "
		      "words %s NAME\n"),
		    (int)proto_int(attribute, "word_count", 0),
		    proto_text(attribute, "name"));

	for (size_t i = 0; words != NULL && i < json_object_array_length(words);
	     i++) {
		struct json_object *w = json_object_array_get_idx(words, i);
		safe_printf(stderr, "    %-36s %s\n", proto_text(w, "word"),
		    about_label(proto_get(w, "label")));
	}
	if (strcmp(type, "hours") == 0)
		fputs(_("    such as mon 12-14;thu 9-11\n"), stderr);
	else if (strcmp(type, "tags") == 0)
		fputs(_("    several are separated by ;\n"), stderr);
}

/* false at the end of the input. */
static bool
ask_attribute(struct json_object *about, struct json_object *attribute,
    struct json_object *attributes, struct json_object *state)
{
	const char *name = proto_text(attribute, "name");
	bool is_needed = proto_bool(attribute, "required", false);
	char *title = safe_text(about_label(proto_get(attribute, "title")), 0);
	char *answer, *why;
	struct json_object *value = NULL;
	bool is_done = false;

	suggest(attribute);
	while (!is_done && (answer = ask_line(title, NULL)) != NULL) {
		why = NULL;
		if (*answer != '\0')
			value = answer_value(about, attribute, answer, &why);
		is_done = *answer == '\0' ? !is_needed : value != NULL;
		if (why != NULL) {
			safe_printf(stderr, "%s\n", why);
		} else if (!is_done) {
			fputs(_("This one is needed.\n"), stderr);
		}
		free(why);
		free(answer);
	}
	if (value != NULL)
		json_object_object_add(attributes, name, value);
	set_asked(state, name, true);
	free(title);
	return is_done;
}

/* false where the answer is no, or at the end of the input. */
bool
questions_consent(struct json_object *about, struct json_object *consent)
{
	const char *version = proto_text(about, "terms_version");
	char question[300], *answer, *safe = safe_text(version, 0);
	char first = '\0';

	if (proto_text(about, "terms_url") != NULL) {
		safe_printf(stderr, _("    The terms: %s\n"),
		    proto_text(about, "terms_url"));
	}
	snprintf(question, sizeof(question),
	    _("Do you accept the terms, version %s, and are you at least %d "
	      "years old? (yes/no)"),
	    safe, (int)proto_int(about, "minimum_age", 0));
	free(safe);
	while (strchr("yon", first) == NULL || first == '\0') {
		if ((answer = ask_line(question, NULL)) == NULL)
			return false;
		first = *answer >= 'A' && *answer <= 'Z'
			    ? (char)(*answer - 'A' + 'a')
			    : *answer;
		free(answer);
	}
	if (first == 'n')
		return false;
	json_object_object_add(
	    consent, "terms_version", json_object_new_string(version));
	json_object_object_add(consent, "of_age", json_object_new_boolean(1));
	return true;
}

static bool
is_of_policy(const struct question *q, struct json_object *about)
{
	const char *policy = proto_text(proto_get(about, "signup"), "policy");

	return q->policy == NULL ||
	       (policy != NULL && strcmp(policy, q->policy) == 0);
}

bool
questions_ask(struct json_object *about, struct json_object *body,
    struct json_object *state, bool is_all)
{
	struct json_object *attributes = proto_get(body, "attributes");
	struct json_object *consent = proto_get(body, "consent");
	struct json_object *list = proto_get(about, "attributes");

	for (size_t i = 0; i < QUESTIONS; i++)
		if (is_of_policy(&questions[i], about) &&
		    is_wanted(body, state, questions[i].field,
			is_all || questions[i].is_needed) &&
		    !ask_question(&questions[i], about, body, state))
			return false;
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *a = json_object_array_get_idx(list, i);

		if (is_wanted(attributes, state, proto_text(a, "name"),
			is_all || proto_bool(a, "required", false)) &&
		    !ask_attribute(about, a, attributes, state))
			return false;
	}
	if (proto_has(consent, "terms_version") && proto_has(consent, "of_age"))
		return true;
	return questions_consent(about, consent);
}

bool
questions_again(struct json_object *body, struct json_object *state,
    struct json_object *problem)
{
	struct json_object *errors = proto_get(problem, "errors");
	bool is_one = false;

	for (size_t i = 0;
	     errors != NULL && i < json_object_array_length(errors); i++) {
		const char *at =
		    proto_text(json_object_array_get_idx(errors, i), "pointer");
		struct json_object *in = body;
		char *name;

		if (strncmp(at, "/attributes/", 12) == 0) {
			in = proto_get(body, "attributes");
			at += 11;
		} else if (strncmp(at, "/consent/", 9) == 0) {
			in = proto_get(body, "consent");
			at += 8;
		}
		if (*at != '/')
			continue;
		name = strndup(at + 1, strcspn(at + 1, "/"));
		if (name != NULL && proto_has(in, name)) {
			json_object_object_del(in, name);
			set_asked(state, name, false);
			is_one = true;
		}
		free(name);
	}
	return is_one;
}

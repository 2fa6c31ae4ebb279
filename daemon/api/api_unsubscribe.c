/*
 * The link at the end of a letter: a page with one button, and what the button
 * does, which a mail program may do without the page (RFC 8058). Whoever has
 * the letter may; there is no session, and nothing to guess. GET changes
 * nothing, since programs that look for harm follow links.
 */
#include <strings.h>
#include "api/api_internal.h"
#include "api/call.h"
#include "base/memory.h"
#include "config/config.h"
#include "model/letter_html.h"
#include "model/typeset.h"
#include "work/change.h"
#include "work/house.h"
#include "work/unsubscribe.h"

static bool
is_french(const struct call *c)
{
	const char *given = http_header(c->req, "Accept-Language");

	return given != NULL && strncasecmp(given, "fr", 2) == 0;
}

/* Whose and which letters; false after having answered. */
static bool
take_token(struct call *c, struct unsubscribe *from)
{
	char token[PROTO_QUERY_BYTES];

	if (proto_query_get(
		http_query(c->req), "token", token, sizeof(token)) &&
	    unsubscribe_read(c->house->seal, token, from) == 0)
		return true;
	call_problem(c, "not_found", "", NULL);
	return false;
}

/* `button` NULL: none. It posts to where the page is from. */
static void
reply_page(struct call *c, const char *words, enum letter_kind kind,
    const char *button)
{
	const char *language = is_french(c) ? "fr" : "en";
	const char *community = c->house->config->community_name;
	const char *title = unsubscribe_title(kind, language);
	struct text page = { 0 }, set = { 0 };

	text_addf(&page,
	    "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n"
	    "<meta charset=\"utf-8\">\n"
	    "<meta name=\"viewport\" content=\"width=device-width\">\n"
	    "<meta name=\"color-scheme\" content=\"light dark\">\n<title>",
	    language);
	letter_html_escape(community, strlen(community), &page);
	text_add(&page, "</title>\n</head>\n<body>\n<h1>");
	letter_html_escape(community, strlen(community), &page);
	text_add(&page, "</h1>\n<p>");
	if (is_french(c))
		typeset_french(words, &set);
	else
		text_add(&set, words);
	letter_html_escape(text_get(&set), set.len, &page);
	text_clear(&set);
	text_add(&page, " <strong>");
	letter_html_escape(title, strlen(title), &page);
	text_add(&page, "</strong></p>\n");
	if (button != NULL) {
		text_add(&page, "<form method=\"post\"><button>");
		letter_html_escape(button, strlen(button), &page);
		text_add(&page, "</button></form>\n");
	}
	text_add(&page, "</body>\n</html>\n");
	call_reply_page(c, &page);
	text_clear(&page);
}

void
api_handle_UNSUBSCRIBE_ASK(struct call *c)
{
	struct unsubscribe from;

	if (!take_token(c, &from))
		return;
	if (is_french(c))
		reply_page(c, "Ne plus recevoir ces lettres :", from.kind,
		    "Ne plus les recevoir");
	else
		reply_page(
		    c, "No more of these letters:", from.kind, "Stop them");
}

/* `is_final`: there is no way back, as there is no member who could choose. */
static const char *
done_words(const struct call *c, bool is_final)
{
	if (is_final)
		return is_french(c)
			   ? "C’est fait. Ces lettres ne viendront plus à "
			     "cette adresse :"
			   : "Done. These letters will not come to this "
			     "address any more:";
	return is_french(c) ? "C’est fait. Ces lettres ne viendront plus ; "
			      "« serendip letters » les fait revenir :"
			    : "Done. These letters will not come any more; "
			      "“serendip letters” brings them back:";
}

static void
on_refused(void *arg, const struct fault *why)
{
	struct call *c = arg;
	struct unsubscribe from;

	CHECK(c, CALL_API_MAGIC);
	call_story_over(c);
	if (why != NULL)
		call_refuse(c, why);
	else if (take_token(c, &from))
		reply_page(
		    c, done_words(c, from.is_invitations), from.kind, NULL);
}

void
api_handle_UNSUBSCRIBE(struct call *c)
{
	struct unsubscribe from;

	if (!take_token(c, &from))
		return;
	call_story(c,
	    from.is_invitations
		? change_invitation_refuse(
		      c->house, from.email_index, on_refused, c)
		: change_unsubscribe(c->house, &from.member,
		      letter_kind_word(from.kind), on_refused, c),
	    change_cancel);
}

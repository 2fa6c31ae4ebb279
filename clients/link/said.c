/*
 * A server's sentences: see clients/link/said.h.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "clients/link/language.h"
#include "clients/link/link.h"
#include "clients/link/said.h"

#define PIECES_MAX 5
#define DEPTH_MAX 3 /* "found the text ‘x’, expected …" holds two sentences */

/* %s stands for whatever the server has there. The first that fits counts, so
 * that longer ones stand before shorter. The test `texts` holds them against what
 * daemon/ and proto/ say. */
static const char *const sentences[] = {
	/* proto/: what a field may be */
	N_("found %s, expected a text, a number or a list of texts%s"),
	N_("found %s, expected an object with the fields %s"),
	N_("found %s, allowed are %s; did you mean %s?"),
	N_("found %s, expected %s"),
	N_("found %s, allowed are %s"),
	N_("there is no field %s here; did you mean %s?"),
	N_("there is no field %s here; the fields are %s"),
	N_("expected %s"),
	N_("has %s characters, at least %s expected"),
	N_("has %s characters, at most %s allowed"),
	N_("has %s items, at least %s expected"),
	N_("has %s items, at most %s allowed"),
	N_("found a text that is not UTF-8 or holds U+0000"),
	N_("a text of %s to %s characters"),
	N_("one of %s"),
	N_("a whole number from %s to %s"),
	N_("true or false"),
	N_("a time in UTC such as %s"),
	N_("an id such as %s"),
	N_("an e-mail address such as %s"),
	N_("a list of %s to %s items"),
	N_("the number %s"),
	N_("the text %s"),
	/* profiles and sign-up */
	N_("this community asks for it: it cannot be removed"),
	N_("this community asks for it"),
	N_("this community takes members by invitation"),
	N_("this community takes addresses of %s, or an invitation"),
	N_("the community has no attribute \"%s\""),
	N_("the community has no such pool"),
	N_("in this community, only operators invite"),
	N_("members are at least %s years old"),
	N_("found \"%s\"; the terms in force are \"%s\""),
	N_("found \"%s\"; allowed is one of %s words, such as \"%s\""),
	N_("found \"%s\"; did you mean \"%s\"?"),
	N_("found \"%s\"; allowed is a day and whole hours, such as \"mon "
	   "12-14\""),
	N_("found \"%s\"; a path has words between its slashes"),
	N_("found \"%s\"; allowed is a number"),
	N_("found \"%s\"; allowed is one word"),
	N_("found \"%s\", one word more than the %s that an attribute may "
	   "have"),
	N_("a word is empty"),
	N_("a word has %s bytes; allowed are %s"),
	N_("a word holds a control character"),
	N_("there is no hour"),
	N_("there is no tag"),
	N_("found more than %s tags"),
	N_("found a number without end"),
	N_("found null; allowed is %s"),
	N_("found %s; allowed is %s"),
	N_("\"%s\" is no time zone; allowed is an IANA name such as "
	   "Europe/Paris"),
	N_("it is not UTF-8"),
	N_("it holds a control or invisible character"),
	N_("%s is not UTF-8"),
	N_("%s holds a control character; allowed is text in one line"),
	N_("%s holds a control character; allowed is text and line breaks"),
	N_("%s holds an invisible or direction-changing character"),
	N_("%s holds more than three combining marks in a row"),
	N_("%s has %s characters; allowed are %s to %s"),
	N_("%s has %s characters; allowed are %s"),
	N_("%s is empty; allowed are %s to %s characters"),
	N_("the name"),
	N_("the pitch"),
	N_("the message"),
	N_("the reason"),
	N_("what you learned"),
	N_("the place"),
	N_("a word"),
	N_("a number"),
	N_("a list of words"),
	N_("a list of hours such as \"mon 12-14\""),
	N_("too many %s from this network, or letters to this e-mail address; "
	   "again at %s UTC"),
	N_("too many %s from this network; again at %s UTC"),
	N_("sign-ups"),
	N_("sign-ins"),
	N_("this invitation is unknown, used up, ended or too old"),
	N_("the invitation was used, ended or became too old since the "
	   "sign-up"),
	N_("a member may have %s open invitations, and make as many in a day"),
	/* the address, the account */
	N_("that is your address already"),
	N_("that is your own address"),
	N_("it is wrong, used or too old; ask for the change again"),
	N_("%s changes of address a day are taken; again tomorrow (UTC)"),
	N_("the address has become another member's meanwhile"),
	N_("%s exports a day are made; again tomorrow (UTC)"),
	N_("%s suggestions a week are taken; again from Thursday on (UTC)"),
	N_("this community takes no suggestions"),
	N_("send email, or introduction and handle"),
	N_("it is nobody whom you met here"),
	N_("the two are one and the same"),
	N_("you are in several pools: say in which"),
	N_("it is no pool that you are in"),
	N_("the profile has another version by now; read it again"),
	N_("allowed are the kinds that GET /v1/me/letters lists"),
	N_("that is over already; allowed is a day or a time to come"),
	N_("allowed is a day such as %s, or a time such as %s"),
	/* introductions */
	N_("you have declined it, and your partners have been told; a no "
	   "stays"),
	N_("a partner has declined it"),
	N_("it was not answered in time"),
	N_("somebody has said how it was by now; it cannot be declined any "
	   "more"),
	N_("what came of it could be said until some time ago"),
	N_("not everybody has accepted it yet"),
	N_("it came to nothing: not everybody accepted it"),
	N_("only with met yes can it be rated"),
	N_("only with met no can they have not come"),
	N_("the thread opens once all have accepted the introduction"),
	N_("the introduction is over; its thread can be read"),
	N_("%s messages in an hour are as many as can be"),
	/* an hour to meet */
	N_("an hour can be proposed once partners know each other, and as long "
	   "as the introduction is open"),
	N_("that hour has begun already"),
	N_("an hour can be proposed up to %s days ahead"),
	N_("so many hours were proposed that it is time to write to each "
	   "other"),
	N_("it was cancelled; propose another"),
	N_("it is your own proposal: cancel it, or propose another hour"),
	N_("the introduction is not open any more"),
	N_("that hour is over"),
	N_("the hour was changed meanwhile; look again"),
	N_("allowed is a whole minute, such as %s"),
	/* people */
	N_("it is no e-mail address"),
	N_("%s is no e-mail address"),
	N_("that is more than a day allows; again tomorrow (UTC)"),
	N_("a list of people I know holds 5000 addresses at most"),
	N_("200 addresses, and 1000 people in all, can be blocked at most"),
	N_("found %s addresses; allowed are %s at a time: send them in parts"),
	N_("no column is called \"Email Address\" or \"email\", and it is no "
	   "list of addresses"),
	N_("there is no BEGIN:VCARD in it; a vCard file is saved as UTF-8 "
	   "text"),
	N_("it was taken back meanwhile"),
	N_("%s reports a day are accepted; again tomorrow (UTC)"),
	N_("%s streams of events are open for you, which is as many as can "
	   "be"),
	N_("too many streams of events are open"),
	N_("it is in the log under the request's id"),
	/* calendars of pools */
	N_("every hour, %s to %s, from %s to %s"),
	N_("every hour, %s to %s"),
	N_("every %s hours, %s to %s, from %s to %s"),
	N_("every %s hours, %s to %s"),
	N_("every day, %s"),
	N_("every week, %s"),
	N_("every month, %s"),
	N_("every %s days, %s"),
	N_("every %s weeks, %s"),
	N_("every %s months, %s"),
	N_("first Monday %s"),
	N_("first Tuesday %s"),
	N_("first Wednesday %s"),
	N_("first Thursday %s"),
	N_("first Friday %s"),
	N_("first Saturday %s"),
	N_("first Sunday %s"),
	N_("Monday %s"),
	N_("Tuesday %s"),
	N_("Wednesday %s"),
	N_("Thursday %s"),
	N_("Friday %s"),
	N_("Saturday %s"),
	N_("Sunday %s"),
};

struct piece {
	const char *at;
	size_t len;
};

/* How many pieces of the sentence stand where the pattern has %s; -1: it is
 * another one. */
static int
match(const char *pattern, const char *s, struct piece pieces[PIECES_MAX])
{
	const char *hole = strstr(pattern, "%s");
	size_t n = hole == NULL ? strlen(pattern) : (size_t)(hole - pattern);
	int count = 0;

	if (strncmp(s, pattern, n) != 0)
		return -1;
	s += n;
	while (hole != NULL && count < PIECES_MAX) {
		const char *literal = hole + 2, *at;
		char rest[200];

		hole = strstr(literal, "%s");
		n = hole == NULL ? strlen(literal) : (size_t)(hole - literal);
		snprintf(rest, sizeof(rest), "%.*s", (int)n, literal);
		/* The last literal stands at the end. */
		at = strstr(s, rest);
		if (hole == NULL && strlen(s) >= n)
			at = strcmp(s + strlen(s) - n, rest) == 0
				 ? s + strlen(s) - n
				 : NULL;
		if (at == NULL)
			return -1;
		pieces[count].at = s;
		pieces[count++].len = (size_t)(at - s);
		s = at + n;
	}
	return *s == '\0' ? count : -1;
}

static char *translate(const char *sentence, int depth);

/* The pattern's translation with the pieces, themselves translated, in it. */
static char *
fill(const char *translated, const struct piece *pieces, int count, int depth)
{
	size_t len = 0;
	char *text = NULL, *piece, *said;
	const char *hole;
	FILE *f = link_text(&text, &len);

	for (int i = 0; i < count && (hole = strstr(translated, "%s")) != NULL;
	     i++) {
		piece = strndup(pieces[i].at, pieces[i].len);
		said = translate(piece == NULL ? "" : piece, depth + 1);
		fprintf(
		    f, "%.*s%s", (int)(hole - translated), translated, said);
		translated = hole + 2;
		free(said);
		free(piece);
	}
	fputs(translated, f);
	fclose(f);
	return text;
}

static char *
translate(const char *sentence, int depth)
{
	struct piece pieces[PIECES_MAX];

	for (size_t i = 0;
	     depth < DEPTH_MAX && i < sizeof(sentences) / sizeof(sentences[0]);
	     i++) {
		int count = match(sentences[i], sentence, pieces);

		if (count >= 0)
			return fill(_(sentences[i]), pieces, count, depth);
	}
	return link_copy(sentence);
}

char *
said_text(const char *sentence)
{
	if (sentence == NULL || strcmp(language_get(), "en") == 0)
		return link_copy(sentence);
	return translate(sentence, 0);
}

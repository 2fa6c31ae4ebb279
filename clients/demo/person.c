/*
 * People are made one after the other, each from a place (which gives zone,
 * languages and the likely names) and a branch (which gives trade and skills).
 */
#include "clients/demo/person.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "clients/demo/hours.h"

/* Appends; what does not fit would be a table's mistake, and is cut. */
static void __attribute__((format(printf, 3, 4)))
person_add(char *buf, size_t size, const char *fmt, ...)
{
	size_t n = strlen(buf);
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(buf + n, size - n, fmt, ap);
	va_end(ap);
}

/* Adds a tag to "a;b" unless it is there. */
static void
person_tag_add(char *tags, const char *tag, size_t len)
{
	const char *at = tags;

	while (*at != '\0') {
		size_t n = strcspn(at, ";");

		if (n == len && memcmp(at, tag, len) == 0)
			return;
		at += n + (at[n] == ';');
	}
	person_add(tags, PERSON_TEXT, "%s%.*s", tags[0] == '\0' ? "" : ";",
	    (int)len, tag);
}

/* Each of "a;b" with a chance of `percent`. */
static void
person_tags_add(
    char *tags, const char *list, unsigned percent, struct chance *c)
{
	while (*list != '\0') {
		size_t n = strcspn(list, ";");

		if (chance_is(c, percent))
			person_tag_add(tags, list, n);
		list += n + (list[n] == ';');
	}
}

/* The letters of a name that have accents, as ASCII. */
static const char *
person_letter_plain(const char *s, size_t *len)
{
	static const struct {
		const char *letter, *plain;
	} letters[] = { { "à", "a" }, { "â", "a" }, { "ã", "a" }, { "ç", "c" },
		{ "é", "e" }, { "è", "e" }, { "ê", "e" }, { "ë", "e" },
		{ "É", "e" }, { "í", "i" }, { "î", "i" }, { "ï", "i" },
		{ "ñ", "n" }, { "ó", "o" }, { "ô", "o" }, { "õ", "o" },
		{ "ö", "o" }, { "ú", "u" }, { "û", "u" }, { "ü", "u" },
		{ "á", "a" }, { "ą", "a" }, { "ę", "e" }, { "ł", "l" },
		{ "Ł", "l" }, { "ń", "n" }, { "œ", "oe" } };

	for (size_t i = 0; i < sizeof(letters) / sizeof(letters[0]); i++) {
		*len = strlen(letters[i].letter);
		if (strncmp(s, letters[i].letter, *len) == 0)
			return letters[i].plain;
	}
	*len = 1;
	return NULL;
}

/* "Marie-Ève Le Goff" → "marie-eve.le-goff"; the first blank becomes a dot. */
static void
person_email_set(struct person *p, size_t family_at, unsigned number)
{
	size_t len;

	p->email[0] = '\0';
	for (const char *s = p->name; *s != '\0'; s += len) {
		const char *plain = person_letter_plain(s, &len);

		if (plain != NULL)
			person_add(p->email, PERSON_TEXT, "%s", plain);
		else if (s == p->name + family_at - 1)
			person_add(p->email, PERSON_TEXT, ".");
		else if (*s == ' ' || *s == '-')
			person_add(p->email, PERSON_TEXT, "-");
		else if ((unsigned char)*s < 0x80 && isalpha((unsigned char)*s))
			person_add(p->email, PERSON_TEXT, "%c",
			    tolower((unsigned char)*s));
	}
	if (number > 1)
		person_add(p->email, PERSON_TEXT, "%u", number);
	person_add(p->email, PERSON_TEXT, "@example.org");
}

static bool
person_name_is_taken(
    const struct person *people, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(people[i].name, name) == 0)
			return true;
	return false;
}

/* Unique among those before; a family beside a given name of the same culture,
 * now and then of the place's commonest. */
static void
person_name_set(
    struct person *people, size_t at, enum culture culture, struct chance *c)
{
	struct person *p = &people[at];
	const struct names *names = &names_of[culture];
	const char *given = "", *family = "";
	unsigned number = 1;

	for (int try = 0; try < 50; try++) {
		given = (p->is_woman ? names->women
				     : names->men)[chance_below(c, NAMES_EACH)];
		family = names->families[chance_below(c, NAMES_EACH)];
		snprintf(p->name, PERSON_TEXT, "%s %s", given, family);
		if (!person_name_is_taken(people, at, p->name))
			break;
	}
	/* A community of many thousands repeats names, as real ones do. */
	for (size_t i = 0; i < at; i++)
		number += strcmp(people[i].name, p->name) == 0;
	person_email_set(p, strlen(given) + 1, number);
}

static void
person_trade_set(struct person *p, struct chance *c)
{
	unsigned weights[32];
	const char *branch;
	size_t found = 0, pick;

	for (size_t i = 0; i < skills_branch_count; i++)
		weights[i] = skills_branches[i].weight;
	p->branch = chance_weighted(c, weights, skills_branch_count);
	branch = skills_branches[p->branch].name;
	for (size_t i = 0; i < trades_count; i++)
		found += strncmp(trades[i].path, branch, strlen(branch)) == 0;
	pick = chance_below(c, found);
	for (size_t i = 0; i < trades_count; i++) {
		if (strncmp(trades[i].path, branch, strlen(branch)) != 0)
			continue;
		if (pick-- == 0)
			p->trade = &trades[i];
	}
}

/* Offers come from one's own branch, seeks from the others. */
static void
person_skills_set(struct person *p, struct chance *c)
{
	size_t first = chance_below(c, BRANCH_SKILLS);
	size_t other =
	    (p->branch + 1 + chance_below(c, skills_branch_count - 1)) %
	    skills_branch_count;

	p->offers[0] = &skills_branches[p->branch].skills[first];
	if (chance_is(c, 60))
		p->offers[1] =
		    &skills_branches[p->branch]
			 .skills[(first + 1 +
				     chance_below(c, BRANCH_SKILLS - 1)) %
				 BRANCH_SKILLS];
	first = chance_below(c, BRANCH_SKILLS);
	p->seeks[0] = &skills_branches[other].skills[first];
	if (chance_is(c, 50)) {
		other =
		    (p->branch + 1 + chance_below(c, skills_branch_count - 1)) %
		    skills_branch_count;
		p->seeks[1] =
		    &skills_branches[other].skills[(first + 1) % BRANCH_SKILLS];
	}
}

static void
person_interests_set(struct person *p, struct chance *c)
{
	size_t wanted = 2 + chance_below(c, 4);

	for (size_t i = 0; i < wanted; i++) {
		const struct skill *s =
		    &skills_interests[chance_below(c, skills_interest_count)];
		const char *tag = p->is_english ? s->english : s->french;

		person_tag_add(p->interests, tag, strlen(tag));
		if (i == 0)
			p->likes = s;
	}
}

static void
person_make(struct person *people, size_t at, struct chance *c)
{
	static const char *const generations[] = { "1940s", "1950s", "1960s",
		"1970s", "1980s", "1990s", "2000s" };
	static const unsigned generation_weights[] = { 1, 10, 19, 21, 23, 19,
		6 };
	struct person *p = &people[at];
	unsigned weights[64];
	enum culture culture;

	memset(p, 0, sizeof(*p));
	snprintf(p->id, sizeof(p->id), "p%04zu", at + 1);
	for (size_t i = 0; i < places_count; i++)
		weights[i] = places[i].weight;
	p->place = &places[chance_weighted(c, weights, places_count)];
	culture =
	    (enum culture)chance_weighted(c, p->place->cultures, CULTURES);
	p->is_woman = chance_is(c, 52);
	p->is_english = chance_is(c, p->place->english);
	person_name_set(people, at, culture, c);
	person_trade_set(p, c);
	person_skills_set(p, c);
	person_tags_add(p->languages, p->place->languages, 100, c);
	if (p->is_english || chance_is(c, 55))
		person_tag_add(p->languages, "en", 2);
	if (!p->is_english)
		person_tag_add(p->languages, "fr", 2);
	if (names_of[culture].language != NULL)
		person_tags_add(
		    p->languages, names_of[culture].language, 75, c);
	person_tags_add(p->languages, p->place->learnt, 30, c);
	person_interests_set(p, c);
	hours_write(p->free, PERSON_TEXT,
	    strncmp(p->place->zone, "America/", 8) == 0, c);
	p->generation = generations[chance_weighted(c, generation_weights,
	    sizeof(generation_weights) / sizeof(generation_weights[0]))];
}

void
person_make_all(struct person *people, size_t count, struct chance *c)
{
	for (size_t i = 0; i < count; i++)
		person_make(people, i, c);
}

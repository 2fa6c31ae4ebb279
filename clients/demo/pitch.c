/*
 * Pitches: a few ways to say it in each language, with {words} filled in. The
 * French ones are built so that no article has to merge with a preposition.
 */
#include "clients/demo/pitch.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static const char *const english_pitches[] = {
	"{Trade} in {town}. I can help with {offers}. I am looking for "
	"{seeks}.",
	"I am {a} {trade} in {town}. Ask me about {offers}; I would love to "
	"learn about {seeks}.",
	"{Trade}, {town}. Away from work: {likes}. I offer {offers} and could "
	"do with {seeks}.",
	"I work as {a} {trade} in {town}, and I like {likes}. Happy to help "
	"with {offers}; curious about {seeks}.",
	"Ten years ago I would not have believed it: {a} {trade} in {town}. I "
	"know a bit about {offers}, and nothing yet about {seeks}.",
};

static const char *const french_pitches[] = {
	"{Trade} {town}. Je partage volontiers {offers}. J’aimerais en savoir "
	"plus sur {seeks}.",
	"Je suis {trade} {town}. Demandez-moi conseil sur {offers} ; je "
	"cherche "
	"quelqu’un qui connaît {seeks}.",
	"{Trade} {town}. Hors du travail, j’aime {likes}. J’offre {offers}, "
	"je cherche {seeks}.",
	"{Trade} de métier, j’habite {town} et j’aime {likes}. Je peux "
	"transmettre {offers} ; je voudrais découvrir {seeks}.",
	"Il y a dix ans, je ne l’aurais pas cru : {trade} {town}. Je connais "
	"un "
	"peu {offers}, et pas encore {seeks}.",
};

/* What the braces of a pitch are filled with. */
struct pitch_words {
	char trade[64], capital_trade[64];
	char offers[160], seeks[160];
	const char *a, *town, *likes;
};

static void
pitch_capital(const char *word, char *buf, size_t size)
{
	snprintf(buf, size, "%s", word);
	if (strncmp(word, "é", strlen("é")) == 0)
		memcpy(buf, "É", strlen("É"));
	else
		buf[0] = (char)toupper((unsigned char)buf[0]);
}

static const char *
pitch_article(const char *word)
{
	if (strncmp(word, "uni", 3) == 0)
		return "a";
	return strchr("aeiou", word[0]) != NULL ? "an" : "a";
}

static const char *
pitch_skill(const struct person *p, const struct skill *s)
{
	return p->is_english ? s->english : s->french_article;
}

static void
pitch_skills(const struct person *p, const struct skill *const *skills,
    char *buf, size_t size)
{
	if (skills[1] == NULL)
		snprintf(buf, size, "%s", pitch_skill(p, skills[0]));
	else
		snprintf(buf, size, "%s %s %s", pitch_skill(p, skills[0]),
		    p->is_english ? "and" : "et", pitch_skill(p, skills[1]));
}

static void
pitch_words_set(const struct person *p, struct pitch_words *w)
{
	const char *trade = p->trade->english;

	if (!p->is_english)
		trade =
		    p->is_woman ? p->trade->french_woman : p->trade->french_man;
	snprintf(w->trade, sizeof(w->trade), "%s", trade);
	pitch_capital(trade, w->capital_trade, sizeof(w->capital_trade));
	pitch_skills(p, p->offers, w->offers, sizeof(w->offers));
	pitch_skills(p, p->seeks, w->seeks, sizeof(w->seeks));
	w->a = pitch_article(trade);
	w->town = p->is_english ? p->place->in_english : p->place->in_french;
	w->likes = pitch_skill(p, p->likes);
}

static const char *
pitch_word(const struct pitch_words *w, const char *name, size_t len)
{
	const struct {
		const char *name, *value;
	} words[] = { { "a", w->a }, { "likes", w->likes },
		{ "offers", w->offers }, { "seeks", w->seeks },
		{ "town", w->town }, { "trade", w->trade },
		{ "Trade", w->capital_trade } };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strlen(words[i].name) == len &&
		    memcmp(words[i].name, name, len) == 0)
			return words[i].value;
	return "";
}

void
pitch_write(const struct person *p, struct chance *c, char *buf, size_t size)
{
	size_t n = 0;
	struct pitch_words w;
	const char *at = p->is_english ? english_pitches[chance_below(c, 5)]
				       : french_pitches[chance_below(c, 5)];

	pitch_words_set(p, &w);
	while (*at != '\0' && n + 1 < size) {
		size_t len = strcspn(at, "{");
		const char *value = "";

		if (len > size - 1 - n)
			len = size - 1 - n;
		memcpy(buf + n, at, len);
		n += len;
		at += len;
		if (*at == '{') {
			len = strcspn(at, "}");
			value = pitch_word(&w, at + 1, len - 1);
			at += len + 1;
		}
		n += (size_t)snprintf(buf + n, size - n, "%s", value);
	}
	buf[n < size ? n : size - 1] = '\0';
}

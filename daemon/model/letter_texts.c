/*
 * An operator's letters: see model/letter_texts.h.
 */
#include "model/letter_texts.h"

#include <stdbool.h>
#include "base/memory.h"

#define SUBJECT_CHARACTERS_MAX 200
#define LANGUAGES 2 /* English, French */
#define WORD_BYTES_MAX 32
#define WORDS_MAX 32

struct letter_texts {
	struct {
		char *subject, *body; /* NULL: ours */
	} texts[LETTER_KINDS][LANGUAGES];
};

static size_t
language_of(const char *language)
{
	return strcmp(language, "fr") == 0;
}

struct letter_texts *
letter_texts_new(void)
{
	return memory_new(1, sizeof(struct letter_texts));
}

void
letter_texts_free(struct letter_texts *own)
{
	if (own == NULL)
		return;
	for (size_t k = 0; k < LETTER_KINDS; k++)
		for (size_t l = 0; l < LANGUAGES; l++) {
			free(own->texts[k][l].subject);
			free(own->texts[k][l].body);
		}
	free(own);
}

const char *
letter_texts_subject(
    const struct letter_texts *own, enum letter_kind kind, const char *language)
{
	const char *text =
	    own == NULL ? NULL
			: own->texts[kind][language_of(language)].subject;

	return text != NULL ? text : letter_shipped_subject(kind, language);
}

const char *
letter_texts_body(
    const struct letter_texts *own, enum letter_kind kind, const char *language)
{
	const char *text =
	    own == NULL ? NULL : own->texts[kind][language_of(language)].body;

	return text != NULL ? text : letter_shipped_body(kind, language);
}

/* --- the words that a letter may name ------------------------------------- */

struct words {
	char names[WORDS_MAX][WORD_BYTES_MAX];
	size_t count;
};

static bool
words_have(const struct words *w, const char *name, size_t len)
{
	for (size_t i = 0; i < w->count; i++)
		if (strlen(w->names[i]) == len &&
		    memcmp(w->names[i], name, len) == 0)
			return true;
	return false;
}

/* Those that a text of ours names, each once. */
static void
words_add(struct words *w, const char *text)
{
	for (const char *at = text; (at = strchr(at, '{')) != NULL; at++) {
		size_t len = strcspn(at + 1, "}");

		if (words_have(w, at + 1, len))
			continue;
		if (w->count == WORDS_MAX || len >= WORD_BYTES_MAX)
			die("words of a letter: %s", text);
		memcpy(w->names[w->count++], at + 1, len);
	}
}

static void
words_of(enum letter_kind kind, struct words *w)
{
	words_add(w, letter_shipped_subject(kind, "en"));
	words_add(w, letter_shipped_body(kind, "en"));
}

/* "{code}, {community}; did you mean {code}?" */
static void
words_say(const struct words *w, const char *found, size_t len, struct text *t)
{
	char name[WORD_BYTES_MAX] = "";
	unsigned least = 3;
	size_t near = w->count;

	for (size_t i = 0; i < w->count; i++)
		text_addf(t, "%s{%s}", i > 0 ? ", " : "", w->names[i]);
	if (len >= sizeof(name))
		return;
	memcpy(name, found, len);
	for (size_t i = 0; i < w->count; i++) {
		unsigned distance = text_distance(name, w->names[i]);

		if (distance < least) {
			least = distance;
			near = i;
		}
	}
	if (near < w->count)
		text_addf(t, "; did you mean {%s}?", w->names[near]);
}

/* --- the checks ----------------------------------------------------------- */

static int
line_of(const char *text, const char *at)
{
	int line = 1;

	for (; text < at; text++)
		line += *text == '\n';
	return line;
}

/* Every { is closed, and holds a word of this letter. */
static int
check_words(
    const char *text, const struct words *w, int *line, struct text *why)
{
	for (const char *at = text; (at = strpbrk(at, "{}")) != NULL;) {
		size_t len = strcspn(at + 1, "{}\n");

		*line = line_of(text, at);
		if (*at == '}' || at[1 + len] != '}') {
			text_addf(why,
			    "found a %c alone, allowed: a word in braces: ",
			    *at);
			words_say(w, "", 0, why);
			return -1;
		}
		if (!words_have(w, at + 1, len)) {
			text_addf(why, "found {%.*s}, allowed: ",
			    (int)(len > 40 ? 40 : len), at + 1);
			words_say(w, at + 1, len, why);
			return -1;
		}
		at += len + 2;
	}
	return 0;
}

static int
check_needed(
    const char *text, const struct words *w, int *line, struct text *why)
{
	static const char *const needed[] = { "code", "token", "refusal" };
	char braced[WORD_BYTES_MAX + 2];

	for (size_t i = 0; i < COUNT_OF(needed); i++) {
		snprintf(braced, sizeof(braced), "{%s}", needed[i]);
		if (!words_have(w, needed[i], strlen(needed[i])) ||
		    strstr(text, braced) != NULL)
			continue;
		*line = 1;
		text_addf(why,
		    "missing %s, without which the letter leads nowhere",
		    braced);
		return -1;
	}
	return 0;
}

/* A subject of one line, an empty line, a body. */
static int
check_form(const char *text, size_t len, int *line, struct text *why)
{
	size_t subject = strcspn(text, "\n");
	long characters = text_utf8_length(text, subject);

	*line = 1;
	if (len > LETTER_TEXTS_BYTES_MAX) {
		text_addf(why, "found %zu bytes, allowed: at most %d", len,
		    LETTER_TEXTS_BYTES_MAX);
		return -1;
	}
	if (text_utf8_length(text, len) < 0 || strlen(text) != len ||
	    text_has_control(text, "\n")) {
		text_add(why, "found a byte that is none of a text, allowed: "
			      "UTF-8 without control characters");
		return -1;
	}
	if (characters < 1 || characters > SUBJECT_CHARACTERS_MAX) {
		text_addf(why,
		    "found a first line of %ld characters, allowed: the "
		    "subject, 1 to %d",
		    characters, SUBJECT_CHARACTERS_MAX);
		return -1;
	}
	*line = 2;
	if (strncmp(text + subject, "\n\n", 2) != 0) {
		text_add(why, "found no empty line after the subject, allowed: "
			      "subject, empty line, body");
		return -1;
	}
	*line = 3;
	if (strspn(text + subject, " \n") == len - subject) {
		text_add(why, "found nothing after the subject, allowed: the "
			      "letter's body");
		return -1;
	}
	return 0;
}

int
letter_texts_set(struct letter_texts *own, enum letter_kind kind,
    const char *language, const char *text, size_t len, int *line,
    struct text *why)
{
	size_t l = language_of(language), subject;
	struct words words = { .count = 0 };
	char *copy;

	copy = memory_text_n(text, len);
	words_of(kind, &words);
	if (check_form(copy, len, line, why) != 0 ||
	    check_words(copy, &words, line, why) != 0 ||
	    check_needed(copy, &words, line, why) != 0) {
		free(copy);
		return -1;
	}
	subject = strcspn(copy, "\n");
	free(own->texts[kind][l].subject);
	free(own->texts[kind][l].body);
	own->texts[kind][l].subject = memory_text_n(copy, subject);
	own->texts[kind][l].body = memory_text(copy + subject + 2);
	free(copy);
	return 0;
}

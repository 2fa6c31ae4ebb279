/*
 * Letters are written: the template of the kind and language, its words filled
 * in; and its paragraphs broken at 78 columns.
 */
#include "model/letter.h"

#include <stdbool.h>
#include "base/clock.h"
#include "base/memory.h"
#include "model/letter_texts.h"
#include "model/template.h"
#include "model/typeset.h"

#define LETTER_COLUMNS 78
#define LETTER_BASE_US CLOCK_MINUTE
#define LETTER_STEPS_MAX 10000 /* far beyond any time to live */

struct letter_text {
	const char *subject, *body;
};

static const struct letter_row {
	const char *word;
	struct {
		const char *en, *fr;
	} title;
	struct letter_text en, fr;
} letter_rows[LETTER_KINDS] = {
/* clang-format off */
#define ALWAYS { NULL, NULL }
#define CHOICE(en, fr) { en, fr }
#define LETTER(id, word, choice, subject_en, text_en, subject_fr, text_fr) \
	[LETTER_##id] = { word, choice, { subject_en, text_en }, \
	    { subject_fr, text_fr } },
/* clang-format on */
#include "model/letters.def"
#undef LETTER
#undef CHOICE
#undef ALWAYS
};

/* Ends every letter that a member may choose not to get. */
static const char choice_en[] =
    "\nWhich letters come, and when, is yours to choose: serendip letters, or "
    "{url}/#/letters\n";
static const char choice_fr[] = "\nÀ vous de choisir quelles lettres viennent, "
				"et quand : serendip letters, "
				"ou {url}/#/letters\n";

static const struct letter_row *
letter_row_get(enum letter_kind kind)
{
	if ((unsigned)kind >= LETTER_KINDS)
		die("letter kind %d", (int)kind);
	return &letter_rows[kind];
}

const char *
letter_kind_word(enum letter_kind kind)
{
	return letter_row_get(kind)->word;
}

int
letter_kind_find(const char *word)
{
	for (int i = 0; i < LETTER_KINDS; i++)
		if (strcmp(letter_rows[i].word, word) == 0)
			return i;
	return -1;
}

static bool
letter_is_french(const char *language)
{
	return strcmp(language, "fr") == 0;
}

const char *
letter_title(enum letter_kind kind, const char *language)
{
	const struct letter_row *row = letter_row_get(kind);

	return letter_is_french(language) ? row->title.fr : row->title.en;
}

static const struct letter_text *
letter_shipped(enum letter_kind kind, const char *language)
{
	const struct letter_row *row = letter_row_get(kind);

	return letter_is_french(language) ? &row->fr : &row->en;
}

const char *
letter_shipped_subject(enum letter_kind kind, const char *language)
{
	return letter_shipped(kind, language)->subject;
}

const char *
letter_shipped_body(enum letter_kind kind, const char *language)
{
	return letter_shipped(kind, language)->body;
}

/* Columns that n bytes of UTF-8 take, as one per code point. */
static size_t
letter_columns(const char *s, size_t n)
{
	size_t columns = 0;

	for (size_t i = 0; i < n; i++)
		columns += ((unsigned char)s[i] & 0xc0) != 0x80;
	return columns;
}

/* One paragraph or list item, broken at blanks; a word that is longer than a
 * line has one of its own. */
static void
letter_paragraph_add(struct text *out, const char *line, size_t len)
{
	const char *hang = len > 1 && memcmp(line, "- ", 2) == 0 ? "  " : "";
	const char *end = line + len;
	size_t column = 0;

	while (line < end) {
		const char *blank = memchr(line, ' ', (size_t)(end - line));
		size_t n = (size_t)((blank != NULL ? blank : end) - line);
		size_t width = letter_columns(line, n);

		if (column > strlen(hang) &&
		    column + 1 + width > LETTER_COLUMNS) {
			text_add(out, "\n");
			text_add(out, hang);
			column = strlen(hang);
		} else if (column > 0) {
			text_add(out, " ");
			column++;
		}
		text_add_n(out, line, n);
		column += width;
		line += n + (blank != NULL);
	}
}

void
letter_plain(const char *body, struct text *out)
{
	while (*body != '\0') {
		size_t len = strcspn(body, "\n");

		if (*body == ' ')
			text_add_n(out, body, len);
		else
			letter_paragraph_add(out, body, len);
		text_add(out, "\n");
		body += len;
		if (*body == '\n')
			body++;
	}
}

/* A subject is one line, whatever a name or a title holds. */
static void
letter_subject_straighten(struct text *subject)
{
	for (size_t i = 0; i < subject->len; i++) {
		unsigned char c = (unsigned char)subject->data[i];

		if (c < 0x20 || c == 0x7f)
			subject->data[i] = ' ';
	}
}

static void
letter_typeset(struct text *t)
{
	struct text set = { 0 };

	typeset_french(text_get(t), &set);
	text_clear(t);
	*t = set;
}

void
letter_write(enum letter_kind kind, const char *language,
    const struct letter_texts *own, const struct letter_words *words,
    struct letter *out)
{
	const char *subject = letter_texts_subject(own, kind, language);
	const char *body = letter_texts_body(own, kind, language);
	const struct template_word list[] = {
		{ "community", words->community },
		{ "name", words->name },
		{ "code", words->code },
		{ "minutes", words->minutes },
		{ "token", words->token },
		{ "url", words->url },
		{ "partners", words->partners },
		{ "why", words->why },
		{ "pool", words->pool },
		{ "pool_name", words->pool_name },
		{ "expires", words->expires },
		{ "days", words->days },
		{ "refusal", words->refusal },
		{ "partner", words->partner },
		{ "introduction", words->introduction },
		{ "when", words->when },
		{ "said", words->said },
		{ "place", words->place },
		{ "round", words->round },
		{ NULL, NULL },
	};

	*out = (struct letter){ 0 };
	template_fill_words(subject, list, &out->subject);
	letter_subject_straighten(&out->subject);
	template_fill_words(body, list, &out->body);
	if (letter_title(kind, language) != NULL)
		template_fill_words(
		    letter_is_french(language) ? choice_fr : choice_en, list,
		    &out->body);
	if (letter_is_french(language)) {
		letter_typeset(&out->subject);
		letter_typeset(&out->body);
	}
}

void
letter_clear(struct letter *letter)
{
	text_clear(&letter->subject);
	text_clear(&letter->body);
}

int64_t
letter_retry_us(int64_t created_us, int attempts)
{
	int64_t step = attempts;

	if (step < 0)
		step = 0;
	if (step > LETTER_STEPS_MAX)
		step = LETTER_STEPS_MAX;
	return created_us + LETTER_BASE_US * step * step;
}

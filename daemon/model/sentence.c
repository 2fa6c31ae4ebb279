/*
 * Facts into sentences: each line is split at its tabs, its row found in
 * sentences.def by the rule and the attribute, and the row's template filled
 * with the operator's labels.
 */
#include "model/sentence.h"

#include <ctype.h>
#include <stdint.h>
#include "base/memory.h"
#include "base/text.h"
#include "model/template.h"

struct sentence_row {
	const char *fact;
	const char *attribute; /* NULL: any */
	const char *en[2];     /* you, they */
	const char *fr[2];
};

static const struct sentence_row sentence_rows[] = {
#define SENTENCE(fact, attribute, you_en, they_en, you_fr, they_fr) \
	{ fact, attribute, { you_en, they_en }, { you_fr, they_fr } },
#include "model/sentences.def"
#undef SENTENCE
};

/* Whom it is written for. */
struct sentence_reader {
	bool french;
	bool subjective;
	const char *language;
	const struct sentence_labels *labels;
};

/* One fact, its words pointing into the line. */
struct sentence_fact {
	const char *fact;
	const char *attribute; /* NULL where the fact names none */
	char **values;
	size_t value_count;
	int64_t count; /* of values, weeks or members */
};

static const struct sentence_row *
sentence_row_get(const char *fact, const char *attribute)
{
	for (size_t i = 0; i < COUNT_OF(sentence_rows); i++) {
		const struct sentence_row *row = &sentence_rows[i];

		if (strcmp(row->fact, fact) != 0)
			continue;
		if (row->attribute == NULL)
			return row;
		if (attribute != NULL && strcmp(row->attribute, attribute) == 0)
			return row;
	}
	return NULL;
}

/* "mon 12-14": hours are UTC here, and shown elsewhere in the reader's zone. */
static bool
sentence_is_hours(const char *value)
{
	static const char days[] = "mon tue wed thu fri sat sun";
	char day[4];
	const char *found;

	if (strlen(value) < 7)
		return false;
	text_copy(day, sizeof(day), value);
	found = strstr(days, day);
	if (found == NULL || (found - days) % 4 != 0 || value[3] != ' ')
		return false;
	return isdigit((unsigned char)value[4]) && strchr(value, '-') != NULL;
}

/* "Nurse" and "Écrivain" as they stand within a sentence; "TIC" stays. */
static void
sentence_small_add(struct text *out, const char *label)
{
	unsigned char first = (unsigned char)label[0];
	unsigned char second = (unsigned char)label[1];

	if (isupper(first) && islower(second)) {
		text_addf(out, "%c%s", tolower(first), label + 1);
	} else if (first == 0xc3 && second >= 0x80 && second <= 0x9e &&
		   second != 0x97 && !isupper((unsigned char)label[2])) {
		/* À to Þ but ×: the small letter is 0x20 further. */
		text_addf(out, "\303%c%s", second + 0x20, label + 2);
	} else {
		text_add(out, label);
	}
}

/* Each value as the operator labels it: "a, b and c". */
static void
sentence_values_add(struct text *out, const struct sentence_fact *f,
    const struct sentence_reader *reader, bool is_small, const char *between,
    const char *last)
{
	for (size_t i = 0; i < f->value_count; i++) {
		const char *label = reader->labels->word(reader->labels->arg,
		    f->attribute, f->values[i], reader->language);

		if (i > 0)
			text_add(out, i + 1 == f->value_count ? last : between);
		if (is_small)
			sentence_small_add(out, label);
		else
			text_add(out, label);
	}
}

static void
sentence_fill(const struct sentence_row *row, const struct sentence_fact *f,
    const struct sentence_reader *reader, struct text *out)
{
	struct text values = { 0 }, options = { 0 }, against = { 0 };
	struct text small = { 0 };
	const char *const *text = reader->french ? row->fr : row->en;
	const char *title = "";

	if (f->attribute != NULL) {
		title = reader->labels->title(
		    reader->labels->arg, f->attribute, reader->language);
		sentence_values_add(&values, f, reader, false, ", ",
		    reader->french ? " et " : " and ");
		/* French writes its names of languages small. */
		sentence_values_add(&options, f, reader, reader->french, ", ",
		    reader->french ? " ou " : " or ");
		sentence_values_add(&against, f, reader, false, " × ", " × ");
		sentence_values_add(&small, f, reader, true, " × ", " × ");
	}
	const struct template_word words[] = {
		{ "title", title },
		{ "values", text_get(&values) },
		{ "options", text_get(&options) },
		{ "against", text_get(&against) },
		{ "fields", text_get(&small) },
		{ NULL, NULL },
	};
	template_fill(text[reader->subjective ? 0 : 1], words, f->count, out);
	text_clear(&values);
	text_clear(&options);
	text_clear(&against);
	text_clear(&small);
}

/* A number that the engine wrote; false for anything else, and for none. */
static bool
sentence_count_read(const char *word, int64_t *count)
{
	return text_to_int(word, 1, UINT32_MAX, count) == 0;
}

/* How the values of a fact stand behind its attribute. */
enum sentence_values {
	VALUES_NONE,
	VALUES_EACH, /* tab-separated: one of each member, or one of all */
	VALUES_SET   /* semicolons between them */
};

static enum sentence_values
sentence_values_of(const char *fact)
{
	static const struct {
		const char *fact;
		enum sentence_values values;
	} rows[] = {
		{ "complement", VALUES_SET },
		{ "differ", VALUES_EACH },
		{ "distance", VALUES_EACH },
		{ "same", VALUES_EACH },
		{ "share", VALUES_SET },
		{ "within", VALUES_EACH },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++)
		if (strcmp(fact, rows[i].fact) == 0)
			return rows[i].values;
	return VALUES_NONE;
}

/* <fact> <attribute> <value>…, or <fact> <attribute> <value;value…> */
static bool
sentence_read_values(struct sentence_fact *f, char *words[], size_t n,
    char *values[], size_t max)
{
	char *rest, *value;

	if (n < 3)
		return false;
	rest = words[n - 1];
	f->attribute = words[1];
	if (sentence_values_of(f->fact) == VALUES_EACH) {
		f->values = words + 2;
		f->value_count = n - 2;
	} else {
		while ((value = text_split(&rest, ";")) != NULL &&
		       f->value_count < max)
			values[f->value_count++] = value;
		f->values = values;
		if (f->value_count == 0 || sentence_is_hours(values[0]))
			return false;
	}
	f->count = (int64_t)f->value_count;
	return true;
}

/* excluded <verb> [<attribute>] <members>: `key` becomes "excluded verb". */
static bool
sentence_read_excluded(
    struct sentence_fact *f, char *words[], size_t n, char *key, size_t size)
{
	bool has_attribute;

	if (n < 3 || !sentence_count_read(words[n - 1], &f->count))
		return false;
	has_attribute = sentence_values_of(words[1]) != VALUES_NONE;
	snprintf(key, size, "excluded %s", words[1]);
	f->fact = key;
	if (has_attribute)
		f->attribute = words[2];
	return !has_attribute || n > 3;
}

#define SENTENCE_WORDS_MAX 32
#define SENTENCE_VALUES_MAX 64

/* The words of one line; false where it says nothing to a reader. */
static bool
sentence_line_write(
    char *line, const struct sentence_reader *reader, struct text *out)
{
	char *words[SENTENCE_WORDS_MAX];
	char *values[SENTENCE_VALUES_MAX];
	char key[64];
	struct sentence_fact f = { 0 };
	const struct sentence_row *row;
	char *word;
	size_t n = 0;
	bool read = true;

	while (n < COUNT_OF(words) && (word = text_split(&line, "\t")) != NULL)
		words[n++] = word;
	if (n == 0)
		return false;
	f.fact = words[0];
	if (sentence_values_of(f.fact) != VALUES_NONE)
		read = sentence_read_values(
		    &f, words, n, values, COUNT_OF(values));
	else if (strcmp(f.fact, "excluded") == 0)
		read = sentence_read_excluded(&f, words, n, key, sizeof(key));
	else if (n > 1)
		read = sentence_count_read(words[n - 1], &f.count);
	if (!read)
		return false;
	if (reader->subjective && f.value_count > 0 &&
	    !reader->labels->is_shown(reader->labels->arg, f.attribute))
		return false;
	row = sentence_row_get(f.fact, f.attribute);
	if (row == NULL)
		return false;
	sentence_fill(row, &f, reader, out);
	return true;
}

void
sentence_write(const char *facts, const char *language, int subjective,
    const struct sentence_labels *labels,
    void (*add)(void *arg, const char *sentence), void *arg)
{
	const struct sentence_reader reader = {
		.french = strcmp(language, "fr") == 0,
		.subjective = subjective != 0,
		.language = language,
		.labels = labels,
	};
	char *copy = memory_text(facts);
	char *rest = copy;
	char *line;

	while ((line = text_split(&rest, "\n")) != NULL) {
		struct text sentence = { 0 };

		if (sentence_line_write(line, &reader, &sentence))
			add(arg, text_get(&sentence));
		text_clear(&sentence);
	}
	free(copy);
}

/*
 * Words as spreadsheets have them: see work/import_words.h. All forms of all
 * words, folded, in one sorted list for each attribute that is asked for.
 */
#include "work/import_words.h"
#include "base/memory.h"
#include "io/unicode.h"

/* What counts first where two words share a form. */
enum form_kind { FORM_WORD, FORM_LABEL, FORM_CODE, FORM_LEAF };

#define NEAR_MAX 3    /* words that are offered */
#define LISTED_MAX 12 /* of a vocabulary that is named whole */

struct form {
	char *text; /* folded */
	enum form_kind kind;
	size_t word;
};

struct forms {
	struct form *list;
	size_t count;
	bool is_made;
};

struct import_words {
	const struct config *config;
	struct forms by_attribute[ATTRIBUTES_MAX];
};

struct import_words *
import_words_new(const struct config *config)
{
	struct import_words *w = memory_new(1, sizeof(*w));

	w->config = config;
	return w;
}

void
import_words_free(struct import_words *w)
{
	if (w == NULL)
		return;
	for (size_t i = 0; i < ATTRIBUTES_MAX; i++) {
		for (size_t k = 0; k < w->by_attribute[i].count; k++)
			free(w->by_attribute[i].list[k].text);
		free(w->by_attribute[i].list);
	}
	free(w);
}

/* Case and accents aside, and one blank for hyphens, underscores and blanks. A
 * new text; NULL where it is not UTF-8. */
static char *
fold(const char *s)
{
	char *text = unicode_search(s), *to = text;

	if (text == NULL)
		return NULL;
	for (const char *from = text; *from != '\0'; from++) {
		const bool is_gap = strchr(" -_", *from) != NULL;

		if (is_gap && (to == text || to[-1] == ' '))
			continue;
		*to++ = is_gap ? ' ' : *from;
	}
	if (to > text && to[-1] == ' ')
		to--;
	*to = '\0';
	return text;
}

/* --- the index ------------------------------------------------------------ */

static int
compare(const void *a, const void *b)
{
	const struct form *x = a, *y = b;
	int order = strcmp(x->text, y->text);

	if (order == 0)
		order = (x->kind > y->kind) - (x->kind < y->kind);
	return order != 0 ? order : (x->word > y->word) - (x->word < y->word);
}

static void
add(struct forms *f, const char *s, enum form_kind kind, size_t word)
{
	char *text = s == NULL ? NULL : fold(s);

	if (text == NULL || *text == '\0') {
		free(text);
		return;
	}
	f->list[f->count++] =
	    (struct form){ .text = text, .kind = kind, .word = word };
}

static const struct forms *
forms_of(struct import_words *w, size_t attribute)
{
	const struct attribute *a = &w->config->attributes[attribute];
	const struct config_label *labels =
	    w->config->attribute_info[attribute].labels;
	struct forms *f = &w->by_attribute[attribute];

	if (f->is_made)
		return f;
	f->is_made = true;
	f->list = memory_new(
	    a->word_count * (CONFIG_LANGUAGES + 3), sizeof(*f->list));
	for (size_t i = 0; i < a->word_count; i++) {
		const char *leaf = strrchr(a->words[i], '/');

		add(f, a->words[i], FORM_WORD, i);
		for (size_t k = 0; k < CONFIG_LANGUAGES; k++)
			add(f, labels[i].text[k], FORM_LABEL, i);
		add(f, labels[i].code, FORM_CODE, i);
		if (leaf != NULL)
			add(f, leaf + 1, FORM_LEAF, i);
	}
	qsort(f->list, f->count, sizeof(*f->list), compare);
	return f;
}

/* --- one word ------------------------------------------------------------- */

/* The first form of that text, or NULL. */
static const struct form *
first_of(const struct forms *f, const char *text)
{
	size_t low = 0, high = f->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(f->list[middle].text, text) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < f->count && strcmp(f->list[low].text, text) == 0
		   ? &f->list[low]
		   : NULL;
}

/* Adds a word to those that are named, each once. */
static bool
take(size_t *words, size_t *count, size_t max, size_t word)
{
	for (size_t i = 0; i < *count; i++)
		if (words[i] == word)
			return false;
	if (*count == max)
		return false;
	words[(*count)++] = word;
	return true;
}

static void
name_words(const struct attribute *a, const size_t *words, size_t count,
    struct text *out)
{
	for (size_t i = 0; i < count; i++)
		text_addf(out, "%s%s", i == 0 ? "" : ", ", a->words[words[i]]);
}

/* The nearest by the letters that differ, nearest first. */
static size_t
nearest(const struct forms *f, const char *text, size_t *words)
{
	const unsigned most = strlen(text) < 6 ? 1 : strlen(text) < 12 ? 2 : 3;
	size_t count = 0;

	for (unsigned distance = 1; distance <= most; distance++)
		for (size_t i = 0; i < f->count && count < NEAR_MAX; i++)
			if (text_distance(f->list[i].text, text) == distance)
				(void)take(
				    words, &count, NEAR_MAX, f->list[i].word);
	for (size_t i = 0; i < f->count && count < NEAR_MAX; i++)
		if (strlen(text) >= 3 &&
		    strncmp(f->list[i].text, text, strlen(text)) == 0)
			(void)take(words, &count, NEAR_MAX, f->list[i].word);
	return count;
}

static int
refuse(const struct attribute *a, const struct forms *f, const char *found,
    const char *text, struct fault *why)
{
	size_t words[NEAR_MAX], count = nearest(f, text, words);
	struct text said = { 0 };

	if (count > 0) {
		name_words(a, words, count, &said);
		text_add(&said, count == 1 ? " is near" : " are near");
	} else if (a->word_count <= LISTED_MAX) {
		text_add(&said, "allowed: ");
		for (size_t i = 0; i < a->word_count; i++)
			text_addf(
			    &said, "%s%s", i == 0 ? "" : ", ", a->words[i]);
	} else {
		text_addf(&said,
		    "allowed is one of the %zu words of %s, or its label",
		    a->word_count, a->name);
	}
	(void)fault_set(why, FAULT_INVALID,
	    "%s: found \"%.80s\", which is none of its words; %s", a->name,
	    found, text_get(&said));
	text_clear(&said);
	return -1;
}

/* The place of a word, or -1 with the reason. */
static long
word_of(struct import_words *w, size_t attribute, const char *found,
    struct fault *why)
{
	const struct attribute *a = &w->config->attributes[attribute];
	const struct forms *f;
	const struct form *first, *next;
	struct text said = { 0 };
	long at = attribute_word_find(a, found);
	char *text;

	if (at >= 0)
		return at;
	f = forms_of(w, attribute);
	if ((text = fold(found)) == NULL)
		return fault_set(why, FAULT_INVALID, "it is not UTF-8");
	if ((first = first_of(f, text)) == NULL) {
		(void)refuse(a, f, found, text, why);
	} else {
		size_t words[NEAR_MAX] = { first->word }, count = 1;

		for (next = first + 1;
		     next < f->list + f->count && next->kind == first->kind &&
		     strcmp(next->text, text) == 0;
		     next++)
			(void)take(words, &count, NEAR_MAX, next->word);
		if (count == 1)
			at = (long)first->word;
		else
			name_words(a, words, count, &said);
		if (count > 1)
			(void)fault_set(why, FAULT_INVALID,
			    "%s: found \"%.80s\", which may be %s; say which",
			    a->name, found, text_get(&said));
	}
	text_clear(&said);
	free(text);
	return at;
}

/* --- a cell --------------------------------------------------------------- */

/* One piece between semicolons: a word, or several tags with commas between. */
static int
add_piece(struct import_words *w, size_t attribute, char *piece,
    struct text *out, struct fault *why)
{
	const struct attribute *a = &w->config->attributes[attribute];
	struct fault part_why;
	char *rest = piece, *part;
	long at = word_of(w, attribute, text_trim(piece), why);

	if (at >= 0) {
		text_addf(out, "%s%s", out->len > 0 ? ";" : "", a->words[at]);
		return 0;
	}
	if (a->type != ATTRIBUTE_TAGS || strchr(piece, ',') == NULL)
		return -1;
	while ((part = text_split(&rest, ",")) != NULL) {
		part = text_trim(part);
		if (*part == '\0')
			continue;
		if ((at = word_of(w, attribute, part, &part_why)) < 0) {
			*why = part_why;
			return -1;
		}
		text_addf(out, "%s%s", out->len > 0 ? ";" : "", a->words[at]);
	}
	return 0;
}

int
import_words_value(struct import_words *w, size_t attribute, const char *cell,
    bool by_comma, struct text *out, struct fault *why)
{
	const struct attribute *a = &w->config->attributes[attribute];
	char *copy, *rest, *piece;
	int result = 0;

	if (!a->has_words) {
		text_add(out, cell);
		for (size_t i = 0;
		     by_comma && a->type == ATTRIBUTE_TAGS && i < out->len; i++)
			if (out->data[i] == ',')
				out->data[i] = ';';
		return 0;
	}
	rest = copy = memory_text(cell);
	if (a->type != ATTRIBUTE_TAGS) {
		result = add_piece(w, attribute, copy, out, why);
		free(copy);
		return result;
	}
	while (result == 0 && (piece = text_split(&rest, ";")) != NULL)
		if (*text_trim(piece) != '\0')
			result = add_piece(w, attribute, piece, out, why);
	free(copy);
	return result;
}

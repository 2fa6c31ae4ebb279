/*
 * Attributes and the one form of their values: see pairing/attribute.h.
 */
#include <ctype.h>
#include <inttypes.h>
#include "pairing/attribute.h"
#include "base/memory.h"

static const char *const type_words[ATTRIBUTE_TYPES] = {
	[ATTRIBUTE_CHOICE] = "choice",
	[ATTRIBUTE_TREE] = "tree",
	[ATTRIBUTE_TAGS] = "tags",
	[ATTRIBUTE_SCALE] = "scale",
	[ATTRIBUTE_HOURS] = "hours",
};

const char *
attribute_type_word(enum attribute_type type)
{
	return type_words[type];
}

int
attribute_type_parse(const char *word, enum attribute_type *out)
{
	for (int i = 0; i < ATTRIBUTE_TYPES; i++) {
		if (strcmp(word, type_words[i]) == 0) {
			*out = (enum attribute_type)i;
			return 0;
		}
	}
	return -1;
}

static int
compare_indexes(const void *x, const void *y, void *words)
{
	char **w = words;

	return strcmp(w[*(const size_t *)x], w[*(const size_t *)y]);
}

void
attribute_seal(struct attribute *a)
{
	free(a->sorted);
	a->sorted = memory_new(a->word_count, sizeof(*a->sorted));
	for (size_t i = 0; i < a->word_count; i++)
		a->sorted[i] = i;
	qsort_r(a->sorted, a->word_count, sizeof(*a->sorted), compare_indexes,
	    a->words);
}

void
attribute_clear(struct attribute *a)
{
	for (size_t i = 0; i < a->word_count; i++)
		free(a->words[i]);
	free(a->words);
	free(a->sorted);
	free(a->name);
	*a = (struct attribute){ 0 };
}

/* The first word not before `word`, in sorted order; word_count at the end. */
static size_t
word_place(const struct attribute *a, const char *word)
{
	size_t low = 0, high = a->word_count, middle;

	while (low < high) {
		middle = (low + high) / 2;
		if (strcmp(a->words[a->sorted[middle]], word) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

long
attribute_word_find(const struct attribute *a, const char *word)
{
	size_t at = word_place(a, word);

	if (at == a->word_count || strcmp(a->words[a->sorted[at]], word) != 0)
		return -1;
	return (long)a->sorted[at];
}

/* A tree's branches are values too: prefixes of its paths. */
static bool
is_branch(const struct attribute *a, const char *word)
{
	size_t n = strlen(word), at;
	struct text branch = { 0 };
	bool found;

	if (a->type != ATTRIBUTE_TREE)
		return false;
	text_addf(&branch, "%s/", word);
	at = word_place(a, branch.data);
	found = at < a->word_count &&
		strncmp(a->words[a->sorted[at]], branch.data, n + 1) == 0;
	text_clear(&branch);
	return found;
}

static int
refuse_word(const struct attribute *a, const char *word, struct fault *why)
{
	const char *nearest = NULL;
	size_t length = strlen(word);
	/* Further than a third of the word apart is another word. */
	unsigned best = length < 4 ? 2 : length < 9 ? 3 : 4, distance;

	for (size_t i = 0; i < a->word_count; i++) {
		distance = text_distance(word, a->words[i]);
		if (distance < best) {
			best = distance;
			nearest = a->words[i];
		}
	}
	if (nearest != NULL)
		return fault_set(why, FAULT_INVALID,
		    "found \"%.60s\"; did you "
		    "mean \"%.80s\"?",
		    word, nearest);
	return fault_set(why, FAULT_INVALID,
	    "found \"%.60s\"; allowed is one "
	    "of %zu words, such as \"%.80s\"",
	    word, a->word_count, a->word_count > 0 ? a->words[0] : "");
}

static int
word_check(const struct attribute *a, const char *word, struct fault *why)
{
	int most = a->type == ATTRIBUTE_TREE ? ATTRIBUTE_PATH_BYTES_MAX
					     : ATTRIBUTE_WORD_BYTES_MAX;

	if (*word == '\0')
		return fault_set(why, FAULT_INVALID, "a word is empty");
	if (strlen(word) > (size_t)most)
		return fault_set(why, FAULT_INVALID,
		    "a word has %zu bytes; "
		    "allowed are %d",
		    strlen(word), most);
	if (text_has_control(word, ""))
		return fault_set(
		    why, FAULT_INVALID, "a word holds a control character");
	if (a->type == ATTRIBUTE_TREE &&
	    (word[0] == '/' || word[strlen(word) - 1] == '/' ||
		strstr(word, "//") != NULL))
		return fault_set(why, FAULT_INVALID,
		    "found \"%.60s\"; a path "
		    "has words between its slashes",
		    word);
	if (!a->has_words || attribute_word_find(a, word) >= 0 ||
	    is_branch(a, word))
		return 0;
	return refuse_word(a, word, why);
}

/* --- tags ----------------------------------------------------------------- */

static int
compare_texts(const void *x, const void *y)
{
	return strcmp(*(char *const *)x, *(char *const *)y);
}

static int
tags_check(
    const struct attribute *a, char *value, struct text *out, struct fault *why)
{
	char *tags[ATTRIBUTE_TAGS_MAX], *rest = value, *tag;
	size_t count = 0;

	while ((tag = text_split(&rest, ";")) != NULL) {
		tag = text_trim(tag);
		if (*tag == '\0')
			continue;
		if (count == ATTRIBUTE_TAGS_MAX)
			return fault_set(why, FAULT_INVALID,
			    "found more than "
			    "%d tags",
			    ATTRIBUTE_TAGS_MAX);
		if (word_check(a, tag, why) != 0)
			return -1;
		tags[count++] = tag;
	}
	if (count == 0)
		return fault_set(why, FAULT_INVALID, "there is no tag");
	qsort(tags, count, sizeof(*tags), compare_texts);
	text_add(out, tags[0]);
	for (size_t i = 1; i < count; i++)
		if (strcmp(tags[i], tags[i - 1]) != 0) {
			text_add(out, ";");
			text_add(out, tags[i]);
		}
	return 0;
}

/* --- scales --------------------------------------------------------------- */

#define NUMBER_MAX INT64_C(1000000000000) /* before the point */

int
attribute_number_parse(const char *s, int64_t *thousandths)
{
	bool is_negative = *s == '-';
	int64_t whole = 0, part = 0, scale = 1000, size;

	s += is_negative;
	if (!isdigit((unsigned char)*s))
		return -1;
	for (; isdigit((unsigned char)*s); s++) {
		whole = whole * 10 + (*s - '0');
		if (whole > NUMBER_MAX)
			return -1;
	}
	if (*s == '.') {
		if (!isdigit((unsigned char)*++s))
			return -1;
		for (; isdigit((unsigned char)*s); s++) {
			part += (*s - '0') * scale;
			scale /= 10;
		}
	}
	size = whole * 1000 + (part + 5) / 10;
	/* What was rounded up is no number that could not be read again. */
	if (*s != '\0' || size / 1000 > NUMBER_MAX)
		return -1;
	*thousandths = is_negative ? -size : size;
	return 0;
}

bool
attribute_number_is_short(const char *s)
{
	const char *point = strchr(s, '.');

	return point == NULL || strlen(point + 1) <= 3;
}

void
attribute_number_print(int64_t v, struct text *out)
{
	int64_t size = v < 0 ? -v : v;
	int part = (int)(size % 1000);

	text_addf(out, "%s%" PRId64, v < 0 ? "-" : "", size / 1000);
	if (part != 0)
		text_add(out, ".");
	for (; part != 0; part = part * 10 % 1000)
		text_addf(out, "%d", part / 100);
}

static int
number_check(const struct attribute *a, const char *value, struct text *out,
    struct fault *why)
{
	struct text range = { 0 };
	int64_t v;
	int done = 0;

	if (attribute_number_parse(value, &v) != 0)
		return fault_set(why, FAULT_INVALID,
		    "found \"%.40s\"; allowed is a number", value);
	if (a->has_range && (v < a->from || v > a->to)) {
		attribute_number_print(a->from, &range);
		text_add(&range, " to ");
		attribute_number_print(a->to, &range);
		done = fault_set(why, FAULT_INVALID,
		    "found %.40s; allowed is %s", value, text_get(&range));
		text_clear(&range);
		return done;
	}
	attribute_number_print(v, out);
	return 0;
}

/* --- all ------------------------------------------------------------------ */

static int
hours_check(const char *value, struct text *out, struct fault *why)
{
	struct hours hours;

	if (hours_parse(value, &hours, why) != 0)
		return -1;
	if (hours_count(&hours) == 0)
		return fault_set(why, FAULT_INVALID, "there is no hour");
	hours_print(&hours, out);
	return 0;
}

int
attribute_value_check(const struct attribute *a, const char *value,
    struct text *out, struct fault *why)
{
	char *copy = memory_text(value), *trimmed = text_trim(copy);
	int done;

	if (a->type == ATTRIBUTE_TAGS)
		done = tags_check(a, trimmed, out, why);
	else if (a->type == ATTRIBUTE_HOURS)
		done = hours_check(trimmed, out, why);
	else if (a->type == ATTRIBUTE_SCALE && !a->has_words)
		done = number_check(a, trimmed, out, why);
	else if (strchr(trimmed, ';') != NULL)
		done = fault_set(why, FAULT_INVALID,
		    "found \"%.60s\"; allowed is one word", trimmed);
	else if ((done = word_check(a, trimmed, why)) == 0)
		text_add(out, trimmed);
	free(copy);
	return done;
}

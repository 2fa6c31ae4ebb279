/*
 * From people's words to the API's: see clients/cli/cli.h.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "clients/cli/cli.h"
#include "clients/link/language.h"

#define SHOWN_WORDS 6

static char *why_of(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

static char *
why_of(const char *fmt, ...)
{
	char *text = NULL;
	va_list ap;

	va_start(ap, fmt);
	text = link_vtext(fmt, ap);
	va_end(ap);
	return text;
}

/* --- words of a vocabulary ------------------------------------------------ */

enum likeness {
	LIKE_NAME,   /* the word itself, or a label of it */
	LIKE_LEAF,   /* the last part of its path */
	LIKE_EITHER, /* one side of a label such as "waiter or waitress" */
	LIKE_PART,   /* somewhere in it or its labels */
	LIKE_COUNT
};

/* own and sought are folded. */
static bool
is_one_side(char *own, const char *sought)
{
	static const char *const between[] = { " ou ", " or ", " / " };

	for (size_t i = 0; i < sizeof(between) / sizeof(between[0]); i++) {
		char *at = strstr(own, between[i]);

		if (at == NULL)
			continue;
		*at = '\0';
		return strcmp(own, sought) == 0 ||
		       strcmp(at + strlen(between[i]), sought) == 0;
	}
	return false;
}

static bool
text_is_like(const char *text, const char *sought, enum likeness how)
{
	const char *leaf = strrchr(text, '/');
	bool is = false;
	char *own;

	if (how == LIKE_LEAF && leaf == NULL)
		return false;
	if (how == LIKE_LEAF)
		text = leaf + 1;
	own = fold_text(text, strlen(text));
	if (how == LIKE_PART)
		is = strstr(own, sought) != NULL;
	else if (how == LIKE_EITHER)
		is = is_one_side(own, sought);
	else
		is = strcmp(own, sought) == 0;
	free(own);
	return is;
}

static bool
word_is_like(struct json_object *w, const char *sought, enum likeness how)
{
	if (text_is_like(proto_text(w, "word"), sought, how))
		return true;
	if (how == LIKE_LEAF)
		return false;
	json_object_object_foreach(proto_get(w, "label"), language, label)
	{
		(void)language;
		if (text_is_like(json_object_get_string(label), sought, how))
			return true;
	}
	return false;
}

/* How many words are so like it; the last of them, and what they are called, as
 * a new text. */
static int
find_words(struct json_object *words, const char *folded, enum likeness how,
    const char **word, char **names)
{
	size_t len = 0;
	FILE *f = link_text(names, &len);
	int found = 0;

	for (size_t i = 0; i < json_object_array_length(words); i++) {
		struct json_object *w = json_object_array_get_idx(words, i);

		if (!word_is_like(w, folded, how))
			continue;
		*word = proto_text(w, "word");
		if (found++ < SHOWN_WORDS)
			fprintf(f, "%s%s", found > 1 ? ", " : "", *word);
	}
	fputs(found > SHOWN_WORDS ? " …" : "", f);
	fclose(f);
	return found;
}

/* The word of the vocabulary that is meant; NULL with *why. */
static const char *
answer_word(
    struct json_object *attribute, const char *typed, size_t n, char **why)
{
	struct json_object *words = about_words(attribute);
	const char *word = NULL;
	char *folded, *names = NULL;
	int found = 0;

	for (size_t i = 0; i < json_object_array_length(words); i++) {
		word = proto_text(json_object_array_get_idx(words, i), "word");
		if (strlen(word) == n && strncmp(word, typed, n) == 0)
			return word;
	}
	folded = fold_text(typed, n);
	for (enum likeness how = LIKE_NAME; how < LIKE_COUNT && found == 0;
	     how++) {
		free(names);
		found = find_words(words, folded, how, &word, &names);
		if (found == 1 && how < LIKE_PART) {
			free(folded);
			free(names);
			return word;
		}
	}
	*why = found == 0
		   ? why_of(_("there is no word \"%.*s\" for it; serendip "
			      "about lists them"),
			 (int)n, typed)
		   : why_of(_("\"%.*s\" may be: %s"), (int)n, typed, names);
	free(folded);
	free(names);
	return NULL;
}

/* An idea that is called so in the language of this terminal, as its word; or
 * NULL. */
static const char *
answer_idea(struct json_object *attribute, const char *typed, size_t n)
{
	struct json_object *words = about_words(attribute);
	size_t count = words == NULL ? 0 : json_object_array_length(words);
	char *folded = fold_text(typed, n);
	const char *idea = NULL;

	for (size_t i = 0; i < count && idea == NULL; i++) {
		struct json_object *w = json_object_array_get_idx(words, i);

		if (text_is_like(
			about_label(proto_get(w, "label")), folded, LIKE_NAME))
			idea = proto_text(w, "word");
	}
	free(folded);
	return idea;
}

/* --- lists ---------------------------------------------------------------- */

/* "Monday 12–14" as "mon 12-14", of any case and in English or French; false
 * where it is no span of hours. */
static bool
answer_hours(const char *typed, size_t n, char *out, size_t size)
{
	static const char *const days[] = { "mon", "tue", "wed", "thu", "fri",
		"sat", "sun", "lun", "mar", "mer", "jeu", "ven", "sam", "dim" };
	char *folded = fold_text(typed, n), *hours = strchr(folded, ' '), *end;
	long from = -1, to = -1;

	for (size_t i = 0; hours != NULL && i < 14; i++) {
		if (strncmp(folded, days[i], 3) != 0)
			continue;
		from = strtol(hours, &end, 10);
		to = *end == '\0' && end != hours ? from + 1
						  : strtol(end, &end, 10);
		if (*end != '\0')
			break;
		snprintf(out, size, "%s %ld-%ld", days[i % 7], from, to);
		free(folded);
		return from >= 0 && from < to && to <= 24;
	}
	free(folded);
	return false;
}

/* One item into the list; false with *why. */
static bool
add_item(struct json_object *list, struct json_object *attribute, const char *s,
    size_t n, char **why)
{
	char hours[40];

	if (strcmp(proto_text(attribute, "type"), "hours") == 0) {
		if (!answer_hours(s, n, hours, sizeof(hours))) {
			*why = why_of(_("\"%.*s\" is no day and hours, such as "
					"mon 12-14"),
			    (int)n, s);
			return false;
		}
		s = hours;
	} else if (proto_has(attribute, "word_count")) {
		s = answer_word(attribute, s, n, why);
	} else {
		const char *idea = answer_idea(attribute, s, n);

		json_object_array_add(
		    list, idea != NULL ? json_object_new_string(idea)
				       : json_object_new_string_len(s, (int)n));
		return true;
	}
	if (s != NULL)
		json_object_array_add(list, json_object_new_string(s));
	return s != NULL;
}

/* The list of what stands between the separators; NULL with *why. */
static struct json_object *
answer_list(struct json_object *attribute, const char *typed,
    const char *separators, char **why)
{
	struct json_object *list = json_object_new_array();

	while (*typed != '\0') {
		size_t n = strcspn(typed, separators), len;
		const char *item = typed + strspn(typed, " ");

		len = item > typed + n ? 0 : n - (size_t)(item - typed);
		while (len > 0 && item[len - 1] == ' ')
			len--;
		if (len > 0 && !add_item(list, attribute, item, len, why)) {
			json_object_put(list);
			return NULL;
		}
		typed += n + (typed[n] != '\0');
	}
	return list;
}

/* Items are separated by semicolons; where what stands between these is no
 * item, by commas as well, as they are shown. */
static struct json_object *
answer_items(struct json_object *about, struct json_object *attribute,
    const char *typed, char **why)
{
	struct json_object *list = answer_list(attribute, typed, ";", why);
	int64_t most = proto_int(proto_get(about, "limits"), "tags", 0);
	char *why_both = NULL;

	if (list == NULL && strchr(typed, ',') != NULL) {
		list = answer_list(attribute, typed, ";,", &why_both);
		free(list == NULL ? why_both : *why);
		if (list != NULL)
			*why = NULL;
	}
	if (list != NULL && proto_text(attribute, "type")[0] == 't' &&
	    (int64_t)json_object_array_length(list) > most) {
		*why = why_of(_("at most %d are allowed"), (int)most);
		json_object_put(list);
		return NULL;
	}
	return list;
}

/* --- all ------------------------------------------------------------------ */

static struct json_object *
answer_number(struct json_object *attribute, const char *typed, char **why)
{
	double from = json_object_get_double(proto_get(attribute, "from"));
	double to = json_object_get_double(proto_get(attribute, "to"));
	char *end;
	double number = strtod(typed, &end);

	if (*end == '\0' && end != typed && number >= from && number <= to)
		return json_object_new_double_s(number, typed);
	*why = why_of(_("\"%s\" is no number from %g to %g"), typed, from, to);
	return NULL;
}

struct json_object *
answer_value(struct json_object *about, struct json_object *attribute,
    const char *typed, char **why)
{
	const char *type = proto_text(attribute, "type"), *word;

	*why = NULL;
	if (strcmp(type, "tags") == 0 || strcmp(type, "hours") == 0)
		return answer_items(about, attribute, typed, why);
	if (!proto_has(attribute, "word_count"))
		return strcmp(type, "scale") == 0
			   ? answer_number(attribute, typed, why)
			   : json_object_new_string(typed);
	word = answer_word(attribute, typed, strlen(typed), why);
	return word == NULL ? NULL : json_object_new_string(word);
}

/* As it was typed: a list where the attribute takes one. */
static struct json_object *
answer_raw(struct json_object *attribute, const char *typed)
{
	const char *type =
	    attribute == NULL ? "" : proto_text(attribute, "type");
	struct json_object *list;

	if (strcmp(type, "tags") != 0 && strcmp(type, "hours") != 0)
		return json_object_new_string(typed);
	list = json_object_new_array();
	while (*typed != '\0') {
		size_t n = strcspn(typed, ";");

		json_object_array_add(
		    list, json_object_new_string_len(typed, (int)n));
		typed += n + (typed[n] == ';');
	}
	return list;
}

bool
answer_assign(struct json_object *about, struct json_object *attributes,
    const char *assignment)
{
	const char *equals = strchr(assignment, '=');
	struct json_object *attribute, *value = NULL;
	char *name, *why = NULL;

	if (equals == NULL || equals == assignment)
		return false;
	name = link_copy(assignment);
	name[equals - assignment] = '\0';
	attribute = about_attribute(about, name);
	if (equals[1] != '\0' && attribute != NULL)
		value = answer_value(about, attribute, equals + 1, &why);
	if (equals[1] != '\0' && value == NULL)
		value = answer_raw(attribute, equals + 1);
	json_object_object_add(attributes, name, value);
	free(name);
	free(why);
	return true;
}

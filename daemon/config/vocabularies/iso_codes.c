/*
 * Runs when the program is built: completes a vocabulary of this folder from
 * Debian's iso-codes, which have the standards' names in English (or, of regions,
 * in the country's own language), and their translations.
 *
 *	iso_codes iso-639|iso-3166 PREFIX OURS.yaml OUT.yaml
 *
 * OUT has the words of OURS and each word that OURS has not, in order.
 */
#include <json-c/json.h>
#include <libintl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include <wctype.h>

#define LABEL_MAX 800 /* bytes */

struct word {
	char *line; /* "fr: {…}" */
};

static struct word *words;
static size_t count, own; /* the first `own` are OURS */

static void
fail(const char *what, const char *why)
{
	fprintf(stderr, "iso_codes: %s: %s\n", what, why);
	exit(1);
}

static void
add(char *line)
{
	struct word *grown = realloc(words, (count + 1) * sizeof(*words));

	if (grown == NULL || line == NULL)
		fail("memory", "there is none left");
	words = grown;
	words[count++].line = line;
}

static void
read_ours(const char *path)
{
	FILE *f = fopen(path, "r");
	char *line = NULL;
	size_t size = 0;

	if (f == NULL)
		fail(path, "cannot be read");
	while (getline(&line, &size, f) > 0)
		if (*line != '#' && *line != '\n')
			add(strdup(line));
	free(line);
	fclose(f);
	own = count;
}

static int
is_ours(const char *word)
{
	size_t n = strlen(word);

	for (size_t i = 0; i < own; i++)
		if (strncmp(words[i].line, word, n) == 0 &&
		    words[i].line[n] == ':')
			return 1;
	return 0;
}

/* By the word alone: a country stands before its regions. */
static int
compare(const void *a, const void *b)
{
	const char *x = ((const struct word *)a)->line;
	const char *y = ((const struct word *)b)->line;
	size_t n = strcspn(x, ":"), m = strcspn(y, ":");
	int order = strncmp(x, y, n < m ? n : m);

	return order != 0 ? order : n < m ? -1 : n > m;
}

/* A name as people read it: without a second one, in another script or
 * language, or the standard's mark; the first letter a capital. */
static void
label_of(const char *name, char label[LABEL_MAX])
{
	wchar_t wide[LABEL_MAX];
	size_t n = mbstowcs(wide, name, LABEL_MAX - 1), end;

	if (n == (size_t)-1 || n >= LABEL_MAX - 1)
		fail(name, "no label");
	wide[n] = L'\0';
	end = wcscspn(wide, L";[*");
	while (end > 0 && wide[end - 1] == L' ')
		end--;
	wide[end] = L'\0';
	wide[0] = (wchar_t)towupper((wint_t)wide[0]);
	if (wcstombs(label, wide, LABEL_MAX) >= LABEL_MAX)
		fail(name, "too long a label");
}

static void
write_quoted(const char *s, FILE *out)
{
	fputc('"', out);
	for (; *s != '\0'; s++) {
		if (*s == '"' || *s == '\\')
			fputc('\\', out);
		fputc(*s, out);
	}
	fputc('"', out);
}

static void
add_word(const char *word, const char *name, const char *domain)
{
	char en[LABEL_MAX], fr[LABEL_MAX], *line = NULL;
	size_t size = 0;
	FILE *out;

	if (is_ours(word))
		return;
	if ((out = open_memstream(&line, &size)) == NULL)
		fail("memory", "there is none left");
	label_of(name, en);
	label_of(dgettext(domain, name), fr);
	fprintf(out, "%s: {en: ", word);
	write_quoted(en, out);
	if (strcmp(en, fr) != 0) {
		fputs(", fr: ", out);
		write_quoted(fr, out);
	}
	fputs("}\n", out);
	fclose(out);
	add(line);
}

static const char *
text_of(struct json_object *o, const char *field)
{
	struct json_object *v;

	return json_object_object_get_ex(o, field, &v)
		   ? json_object_get_string(v)
		   : NULL;
}

/* The standard's list; it and its translations are needed. */
static struct json_object *
read_list(const char *prefix, const char *standard, const char *known)
{
	char path[4096], domain[32];
	struct json_object *all, *list = NULL;

	snprintf(path, sizeof(path), "%s/share/iso-codes/json/iso_%s.json",
	    prefix, standard);
	all = json_object_from_file(path);
	if (all == NULL || !json_object_object_get_ex(all, standard, &list))
		fail(path, "cannot be read");
	snprintf(domain, sizeof(domain), "iso_%s", standard);
	snprintf(path, sizeof(path), "%s/share/locale", prefix);
	bindtextdomain(domain, path);
	bind_textdomain_codeset(domain, "UTF-8");
	if (strcmp(dgettext(domain, known), known) == 0)
		fail(path, "iso-codes' French names are not there; were "
			   "translations left out when it was installed?");
	return list;
}

static void
add_languages(const char *prefix)
{
	struct json_object *list = read_list(prefix, "639-3", "Spanish");

	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *o = json_object_array_get_idx(list, i);
		const char *word = text_of(o, "alpha_2");

		if (word != NULL)
			add_word(word, text_of(o, "name"), "iso_639-3");
	}
}

static void
add_regions(const char *prefix)
{
	struct json_object *list = read_list(prefix, "3166-1", "Germany");

	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *o = json_object_array_get_idx(list, i);
		const char *name = text_of(o, "common_name");

		add_word(text_of(o, "alpha_2"),
		    name == NULL ? text_of(o, "name") : name, "iso_3166-1");
	}
	list = read_list(prefix, "3166-2", "Bayern");
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *o = json_object_array_get_idx(list, i);
		const char *code = text_of(o, "code");
		char word[32];

		if (text_of(o, "parent") != NULL)
			continue;
		snprintf(word, sizeof(word), "%.2s/%s", code, code);
		add_word(word, text_of(o, "name"), "iso_3166-2");
	}
}

int
main(int argc, char **argv)
{
	FILE *out;

	if (argc != 5)
		fail("usage", "iso-639|iso-3166 PREFIX OURS OUT");
	/* Not the plain C locale, in which LANGUAGE would not count. */
	if (setlocale(LC_ALL, "C.UTF-8") == NULL ||
	    setenv("LANGUAGE", "fr", 1) != 0)
		fail("C.UTF-8", "there is no such locale");
	read_ours(argv[3]);
	if (strcmp(argv[1], "iso-639") == 0)
		add_languages(argv[2]);
	else
		add_regions(argv[2]);
	qsort(words, count, sizeof(*words), compare);
	if ((out = fopen(argv[4], "w")) == NULL)
		fail(argv[4], "cannot be written");
	for (size_t i = 0; i < count; i++) {
		fputs(words[i].line, out);
		free(words[i].line);
	}
	free(words);
	if (fclose(out) != 0)
		fail(argv[4], "cannot be written");
	return 0;
}

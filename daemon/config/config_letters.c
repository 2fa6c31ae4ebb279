/*
 * Letters in the operator's own words: see config/config_letters.h.
 */
#include "config/config_letters.h"

#include <dirent.h>
#include <errno.h>
#include "base/memory.h"
#include "model/letter_texts.h"

/* The kind and language of "signin_code.fr.txt"; -1: it is no such name. */
static int
config_letters_name(const char *file, enum letter_kind *kind, char language[3])
{
	size_t n = strcspn(file, ".");
	char *word = memory_text_n(file, n);
	int found = letter_kind_find(word);

	free(word);
	if (found < 0 || (strcmp(file + n, ".en.txt") != 0 &&
			     strcmp(file + n, ".fr.txt") != 0))
		return -1;
	*kind = (enum letter_kind)found;
	text_copy(language, 3, file + n + 1);
	return 0;
}

static void
config_letters_refuse_name(
    struct config_reader *r, const struct config_node *n, const char *file)
{
	const char *words[LETTER_KINDS], *near;
	char *word = memory_text_n(file, strcspn(file, "."));
	struct text shown = { 0 };

	for (int i = 0; i < LETTER_KINDS; i++)
		words[i] = letter_kind_word((enum letter_kind)i);
	near = config_error_nearest(word, words, LETTER_KINDS);
	config_node_escape(file, &shown);
	config_error_at(r->errors, n,
	    "found the file \"%s\", allowed: KIND.en.txt or KIND.fr.txt, such "
	    "as %s.en.txt; serendipctl letters template lists the kinds",
	    text_get(&shown), near != NULL ? near : "introduction");
	text_clear(&shown);
	free(word);
}

/* The whole file, one byte more than is allowed at most; -1 with errno. */
static int
config_letters_load(const char *path, struct text *out)
{
	FILE *file = fopen(path, "rbe");
	char buffer[4096];
	size_t n;
	int result;

	if (file == NULL)
		return -1;
	while (out->len <= LETTER_TEXTS_BYTES_MAX &&
	       (n = fread(buffer, 1, sizeof(buffer), file)) > 0)
		text_add_n(out, buffer, n);
	result = ferror(file) ? -1 : 0;
	fclose(file);
	return result;
}

static void
config_letters_read_one(
    struct config_reader *r, const struct config_node *n, const char *file)
{
	struct text path = { 0 }, text = { 0 }, why = { 0 };
	enum letter_kind kind;
	char language[3];
	int line;

	if (config_letters_name(file, &kind, language) != 0) {
		config_letters_refuse_name(r, n, file);
		return;
	}
	text_addf(&path, "%s/%s", r->config->letters_templates, file);
	if (config_letters_load(text_get(&path), &text) != 0)
		config_error_at(r->errors, n,
		    "%s: cannot be read: %s, allowed: a file that may be read",
		    file, strerror(errno));
	else if (letter_texts_set(r->config->letter_texts, kind, language,
		     text_get(&text), text.len, &line, &why) != 0)
		config_error_at(r->errors, n, "%s, line %d: %s", file, line,
		    text_get(&why));
	text_clear(&path);
	text_clear(&text);
	text_clear(&why);
}

void
config_letters_read(struct config_reader *r, const struct config_node *n)
{
	const char *folder = r->config->letters_templates;
	struct dirent **files = NULL;
	int count;

	if (n == NULL || folder == NULL || *folder == '\0')
		return;
	count = scandir(folder, &files, NULL, alphasort);
	if (count < 0) {
		config_error_found(r->errors, n,
		    "a folder that may be read: %s", strerror(errno));
		return;
	}
	r->config->letter_texts = letter_texts_new();
	for (int i = 0; i < count; i++) {
		if (files[i]->d_name[0] != '.')
			config_letters_read_one(r, n, files[i]->d_name);
		free(files[i]);
	}
	free(files);
}

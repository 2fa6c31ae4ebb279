/*
 * Files of a backup: see upkeep/contents.h.
 */
#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include "upkeep/contents.h"
#include "base/memory.h"
#include "base/text.h"
#include "config/config.h"
#include "io/db_plain.h"
#include "sql_statements.h"

int
contents_check_schema(struct db_plain *db, struct fault *why)
{
	struct db_rows *rows =
	    db_plain_ask(db, &sql_statements[SQL_UPKEEP_SCHEMA], NULL, 0, why);
	bool is_there = rows != NULL && db_bool(rows, 0, 1);
	int64_t had;

	db_rows_free(rows);
	if (rows == NULL)
		return -1;
	if (!is_there)
		return fault_set(
		    why, FAULT_NOT_FOUND, "the database has no house in it");
	if ((rows = db_plain_ask(db, &sql_statements[SQL_UPKEEP_MIGRATIONS],
		 NULL, 0, why)) == NULL)
		return -1;
	had = db_int(rows, 0, 0);
	db_rows_free(rows);
	if (had == SQL_MIGRATION_COUNT)
		return 0;
	return fault_set(why, FAULT_CONFLICT,
	    "the database has had %" PRId64 " migrations and this program "
	    "knows %d: migrate first (serendipd --migrate), or use the program "
	    "that serves it",
	    had, SQL_MIGRATION_COUNT);
}

const char *
contents_database(const struct config *config)
{
	return *config->database_owner != '\0' ? config->database_owner
					       : config->database_conninfo;
}

/* --- files ---------------------------------------------------------------- */

#define LETTER "letter "
#define LETTER_END ".txt"

/* Where the configuration names one. Takes the name. */
static void
add(struct contents_files *out, char *name, const char *path, mode_t mode)
{
	if (path == NULL || *path == '\0') {
		free(name);
		return;
	}
	out->list = memory_grow(out->list, out->count + 1, sizeof(*out->list));
	out->list[out->count++] = (struct contents_file){
		.name = name, .path = memory_text(path), .mode = mode
	};
}

static char *
of_webhook(const char *what, const struct config_webhook *w)
{
	struct text name = { 0 };

	text_addf(&name, "webhook-%s %s", what, w->name);
	return text_take(&name);
}

void
contents_files(
    const struct config *c, bool with_tls, struct contents_files *out)
{
	*out = (struct contents_files){ 0 };
	add(out, memory_text(CONTENTS_CONFIGURATION), c->file, 0644);
	add(out, memory_text(CONTENTS_SECRET), c->secret_file, 0600);
	add(out, memory_text("mail-password"), c->letters_password_file, 0600);
	add(out, memory_text("mail-ca"), c->letters_ca_file, 0644);
	if (with_tls) {
		add(out, memory_text("tls-certificate"), c->tls_certificate,
		    0644);
		add(out, memory_text("tls-key"), c->tls_key, 0600);
	}
	for (size_t i = 0; i < c->webhook_count; i++) {
		const struct config_webhook *w = &c->webhooks[i];

		add(out, of_webhook("secret", w), w->secret_file, 0600);
		add(out, of_webhook("url", w), w->url_file, 0600);
		add(out, of_webhook("ca", w), w->ca_file, 0644);
	}
}

/* As config/config_letters.h has it: KIND.LANGUAGE.txt, of a folder. */
static bool
is_letter(const char *file)
{
	size_t n = strlen(file), end = strlen(LETTER_END);

	return file[0] != '.' && strchr(file, '/') == NULL && n > end &&
	       strcmp(file + n - end, LETTER_END) == 0;
}

static void
add_letter(const struct config *c, const char *file, struct contents_files *out)
{
	struct text name = { 0 }, path = { 0 };

	text_addf(&name, LETTER "%s", file);
	text_addf(&path, "%s/%s", c->letters_templates, file);
	add(out, text_take(&name), text_get(&path), 0644);
	text_clear(&path);
}

int
contents_letters(
    const struct config *c, struct contents_files *out, struct fault *why)
{
	struct dirent **files;
	int count;

	if (c->letters_templates == NULL || *c->letters_templates == '\0')
		return 0;
	count = scandir(c->letters_templates, &files, NULL, alphasort);
	if (count < 0)
		return fault_set(why, FAULT_NOT_FOUND, "%s: %s",
		    c->letters_templates, strerror(errno));
	for (int i = 0; i < count; i++) {
		if (is_letter(files[i]->d_name))
			add_letter(c, files[i]->d_name, out);
		free(files[i]);
	}
	free(files);
	return 0;
}

bool
contents_place(const struct config *c, const struct contents_files *files,
    const char *name, char **path, mode_t *mode)
{
	const size_t n = strlen(LETTER);
	struct text letter = { 0 };

	for (size_t i = 0; i < files->count; i++) {
		if (strcmp(files->list[i].name, name) != 0)
			continue;
		*path = memory_text(files->list[i].path);
		*mode = files->list[i].mode;
		return true;
	}
	if (strncmp(name, LETTER, n) != 0 || !is_letter(name + n) ||
	    c->letters_templates == NULL || *c->letters_templates == '\0')
		return false;
	text_addf(&letter, "%s/%s", c->letters_templates, name + n);
	*path = text_take(&letter);
	*mode = 0644;
	return true;
}

void
contents_files_clear(struct contents_files *files)
{
	for (size_t i = 0; i < files->count; i++) {
		free(files->list[i].name);
		free(files->list[i].path);
	}
	free(files->list);
	*files = (struct contents_files){ 0 };
}

/*
 * The header of an import: see work/import_header.h.
 */
#include "work/import_header.h"
#include "base/memory.h"
#include "config/config_error.h"
#include "io/unicode.h"

/* By what they are called, folded; the first of a column is its own name. */
static const struct {
	const char *name;
	enum import_column column;
} known[] = {
	{ "id", IMPORT_ID },
	{ "email", IMPORT_EMAIL },
	{ "name", IMPORT_NAME },
	{ "language", IMPORT_LANGUAGE },
	{ "zone", IMPORT_ZONE },
	{ "pitch", IMPORT_PITCH },
	{ "-", IMPORT_NOTHING },
	{ "", IMPORT_NAMELESS },
	{ "e-mail", IMPORT_EMAIL },
	{ "mail", IMPORT_EMAIL },
	{ "email address", IMPORT_EMAIL },
	{ "e-mail address", IMPORT_EMAIL },
	{ "courriel", IMPORT_EMAIL },
	{ "adresse e-mail", IMPORT_EMAIL },
	{ "full name", IMPORT_NAME },
	{ "first name", IMPORT_NAME },
	{ "last name", IMPORT_NAME },
	{ "prenom", IMPORT_NAME },
	{ "nom", IMPORT_NAME },
	{ "langue", IMPORT_LANGUAGE },
	{ "time zone", IMPORT_ZONE },
	{ "fuseau horaire", IMPORT_ZONE },
	{ "about", IMPORT_PITCH },
	{ "presentation", IMPORT_PITCH },
};

struct reading {
	struct import_header *h;
	const struct config *config;
	import_header_cb wrong;
	void *arg;
	bool is_wrong;
};

static void
say(struct reading *r, const struct csv_field *f, const char *detail)
{
	r->is_wrong = true;
	r->wrong(r->arg, (int64_t)f->place.column, detail);
}

/* A new text; where it is not UTF-8, csv has said so before. */
static char *
folded(const char *name)
{
	char *search = unicode_search(name), *out;

	if (search == NULL)
		return memory_text(name);
	out = memory_text(text_trim(search));
	free(search);
	return out;
}

static bool
is_called(const struct config *config, size_t attribute, const char *name)
{
	const struct config_label *title =
	    &config->attribute_info[attribute].title;
	bool is = strcmp(config->attributes[attribute].name, name) == 0;

	for (size_t k = 0; !is && k < CONFIG_LANGUAGES; k++) {
		char *one =
		    title->text[k] == NULL ? NULL : folded(title->text[k]);

		is = one != NULL && strcmp(one, name) == 0;
		free(one);
	}
	return is;
}

/* What a folded name means; false where nothing. */
static bool
find(const struct config *config, const char *name, enum import_column *column,
    size_t *attribute)
{
	for (size_t i = 0; i < COUNT_OF(known); i++) {
		*column = known[i].column;
		if (strcmp(name, known[i].name) == 0)
			return true;
	}
	*column = IMPORT_ATTRIBUTE;
	for (size_t i = 0; i < config->attribute_count; i++) {
		*attribute = i;
		if (is_called(config, i, name))
			return true;
	}
	return false;
}

static void
say_unknown(struct reading *r, const struct csv_field *f, const char *name)
{
	const char *names[COUNT_OF(known) + ATTRIBUTES_MAX], *near;
	char *copy = memory_text(f->text);
	struct text detail = { 0 };
	size_t count = 0, i;

	for (i = 0; i < COUNT_OF(known); i++)
		if (known[i].column < IMPORT_ATTRIBUTE)
			names[count++] = known[i].name;
	for (i = 0; i < r->config->attribute_count; i++)
		names[count++] = r->config->attributes[i].name;
	text_addf(&detail, "found the column \"%.40s\", which is nothing here",
	    text_trim(copy));
	free(copy);
	near = config_error_nearest(name, names, count);
	if (near != NULL)
		text_addf(&detail, "; is it \"%s\"?", near);
	text_add(
	    &detail, "; allowed are id, email, name, language, zone, pitch");
	for (i = 0; i < r->config->attribute_count; i++)
		text_addf(&detail, ", %s", r->config->attributes[i].name);
	text_add(&detail, ", and - for one to pass over");
	say(r, f, text_get(&detail));
	text_clear(&detail);
}

/* Whether a column before has this already. Names may come in parts, and there
 * may be any number of columns that are nothing. */
static bool
is_there(
    const struct import_header *h, enum import_column column, size_t attribute)
{
	if (column == IMPORT_NAME || column == IMPORT_NOTHING ||
	    column == IMPORT_NAMELESS)
		return false;
	for (size_t i = 0; i < h->count; i++)
		if (h->columns[i] == column &&
		    (column != IMPORT_ATTRIBUTE ||
			h->attributes[i] == attribute))
			return true;
	return false;
}

static void
read_column(struct reading *r, const struct csv_field *f)
{
	struct import_header *h = r->h;
	enum import_column column = IMPORT_NOTHING;
	size_t attribute = 0;
	char *name = folded(f->text);

	if (!find(r->config, name, &column, &attribute)) {
		say_unknown(r, f, name);
		column = IMPORT_NOTHING;
	} else if (is_there(h, column, attribute)) {
		say(r, f, "this column stands there twice");
	}
	h->columns[h->count] = column;
	h->attributes[h->count++] = attribute;
	h->has_id = h->has_id || column == IMPORT_ID;
	free(name);
}

int
import_header_read(struct import_header *h, const struct config *config,
    const struct csv *csv, import_header_cb wrong, void *arg)
{
	struct reading r = {
		.h = h, .config = config, .wrong = wrong, .arg = arg
	};

	*h = (struct import_header){ 0 };
	for (size_t i = 0; i < csv->count; i++) {
		if (h->count == IMPORT_COLUMNS_MAX) {
			say(&r, &csv->fields[i],
			    "there are more than 80 columns");
			return -1;
		}
		read_column(&r, &csv->fields[i]);
	}
	if (!r.is_wrong && !h->has_id && !is_there(h, IMPORT_EMAIL, 0))
		say(&r, &csv->fields[0],
		    "the header has neither a column id nor email, by one of "
		    "which a member is known");
	return r.is_wrong ? -1 : 0;
}

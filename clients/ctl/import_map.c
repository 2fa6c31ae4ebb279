/*
 * Columns under other names: see clients/ctl/import_map.h.
 */
#include <stdlib.h>
#include <string.h>
#include "base/csv.h"
#include "base/memory.h"
#include "clients/ctl/import_map.h"
#include "clients/link/safe.h"

static bool
is_map(const struct context *c, size_t i)
{
	return strcmp(c->given[i].option->name, "map") == 0;
}

/* What stands before the last =, without blanks around it; NULL without one. A
 * new text, and *field behind the =. */
static char *
column_of(const char *given, const char **field)
{
	const char *mark = strrchr(given, '=');
	char *cut, *column;

	if (mark == NULL)
		return NULL;
	*field = *mark != '\0' && mark[1] == '\0' ? "-" : mark + 1;
	cut = memory_text_n(given, (size_t)(mark - given));
	column = memory_text(text_trim(cut));
	free(cut);
	return column;
}

static bool
is_named(const struct csv_field *f, const char *column)
{
	char *copy = memory_text(f->text);
	bool is = text_equal_nocase(text_trim(copy), column);

	free(copy);
	return is;
}

static void
say_unknown(const struct parts *p, const struct csv *csv, const char *column)
{
	fprintf(stderr, "%s:1: there is no column \"", p->name);
	safe_print(stderr, column);
	fputs("\" to map; there are ", stderr);
	for (size_t i = 0; i < csv->count; i++) {
		fputs(i == 0 ? "\"" : ", \"", stderr);
		safe_print(stderr, csv->fields[i].text);
		fputc('"', stderr);
	}
	fputc('\n', stderr);
}

/* The field that each column is mapped to, NULL where none is. */
static bool
read_maps(const struct context *c, const struct parts *p, const struct csv *csv,
    const char **fields)
{
	for (size_t i = 0; i < c->given_count; i++) {
		const char *field;
		char *column;
		bool found = false;

		if (!is_map(c, i))
			continue;
		column = column_of(c->given[i].value, &field);
		if (column == NULL) {
			(void)command_wrong(c,
			    "--map wants COLUMN=FIELD, as in --map "
			    "\"Team=domain\"");
			return false;
		}
		for (size_t k = 0; k < csv->count; k++) {
			if (!is_named(&csv->fields[k], column))
				continue;
			fields[k] = field;
			found = true;
		}
		if (!found)
			say_unknown(p, csv, column);
		free(column);
		if (!found)
			return false;
	}
	return true;
}

static void
add_field(struct text *out, const char *name)
{
	text_add(out, "\"");
	for (const char *s = name; *s != '\0'; s++) {
		if (*s == '"')
			text_add(out, "\"");
		text_add_n(out, s, 1);
	}
	text_add(out, "\"");
}

/* The header anew, every field in quotes. */
static void
rewrite(struct parts *p, const struct csv *csv, const char *const *fields,
    struct import_map *map)
{
	struct text out = { 0 };

	for (size_t k = 0; k < csv->count; k++) {
		if (k > 0)
			text_add_n(&out, &csv->separator, 1);
		map->file[k] = (int)csv->fields[k].place.column;
		map->sent[k] =
		    (int)text_utf8_length(text_get(&out), out.len) + 1;
		add_field(
		    &out, fields[k] == NULL ? csv->fields[k].text : fields[k]);
	}
	map->count = (int)csv->count;
	text_add(&out, "\n");
	p->header = p->len = out.len;
	free(p->data);
	p->data = text_take(&out);
}

bool
import_map_header(
    const struct context *c, struct parts *p, struct import_map *map)
{
	const char *fields[IMPORT_MAP_COLUMNS] = { NULL };
	struct fault why;
	struct csv csv;
	bool done = true;

	map->count = 0;
	if (command_value(c, "map") == NULL)
		return true;
	csv_init(&csv, p->data, p->header);
	csv_sniff(&csv);
	/* What is wrong with it otherwise the daemon says. */
	if (csv_next(&csv, &why) == 1 && csv.count <= IMPORT_MAP_COLUMNS) {
		done = read_maps(c, p, &csv, fields);
		if (done)
			rewrite(p, &csv, fields, map);
	}
	csv_clear(&csv);
	return done;
}

int
import_map_column(const struct import_map *map, int sent)
{
	int column = sent;

	for (int k = 0; k < map->count; k++)
		if (map->sent[k] <= sent)
			column = map->file[k];
	return column;
}

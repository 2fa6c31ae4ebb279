/*
 * Spreadsheets: see clients/draw/sheet.h.
 */
#include "clients/draw/sheet.h"

#include "base/memory.h"
#include "config/config_error.h"

/* Trims a field where it is, in the reader's own buffer. */
static const char *
trimmed(struct csv *c, size_t field)
{
	return text_trim(c->pool.data + (c->fields[field].text - c->pool.data));
}

static void
add_names(const struct sheet *s, struct text *out)
{
	for (size_t i = 0; i < s->column_count; i++)
		text_addf(out, "%s%s", i > 0 ? ", " : "", s->columns[i].name);
}

/* The place of a column's name among the columns, or their number. */
static size_t
find_column(const struct sheet *s, const char *name)
{
	size_t i = 0;

	while (i < s->column_count && strcmp(s->columns[i].name, name) != 0)
		i++;
	return i;
}

static void
refuse_unknown(const struct sheet *s, const char *name, struct csv_place place)
{
	const char **words = memory_new(s->column_count, sizeof(*words));
	struct text allowed = { 0 };
	const char *near;

	for (size_t i = 0; i < s->column_count; i++)
		words[i] = s->columns[i].name;
	near = config_error_nearest(name, words, s->column_count);
	add_names(s, &allowed);
	mistakes_add(s->mistakes, place,
	    "found the column \"%.60s\"%s%s%s, allowed: %s", name,
	    near != NULL ? ", did you mean \"" : "", near != NULL ? near : "",
	    near != NULL ? "\"?" : "", text_get(&allowed));
	text_clear(&allowed);
	free(words);
}

/* One name of the header. What no column has, or one has already, is passed
 * over in the rows. */
static void
take_name(struct sheet *s, size_t field)
{
	struct csv_place place = s->csv.fields[field].place;
	const char *name = trimmed(&s->csv, field);
	size_t column = find_column(s, name);
	bool is_new = !sheet_has(s, column);

	s->column_of[field] = is_new ? column : s->column_count;
	if (column == s->column_count)
		refuse_unknown(s, name, place);
	else if (!is_new)
		mistakes_add(s->mistakes, place,
		    "found the column \"%s\" a second time, allowed: once",
		    name);
	else if (s->columns[column].is_first && field > 0)
		mistakes_add(s->mistakes, place,
		    "found the column \"%s\" here, allowed: as the first",
		    name);
	s->field_count++;
}

/* What some spreadsheets put between columns where a comma ends the whole
 * part of a number. */
static bool
is_cut_otherwise(const struct csv *c)
{
	return c->count == 1 && strpbrk(c->fields[0].text, ";\t") != NULL;
}

static int
take_header(struct sheet *s)
{
	static const struct csv_place start = { 1, 1 };
	int done = 0;

	if (is_cut_otherwise(&s->csv)) {
		mistakes_add(s->mistakes, start,
		    "found \"%.60s\", allowed: columns with commas between "
		    "them",
		    s->csv.fields[0].text);
		return -1;
	}
	s->column_of = memory_new(s->csv.count, sizeof(*s->column_of));
	for (size_t i = 0; i < s->csv.count; i++)
		take_name(s, i);
	for (size_t i = 0; i < s->column_count; i++)
		if (s->columns[i].is_required && !sheet_has(s, i)) {
			mistakes_add(s->mistakes, s->place,
			    "missing: the column \"%s\"", s->columns[i].name);
			done = -1;
		}
	return done;
}

/* Whether the last row has a text in any field. */
static bool
has_text(struct sheet *s)
{
	for (size_t i = 0; i < s->csv.count; i++)
		if (trimmed(&s->csv, i)[0] != '\0')
			return true;
	return false;
}

static void
refuse_shape(struct sheet *s, const struct fault *why)
{
	mistakes_add(s->mistakes, s->csv.wrong,
	    "found %s, allowed: CSV in UTF-8", why->sentence);
}

int
sheet_begin(struct sheet *s, const struct input *in,
    const struct sheet_column *columns, size_t count, struct mistakes *m)
{
	struct text allowed = { 0 };
	struct fault why;
	int got;

	*s = (struct sheet){ .columns = columns,
		.column_count = count,
		.place = { 1, 1 },
		.mistakes = m };
	s->cells = memory_new(count, sizeof(*s->cells));
	csv_init(&s->csv, in->data, in->len);
	do
		got = csv_next(&s->csv, &why);
	while (got > 0 && !has_text(s));
	if (got > 0) {
		s->place = s->csv.fields[0].place;
		return take_header(s);
	}
	if (got < 0) {
		refuse_shape(s, &why);
		return -1;
	}
	add_names(s, &allowed);
	mistakes_add(m, s->place,
	    "found nothing, allowed: a first line with the columns %s",
	    text_get(&allowed));
	text_clear(&allowed);
	return -1;
}

bool
sheet_has(const struct sheet *s, size_t column)
{
	for (size_t i = 0; i < s->field_count; i++)
		if (s->column_of[i] == column)
			return true;
	return false;
}

static void
take_row(struct sheet *s)
{
	for (size_t i = 0; i < s->column_count; i++)
		s->cells[i] = (struct sheet_cell){ "", s->place };
	for (size_t i = 0; i < s->field_count; i++) {
		if (s->column_of[i] == s->column_count)
			continue;
		s->cells[s->column_of[i]] =
		    (struct sheet_cell){ trimmed(&s->csv, i),
			    s->csv.fields[i].place };
	}
}

bool
sheet_next(struct sheet *s)
{
	struct fault why;
	int got;

	while (!mistakes_full(s->mistakes) &&
	       (got = csv_next(&s->csv, &why)) != 0) {
		if (got < 0) {
			refuse_shape(s, &why);
			continue;
		}
		s->place = s->csv.fields[0].place;
		if (!has_text(s))
			continue;
		if (s->csv.count == s->field_count) {
			take_row(s);
			return true;
		}
		mistakes_add(s->mistakes, s->place,
		    "found %zu field%s, allowed: %zu, as in the first line",
		    s->csv.count, s->csv.count == 1 ? "" : "s", s->field_count);
	}
	return false;
}

void
sheet_end(struct sheet *s)
{
	csv_clear(&s->csv);
	free(s->cells);
	free(s->column_of);
	*s = (struct sheet){ 0 };
}

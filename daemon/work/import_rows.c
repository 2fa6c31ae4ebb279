/*
 * The records of an import: see work/import_rows.h.
 */
#include <stdarg.h>
#include "work/import_rows.h"
#include "base/csv.h"
#include "base/memory.h"
#include "io/seal.h"
#include "model/member.h"
#include "work/person_hash.h"
#include "work/profile.h"

#define REF_BYTES_MAX 100
#define COLUMNS_MAX 80

/* What a column of the members' file is: one of these, or an attribute. */
enum column {
	COLUMN_ID,
	COLUMN_EMAIL,
	COLUMN_NAME,
	COLUMN_LANGUAGE,
	COLUMN_ZONE,
	COLUMN_PITCH,
	COLUMN_ATTRIBUTE
};

static const char *const column_names[] = { "id", "email", "name", "language",
	"zone", "pitch" };

struct header {
	enum column columns[COLUMNS_MAX];
	size_t attributes[COLUMNS_MAX];
	size_t count;
};

/* One record as it is being checked. */
struct record {
	char *ref, *email, *name, *language, *zone, *pitch;
	struct text attributes; /* name, value or "", …, joined by U+001F */
};

void
import_rows_clear(struct import_rows *r)
{
	struct db_array *arrays[] = { &r->lines, &r->members.lines,
		&r->members.refs, &r->members.ids, &r->members.sealed,
		&r->members.indexes, &r->members.persons, &r->members.names,
		&r->members.languages, &r->members.zones, &r->members.pitches,
		&r->members.attributes, &r->ties.lines, &r->ties.as,
		&r->ties.bs, &r->ties.kinds };

	for (size_t i = 0; i < COUNT_OF(arrays); i++)
		db_array_clear(arrays[i]);
	free(r->report.errors);
	r->report = (struct import_report){ 0 };
}

static void
add_error(
    struct import_rows *r, int64_t line, int64_t column, const char *detail)
{
	struct import_report *report = &r->report;
	struct import_error *e;

	report->bad++;
	report->errors = memory_grow(
	    report->errors, report->count + 1, sizeof(*report->errors));
	e = &report->errors[report->count++];
	e->line = line;
	e->column = column;
	text_copy(e->detail, sizeof(e->detail), detail);
}

void
import_rows_bad(
    struct import_rows *r, int64_t line, int64_t column, const char *fmt, ...)
{
	struct text detail = { 0 };
	va_list ap;

	va_start(ap, fmt);
	text_addvf(&detail, fmt, ap);
	va_end(ap);
	add_error(r, line, column, text_get(&detail));
	r->report.good--;
	text_clear(&detail);
}

/* --- the members' file ---------------------------------------------------- */

static int
header_column(struct header *h, const struct config *config,
    const struct csv_field *f, struct fault *why)
{
	int at;

	for (size_t i = 0; i < COUNT_OF(column_names); i++) {
		if (strcmp(f->text, column_names[i]) == 0) {
			h->columns[h->count++] = (enum column)i;
			return 0;
		}
	}
	if ((at = config_attribute_find(config, f->text)) < 0)
		return fault_set(why, FAULT_INVALID,
		    "column \"%.40s\" is no "
		    "attribute of the configuration, and none of id, email, "
		    "name, language, zone, pitch",
		    f->text);
	h->attributes[h->count] = (size_t)at;
	h->columns[h->count++] = COLUMN_ATTRIBUTE;
	return 0;
}

/* 0, or -1 with the header's mistake reported: then no record can be read. */
static int
read_header(struct import_rows *r, struct header *h,
    const struct config *config, struct csv *csv)
{
	struct fault why;
	bool has_id = false;
	int more = csv_next(csv, &why);

	h->count = 0;
	if (more <= 0) {
		add_error(r, 1, 1,
		    more < 0 ? why.sentence
			     : "there is no header line; it must name at least "
			       "the column id");
		return -1;
	}
	for (size_t i = 0; i < csv->count; i++) {
		const struct csv_field *f = &csv->fields[i];

		if (h->count == COLUMNS_MAX ||
		    header_column(h, config, f, &why) != 0) {
			add_error(r, 1, (int64_t)f->place.column,
			    h->count == COLUMNS_MAX ? "there are more than 80 "
						      "columns"
						    : why.sentence);
			return -1;
		}
		has_id = has_id || h->columns[h->count - 1] == COLUMN_ID;
		for (size_t k = 0; k < i; k++) {
			if (strcmp(csv->fields[k].text, f->text) != 0)
				continue;
			add_error(r, 1, (int64_t)f->place.column,
			    "this column stands there twice");
			return -1;
		}
	}
	if (has_id)
		return 0;
	add_error(r, 1, 1, "the header has no column id");
	return -1;
}

static int
take_attribute(struct record *m, const struct config *config, size_t attribute,
    const char *value, struct fault *why)
{
	struct text normal = { 0 };
	int done = *value == '\0'
		       ? 0
		       : profile_value(config, attribute, value, &normal, why);

	if (done == 0)
		text_addf(&m->attributes, "%s%s\x1f%s",
		    m->attributes.len > 0 ? "\x1f" : "",
		    config->attributes[attribute].name, text_get(&normal));
	text_clear(&normal);
	return done;
}

static int
take_ref(char **out, const char *text, struct fault *why)
{
	if (strlen(text) > REF_BYTES_MAX || text_has_control(text, ""))
		return fault_set(why, FAULT_INVALID,
		    "an id has at most %d bytes "
		    "and no control characters",
		    REF_BYTES_MAX);
	*out = memory_text(text);
	return 0;
}

static int
take_field(struct record *m, const struct config *config, enum column column,
    size_t attribute, const char *text, struct fault *why)
{
	switch (column) {
	case COLUMN_ID:
		return take_ref(&m->ref, text, why);
	case COLUMN_EMAIL:
		if (!member_email_ok(text))
			return fault_set(why, FAULT_INVALID,
			    "\"%.80s\" is no e-mail address", text);
		m->email = member_email_normal(text);
		return 0;
	case COLUMN_NAME:
		return profile_name(text, &m->name, why);
	case COLUMN_LANGUAGE:
		if (strcmp(text, "en") != 0 && strcmp(text, "fr") != 0)
			return fault_set(why, FAULT_INVALID,
			    "found \"%.20s\"; allowed are en and fr", text);
		m->language = memory_text(text);
		return 0;
	case COLUMN_ZONE:
		m->zone = memory_text(text);
		return profile_zone(text, why);
	case COLUMN_PITCH:
		return profile_pitch(text, &m->pitch, why);
	default:
		return take_attribute(m, config, attribute, text, why);
	}
}

static void
record_clear(struct record *m)
{
	free(m->ref);
	free(m->email);
	free(m->name);
	free(m->language);
	free(m->zone);
	free(m->pitch);
	text_clear(&m->attributes);
}

/* Checks one record; its mistake is in *why, at *column. */
static int
read_record(struct record *m, const struct header *h,
    const struct config *config, const struct csv *csv, int64_t *column,
    struct fault *why)
{
	*column = 1;
	if (csv->count != h->count)
		return fault_set(why, FAULT_INVALID,
		    "found %zu fields; the "
		    "header has %zu columns",
		    csv->count, h->count);
	for (size_t i = 0; i < csv->count; i++) {
		const struct csv_field *f = &csv->fields[i];

		*column = (int64_t)f->place.column;
		if (f->len == 0 && h->columns[i] == COLUMN_ID)
			return fault_set(why, FAULT_INVALID, "the id is empty");
		if (f->len == 0 && h->columns[i] != COLUMN_ATTRIBUTE)
			continue; /* it stays as it is */
		if (take_field(m, config, h->columns[i], h->attributes[i],
			f->text, why) != 0)
			return -1;
	}
	return 0;
}

static void
add_record(struct import_rows *r, const struct record *m,
    const struct seal *seal, int64_t line)
{
	struct store_import_members *a = &r->members;
	struct id id = id_new();
	uint8_t index[SEAL_DIGEST], person[SEAL_DIGEST], *sealed = NULL;
	size_t len = m->email == NULL ? 0 : strlen(m->email);

	db_array_int(&r->lines, line);
	db_array_int(&a->lines, line);
	db_array_text(&a->refs, m->ref);
	db_array_id(&a->ids, &id);
	if (m->email != NULL) {
		sealed = memory_new(len + SEAL_OVERHEAD, 1);
		seal_close(seal, m->email, len, sealed);
		seal_index(seal, SEAL_EMAIL_INDEX, m->email, len, index);
		person_hash(seal, m->email, person);
	}
	db_array_bytes(&a->sealed, sealed, len + SEAL_OVERHEAD);
	db_array_bytes(
	    &a->indexes, m->email == NULL ? NULL : index, SEAL_DIGEST);
	db_array_bytes(
	    &a->persons, m->email == NULL ? NULL : person, SEAL_DIGEST);
	db_array_text(&a->names, m->name);
	db_array_text(&a->languages, m->language);
	db_array_text(&a->zones, m->zone);
	db_array_text(&a->pitches, m->pitch);
	db_array_text(&a->attributes, text_get(&m->attributes));
	free(sealed);
	r->report.good++;
}

void
import_rows_members(struct import_rows *r, const struct config *config,
    const struct seal *seal, const char *data, size_t len, int64_t first_line)
{
	struct header header = { 0 };
	struct csv csv;
	struct fault why;
	int64_t line, column;
	int more;

	*r = (struct import_rows){ 0 };
	csv_init(&csv, data, len);
	if (read_header(r, &header, config, &csv) != 0) {
		csv_clear(&csv);
		return;
	}
	while ((more = csv_next(&csv, &why)) != 0) {
		struct record m = { 0 };

		if (more < 0) {
			add_error(r, first_line + (int64_t)csv.wrong.line - 2,
			    (int64_t)csv.wrong.column, why.sentence);
			continue;
		}
		line = first_line + (int64_t)csv.fields[0].place.line - 2;
		if (read_record(&m, &header, config, &csv, &column, &why) == 0)
			add_record(r, &m, seal, line);
		else
			add_error(r, line, column, why.sentence);
		record_clear(&m);
	}
	csv_clear(&csv);
}

/* --- the ties' file ------------------------------------------------------- */

static int
read_tie(const struct csv *csv, int64_t *column, struct fault *why)
{
	const char *kind;

	*column = 1;
	if (csv->count != 3)
		return fault_set(why, FAULT_INVALID,
		    "found %zu fields; allowed are a,b,kind", csv->count);
	for (size_t i = 0; i < 2; i++) {
		*column = (int64_t)csv->fields[i].place.column;
		if (csv->fields[i].len == 0 ||
		    csv->fields[i].len > REF_BYTES_MAX)
			return fault_set(why, FAULT_INVALID,
			    "an id has 1 to %d bytes", REF_BYTES_MAX);
	}
	if (strcmp(csv->fields[0].text, csv->fields[1].text) == 0)
		return fault_set(why, FAULT_INVALID,
		    "\"%.40s\" cannot have a tie with itself",
		    csv->fields[0].text);
	*column = (int64_t)csv->fields[2].place.column;
	kind = csv->fields[2].text;
	if (strcmp(kind, "knows") != 0 && strcmp(kind, "blocks") != 0)
		return fault_set(why, FAULT_INVALID,
		    "found \"%.20s\"; allowed are knows and blocks", kind);
	return 0;
}

static int
ties_header_ok(const struct csv *csv)
{
	return csv->count == 3 && strcmp(csv->fields[0].text, "a") == 0 &&
	       strcmp(csv->fields[1].text, "b") == 0 &&
	       strcmp(csv->fields[2].text, "kind") == 0;
}

void
import_rows_ties(
    struct import_rows *r, const char *data, size_t len, int64_t first_line)
{
	struct csv csv;
	struct fault why;
	int64_t line, column;
	int more;

	*r = (struct import_rows){ 0 };
	csv_init(&csv, data, len);
	if (csv_next(&csv, &why) <= 0 || !ties_header_ok(&csv)) {
		add_error(r, 1, 1, "the header must be a,b,kind");
		csv_clear(&csv);
		return;
	}
	while ((more = csv_next(&csv, &why)) != 0) {
		if (more < 0) {
			add_error(r, first_line + (int64_t)csv.wrong.line - 2,
			    (int64_t)csv.wrong.column, why.sentence);
			continue;
		}
		line = first_line + (int64_t)csv.fields[0].place.line - 2;
		if (read_tie(&csv, &column, &why) != 0) {
			add_error(r, line, column, why.sentence);
			continue;
		}
		db_array_int(&r->lines, line);
		db_array_int(&r->ties.lines, line);
		db_array_text(&r->ties.as, csv.fields[0].text);
		db_array_text(&r->ties.bs, csv.fields[1].text);
		db_array_text(&r->ties.kinds, csv.fields[2].text);
		r->report.good++;
	}
	csv_clear(&csv);
}

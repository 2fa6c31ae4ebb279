/*
 * The records of an import: see work/import_rows.h.
 */
#include <stdarg.h>
#include "work/import_rows.h"
#include "base/csv.h"
#include "base/memory.h"
#include "io/seal.h"
#include "model/member.h"
#include "work/import_header.h"
#include "work/import_words.h"
#include "work/person_hash.h"
#include "work/profile.h"

/* One record as it is being checked. */
struct record {
	char *ref, *email, *name, *language, *zone, *pitch;
	struct text names;      /* as the columns have them, blanks between */
	int64_t name_column;    /* the first of them */
	struct text attributes; /* name, value or "", …, joined by U+001F */
};

/* The file of members while it is read. */
struct members_file {
	struct import_rows *rows;
	const struct config *config;
	const struct seal *seal;
	struct import_header header;
	struct import_words *words;
	struct csv csv;
	int64_t line;  /* of the file, of this record */
	bool is_wrong; /* something was said of this record */
};

void
import_rows_clear(struct import_rows *r)
{
	struct db_array *arrays[] = { &r->lines, &r->members.lines,
		&r->members.refs, &r->members.ids, &r->members.sealed,
		&r->members.indexes, &r->members.persons, &r->members.names,
		&r->members.languages, &r->members.zones, &r->members.pitches,
		&r->members.attributes, &r->members.by_email,
		&r->members.ref_hashes, &r->ties.lines, &r->ties.as,
		&r->ties.bs, &r->ties.kinds };

	for (size_t i = 0; i < COUNT_OF(arrays); i++)
		db_array_clear(arrays[i]);
	free(r->report.errors);
	r->report = (struct import_report){ 0 };
}

void
import_rows_say(
    struct import_rows *r, int64_t line, int64_t column, const char *detail)
{
	struct import_report *report = &r->report;
	struct import_error *e;

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
	import_rows_say(r, line, column, text_get(&detail));
	r->report.good--;
	r->report.bad++;
	text_clear(&detail);
}

/* --- the members' file ---------------------------------------------------- */

static void
on_wrong_header(void *arg, int64_t column, const char *detail)
{
	struct members_file *f = arg;

	import_rows_say(f->rows, 1, column, detail);
}

/* 0, or -1 with the header's mistakes reported: then no record can be read. */
static int
read_header(struct members_file *f)
{
	struct fault why;
	int more;

	csv_sniff(&f->csv);
	more = csv_next(&f->csv, &why);
	if (more <= 0)
		import_rows_say(f->rows, 1, 1,
		    more < 0 ? why.sentence
			     : "there is no header line; it must name at least "
			       "the column id or email");
	if (more > 0 && import_header_read(&f->header, f->config, &f->csv,
			    on_wrong_header, f) == 0)
		return 0;
	f->rows->report.bad = 1;
	return -1;
}

static int
take_attribute(struct members_file *f, struct record *m, size_t attribute,
    const char *value, struct fault *why)
{
	struct text spelled = { 0 }, normal = { 0 };
	const struct config *config = f->config;
	int done = 0;

	if (*value != '\0')
		done = import_words_value(f->words, attribute, value,
		    f->csv.separator == ';', &spelled, why);
	if (done == 0 && spelled.len > 0)
		done = profile_value(
		    config, attribute, text_get(&spelled), &normal, why);
	if (done == 0)
		text_addf(&m->attributes, "%s%s\x1f%s",
		    m->attributes.len > 0 ? "\x1f" : "",
		    config->attributes[attribute].name, text_get(&normal));
	text_clear(&spelled);
	text_clear(&normal);
	return done;
}

static int
take_ref(char **out, const char *text, struct fault *why)
{
	if (strlen(text) > IMPORT_REF_BYTES_MAX || text_has_control(text, "") ||
	    *text == IMPORT_REF_OF_ADDRESS)
		return fault_set(why, FAULT_INVALID,
		    "found \"%.40s\"; an id has at most %d bytes, no control "
		    "characters, and no %c at its beginning",
		    text, IMPORT_REF_BYTES_MAX, IMPORT_REF_OF_ADDRESS);
	*out = memory_text(text);
	return 0;
}

static int
take_language(char **out, const char *text, struct fault *why)
{
	static const char *const names[] = { "en", "english", "anglais", "fr",
		"french", "français", "francais" };

	for (size_t i = 0; i < COUNT_OF(names); i++) {
		if (!text_equal_nocase(text, names[i]))
			continue;
		*out = memory_text(i < 3 ? "en" : "fr");
		return 0;
	}
	return fault_set(
	    why, FAULT_INVALID, "found \"%.20s\"; allowed are en and fr", text);
}

static int
take_field(struct members_file *f, struct record *m, size_t at,
    const char *text, struct fault *why)
{
	switch (f->header.columns[at]) {
	case IMPORT_ID:
		return take_ref(&m->ref, text, why);
	case IMPORT_EMAIL:
		if (!member_email_ok(text))
			return fault_set(why, FAULT_INVALID,
			    "\"%.80s\" is no e-mail address", text);
		m->email = member_email_normal(text);
		return 0;
	case IMPORT_NAME:
		text_addf(&m->names, "%s%s", m->names.len > 0 ? " " : "", text);
		if (m->name_column == 0)
			m->name_column =
			    (int64_t)f->csv.fields[at].place.column;
		return 0;
	case IMPORT_LANGUAGE:
		return take_language(&m->language, text, why);
	case IMPORT_ZONE:
		m->zone = memory_text(text);
		return profile_zone(text, why);
	case IMPORT_PITCH:
		return profile_pitch(text, &m->pitch, why);
	case IMPORT_NAMELESS:
		return fault_set(why, FAULT_INVALID,
		    "found \"%.40s\" in a column that has no name in the "
		    "header",
		    text);
	case IMPORT_ATTRIBUTE:
		return take_attribute(
		    f, m, f->header.attributes[at], text, why);
	case IMPORT_NOTHING:
		break;
	}
	return 0;
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
	text_clear(&m->names);
	text_clear(&m->attributes);
}

static void
say(struct members_file *f, int64_t column, const char *detail)
{
	f->is_wrong = true;
	import_rows_say(f->rows, f->line, column, detail);
}

/* Whose record it is, and the name as a whole. */
static void
read_whole(struct members_file *f, struct record *m)
{
	struct fault why;

	if (f->header.has_id && m->ref == NULL)
		say(f, 1, "the id is empty");
	else if (!f->header.has_id && m->email == NULL)
		say(f, 1,
		    "the address is empty, and there is no column id that "
		    "would name the member");
	if (m->names.len > 0 &&
	    profile_name(text_get(&m->names), &m->name, &why) != 0)
		say(f, m->name_column, why.sentence);
}

/* Checks one record; all its mistakes are said. */
static void
read_record(struct members_file *f, struct record *m)
{
	const struct csv *csv = &f->csv;
	struct fault why;

	if (csv->count != f->header.count) {
		struct text said = { 0 };

		text_addf(&said, "found %zu fields; the header has %zu columns",
		    csv->count, f->header.count);
		say(f, 1, text_get(&said));
		text_clear(&said);
		return;
	}
	for (size_t i = 0; i < csv->count; i++) {
		const enum import_column column = f->header.columns[i];
		char *cell, *text;

		cell = memory_text(csv->fields[i].text);
		text = text_trim(cell);
		/* What is empty stays as it is, but for attributes. */
		if ((*text != '\0' || column == IMPORT_ATTRIBUTE) &&
		    take_field(f, m, i, text, &why) != 0)
			say(f, (int64_t)csv->fields[i].place.column,
			    why.sentence);
		free(cell);
	}
	if (!f->is_wrong || m->ref == NULL)
		read_whole(f, m);
}

/* What names a member whom only the address does: a piece of its keyed hash, since
 * this is not sealed. */
static char *
ref_of_address(const uint8_t index[SEAL_DIGEST])
{
	struct text ref = { 0 };

	text_addf(&ref, "%c", IMPORT_REF_OF_ADDRESS);
	for (size_t i = 0; i < 16; i++)
		text_addf(&ref, "%02x", index[i]);
	return text_take(&ref);
}

static void
add_record(struct import_rows *r, struct record *m, const struct seal *seal,
    int64_t line)
{
	struct store_import_members *a = &r->members;
	struct id id = id_new();
	uint8_t index[SEAL_DIGEST] = { 0 }, person[SEAL_DIGEST],
		ref[SEAL_DIGEST];
	uint8_t *sealed = NULL;
	size_t len = m->email == NULL ? 0 : strlen(m->email);

	db_array_int(&r->lines, line);
	db_array_int(&a->lines, line);
	db_array_id(&a->ids, &id);
	if (m->email != NULL) {
		sealed = memory_new(len + SEAL_OVERHEAD, 1);
		seal_close(seal, m->email, len, sealed);
		seal_index(seal, SEAL_EMAIL_INDEX, m->email, len, index);
		person_hash(seal, m->email, person);
	}
	db_array_int(&a->by_email, m->ref == NULL);
	if (m->ref == NULL)
		m->ref = ref_of_address(index);
	db_array_text(&a->refs, m->ref);
	person_ref_hash(seal, m->ref, ref);
	db_array_bytes(&a->ref_hashes, ref, sizeof(ref));
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

static void
next_record(struct members_file *f)
{
	struct record m = { 0 };

	f->is_wrong = false;
	read_record(f, &m);
	if (f->is_wrong)
		f->rows->report.bad++;
	else
		add_record(f->rows, &m, f->seal, f->line);
	record_clear(&m);
}

void
import_rows_members(struct import_rows *r, const struct config *config,
    const struct seal *seal, const char *data, size_t len, int64_t first_line)
{
	struct members_file f = { .rows = r, .config = config, .seal = seal };
	struct fault why;
	int more;

	*r = (struct import_rows){ 0 };
	csv_init(&f.csv, data, len);
	if (read_header(&f) != 0) {
		csv_clear(&f.csv);
		return;
	}
	f.words = import_words_new(config);
	while ((more = csv_next(&f.csv, &why)) != 0) {
		if (more < 0) {
			import_rows_say(r,
			    first_line + (int64_t)f.csv.wrong.line - 2,
			    (int64_t)f.csv.wrong.column, why.sentence);
			r->report.bad++;
			continue;
		}
		f.line = first_line + (int64_t)f.csv.fields[0].place.line - 2;
		next_record(&f);
	}
	import_words_free(f.words);
	csv_clear(&f.csv);
}

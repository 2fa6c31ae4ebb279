/*
 * The records of an import's ties: see work/import_ties.h.
 */
#include "work/import_ties.h"
#include "base/csv.h"
#include "base/memory.h"

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
		    csv->fields[i].len > IMPORT_REF_BYTES_MAX)
			return fault_set(why, FAULT_INVALID,
			    "an id has 1 to %d bytes", IMPORT_REF_BYTES_MAX);
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
import_ties_read(
    struct import_rows *r, const char *data, size_t len, int64_t first_line)
{
	struct csv csv;
	struct fault why;
	int64_t line, column;
	int more;

	*r = (struct import_rows){ 0 };
	csv_init(&csv, data, len);
	csv_sniff(&csv);
	if (csv_next(&csv, &why) <= 0 || !ties_header_ok(&csv)) {
		import_rows_say(r, 1, 1, "the header must be a,b,kind");
		r->report.bad = 1;
		csv_clear(&csv);
		return;
	}
	while ((more = csv_next(&csv, &why)) != 0) {
		if (more < 0) {
			import_rows_say(r,
			    first_line + (int64_t)csv.wrong.line - 2,
			    (int64_t)csv.wrong.column, why.sentence);
			r->report.bad++;
			continue;
		}
		line = first_line + (int64_t)csv.fields[0].place.line - 2;
		if (read_tie(&csv, &column, &why) != 0) {
			import_rows_say(r, line, column, why.sentence);
			r->report.bad++;
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

/*
 * A spreadsheet: CSV with a header, whose columns may stand in any order. It
 * knows which columns there may be, says what is wrong with the header and the
 * shape of rows, and hands over good rows cell by cell.
 */
#ifndef DRAW_SHEET_H
#define DRAW_SHEET_H

#include <stdbool.h>
#include <stddef.h>
#include "base/attr.h"
#include "base/csv.h"
#include "clients/draw/input.h"
#include "clients/draw/mistakes.h"

struct sheet_column {
	const char *name;
	bool is_required;
	bool is_first; /* stands before all others */
};

struct sheet_cell {
	const char *text; /* trimmed; "" where there is no such column */
	struct csv_place place;
};

struct sheet {
	struct sheet_cell *cells; /* of the last row, by column as given */
	struct csv_place place;   /* of the last row */
	/* The rest is for sheet.c alone. */
	struct csv csv;
	const struct sheet_column *columns;
	size_t column_count;
	size_t *column_of; /* by field */
	size_t field_count;
	struct mistakes *mistakes;
};

/* Reads the header. Borrows all; what is wrong is said in *m, and -1 where no
 * row can be read by it. sheet_end after either. */
int sheet_begin(struct sheet *s, const struct input *in,
    const struct sheet_column *columns, size_t count,
    struct mistakes *m) MUST_CHECK;
/* Whether the header has the column. */
bool sheet_has(const struct sheet *s, size_t column);
/* The next good row; false at the end, or where *m is full. Rows without any
 * text are passed over, bad ones after saying why. */
bool sheet_next(struct sheet *s);
void sheet_end(struct sheet *s);

#endif

/*
 * Ties from a file: see clients/draw/ties.h.
 */
#include "clients/draw/ties.h"

#include "clients/draw/sheet.h"

enum { TIES_A, TIES_B, TIES_KIND, TIES_COLUMNS };

static const struct sheet_column ties_columns[TIES_COLUMNS] = {
	{ "a", true, false },
	{ "b", true, false },
	{ "kind", true, false },
};

static int
take_kind(
    const struct sheet_cell *cell, enum tie_kind *kind, struct mistakes *m)
{
	if (strcmp(cell->text, "knows") == 0) {
		*kind = TIE_KNOWS;
	} else if (strcmp(cell->text, "blocks") == 0) {
		*kind = TIE_BLOCKS;
	} else {
		mistakes_add(m, cell->place,
		    "kind: found \"%.60s\", allowed: knows, blocks",
		    cell->text);
		return -1;
	}
	return 0;
}

/* -1 where there is no id. */
static int
check_id(const struct sheet_cell *cell, const char *column, struct mistakes *m)
{
	if (cell->text[0] != '\0')
		return 0;
	mistakes_add(
	    m, cell->place, "%s: found nothing, allowed: an id", column);
	return -1;
}

/* Whether the row makes a tie between two; all that is wrong with it is said. */
static bool
take_row(
    const struct sheet_cell *cells, enum tie_kind *kind, struct mistakes *m)
{
	const char *a = cells[TIES_A].text, *b = cells[TIES_B].text;
	int wrong = check_id(&cells[TIES_A], "a", m);

	wrong |= check_id(&cells[TIES_B], "b", m);
	if (wrong == 0 && strcmp(a, b) == 0) {
		mistakes_add(m, cells[TIES_B].place,
		    "b: found \"%.60s\" as in a, allowed: somebody else", b);
		wrong = -1;
	}
	wrong |= take_kind(&cells[TIES_KIND], kind, m);
	return wrong == 0;
}

int
ties_add(const struct input *in, const struct names *ids, struct population *p,
    size_t *strange, struct mistakes *m)
{
	struct sheet sheet;
	enum tie_kind kind = TIE_KNOWS;
	unsigned before = m->count;
	int done;

	m->file = in->path;
	*strange = 0;
	done = sheet_begin(&sheet, in, ties_columns, TIES_COLUMNS, m);
	while (done == 0 && sheet_next(&sheet)) {
		uint32_t first, second;

		if (!take_row(sheet.cells, &kind, m))
			continue;
		first = names_find(ids, sheet.cells[TIES_A].text);
		second = names_find(ids, sheet.cells[TIES_B].text);
		if (first == NAMES_NONE || second == NAMES_NONE)
			(*strange)++;
		else
			population_tie_members(p, first, second, kind);
	}
	sheet_end(&sheet);
	return m->count == before ? 0 : -1;
}

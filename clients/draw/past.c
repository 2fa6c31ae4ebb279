/*
 * Rounds so far, read and kept: see clients/draw/past.h.
 */
#include "clients/draw/past.h"

#include <inttypes.h>
#include "base/memory.h"
#include "clients/draw/sheet.h"

enum { PAST_ROUND, PAST_GROUP, PAST_MEMBER, PAST_REASON, PAST_COLUMNS };

static const struct sheet_column past_columns[PAST_COLUMNS] = {
	{ "round", true, false },
	{ "group", true, false },
	{ "member", true, false },
	{ "reason", false, false },
};

static const struct sheet_column group_columns[PAST_COLUMNS] = {
	{ "round", false, false },
	{ "group", true, false },
	{ "member", true, false },
	{ "reason", false, false },
};

void
past_begin(struct past *past)
{
	*past = (struct past){
		.ids = names_new(), .groups = names_new(), .last = PAST_NO_ROUND
	};
}

void
past_end(struct past *past)
{
	names_free(past->ids);
	names_free(past->groups);
	free(past->rows);
	*past = (struct past){ 0 };
}

static void
keep_row(struct past *past, struct past_row row)
{
	if (past->count == past->room) {
		past->room = past->room == 0 ? 256 : past->room * 2;
		past->rows =
		    memory_grow(past->rows, past->room, sizeof(*past->rows));
	}
	past->rows[past->count++] = row;
	if (row.round > past->last)
		past->last = row.round;
}

/* -1 where a terminal should not see it. */
static int
check_visible(
    const struct sheet_cell *cell, const char *column, struct mistakes *m)
{
	if (!text_has_control(cell->text, ""))
		return 0;
	mistakes_add(m, cell->place,
	    "%s: found \"%.60s\", allowed: a text without control characters",
	    column, cell->text);
	return -1;
}

/* Group and member of a row; -1 where there is no member. */
static int
take_seat(struct past *past, const struct sheet_cell *cells,
    struct past_row *row, struct mistakes *m)
{
	const struct sheet_cell *group = &cells[PAST_GROUP];
	const struct sheet_cell *member = &cells[PAST_MEMBER];

	if (member->text[0] == '\0') {
		mistakes_add(
		    m, member->place, "member: found nothing, allowed: an id");
		return -1;
	}
	if (check_visible(group, "group", m) != 0 ||
	    check_visible(member, "member", m) != 0)
		return -1;
	row->member = names_number(past->ids, member->text);
	row->group = group->text[0] == '\0'
			 ? PAST_SAT_OUT
			 : names_number(past->groups, group->text);
	row->line = (uint32_t)member->place.line;
	return 0;
}

static void
read_rows(struct past *past, const struct input *in,
    const struct sheet_column *columns, int32_t round, struct mistakes *m)
{
	struct sheet sheet;
	int64_t number = round;
	int done;

	m->file = in->path;
	done = sheet_begin(&sheet, in, columns, PAST_COLUMNS, m);
	while (done == 0 && sheet_next(&sheet)) {
		const struct sheet_cell *cells = sheet.cells;
		struct past_row row = { 0 };
		int wrong = take_seat(past, cells, &row, m);

		if (sheet_has(&sheet, PAST_ROUND) &&
		    text_to_int(cells[PAST_ROUND].text, 0, PAST_ROUND_MAX,
			&number) != 0) {
			mistakes_add(m, cells[PAST_ROUND].place,
			    "round: found \"%.60s\", allowed: a whole number "
			    "from 0 to %d",
			    cells[PAST_ROUND].text, PAST_ROUND_MAX);
			wrong = -1;
		}
		row.round = (int32_t)number;
		if (wrong == 0)
			keep_row(past, row);
	}
	sheet_end(&sheet);
}

static int
compare_numbers(uint32_t a, uint32_t b)
{
	return (a > b) - (a < b);
}

static int
compare_rows(const void *x, const void *y)
{
	const struct past_row *a = x, *b = y;

	if (a->round != b->round)
		return a->round < b->round ? -1 : 1;
	if (a->group != b->group)
		return compare_numbers(a->group, b->group);
	if (a->line != b->line)
		return compare_numbers(a->line, b->line);
	return compare_numbers(a->member, b->member);
}

static int
compare_by_member(const void *x, const void *y)
{
	const struct past_row *a = x, *b = y;

	if (a->round != b->round)
		return a->round < b->round ? -1 : 1;
	if (a->member != b->member)
		return compare_numbers(a->member, b->member);
	return compare_numbers(a->line, b->line);
}

/* What is wrong with rows beside others, kept until it can be told in the order
 * of the file. */
struct past_wrong {
	struct past_row row;
	bool is_twice; /* else one more than a group may have */
};

static int
compare_lines(const void *x, const void *y)
{
	const struct past_wrong *a = x, *b = y;

	if (a->row.line != b->row.line)
		return compare_numbers(a->row.line, b->row.line);
	return (int)b->is_twice - (int)a->is_twice;
}

static void
tell_wrong(
    const struct past *past, const struct past_wrong *w, struct mistakes *m)
{
	struct csv_place place = { w->row.line, 1 };

	if (w->is_twice)
		mistakes_add(m, place,
		    "member: found \"%.60s\" a second time in round %" PRId32
		    ", allowed: once",
		    names_text(past->ids, w->row.member), w->row.round);
	else
		mistakes_add(m, place,
		    "group: found one more member in group \"%.60s\" "
		    "of round %" PRId32 ", allowed: at most %d",
		    names_text(past->groups, w->row.group), w->row.round,
		    PAST_GROUP_MAX);
}

/* Who is twice in a round. */
static size_t
find_twice(struct past *past, struct past_wrong *wrong)
{
	const struct past_row *rows = past->rows;
	size_t count = 0;

	past->sorted = 0;
	if (past->count > 0)
		qsort(past->rows, past->count, sizeof(*past->rows),
		    compare_by_member);
	for (size_t i = 1; i < past->count; i++)
		if (rows[i].round == rows[i - 1].round &&
		    rows[i].member == rows[i - 1].member)
			wrong[count++] = (struct past_wrong){ rows[i], true };
	return count;
}

/* The first of each group that is one too many, for pairs grow with the square
 * of a group. Sorts. */
static size_t
find_crowds(struct past *past, struct past_wrong *wrong)
{
	size_t size = 0, count = 0;

	past_sort(past);
	for (size_t i = 0; i < past->count; i++) {
		const struct past_row *row = &past->rows[i];

		size = i > 0 && row->round == row[-1].round &&
			       row->group == row[-1].group
			   ? size + 1
			   : 1;
		if (size == PAST_GROUP_MAX + 1 && row->group != PAST_SAT_OUT)
			wrong[count++] = (struct past_wrong){ *row, false };
	}
	return count;
}

/* Rows beside each other: who is in a round twice, if that is asked, and what
 * group is a crowd. */
static void
check_rows(struct past *past, bool is_once, struct mistakes *m)
{
	size_t room = past->count + past->count / PAST_GROUP_MAX + 1;
	struct past_wrong *wrong = memory_new(room, sizeof(*wrong));
	size_t count = is_once ? find_twice(past, wrong) : 0;

	count += find_crowds(past, wrong + count);
	if (count > 0)
		qsort(wrong, count, sizeof(*wrong), compare_lines);
	for (size_t i = 0; i < count; i++)
		tell_wrong(past, &wrong[i], m);
	free(wrong);
}

int
past_read(struct past *past, const struct input *in, struct mistakes *m)
{
	unsigned before = m->count;

	read_rows(past, in, past_columns, 0, m);
	check_rows(past, true, m);
	return m->count == before ? 0 : -1;
}

int
past_read_groups(struct past *past, const struct input *in, int32_t round,
    struct mistakes *m)
{
	unsigned before = m->count;

	read_rows(past, in, group_columns, round, m);
	check_rows(past, false, m);
	return m->count == before ? 0 : -1;
}

void
past_add(struct past *past, int32_t round, uint32_t group, const char *id)
{
	char name[16];
	struct past_row row = { .round = round, .group = PAST_SAT_OUT };

	row.member = names_number(past->ids, id);
	if (group > 0) {
		snprintf(name, sizeof(name), "%u", group);
		row.group = names_number(past->groups, name);
	}
	keep_row(past, row);
}

void
past_sort(struct past *past)
{
	struct past_row *fresh = past->rows + past->sorted;
	size_t count = past->count - past->sorted;

	if (count == 0)
		return;
	qsort(fresh, count, sizeof(*fresh), compare_rows);
	/* A round that was drawn comes after all others. */
	if (past->sorted > 0 && compare_rows(fresh - 1, fresh) > 0)
		qsort(
		    past->rows, past->count, sizeof(*past->rows), compare_rows);
	past->sorted = past->count;
}

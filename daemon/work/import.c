/*
 * Imports: see work/import.h. A part takes two transactions: stage what is
 * good and ask what else is wrong with it; then take that out again.
 */
#include "work/import.h"
#include "base/clock.h"
#include "base/memory.h"
#include "config/config.h"
#include "store/store_import.h"
#include "work/house.h"
#include "work/import_rows.h"
#include "work/import_ties.h"

#define IMPORT_MAGIC 0x13b08701u
#define COMMIT_US (5 * CLOCK_MINUTE)

struct import {
	unsigned magic;
	struct house *house;
	struct id id;
	struct db_call *call;
	struct import_rows rows;
	bool is_ties;
	import_done_cb done;
	import_part_cb part_done;
	import_rows_cb rows_done;
	import_result_cb result_done;
	void *arg;
};

static struct import *
import_new(struct house *house, const struct id *id, void *arg)
{
	struct import *i = memory_new(1, sizeof(*i));

	i->magic = IMPORT_MAGIC;
	i->house = house;
	i->id = *id;
	i->arg = arg;
	return i;
}

void
import_cancel(struct import *i)
{
	if (i == NULL)
		return;
	CHECK(i, IMPORT_MAGIC);
	db_cancel(i->call);
	import_rows_clear(&i->rows);
	i->magic = 0;
	free(i);
}

/* The fault of a batch, where rows that must be there are not. */
static const struct fault *
fault_or_missing(const struct db_outcome *out, struct fault *missing)
{
	if (out->fault == NULL)
		return NULL;
	*missing = *out->fault;
	if (out->fault->code == FAULT_CHANGED_MEANWHILE ||
	    strcmp(out->sqlstate, "23503") == 0)
		(void)fault_set(missing, FAULT_NOT_FOUND,
		    "there is no such import under way");
	return missing;
}

/* --- begin and abandon ---------------------------------------------------- */

static void
on_done(void *arg, const struct db_outcome *out)
{
	struct import *i = arg;
	import_done_cb done = i->done;
	void *done_arg = i->arg;
	struct fault why;
	const struct fault *fault;

	CHECK(i, IMPORT_MAGIC);
	i->call = NULL; /* no longer pending */
	fault = fault_or_missing(out, &why);
	if (once_was_before(out)) {
		(void)fault_set(&why, FAULT_REPEATED,
		    "this Idempotency-Key was used before");
		fault = &why;
	}
	import_cancel(i);
	done(done_arg, fault);
}

struct import *
import_begin(struct house *house, const struct id *id, const char *pool,
    const struct once *once, import_done_cb done, void *arg)
{
	struct import *i = import_new(house, id, arg);
	struct db_batch *b = db_batch_new(house->db, DB_WRITE);

	i->done = done;
	store_import_begin(b, id, pool);
	once_add(once, house, b);
	i->call = db_batch_run(b, on_done, i);
	return i;
}

struct import *
import_abandon(
    struct house *house, const struct id *id, import_done_cb done, void *arg)
{
	struct import *i = import_new(house, id, arg);
	struct db_batch *b = db_batch_new(house->db, DB_WRITE);

	i->done = done;
	store_import_end(b, id);
	i->call = db_batch_run(b, on_done, i);
	return i;
}

/* --- a part --------------------------------------------------------------- */

static void
part_finish(struct import *i, const struct fault *why)
{
	import_part_cb done = i->part_done;
	struct fault copy;

	if (why != NULL)
		copy = *why;
	done(i->arg, why == NULL ? NULL : &copy, &i->rows.report);
	i->call = NULL;
	import_cancel(i);
}

static void
on_counted(void *arg, const struct db_outcome *out)
{
	struct import *i = arg;
	struct fault why;

	CHECK(i, IMPORT_MAGIC);
	i->call = NULL; /* no longer pending */
	part_finish(i, fault_or_missing(out, &why));
}

static void
part_count(struct import *i, struct db_array *wrong)
{
	struct db_batch *b = db_batch_new(i->house->db, DB_WRITE);

	if (wrong->count > 0 && i->is_ties)
		store_import_unstage_ties(b, &i->id, wrong);
	else if (wrong->count > 0)
		store_import_unstage_members(b, &i->id, wrong);
	db_array_clear(wrong);
	store_import_bad(b, &i->id, i->rows.report.bad);
	i->call = db_batch_run(b, on_counted, i);
}

static int
compare_lines(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* The lines of a result, ascending; free() by the caller. */
static int64_t *
lines_of(const struct db_rows *rows, size_t *count)
{
	int64_t *lines;

	*count = (size_t)db_rows_count(rows);
	lines = memory_new(*count, sizeof(*lines));
	for (size_t k = 0; k < *count; k++)
		lines[k] = db_int(rows, (int)k, 0);
	qsort(lines, *count, sizeof(*lines), compare_lines);
	return lines;
}

/* The sorted lines of one of the statements about a part. */
struct lines {
	int64_t *list;
	size_t count;
};

static bool
is_among(const struct lines *lines, int64_t line)
{
	return bsearch(&line, lines->list, lines->count, sizeof(*lines->list),
		   compare_lines) != NULL;
}

/* Members: those not taken stood there before; those taken may have another's
 * address, or be new without a name. */
static void
find_wrong_members(
    struct import *i, const struct db_outcome *out, struct db_array *wrong)
{
	enum { STAGED, TAKEN, NAMELESS, SENT, ALL };
	struct lines lines[ALL];

	for (int k = 0; k < ALL; k++)
		lines[k].list =
		    lines_of(db_outcome_rows(out, k), &lines[k].count);
	for (size_t k = 0; k < lines[SENT].count; k++) {
		int64_t line = lines[SENT].list[k];
		const char *what = NULL;

		if (!is_among(&lines[STAGED], line))
			import_rows_bad(&i->rows, line, 1,
			    "its id or address stands in this file before");
		else if (is_among(&lines[TAKEN], line))
			what = "its address is another member's";
		else if (is_among(&lines[NAMELESS], line))
			what = "a new member needs a name, or an id";
		if (what == NULL)
			continue;
		import_rows_bad(&i->rows, line, 1, "%s", what);
		db_array_int(wrong, line);
	}
	for (int k = 0; k < ALL; k++)
		free(lines[k].list);
}

static void
find_wrong_ties(
    struct import *i, const struct db_rows *unknown, struct db_array *wrong)
{
	int64_t last = -1;

	for (int k = 0; k < db_rows_count(unknown); k++) {
		int64_t line = db_int(unknown, k, 0);

		if (line == last)
			continue;
		last = line;
		import_rows_bad(&i->rows, line, 1,
		    "no member has the id \"%s\"", db_text(unknown, k, 1));
		db_array_int(wrong, line);
	}
}

static void
on_staged(void *arg, const struct db_outcome *out)
{
	struct import *i = arg;
	struct db_array wrong = { 0 };
	struct fault why;
	const struct fault *fault;

	CHECK(i, IMPORT_MAGIC);
	i->call = NULL; /* no longer pending */
	if ((fault = fault_or_missing(out, &why)) != NULL) {
		part_finish(i, fault);
		return;
	}
	if (i->is_ties)
		find_wrong_ties(i, db_outcome_rows(out, 1), &wrong);
	else
		find_wrong_members(i, out, &wrong);
	part_count(i, &wrong);
}

static void
part_stage(struct import *i)
{
	struct db_array none = { 0 };
	struct db_batch *b;

	if (i->rows.report.good == 0) {
		part_count(i, &none);
		return;
	}
	b = db_batch_new(i->house->db, DB_WRITE);
	db_batch_deadline(b, CLOCK_MINUTE);
	if (i->is_ties)
		store_import_stage_ties(
		    b, &i->id, &i->rows.ties, &i->rows.lines);
	else
		store_import_stage_members(
		    b, &i->id, &i->rows.members, &i->rows.lines);
	i->call = db_batch_run(b, on_staged, i);
}

struct import *
import_members(struct house *house, const struct id *id, const char *csv,
    size_t len, int64_t first_line, import_part_cb done, void *arg)
{
	struct import *i = import_new(house, id, arg);

	i->part_done = done;
	import_rows_members(
	    &i->rows, house->config, house->seal, csv, len, first_line);
	part_stage(i);
	return i;
}

struct import *
import_ties(struct house *house, const struct id *id, const char *csv,
    size_t len, int64_t first_line, import_part_cb done, void *arg)
{
	struct import *i = import_new(house, id, arg);

	i->is_ties = true;
	i->part_done = done;
	import_ties_read(&i->rows, csv, len, first_line);
	part_stage(i);
	return i;
}

/* --- what it would do ----------------------------------------------------- */

static void
on_previewed(void *arg, const struct db_outcome *out)
{
	struct import *i = arg;
	struct fault why;
	const struct fault *fault;

	CHECK(i, IMPORT_MAGIC);
	i->call = NULL; /* no longer pending */
	fault = out->fault;
	if (fault == NULL && db_rows_count(db_outcome_rows(out, 0)) == 0) {
		(void)fault_set(
		    &why, FAULT_NOT_FOUND, "there is no such import under way");
		fault = &why;
	}
	i->rows_done(
	    i->arg, fault, fault == NULL ? db_outcome_rows(out, 1) : NULL);
	import_cancel(i);
}

struct import *
import_preview(
    struct house *house, const struct id *id, import_rows_cb done, void *arg)
{
	struct import *i = import_new(house, id, arg);
	struct db_batch *b = db_batch_new(house->db, DB_READ);

	i->rows_done = done;
	db_batch_deadline(b, CLOCK_MINUTE);
	store_import_preview(b, id);
	i->call = db_batch_run(b, on_previewed, i);
	return i;
}

struct import *
import_changes(struct house *house, const struct id *id, int64_t line,
    int limit, import_rows_cb done, void *arg)
{
	struct import *i = import_new(house, id, arg);
	struct db_batch *b = db_batch_new(house->db, DB_READ);

	i->rows_done = done;
	store_import_changes(b, id, line, limit);
	i->call = db_batch_run(b, on_previewed, i);
	return i;
}

/* --- commit --------------------------------------------------------------- */

static void
on_committed(void *arg, const struct db_outcome *out)
{
	struct import *i = arg;
	import_result_cb done = i->result_done;
	void *done_arg = i->arg;
	struct import_result result = { 0 };
	struct fault why;

	CHECK(i, IMPORT_MAGIC);
	i->call = NULL; /* no longer pending */
	if (out->fault != NULL) {
		why = *out->fault;
		if (out->step == STORE_IMPORT_GUARD)
			(void)fault_set(&why, FAULT_CONFLICT,
			    "there is no such "
			    "import under way, or it has bad records and "
			    "skip_bad is not set");
		else if (why.code == FAULT_CONFLICT)
			(void)fault_set(&why, FAULT_CONFLICT,
			    "it conflicts with "
			    "members that came meanwhile: %s",
			    out->constraint);
	} else {
		const struct db_rows *members =
		    db_outcome_rows(out, STORE_IMPORT_SETTLED);

		result.skipped =
		    db_int(db_outcome_rows(out, STORE_IMPORT_GUARD), 0, 0);
		result.members_added = db_int(members, 0, 0);
		result.members_changed = db_int(members, 0, 1);
		result.members_unchanged = db_int(members, 0, 2);
		result.members_erased = db_int(members, 0, 3);
		result.ties_added =
		    db_int(db_outcome_rows(out, STORE_IMPORT_TIES), 0, 0);
	}
	import_cancel(i);
	done(done_arg, out->fault == NULL ? NULL : &why, &result);
}

struct import *
import_commit(struct house *house, const struct id *id, bool skip_bad,
    import_result_cb done, void *arg)
{
	struct import *i = import_new(house, id, arg);
	struct db_batch *b = db_batch_new(house->db, DB_WRITE);

	i->result_done = done;
	db_batch_deadline(b, COMMIT_US);
	store_import_apply(b, id, skip_bad, house->config->community_language);
	i->call = db_batch_run(b, on_committed, i);
	return i;
}

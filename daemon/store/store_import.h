/*
 * An operator's import: staged part by part, applied in one transaction.
 * Statements of sql/statements/imports.sql.
 */
#ifndef STORE_STORE_IMPORT_H
#define STORE_STORE_IMPORT_H

#include "io/db.h"
#include "store/store_member.h"

void
store_import_begin(struct db_batch *b, const struct id *id, const char *pool);

/* Records side by side; arrays are taken. attributes: name and value by turns,
 * joined by U+001F; an empty value takes the attribute away. */
struct store_import_members {
	struct db_array lines, refs, ids, sealed, indexes, persons, names,
	    languages, zones, pitches, attributes;
	struct db_array by_email;   /* 1: the address names the member, 0 */
	struct db_array ref_hashes; /* see work/person_hash.h */
};
/* Four statements: the lines that were taken (one missing here stood in the
 * import before, by id or address); then lines whose address is another
 * member's; then those that have no name and want one; then the lines that were
 * sent, for comparison. */
void store_import_stage_members(struct db_batch *b, const struct id *id,
    struct store_import_members *records, struct db_array *lines_again);
void store_import_unstage_members(
    struct db_batch *b, const struct id *id, struct db_array *lines);

struct store_import_ties {
	struct db_array lines, as, bs, kinds;
};
/* Two statements: taken; then (line, ref) of every unknown member named. */
void store_import_stage_ties(struct db_batch *b, const struct id *id,
    struct store_import_ties *records, struct db_array *lines_again);
void store_import_unstage_ties(
    struct db_batch *b, const struct id *id, struct db_array *lines);
void store_import_bad(struct db_batch *b, const struct id *id, int64_t bad);

/* Guard (statement 0, refused where bad records are there and not skipped; its
 * row says how many), what becomes of the members (2: new, changed, unchanged,
 * erased), …, ties (STORE_IMPORT_TIES: added), and the line of the audit log. */
void store_import_apply(struct db_batch *b, const struct id *id, bool skip_bad,
    const char *language);
enum {
	STORE_IMPORT_GUARD = 0,
	STORE_IMPORT_SETTLED = 2,
	STORE_IMPORT_TIES = 9
};
void store_import_end(struct db_batch *b, const struct id *id);

/* What the commit would do. Two statements: a row where there is such an import;
 * then rows of a kind ("new", "changed", "unchanged", "erased", "field", "tie"),
 * a field's name or "", and how many. */
void store_import_preview(struct db_batch *b, const struct id *id);
/* Such a row, and then, of the lines from this one on, those that change
 * something, as rows of store_import_change_read. */
void store_import_changes(
    struct db_batch *b, const struct id *id, int64_t line, int limit);
struct store_import_change {
	int64_t line;
	struct id member; /* the one who is there, or will be */
	const char *ref;  /* NULL: the address names them */
	const char *name;
	const char *change; /* "new", "changed", "erased" */
	const char *fields; /* separated by newlines */
};
void store_import_change_read(
    const struct db_rows *rows, int row, struct store_import_change *c);

#endif

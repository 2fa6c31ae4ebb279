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
};
/* Three statements: the lines that were taken (one missing here stood in the
 * import before, by id or address); then lines whose address is another
 * member's; then the lines that were sent, for comparison. */
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
 * row says how many), members (1: added, changed), …, ties (5: added), and
 * the line of the audit log. ref_key: see work/person_hash.h. */
void store_import_apply(struct db_batch *b, const struct id *id, bool skip_bad,
    const char *language, const uint8_t ref_key[STORE_HASH]);
enum {
	STORE_IMPORT_GUARD = 0,
	STORE_IMPORT_MEMBERS = 1,
	STORE_IMPORT_TIES = 5
};
void store_import_end(struct db_batch *b, const struct id *id);

#endif

/*
 * Reports to the operators: statements of sql/statements/reports.sql.
 */
#ifndef STORE_STORE_REPORT_H
#define STORE_STORE_REPORT_H

#include "io/db.h"
#include "store/store_member.h"

/* What is kept sealed. */
struct store_sealed {
	const uint8_t *bytes; /* NULL: nothing */
	size_t len;
};

struct store_report {
	struct id id, reporter, reported, introduction;
	const uint8_t *reporter_person;
	const char *category;
	struct store_sealed text, snapshot;
};
/* Two statements: the report; and the reported rests until an operator decides,
 * where a second person's grave report of the last 90 days makes that so. Their
 * row is locked before. */
void store_report_insert(struct db_batch *b, const struct store_report *report);

/* What the reporter and the partner whom the handle names said to each other, as
 * rows of store_report_said_read, oldest first: of the newest, as many as so many
 * bytes hold. */
void store_report_thread(struct db_batch *b, const struct id *reporter,
    const struct id *introduction, const struct id *handle, int64_t bytes_max);
struct store_said {
	bool is_reporter;
	int64_t written_us;
	struct store_sealed text; /* borrowed */
	int64_t everything;       /* how many there are, those left out too */
};
void store_report_said_read(
    const struct db_rows *rows, int row, struct store_said *said);

/* Rows of store_report_read, newest first: at most 100 of one member, or a page
 * of all, or of those that are open (1) or not (0); -1: either. */
void store_report_mine(struct db_batch *b, const struct id *member);
void store_report_list(struct db_batch *b, const struct id *before, int limit,
    int open, const struct id *by);
/* One with all that it holds, or no row. */
void store_report_get(
    struct db_batch *b, const struct id *report, const struct id *by);

/* A member as the operators see one. */
struct store_party {
	bool is_there; /* false: has left without a trace */
	struct id id;
	const char *ref, *name; /* ref NULL: none */
};
struct store_report_row {
	struct id id;
	const char *category, *state;    /* borrowed, as all that follows */
	int64_t reported_us, decided_us; /* 0: not yet */
	/* Not in rows of store_report_mine. */
	struct store_party reporter, reported;
	bool is_suspended, is_under_review;
	/* In those of store_report_get alone. */
	bool has_introduction;
	struct id introduction;
	struct store_sealed text, snapshot, words;
};
enum store_report_rows { STORE_REPORTS_MINE, STORE_REPORTS_ALL, STORE_REPORT };
void store_report_read(const struct db_rows *rows, int row,
    enum store_report_rows kind, struct store_report_row *report);

/* Whom a decision is about. */
struct store_parties {
	const char *state; /* of the report */
	int64_t reported_us;
	bool has_reporter, has_reported; /* who can be written to */
	struct id reporter, reported;
	const char *reporter_name, *reporter_language;
	const char *reported_name, *reported_language, *reported_state;
	bool is_under_review;
	int64_t others; /* grave reports on the account that still wait */
};
void store_report_parties(
    struct db_batch *b, const struct id *report, const struct id *by);
/* False where there is no such report. */
bool store_report_parties_read(
    const struct db_rows *rows, struct store_parties *parties);

/* From one state to another; refused (CHANGED_MEANWHILE) where it has another
 * by now. */
void store_report_decide(struct db_batch *b, const struct id *report,
    const char *from, const char *to, const struct store_sealed *words);
/* Ends all sessions. Both refused (CHANGED_MEANWHILE) where the account is not
 * there, or not suspended. */
void store_report_suspend(struct db_batch *b, const struct id *member);
void store_report_reinstate(struct db_batch *b, const struct id *member);

/* Rows: id, name, language, since when. */
void store_report_reviews(struct db_batch *b, int limit);
void store_report_review_tell(struct db_batch *b, struct db_array *members);

#endif

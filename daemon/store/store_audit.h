/*
 * The audit log: statements of sql/statements/audit.sql.
 */
#ifndef STORE_STORE_AUDIT_H
#define STORE_STORE_AUDIT_H

#include "io/db.h"

/* Gives places to so many lines at most; a row with how many. */
void store_audit_seal(struct db_batch *b, int most);

struct store_audit_filter {
	int64_t before;           /* a number; 0: from the newest on */
	const int64_t *since_us;  /* NULL: since ever */
	const char *action;       /* or NULL: every one */
	const struct id *subject; /* or NULL: every one */
};
/* Rows of store_audit_read, newest first. */
void store_audit_list(
    struct db_batch *b, const struct store_audit_filter *filter, int limit);
struct store_audit_line {
	int64_t number, at_us, place;        /* place 0: it has none yet */
	const char *actor, *action, *detail; /* borrowed */
	bool has_subject;
	struct id subject;
};
void store_audit_read(
    const struct db_rows *rows, int row, struct store_audit_line *line);

/* A row of store_audit_verified_read: of so many places after one. */
void store_audit_verify(struct db_batch *b, int64_t after, int most);
struct store_audit_verified {
	int64_t upto, looked;
	const char *what;       /* "" where all hold; borrowed */
	int64_t broken, number; /* 0: not known */
};
void store_audit_verified_read(
    const struct db_rows *rows, struct store_audit_verified *v);

/* A row of store_audit_whole_read. `place`: of a head that was kept, or 0. */
void store_audit_whole(struct db_batch *b, int64_t place);
struct store_audit_whole {
	int64_t head, waiting;
	const char *head_hash; /* hexadecimal; borrowed, as all texts here */
	int64_t stray;         /* its number, or 0 */
	bool begins_well;
	int64_t begins;        /* the last place that retention took, or 0 */
	const char *kept_hash; /* at `place`; "": there is none */
};
void
store_audit_whole_read(const struct db_rows *rows, struct store_audit_whole *w);

#endif

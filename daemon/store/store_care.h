/*
 * Members as operators look for them and at them: statements of
 * sql/statements/care.sql.
 */
#ifndef STORE_STORE_CARE_H
#define STORE_STORE_CARE_H

#include "io/db.h"
#include "store/store_member.h"

/* What is looked for; NULL: whatever it is. */
struct store_care_search {
	const char *text;     /* of the name, or the whole of their id */
	const struct id *id;  /* that text as a member's id */
	const uint8_t *index; /* and as an address, STORE_HASH */
	const char *pool, *standing;
	const char *attribute, *value; /* value NULL: any */
};
/* A page of rows of store_care_found_read, newest first. */
void store_care_search(struct db_batch *b,
    const struct store_care_search *search, const struct id *before, int limit);
struct store_care_found {
	struct id id;
	const char *ref, *name, *standing; /* borrowed; ref NULL: none */
	int64_t joined_us;
	bool is_operator;
	const uint8_t *email_sealed; /* NULL: none */
	size_t email_sealed_len;
	const char *pools; /* a line each */
};
void store_care_found_read(
    const struct db_rows *rows, int row, struct store_care_found *found);

/* One by id or address. Three statements: a row or none, the latest introductions,
 * and the line of the audit log. */
void store_care_shown(struct db_batch *b, const struct id *id,
    const uint8_t *index, const char *action, const char *reason);
/* Such a row as store_care_found_read, and what follows it. */
struct store_care_shown {
	struct store_care_found found;
	const char *language, *zone, *pitch, *source, *terms; /* NULL: none */
	int64_t paused_until_us, rest_since_us; /* 0: no, or not said */
	bool is_email_stopped;
	const char *values; /* for member_values_parse */
	int64_t sessions, seen_us;
	int64_t introductions, accepted, met, sat_out, reports_on, reports_by;
};
void
store_care_shown_read(const struct db_rows *rows, struct store_care_shown *m);

/* Who is not erased: a row (name, language, state, sealed address), or none. */
void store_care_of(struct db_batch *b, const struct id *id);

#endif

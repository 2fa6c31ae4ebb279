/*
 * An operator invites the people of a list, each once: whoever is a member, has an
 * invitation that still lets in, or wants none gets no letter.
 *
 *	read the list → look what may go where → one transaction:
 *	invitations + letters + a line of the audit log
 */
#ifndef WORK_INVITE_MANY_H
#define WORK_INVITE_MANY_H

#include <stddef.h>
#include <stdint.h>
#include "base/attr.h"
#include "base/fault.h"

struct house;
struct invite_many;

struct invite_line {
	int64_t line, column; /* of the whole file; column of a mistake */
	const char *why; /* "member", "invited", "no_letter", "repeated"; of
				 a mistake, what it is */
};
struct invite_many_result {
	int64_t invited;
	struct invite_line *others, *errors; /* by line */
	size_t other_count, error_count;
};

/* Borrowed until it returns. */
typedef void (*invite_many_cb)(void *arg, const struct fault *why,
    const struct invite_many_result *result);

/* A part of a CSV file with a column of addresses, or without a header of
 * addresses alone; its first line stands in every part. pool NULL: none. */
struct invite_many *invite_many_start(struct house *house, const char *csv,
    size_t len, int64_t first_line, const char *pool, invite_many_cb done,
    void *arg) MUST_CHECK;
void invite_many_cancel(struct invite_many *many);

#endif

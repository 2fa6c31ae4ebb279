/*
 * JSON Lines: one flat object of RFC 8259 a line, read pair by pair. Texts,
 * numbers, lists of them and null are values; what else JSON has is told apart
 * and refused by whoever reads.
 */
#ifndef DRAW_JSONL_H
#define DRAW_JSONL_H

#include <stddef.h>
#include "base/attr.h"
#include "base/csv.h"
#include "base/fault.h"
#include "base/text.h"
#include "clients/draw/input.h"

enum jsonl_kind {
	JSONL_NOTHING, /* null */
	JSONL_TEXT,
	JSONL_NUMBER, /* its text is as written */
	JSONL_LIST    /* of texts and numbers, with ';' between them */
};

struct jsonl {
	/* Of the last pair. */
	struct text key, value;
	enum jsonl_kind kind;
	const char *start, *key_at, *value_at; /* of the object too; for
	                                        * jsonl_place */
	struct csv_place wrong;                /* of the last refusal */
	/* The rest is for jsonl.c alone. */
	const char *at, *line, *line_end, *end;
	const char *known; /* whose column was asked last */
	size_t line_number, known_column;
	int is_first;
};

/* Borrows the bytes, which must live until jsonl_end. */
void jsonl_begin(struct jsonl *j, const struct input *in);
void jsonl_end(struct jsonl *j);
/* Steps into the object of the next line that is not blank: 1, 0 at the end,
 * or -1 with the reason, after which the next call goes on with the next
 * line. */
int jsonl_next(struct jsonl *j, struct fault *why) MUST_CHECK;
/* The next pair of this object: 1, 0 where it ended well, or -1. */
int jsonl_pair(struct jsonl *j, struct fault *why) MUST_CHECK;
/* Line and column of a place in this line. */
struct csv_place jsonl_place(struct jsonl *j, const char *at);

#endif

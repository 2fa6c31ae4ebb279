/*
 * The words of JSON text by RFC 8259, to the letter: what json-c would let
 * pass (single quotes, NaN, leading zeros, comments) is no token here.
 */
#ifndef PROTO_PROTO_LEX_H
#define PROTO_PROTO_LEX_H

#include <stdbool.h>
#include <stddef.h>
#include "proto/proto_bytes.h"

enum proto_token_kind {
	TOKEN_END,
	TOKEN_MARK, /* one of { } [ ] : , */
	TOKEN_TEXT, /* with its quotes */
	TOKEN_NUMBER,
	TOKEN_WORD,    /* true, false, null */
	TOKEN_STRANGE, /* begins no token: the grammar says what it expected */
	TOKEN_BROKEN   /* began as one and is none: see at and expected */
};

struct proto_token {
	enum proto_token_kind kind;
	const char *start;
	size_t len;
	char mark;
	bool has_zero;      /* a text that holds U+0000 */
	bool has_surrogate; /* a text that holds half a surrogate pair */
	const char *expected;
};

struct proto_lexer {
	const char *at;
	const char *end;
};

/* The next token; for TOKEN_BROKEN, start is where it breaks. */
void proto_lex_next(struct proto_lexer *x, struct proto_token *out);
/* Adds a TOKEN_TEXT's characters, its escapes resolved. */
void proto_lex_decode(const struct proto_token *text, struct proto_bytes *out);
/* Why a TOKEN_NUMBER cannot be held: whole numbers outside int64, others of
 * 1e308 and more. NULL where it can. */
const char *proto_lex_number_fault(const struct proto_token *number);

#endif

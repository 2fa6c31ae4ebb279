/*
 * Letters as words: every kind is one row of letters.def with its subject and
 * text in each language. Filling one in is pure; sending is elsewhere.
 */
#ifndef MODEL_LETTER_H
#define MODEL_LETTER_H

#include <stddef.h>
#include <stdint.h>
#include "base/attr.h"
#include "base/text.h"

enum letter_kind {
#define LETTER(id, word, ...) LETTER_##id,
#include "model/letters.def"
#undef LETTER
	LETTER_KINDS
};

/* What a template may name, as {name}. An unused one may be NULL. */
struct letter_words {
	const char *community, *name, *code, *minutes, *token, *url;
	const char *partners; /* one paragraph per partner */
	const char *why;      /* one line per reason, "- …" */
	const char *pool, *expires;
	const char *pool_name;    /* as commands know it */
	const char *days;         /* how long an invitation lets in */
	const char *refusal;      /* token that ends letters with invitations */
	const char *partner;      /* who did something */
	const char *introduction; /* its id */
	const char *when;         /* a day or an hour, as it is said */
	const char *said;         /* an operator's words */
	const char *place;        /* where to meet */
	const char *round;        /* its id */
};

struct letter {
	struct text subject; /* one line */
	struct text body;    /* a line per paragraph; some lines break inside */
};

/* "signin_code"… as stored in the outbox. */
const char *letter_kind_word(enum letter_kind kind);
/* What a choice of the member calls it; NULL: it comes whatever they chose. */
const char *letter_title(enum letter_kind kind, const char *language);
/* Its subject and body as they are ours, with {words}. Language "fr" or anything
 * else for English. */
const char *letter_shipped_subject(enum letter_kind kind, const char *language);
const char *letter_shipped_body(enum letter_kind kind, const char *language);
/* `own` (model/letter_texts.h) may be NULL: what it has stands for ours. */
struct letter_texts;
void letter_write(enum letter_kind kind, const char *language,
    const struct letter_texts *own, const struct letter_words *words,
    struct letter *out);
void letter_clear(struct letter *letter);
/* The kind of that word, or -1. */
int letter_kind_find(const char *word);
/* A body as plain text, in lines of at most 78 columns where words allow. */
void letter_plain(const char *body, struct text *out);

/* When a letter that failed is tried again: base × step², RFC 5321 4.5.4.1 in
 * spirit, OpenSMTPD's formula; the first retry (step 1) after 60 s. */
int64_t letter_retry_us(int64_t created_us, int attempts);

#endif

/*
 * Letters in an operator's own words: for a kind and language a text that stands
 * for ours, as a file has it: the subject, an empty line, the body.
 */
#ifndef MODEL_LETTER_TEXTS_H
#define MODEL_LETTER_TEXTS_H

#include <stddef.h>
#include "base/attr.h"
#include "base/text.h"
#include "model/letter.h"

#define LETTER_TEXTS_BYTES_MAX 20000 /* of one */

struct letter_texts;

struct letter_texts *letter_texts_new(void) MUST_CHECK;
void letter_texts_free(struct letter_texts *own); /* NULL is allowed */
/* Takes the text of one file. -1 where it cannot be: *why says what was found and
 * what is allowed, and *line where, from 1. It may name the {words} that ours
 * name, and must name those by which its reader gets in or out: code, token,
 * refusal. */
int letter_texts_set(struct letter_texts *own, enum letter_kind kind,
    const char *language, const char *text, size_t len, int *line,
    struct text *why) MUST_CHECK;

/* The operator's, or ours; `own` may be NULL. Borrowed. */
const char *letter_texts_subject(const struct letter_texts *own,
    enum letter_kind kind, const char *language);
const char *letter_texts_body(const struct letter_texts *own,
    enum letter_kind kind, const char *language);

#endif

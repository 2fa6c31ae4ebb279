/*
 * Text that members write and others read: names, pitches, notes, messages.
 * One function decides what may stand in it, so that no field is easier to
 * abuse than another.
 */
#ifndef WORK_PLAIN_TEXT_H
#define WORK_PLAIN_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include "base/attr.h"
#include "base/fault.h"

/* What one field takes. */
struct plain_text {
	const char *what; /* as the refusal calls it, "the name" */
	size_t min, max;  /* code points, once composed and trimmed */
	bool is_prose;    /* several lines; else one */
};

/* s as it is kept, a new text (free()) in *out: composed (NFC) and without
 * blanks around. Refused (FAULT_INVALID, with a sentence for the writer) is what
 * is not UTF-8, too short or too long, holds control characters (prose may have
 * line breaks), bidirectional controls or other invisible characters (prose may
 * have the joiners that Persian and emoji are spelled with: UTS 36 section 2),
 * or more than three combining marks in a row; a text that must not be empty may
 * not look empty either. On refusal *out is NULL. */
int plain_text_read(const struct plain_text *field, const char *s, char **out,
    struct fault *why) MUST_CHECK;

#endif

/*
 * Letters into the outbox: the one way for a story to write to somebody, in the
 * transaction of what caused it.
 */
#ifndef WORK_POST_H
#define WORK_POST_H

#include <stddef.h>
#include <stdint.h>
#include "base/attr.h"
#include "base/id.h"
#include "model/letter.h"

struct db_batch;
struct house;
struct seal;

struct post {
	enum letter_kind kind;
	const struct id *member; /* NULL: an address that is no member's yet */
	const uint8_t *email_sealed; /* then that; NULL: to nobody */
	size_t email_sealed_len;
	const char *language;
	const char *key; /* what it is about: of one there is never a second */
	const char *calendar; /* iCalendar that goes with it, or NULL */
	int64_t delay_s;      /* not sent before */
	int64_t life_s;       /* from then on; 0: letters.give_up_hours */
};
/* One statement of any number of rows: none where the key has its letter, or the
 * member has no address. The words' community and url are the house's. */
void post_letter(const struct house *house, struct db_batch *batch,
    const struct post *post, const struct letter_words *words);

/* Between a letter's text, which never holds it, and the calendar that goes with
 * it, where there is one. */
#define POST_CALENDAR '\f'

/* Subject, newline and text as the outbox keeps them: a new block of *len bytes.
 * `own` is the configuration's. May run aside. */
uint8_t *post_seal(const struct seal *seal, const struct letter_texts *own,
    enum letter_kind kind, const char *language,
    const struct letter_words *words, size_t *len) MUST_CHECK;

#endif

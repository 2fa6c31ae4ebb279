/*
 * Private to pairing/: words become numbers from 1 on, the same word the same
 * number.
 */
#ifndef PAIRING_WORDS_H
#define PAIRING_WORDS_H

#include <stddef.h>
#include <stdint.h>
#include "base/attr.h"

struct words;

struct words *words_new(void) MUST_CHECK;
void words_free(struct words *words);
uint32_t words_count(const struct words *words);
/* In the order in which they come; 0 where there would be more than `max`. */
uint32_t
words_number(struct words *words, const char *word, size_t len, uint32_t max);
/* The number of a word, 0 where it is none of them. */
uint32_t words_find(const struct words *words, const char *word, size_t len);
/* Borrowed; numbers 1..count. */
const char *words_text(const struct words *words, uint32_t number);
/* Numbers the words anew, by strcmp; map[old] is the new number, map[0] 0, to be
 * freed by the caller. */
uint32_t *words_sort(struct words *words) MUST_CHECK;

#endif

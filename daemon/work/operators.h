/*
 * Letters to operators: to members with the role, and to the addresses of
 * letters.operators, which are nobody's account.
 */
#ifndef WORK_OPERATORS_H
#define WORK_OPERATORS_H

#include <stdbool.h>
#include "base/id.h"
#include "model/letter.h"

struct db_batch;
struct house;

/* Whom a letter goes to; all of it borrowed. */
struct addressee {
	const struct id *member; /* NULL: an address */
	const char *name, *language;
	char address[321]; /* without a member */
	const char *rest;  /* of the list; operators_next's own */
};

/* Before the first address of the configuration; the next, or false behind the
 * last. The configuration must stay. */
void
operators_of_configuration(const struct house *house, struct addressee *to);
bool operators_next(struct addressee *to);

/* As post_letter. `about` is what the letter is about, and with whom it goes to
 * becomes its key; the words get their name. */
void operators_post(const struct house *house, struct db_batch *batch,
    enum letter_kind kind, const char *about, const struct addressee *to,
    const struct letter_words *words);

#endif

/*
 * One click against one kind of letter (RFC 8058): the token in a letter's
 * List-Unsubscribe names its member and kind, sealed, so that it tells nothing,
 * nobody can make one, and none needs to be stored.
 */
#ifndef WORK_UNSUBSCRIBE_H
#define WORK_UNSUBSCRIBE_H

#include "base/attr.h"
#include "base/id.h"
#include "base/text.h"
#include "model/letter.h"

struct seal;

#define UNSUBSCRIBE_TOKEN_MAX 200

void unsubscribe_token(const struct seal *seal, const struct id *member,
    enum letter_kind kind, struct text *out);
/* -1: it is none of ours, or of a kind that cannot be refused. */
int unsubscribe_read(const struct seal *seal, const char *token,
    struct id *member, enum letter_kind *kind) MUST_CHECK;

#endif

/*
 * One click against letters (RFC 8058): the token in a letter's List-Unsubscribe
 * names what it is against, sealed, so that it tells nothing, nobody can make
 * one, and none needs to be stored.
 */
#ifndef WORK_UNSUBSCRIBE_H
#define WORK_UNSUBSCRIBE_H

#include <stdbool.h>
#include "base/attr.h"
#include "base/id.h"
#include "base/text.h"
#include "io/seal.h"
#include "model/letter.h"

/* Either one kind of letter to a member, or invitations to an address. */
struct unsubscribe {
	bool is_invitations;
	struct id member;
	enum letter_kind kind;
	uint8_t email_index[SEAL_DIGEST]; /* keyed hash of the address */
};

/* Appends a token. */
void unsubscribe_invitations(const struct seal *seal,
    const uint8_t email_index[SEAL_DIGEST], struct text *out);
/* 0, or -1: it is none of ours, or of a kind that cannot be refused. */
int unsubscribe_read(const struct seal *seal, const char *token,
    struct unsubscribe *out) MUST_CHECK;

/* Appends the token that a letter of this kind has; false where there is nothing
 * to refuse. `member` NULL: it is to an address that is no member's. */
bool unsubscribe_of_letter(const struct seal *seal, enum letter_kind kind,
    const struct id *member, const char *email, struct text *out) MUST_CHECK;
/* How what such a token is against is called. */
const char *unsubscribe_title(enum letter_kind kind, const char *language);

#endif

/*
 * Inviting: a token that lets somebody sign up, and a letter with it where an
 * address is given.
 *
 *	look whether a letter may go there → one transaction:
 *	invitation + letter + audit
 *
 * Whether it may is told to nobody: a member's address, one that refused and one
 * that was written to often enough get a letter to nobody, which costs the same.
 * The letter's words are ours; of the inviter it has the name, where that is
 * no address in disguise.
 */
#ifndef WORK_INVITE_H
#define WORK_INVITE_H

#include <stdint.h>
#include "io/seal.h"
#include "model/member.h"
#include "work/once.h"

struct house;
struct invite;

#define INVITE_TOKEN "sdi_"
#define INVITE_USES_MAX 10000
#define INVITE_DAYS_MAX 3650
/* Letters with invitations to one address within 30 days, whoever invites. */
#define INVITE_LETTERS_MAX 3

struct invite_ask {
	struct id id;
	const struct member *by; /* NULL: an operator, and if with the role: */
	const struct id *by_operator;
	const char *pool;  /* or NULL */
	const char *email; /* member_email_ok, or NULL */
	const char *token; /* seal_token(INVITE_TOKEN) */
	int64_t uses, days;
	const struct once *once;
};

/* why NULL: done. TOO_MANY: the member has or made as many as are allowed.
 * REPEATED: see once. */
typedef void (*invite_done_cb)(void *arg, const struct fault *why);

/* Copies what it needs. */
struct invite *invite_start(struct house *house, const struct invite_ask *ask,
    invite_done_cb done, void *arg) MUST_CHECK;
void invite_cancel(struct invite *invite);

#endif

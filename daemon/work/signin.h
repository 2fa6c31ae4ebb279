/*
 * Asking for a way in: sign-up and sign-in are one story, since what happens
 * may not tell whether an address is known.
 *
 *	count the request → look who has the address → one transaction:
 *	attempt + (proposed member) + letter + audit
 *
 * The member comes to be when the letter's code comes back: work/verify.h.
 */
#ifndef WORK_SIGNIN_H
#define WORK_SIGNIN_H

#include <stdint.h>
#include "base/fault.h"
#include "io/seal.h"
#include "model/member.h"
#include "work/once.h"

struct house;
struct signin;

/* The secrets of one attempt, made before the story, so that its answer is
 * known before it is stored. */
struct signin_secrets {
	char attempt[SEAL_TOKEN_SIZE]; /* for the client that asks */
	char code[9];                  /* for the letter */
	char token[SEAL_TOKEN_SIZE];   /* for the letter */
	int64_t expires_us;            /* of the code */
};
#define SIGNIN_CODE_S 600
#define SIGNIN_TOKEN_S 86400
#define SIGNIN_TRIES 5
#define SIGNIN_ATTEMPT "sda_"
#define SIGNIN_LINK "sdl_"
#define SIGNIN_SESSION "sdp_"
void signin_secrets_new(struct signin_secrets *secrets);

struct signin_ask {
	const char *email;            /* member_email_ok */
	const struct member *profile; /* of a sign-up, checked; else NULL */
	const char *invitation;       /* its token, of a sign-up; or NULL */
	const char *network;          /* the client's, for limits */
	const struct signin_secrets *secrets;
	const struct once *once;
};

/* why NULL: done. TOO_MANY: come back after wait_s. NOT_FOUND: the invitation
 * lets nobody in. REPEATED: see once. */
typedef void (*signin_done_cb)(void *arg, const struct fault *why, int wait_s);

/* Copies what it needs. */
struct signin *signin_start(struct house *house, const struct signin_ask *ask,
    signin_done_cb done, void *arg) MUST_CHECK;
void signin_cancel(struct signin *signin);

#endif

/*
 * A letter's code or link token becomes a session, and whom its sign-up
 * proposed a member, unless the address has become a member's meanwhile.
 */
#ifndef WORK_VERIFY_H
#define WORK_VERIFY_H

#include <stdint.h>
#include "base/fault.h"
#include "base/id.h"
#include "io/seal.h"

struct house;
struct verify;

struct verify_session {
	char token[SEAL_TOKEN_SIZE];
	struct id member;
	int64_t expires_us;
};

/* why NULL: the session is there. CODE_WRONG: wrong, used, too old, or too many
 * tries; which of them is not told. CONFLICT: the sign-up's invitation lets nobody
 * in any more. */
typedef void (*verify_done_cb)(
    void *arg, const struct fault *why, const struct verify_session *session);

/* Either attempt and code, or token (the others NULL). agent: what the client
 * calls itself (model/device.h), or NULL. */
struct verify *verify_start(struct house *house, const char *attempt,
    const char *code, const char *token, const char *agent, verify_done_cb done,
    void *arg) MUST_CHECK;
void verify_cancel(struct verify *verify);

#endif

/*
 * Who is asking: a session's token becomes its member.
 */
#ifndef WORK_SESSION_H
#define WORK_SESSION_H

#include "base/fault.h"
#include "io/seal.h"
#include "model/member.h"

struct house;
struct session;

/* member: taken by the callback's owner with member_clear; NULL with a fault
 * (UNAUTHENTICATED where the token is no living session's). */
typedef void (*session_done_cb)(
    void *arg, const struct fault *why, struct member *member);

struct session *
session_start(struct house *house, const uint8_t hash[SEAL_DIGEST],
    session_done_cb done, void *arg) MUST_CHECK;
void session_cancel(struct session *session);

#endif

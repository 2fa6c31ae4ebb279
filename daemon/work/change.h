/*
 * A member's changes to what is theirs, each one transaction.
 */
#ifndef WORK_CHANGE_H
#define WORK_CHANGE_H

#include "io/seal.h"
#include "store/store_member.h"
#include "store/store_pool.h"
#include "work/once.h"

struct house;
struct change;

/* why NULL: done. CHANGED_MEANWHILE: the version is another by now. */
typedef void (*change_done_cb)(void *arg, const struct fault *why);

struct change *change_profile(struct house *house, const struct id *member,
    int64_t version, const struct store_profile_change *what,
    change_done_cb done, void *arg) MUST_CHECK;
struct change *change_join(struct house *house, const struct id *member,
    const char *pool, const struct store_membership *want, change_done_cb done,
    void *arg) MUST_CHECK;
struct change *change_leave(struct house *house, const struct id *member,
    const char *pool, change_done_cb done, void *arg) MUST_CHECK;
/* As store_member_pause. CHANGED_MEANWHILE: that is over. */
struct change *change_pause(struct house *house, const struct id *member,
    const int64_t *until_us, const char *until_day, change_done_cb done,
    void *arg) MUST_CHECK;
struct change *change_pause_end(struct house *house, const struct id *member,
    change_done_cb done, void *arg) MUST_CHECK;
struct change *change_sign_out(struct house *house, const struct id *member,
    const uint8_t session[SEAL_DIGEST], change_done_cb done,
    void *arg) MUST_CHECK;
/* The change of address that they asked for, if any. */
struct change *change_address_forget(struct house *house,
    const struct id *member, change_done_cb done, void *arg) MUST_CHECK;
/* One of their sessions; CHANGED_MEANWHILE: it is none of theirs. Or all but
 * this one. */
struct change *change_session_end(struct house *house, const struct id *member,
    const struct id *session, change_done_cb done, void *arg) MUST_CHECK;
struct change *
change_sessions_end_others(struct house *house, const struct id *member,
    const uint8_t own[SEAL_DIGEST], change_done_cb done, void *arg) MUST_CHECK;
/* To the terms, with the age that they ask for. */
struct change *change_consent(struct house *house, const struct id *member,
    const char *terms, int64_t age, change_done_cb done, void *arg) MUST_CHECK;
/* One of a member's invitations. CHANGED_MEANWHILE: there is none such. */
struct change *change_invitation_end(struct house *house, const struct id *id,
    const struct id *inviter, change_done_cb done, void *arg) MUST_CHECK;
/* Any, by an operator: see store_audit_operator. */
struct change *
change_any_invitation_end(struct house *house, const struct id *id,
    const struct id *by, change_done_cb done, void *arg) MUST_CHECK;
/* Whoever has this address wants no invitations. */
struct change *change_invitation_refuse(struct house *house,
    const uint8_t email_index[SEAL_DIGEST], change_done_cb done,
    void *arg) MUST_CHECK;
/* Ends a rest; nothing where there is none. */
struct change *change_back(struct house *house, const struct id *member,
    change_done_cb done, void *arg) MUST_CHECK;
/* Takes the arrays of what. */
struct store_letters_change;
struct change *change_letters(struct house *house, const struct id *member,
    struct store_letters_change *what, change_done_cb done,
    void *arg) MUST_CHECK;
/* By the link of a letter: no more of its kind. */
struct change *change_unsubscribe(struct house *house, const struct id *member,
    const char *kind, change_done_cb done, void *arg) MUST_CHECK;
/* The secret that their calendar is read with, in the place of any before, and
 * its end. REPEATED: see once. */
struct change *change_calendar(struct house *house, const struct id *member,
    const uint8_t hash[SEAL_DIGEST], const struct once *once,
    change_done_cb done, void *arg) MUST_CHECK;
struct change *change_calendar_end(struct house *house, const struct id *member,
    change_done_cb done, void *arg) MUST_CHECK;
void change_cancel(struct change *change);

#endif

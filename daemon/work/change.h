/*
 * A member's changes to what is theirs, each one transaction.
 */
#ifndef WORK_CHANGE_H
#define WORK_CHANGE_H

#include "io/seal.h"
#include "store/store_member.h"

struct house;
struct change;

/* why NULL: done. CHANGED_MEANWHILE: the version is another by now. */
typedef void (*change_done_cb)(void *arg, const struct fault *why);

struct change *change_profile(struct house *house, const struct id *member,
    int64_t version, const struct store_profile_change *what,
    change_done_cb done, void *arg) MUST_CHECK;
/* skip_next -1: as it is. */
struct change *change_join(struct house *house, const struct id *member,
    const char *pool, int skip_next, change_done_cb done, void *arg) MUST_CHECK;
struct change *change_leave(struct house *house, const struct id *member,
    const char *pool, change_done_cb done, void *arg) MUST_CHECK;
struct change *change_sign_out(struct house *house, const struct id *member,
    const uint8_t session[SEAL_DIGEST], change_done_cb done,
    void *arg) MUST_CHECK;
void change_cancel(struct change *change);

#endif

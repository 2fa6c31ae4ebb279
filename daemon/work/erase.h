/*
 * A member leaves for good: all that is theirs goes, at once and in one
 * transaction. Partners keep that they were introduced to a former member; what is
 * offered to them, and hours to come, they are told will not be. A last letter goes
 * to the address.
 */
#ifndef WORK_ERASE_H
#define WORK_ERASE_H

#include "base/fault.h"
#include "model/member.h"

struct erase;
struct house;

/* why NULL: done. CHANGED_MEANWHILE: somebody else was faster. */
typedef void (*erase_done_cb)(void *arg, const struct fault *why);

/* Copies what it needs; of `me`, id, name, language and address. reason: why an
 * operator does it, who may do so to a suspended account, too; NULL: the member
 * does. into: another account of the same person, which what can be moved becomes
 * of, or NULL. */
struct erase *
erase_start(struct house *house, const struct member *me, const char *reason,
    const struct id *into, erase_done_cb done, void *arg) MUST_CHECK;
/* Its time has come (work/farewell.h), unless the member comes back before it is
 * done: CHANGED_MEANWHILE. */
struct erase *erase_unused(struct house *house, const struct member *me,
    erase_done_cb done, void *arg) MUST_CHECK;
void erase_cancel(struct erase *erase);

#endif

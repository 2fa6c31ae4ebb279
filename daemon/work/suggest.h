/*
 * A member says that two people should meet. What they learn of it is the same
 * whoever the two are: whether an address is a member's is not looked at here, and
 * what becomes of it is for operators alone (work/pair.h accepts).
 */
#ifndef WORK_SUGGEST_H
#define WORK_SUGGEST_H

#include "base/fault.h"
#include "base/id.h"
#include "model/member.h"
#include "store/store_suggestion.h"

struct house;
struct suggest;

#define SUGGEST_WEEK_S (7 * 86400)
#define SUGGEST_BECAUSE_MAX 300 /* characters */

/* Somebody whom the member met, or an address. */
struct suggest_person {
	const char *email; /* as member_email_normal has it; NULL: met */
	struct id partner, introduction, handle;
	const char *name; /* shown, of somebody met */
};
struct suggest_ask {
	const char *pool;    /* of those that the member is in */
	const char *because; /* checked; NULL: no reason */
	struct suggest_person two[2];
};

/* why NULL: done, and row 0 of `rows` (store_suggestion_read) is what is there now;
 * rows are NULL after a withdrawal. TOO_MANY: of this week (spans of SUGGEST_WEEK_S,
 * from 1970 on); NOT_FOUND: it is not theirs. */
typedef void (*suggest_done_cb)(
    void *arg, const struct fault *why, const struct db_rows *rows);

/* Copies what is asked. */
struct suggest *suggest_start(struct house *house, const struct member *me,
    const struct suggest_ask *ask, suggest_done_cb done, void *arg) MUST_CHECK;
struct suggest *suggest_withdraw(struct house *house, const struct id *me,
    const struct id *suggestion, suggest_done_cb done, void *arg) MUST_CHECK;
void suggest_cancel(struct suggest *suggest);

#endif

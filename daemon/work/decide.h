/*
 * What the operators decide on a report. Whoever reported is told, and the
 * reported where it concerns them, in the transaction of the decision.
 */
#ifndef WORK_DECIDE_H
#define WORK_DECIDE_H

#include "base/attr.h"
#include "base/fault.h"
#include "base/id.h"

struct house;
struct decide;

#define DECIDE_WORDS_MAX 2000

/* The words that both are told: prose of 1 to DECIDE_WORDS_MAX, as
 * plain_text_read (work/plain_text.h). */
int decide_words(const char *s, char **out, struct fault *why) MUST_CHECK;

enum decide_action {
	DECIDE_DISMISS,
	DECIDE_WARN,
	DECIDE_SUSPEND,
	DECIDE_REINSTATE
};
/* "dismiss"…; false where it is none. */
bool decide_action_parse(const char *word, enum decide_action *action);

/* why NULL: done. NOT_FOUND; CONFLICT where it cannot be done to this account,
 * or somebody else decided meanwhile. */
typedef void (*decide_done_cb)(void *arg, const struct fault *why);

/* by: a member with the role, to whom a report of or on themselves is NOT_FOUND,
 * or NULL (see store_audit_operator). An account that rests for review comes back with the last grave report on it
 * that is dismissed or ends with a warning. */
struct decide *decide_start(struct house *house, const struct id *report,
    const struct id *by, enum decide_action action, const char *words,
    decide_done_cb done, void *arg) MUST_CHECK;
void decide_cancel(struct decide *decide);

#endif

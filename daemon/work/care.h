/*
 * What operators do to an account without a report: suspend it, open it again, let
 * it rest, erase it when asked to, merge it into another of the same person. Each has
 * a reason, which stands in the audit log, and the member is told of it by letter.
 */
#ifndef WORK_CARE_H
#define WORK_CARE_H

#include "base/attr.h"
#include "base/fault.h"
#include "base/id.h"

struct care;
struct house;

#define CARE_REASON_MAX 500

/* A reason: a line of 3 to CARE_REASON_MAX characters, as plain_text_read
 * (work/plain_text.h). */
int care_reason(const char *s, char **out, struct fault *why) MUST_CHECK;

enum care_kind {
	CARE_SUSPEND,
	CARE_REINSTATE,
	CARE_REST,
	CARE_ERASE,
	CARE_MERGE
};
struct care_order {
	enum care_kind kind;
	struct id member;
	const char *reason;
	const char *until; /* of CARE_REST: a day ("2026-12-24": from its
			      beginning on, where they live, they are back), or
			      NULL: until they say so */
	struct id into;    /* of CARE_MERGE: the account that stays */
};

/* why NULL: done. NOT_FOUND; CONFLICT where it cannot be done to this account;
 * CHANGED_MEANWHILE: it has become another meanwhile; INVALID: `until` is over. */
typedef void (*care_done_cb)(void *arg, const struct fault *why);

/* Copies what it needs. */
struct care *care_start(struct house *house, const struct care_order *order,
    care_done_cb done, void *arg) MUST_CHECK;
void care_cancel(struct care *care);

#endif

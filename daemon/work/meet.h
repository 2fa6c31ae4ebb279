/*
 * An hour to meet: a member of an introduction proposes one, the others say yes
 * or no, or propose another, and any of them may cancel it.
 *
 *	look at the meeting and its people → one transaction: the change, and a
 *	letter to each whom it concerns, by their own clock
 *
 * The transaction is refused where the meeting or its introduction changed since
 * the look, or one of its people blocked another, and then the look is taken again:
 * so letters always tell what became of it, and only whom they may.
 */
#ifndef WORK_MEET_H
#define WORK_MEET_H

#include "base/fault.h"
#include "model/member.h"

struct house;
struct meet;

#define MEET_PLACE_MAX 200
#define MEET_MINUTES 30      /* where nothing is said */
#define MEET_DAYS_MAX 180    /* ahead */
#define MEET_SEQUENCE_MAX 50 /* proposals and cancellations of one meeting */

enum meet_what { MEET_PROPOSE, MEET_ANSWER, MEET_CANCEL };

struct meet_ask {
	enum meet_what what;
	struct id introduction;
	const struct member *me;
	int64_t starts_us, minutes; /* proposed */
	const char *place;          /* as meet_place gave it */
	bool accepts;               /* answered */
	int64_t sequence;           /* that the member has seen, or -1 */
};

/* Where to meet: a line as work/plain_text.h takes it, of up to MEET_PLACE_MAX
 * characters. A new text in *out. */
int meet_place(const char *place, char **out, struct fault *why) MUST_CHECK;

/* why NULL: done. NOT_FOUND: not theirs to see, or there is no meeting to
 * answer or cancel. CONFLICT with a sentence. INVALID: the hour is over, or too
 * far ahead. CHANGED_MEANWHILE: it is not the sequence that they saw. */
typedef void (*meet_done_cb)(void *arg, const struct fault *why);

/* Copies what it needs. */
struct meet *meet_start(struct house *house, const struct meet_ask *ask,
    meet_done_cb done, void *arg) MUST_CHECK;
void meet_cancel(struct meet *meet);

#endif

/*
 * What a member answers to an introduction, and says came of it. Each is one
 * transaction that locks the introduction first: of two members who answer at
 * the same instant one is wholly first, and the second sees that all have
 * accepted. The letters that an answer causes are of its transaction
 * (work/news.h).
 */
#ifndef WORK_ANSWER_H
#define WORK_ANSWER_H

#include "base/fault.h"
#include "config/config.h"
#include "store/store_outcome.h"

#define ANSWER_REASON_MAX 300
#define ANSWER_LEARNED_MAX 600

struct answer;
struct house;

/* Why a member declines, and what they learned: prose as work/plain_text.h
 * takes it, of up to so many characters. A new text in *out. */
int answer_reason(const char *reason, char **out, struct fault *why) MUST_CHECK;
int
answer_learned(const char *learned, char **out, struct fault *why) MUST_CHECK;

/* why NULL: it is so, be it that it was so before. NOT_FOUND: it is not this
 * member's to see. CONFLICT, with a sentence: it can not be answered, or said,
 * (any more). */
typedef void (*answer_done_cb)(void *arg, const struct fault *why);

/* `reason` counts where they decline. */
struct answer *answer_start(struct house *house, const struct id *member,
    const struct id *introduction, bool accept, const char *reason,
    answer_done_cb done, void *arg) MUST_CHECK;
struct answer *answer_outcome(struct house *house, const struct id *member,
    const struct id *introduction, const struct store_outcome *outcome,
    answer_done_cb done, void *arg) MUST_CHECK;
void answer_cancel(struct answer *answer);

#endif

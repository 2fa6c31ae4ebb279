/*
 * A letter in hand that goes to a webhook: see work/parcel.h. What it answers with
 * 2xx has arrived; 410 says that it takes no more, ever; anything else is tried again
 * by the law of letters.
 */
#include "base/clock.h"
#include "base/memory.h"
#include "base/metrics.h"
#include "work/hooks.h"
#include "work/house.h"
#include "work/parcel_parts.h"

#define HTTP_GONE 410

/* "2xx", "none": few words, whatever it answers. */
static void
count_answer(const struct parcel *p, int status)
{
	const char class[] = { (char)('0' + status / 100), 'x', 'x', '\0' };

	metrics_add_of(M_WEBHOOK_ANSWERS, 1, p->webhook,
	    status < 100 || status > 599 ? "none" : class);
}

static void
on_answer(void *arg, const struct webhook_answer *answer)
{
	struct parcel *p = arg;
	struct hook *hook = hooks_find(p->house->hooks, p->webhook);
	const bool is_well = answer->status / 100 == 2;

	CHECK(p, PARCEL_MAGIC);
	p->hook_call = NULL; /* no longer pending */
	count_answer(p, answer->status);
	metrics_observe_of(M_WEBHOOK_DURATION, answer->took_us, p->webhook);
	if (hook != NULL)
		hook_was(hook, is_well);
	parcel_end(p,
	    is_well                       ? PARCEL_SENT
	    : answer->status == HTTP_GONE ? PARCEL_GONE
					  : PARCEL_LATER,
	    is_well ? NULL : answer->words);
	p->over(p->arg);
}

void
parcel_hook(struct parcel *p, const struct store_due *due)
{
	struct hook *hook = hooks_find(p->house->hooks, due->webhook);
	struct hook_letter letter = { .id = due->id,
		.event = webhook_event_find(due->kind),
		.body = due->body,
		.words = due->words };
	int64_t rests_us;

	text_copy(p->webhook, sizeof(p->webhook), due->webhook);
	if (hook == NULL || letter.event == WEBHOOK_EVENTS) {
		parcel_end(p, PARCEL_NEVER, "the configuration has it no more");
	} else if ((rests_us = hook_rests_us(hook)) > 0) {
		p->next_us = clock_now_us() + rests_us;
		parcel_end(p, PARCEL_BACK, NULL);
	} else {
		p->hook_call = hook_send(p->house, hook, &letter, on_answer, p);
		p->state = PARCEL_OUT;
	}
}

/*
 * Testing a webhook: see work/hook_test.h.
 */
#include "work/hook_test.h"
#include "base/clock.h"
#include "base/memory.h"
#include "work/hooks.h"

#define HOOK_TEST_MAGIC 0x3eb40003u

struct hook_test {
	unsigned magic;
	struct webhook_call *call;
	webhook_done_cb done;
	void *arg;
};

static void
on_answer(void *arg, const struct webhook_answer *answer)
{
	struct hook_test *t = arg;
	webhook_done_cb done = t->done;
	void *done_arg = t->arg;

	CHECK(t, HOOK_TEST_MAGIC);
	t->magic = 0;
	free(t);
	done(done_arg, answer);
}

struct hook_test *
hook_test_start(const struct house *house, const struct hook *hook,
    webhook_done_cb done, void *arg)
{
	struct hook_test *t = memory_new(1, sizeof(*t));
	struct hook_letter letter = { .id = id_new(), .event = WEBHOOK_TEST };
	struct text body = { 0 };
	char at[CLOCK_TEXT_SIZE];

	text_addf(&body,
	    "{\"type\": \"%s\", \"timestamp\": \"%s\", \"data\": {}}",
	    webhook_event_word(WEBHOOK_TEST),
	    clock_rfc3339(clock_now_us(), at));
	letter.body = body.data;
	t->magic = HOOK_TEST_MAGIC;
	t->done = done;
	t->arg = arg;
	t->call = hook_send(house, hook, &letter, on_answer, t);
	text_clear(&body);
	return t;
}

void
hook_test_cancel(struct hook_test *t)
{
	if (t == NULL)
		return;
	CHECK(t, HOOK_TEST_MAGIC);
	webhook_cancel(t->call);
	t->magic = 0;
	free(t);
}

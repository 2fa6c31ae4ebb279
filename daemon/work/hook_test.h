/*
 * A test of one webhook, now: not by the outbox, and nothing of it is kept.
 */
#ifndef WORK_HOOK_TEST_H
#define WORK_HOOK_TEST_H

#include "base/attr.h"
#include "io/webhook.h"

struct house;
struct hook;
struct hook_test;

/* Sends the event webhook.test. done once, never from inside; the same answer as
 * of webhook_send. */
struct hook_test *hook_test_start(const struct house *house,
    const struct hook *hook, webhook_done_cb done, void *arg) MUST_CHECK;
void hook_test_cancel(struct hook_test *test); /* NULL is allowed */

#endif

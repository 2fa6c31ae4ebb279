/* links: io */
/* Webhooks whose name server does not answer: nobody waits for it. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <netdb.h>
#include <semaphore.h>
#include <string.h>
#include <unistd.h>
#include "base/clock.h"
#include "base/memory.h"
#include "base/text.h"
#include "io/loop.h"
#include "io/webhook.h"

/* A name server that answers when the test lets it. */
static struct {
	sem_t asked, answers;
} server;

int
getaddrinfo(const char *name, const char *port, const struct addrinfo *hints,
    struct addrinfo **list)
{
	(void)name;
	(void)port;
	(void)hints;
	(void)list;
	sem_post(&server.asked);
	while (sem_wait(&server.answers) != 0)
		;
	return EAI_AGAIN;
}

struct world {
	struct loop *loop;
	struct webhooks *webhooks;
	int answers;
	struct webhook_answer last;
};

static int
world_open(void **state)
{
	struct world *w = test_calloc(1, sizeof(*w));

	w->loop = loop_new();
	w->webhooks = webhooks_new(w->loop);
	assert_int_equal(sem_init(&server.asked, 0, 0), 0);
	assert_int_equal(sem_init(&server.answers, 0, 0), 0);
	alarm(60); /* who waits for the server waits for ever */
	*state = w;
	return 0;
}

static void
on_turn(void *arg)
{
	struct world *w = arg;

	if (!loop_has_threads(w->loop))
		loop_stop(w->loop);
	else
		assert_non_null(loop_timer_start(w->loop, 1000, on_turn, w));
}

static void
until_no_thread(struct world *w)
{
	assert_non_null(loop_timer_start(w->loop, 0, on_turn, w));
	loop_run(w->loop);
}

static int
world_close(void **state)
{
	struct world *w = *state;

	/* Every thread lets go in the end, and nothing is left of its call. */
	for (int i = 0; i < 100; i++)
		sem_post(&server.answers);
	until_no_thread(w);
	webhooks_free(w->webhooks);
	loop_free(w->loop);
	sem_destroy(&server.asked);
	sem_destroy(&server.answers);
	alarm(0);
	test_free(w);
	return 0;
}

static void
on_answer(void *arg, const struct webhook_answer *answer)
{
	struct world *w = arg;

	w->answers++;
	w->last = *answer;
	loop_stop(w->loop);
}

static struct webhook_call *
ask(struct world *w)
{
	static const char *const headers[] = { NULL };

	return webhook_send(w->webhooks,
	    &(struct webhook_request){ .url = "https://hook.example.org/x",
		.headers = headers,
		.body = "{}" },
	    on_answer, w);
}

static void
asked(void)
{
	while (sem_wait(&server.asked) != 0)
		;
}

static void
cancelling_waits_for_nothing(void **state)
{
	struct world *w = *state;
	struct webhook_call *call = ask(w);

	asked();
	webhook_cancel(call);
	assert_true(loop_has_threads(w->loop));
	sem_post(&server.answers);
	until_no_thread(w);
	assert_int_equal(w->answers, 0);
}

static void
it_is_over_after_five_seconds(void **state)
{
	struct world *w = *state;

	assert_non_null(ask(w));
	loop_run(w->loop);
	assert_int_equal(w->answers, 1);
	assert_int_equal(w->last.status, 0);
	assert_string_equal(
	    w->last.words, "hook.example.org: no name server has answered");
	assert_in_range(w->last.took_us, 5 * CLOCK_SECOND, 10 * CLOCK_SECOND);
}

static void
a_name_that_is_not_there_is_said(void **state)
{
	struct world *w = *state;

	sem_post(&server.answers);
	assert_non_null(ask(w));
	loop_run(w->loop);
	assert_non_null(strstr(w->last.words, gai_strerror(EAI_AGAIN)));
	assert_in_range(w->last.took_us, 0, 5 * CLOCK_SECOND);
}

/* Whoever asks again and again has no more threads than this. */
static void
threads_that_hang_are_bounded(void **state)
{
	struct world *w = *state;
	int count = 0;

	do {
		webhook_cancel(ask(w));
		count++;
	} while (count < 64);
	for (int i = 0; i < count; i++)
		asked();
	assert_non_null(ask(w));
	loop_run(w->loop);
	assert_int_equal(w->answers, 1);
	assert_non_null(strstr(w->last.words, "nor for others before it"));
	assert_in_range(w->last.took_us, 0, 5 * CLOCK_SECOND);
	assert_int_equal(sem_trywait(&server.asked), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    cancelling_waits_for_nothing, world_open, world_close),
		cmocka_unit_test_setup_teardown(
		    it_is_over_after_five_seconds, world_open, world_close),
		cmocka_unit_test_setup_teardown(
		    a_name_that_is_not_there_is_said, world_open, world_close),
		cmocka_unit_test_setup_teardown(
		    threads_that_hang_are_bounded, world_open, world_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

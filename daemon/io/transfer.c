/*
 * libcurl beside the event loop: see io/transfer.h.
 */
#include "io/transfer.h"
#include <stdatomic.h>
#include <stdbool.h>
#include "base/memory.h"
#include "io/loop.h"

#define TRANSFERS_MAGIC 0x7274616eU

struct transfers {
	unsigned magic;
	struct loop *loop;
};

/* One transfer on its way: its thread's and the loop's. */
struct transfer_run {
	CURL *easy;
	CURLcode (*prepare)(void *arg);
	void *arg;
	CURLcode result;
	struct transfer *transfer;
	void (*gone)(void *arg); /* not NULL: nobody waits for it any more */
	atomic_bool is_broken;
};

struct transfers *
transfers_new(struct loop *loop)
{
	struct transfers *t = memory_new(1, sizeof(*t));

	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		die("libcurl does not start");
	t->magic = TRANSFERS_MAGIC;
	t->loop = loop;
	return t;
}

void
transfers_free(struct transfers *t)
{
	if (t == NULL)
		return;
	CHECK(t, TRANSFERS_MAGIC);
	t->magic = 0;
	free(t);
	curl_global_cleanup();
}

/* --- in the thread -------------------------------------------------------- */

static int
on_progress(void *arg, curl_off_t down_of, curl_off_t down, curl_off_t up_of,
    curl_off_t up)
{
	struct transfer_run *run = arg;

	(void)down_of;
	(void)down;
	(void)up_of;
	(void)up;
	return atomic_load(&run->is_broken);
}

static void
on_running(void *arg)
{
	struct transfer_run *run = arg;

	run->result = run->prepare == NULL ? CURLE_OK : run->prepare(run->arg);
	if (run->result == CURLE_OK && !atomic_load(&run->is_broken))
		run->result = curl_easy_perform(run->easy);
}

/* --- on the loop ---------------------------------------------------------- */

static void
on_over(void *arg)
{
	struct transfer_run *run = arg;
	struct transfer *transfer = run->transfer;
	void (*gone)(void *arg) = run->gone;
	CURLcode result = run->result;

	free(run);
	transfer->run = NULL;
	if (gone != NULL)
		gone(transfer->arg);
	else
		transfer->done(transfer->arg, result);
}

void
transfer_begin(struct transfers *t, struct transfer *transfer)
{
	struct transfer_run *run = memory_new(1, sizeof(*run));

	CHECK(t, TRANSFERS_MAGIC);
	run->easy = transfer->easy;
	run->prepare = transfer->prepare;
	run->arg = transfer->arg;
	run->transfer = transfer;
	atomic_init(&run->is_broken, false);
	curl_easy_setopt(run->easy, CURLOPT_NOPROGRESS, 0L);
	curl_easy_setopt(run->easy, CURLOPT_XFERINFOFUNCTION, on_progress);
	curl_easy_setopt(run->easy, CURLOPT_XFERINFODATA, (void *)run);
	transfer->run = run;
	loop_aside(t->loop, on_running, on_over, run);
}

void
transfer_leave(struct transfer *transfer, void (*gone)(void *arg))
{
	atomic_store(&transfer->run->is_broken, true);
	transfer->run->gone = gone;
}

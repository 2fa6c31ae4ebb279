/*
 * Letters into a folder: they queue, and at the end of a turn of the loop those
 * that wait are written in a thread, since a disk may take its time. One thread
 * at a time; what comes meanwhile goes next.
 */
#include "base/memory.h"
#include "io/loop.h"
#include "io/mail_call.h"
#include "io/mail_files.h"

#define FOLDER_MAGIC 0x6d666f6cU
#define FOLDER_SCHEME "files:"

struct mail_folder {
	unsigned magic;
	struct loop *loop;
	char *path;
	struct timer *timer;
	struct mail_call *queue, *queue_end;
	struct mail_call *writing; /* the thread's, until it is done */
};

static void *
folder_open(
    struct loop *loop, const struct mail_options *options, struct fault *why)
{
	const char *path = options->transport + strlen(FOLDER_SCHEME);
	struct mail_folder *f;

	if (*path == '\0') {
		(void)fault_set(why, FAULT_INVALID,
		    FOLDER_SCHEME " needs a folder after it");
		return NULL;
	}
	if (mail_files_open(path, why) != 0)
		return NULL;
	f = memory_new(1, sizeof(*f));
	f->magic = FOLDER_MAGIC;
	f->loop = loop;
	f->path = memory_text(path);
	return f;
}

static void
folder_close(void *transport)
{
	struct mail_folder *f = transport;

	CHECK(f, FOLDER_MAGIC);
	loop_timer_cancel(f->timer);
	free(f->path);
	f->magic = 0;
	free(f);
}

static void on_turn(void *arg);

static void
on_written(void *arg)
{
	struct mail_folder *f = arg;
	struct mail_call *call;

	CHECK(f, FOLDER_MAGIC);
	while ((call = f->writing) != NULL) {
		f->writing = call->next;
		mail_call_over(call);
	}
	if (f->queue != NULL && f->timer == NULL)
		f->timer = loop_timer_start(f->loop, 0, on_turn, f);
}

/* In the thread. */
static void
on_writing(void *arg)
{
	const struct mail_folder *f = arg;

	for (struct mail_call *c = f->writing; c != NULL; c = c->next)
		c->verdict = mail_files_write(f->path, &c->message, &c->why);
}

static void
on_turn(void *arg)
{
	struct mail_folder *f = arg;

	CHECK(f, FOLDER_MAGIC);
	f->timer = NULL; /* no longer pending */
	if (f->queue == NULL || f->writing != NULL)
		return;
	f->writing = f->queue;
	f->queue = f->queue_end = NULL;
	for (struct mail_call *c = f->writing; c != NULL; c = c->next)
		c->is_leaving = true;
	loop_aside(f->loop, on_writing, on_written, f);
}

static void
folder_send(void *transport, struct mail_call *call)
{
	struct mail_folder *f = transport;

	CHECK(f, FOLDER_MAGIC);
	if (f->queue == NULL)
		f->queue = call;
	else
		f->queue_end->next = call;
	f->queue_end = call;
	if (f->timer == NULL)
		f->timer = loop_timer_start(f->loop, 0, on_turn, f);
}

static bool
folder_take_back(void *transport, struct mail_call *call)
{
	struct mail_folder *f = transport;
	struct mail_call **at, *before = NULL;

	CHECK(f, FOLDER_MAGIC);
	if (call->is_leaving)
		return false;
	for (at = &f->queue; *at != call; at = &(*at)->next)
		before = *at;
	*at = call->next;
	if (f->queue_end == call)
		f->queue_end = before;
	return true;
}

const struct mail_transport mail_folder_transport = {
	.schemes = { FOLDER_SCHEME },
	.open = folder_open,
	.send = folder_send,
	.take_back = folder_take_back,
	.close = folder_close,
};

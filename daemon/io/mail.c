/*
 * Sending letters: they queue, and at the end of a turn of the loop those that
 * wait go to the transport, in a thread, since a transport may take its time.
 * One thread at a time; what comes meanwhile goes next.
 */
#include <stdbool.h>
#include "io/mail.h"
#include "base/memory.h"
#include "io/loop.h"
#include "io/mail_files.h"
#include "io/seal.h"

#define MAIL_MAGIC 0x6d61696cU
#define MAIL_CALL_MAGIC 0x6d63616cU

/* A way for letters to leave, by the word before the colon. */
struct mail_transport {
	const char *scheme;
	int (*open)(const char *where, struct fault *why);
	enum mail_verdict (*write)(const char *where,
	    const struct mail_message *message, struct fault *why);
};

static const struct mail_transport mail_transports[] = {
	{ "files:", mail_files_open, mail_files_write },
};

struct mail {
	unsigned magic;
	struct loop *loop;
	const struct mail_transport *transport;
	char *where;
	struct timer *timer;
	struct mail_call *queue, *queue_end;
	struct mail_call *writing; /* the thread's, until it is done */
};

struct mail_call {
	unsigned magic;
	struct mail *mail;
	struct mail_call *next;
	bool is_writing;
	char *message_id, *from, *to, *subject, *text;
	struct mail_message message; /* its texts are those above */
	mail_done_cb done;           /* NULL: cancelled while being written */
	void *arg;
	enum mail_verdict verdict;
	struct fault why;
};

struct mail *
mail_new(struct loop *loop, const char *transport, struct fault *why)
{
	for (size_t i = 0; i < COUNT_OF(mail_transports); i++) {
		const struct mail_transport *t = &mail_transports[i];
		const char *where = transport + strlen(t->scheme);
		struct mail *mail;

		if (strncmp(transport, t->scheme, strlen(t->scheme)) != 0)
			continue;
		if (*where == '\0') {
			fault_set(why, FAULT_INVALID,
			    "%s needs a place after it", t->scheme);
			return NULL;
		}
		if (t->open(where, why) != 0)
			return NULL;
		mail = memory_new(1, sizeof(*mail));
		mail->magic = MAIL_MAGIC;
		mail->loop = loop;
		mail->transport = t;
		mail->where = memory_text(where);
		return mail;
	}
	fault_set(why, FAULT_INVALID,
	    "letters cannot leave by \"%s\": use files:FOLDER", transport);
	return NULL;
}

void
mail_free(struct mail *mail)
{
	if (mail == NULL)
		return;
	CHECK(mail, MAIL_MAGIC);
	if (mail->queue != NULL || mail->writing != NULL)
		die("letters are on their way");
	loop_timer_cancel(mail->timer);
	mail->magic = 0;
	free(mail->where);
	free(mail);
}

/* What a letter says may be a key to an account. */
static void
wipe_and_free(char *s)
{
	seal_wipe(s, strlen(s));
	free(s);
}

static void
mail_call_free(struct mail_call *call)
{
	call->magic = 0;
	free(call->message_id);
	free(call->from);
	wipe_and_free(call->to);
	wipe_and_free(call->subject);
	wipe_and_free(call->text);
	free(call);
}

static void on_turn(void *arg);

static void
on_written(void *arg)
{
	struct mail *mail = arg;
	struct mail_call *call;

	CHECK(mail, MAIL_MAGIC);
	while ((call = mail->writing) != NULL) {
		mail->writing = call->next;
		if (call->done != NULL)
			call->done(
			    call->arg, call->verdict, call->why.sentence);
		mail_call_free(call);
	}
	if (mail->queue != NULL && mail->timer == NULL)
		mail->timer = loop_timer_start(mail->loop, 0, on_turn, mail);
}

/* In the thread. */
static void
on_writing(void *arg)
{
	const struct mail *mail = arg;

	for (struct mail_call *c = mail->writing; c != NULL; c = c->next)
		c->verdict =
		    mail->transport->write(mail->where, &c->message, &c->why);
}

static void
on_turn(void *arg)
{
	struct mail *mail = arg;

	CHECK(mail, MAIL_MAGIC);
	mail->timer = NULL; /* no longer pending */
	if (mail->queue == NULL || mail->writing != NULL)
		return;
	mail->writing = mail->queue;
	mail->queue = mail->queue_end = NULL;
	for (struct mail_call *c = mail->writing; c != NULL; c = c->next)
		c->is_writing = true;
	loop_aside(mail->loop, on_writing, on_written, mail);
}

static void
mail_enqueue(struct mail *mail, struct mail_call *call)
{
	if (mail->queue == NULL)
		mail->queue = call;
	else
		mail->queue_end->next = call;
	mail->queue_end = call;
	if (mail->timer == NULL)
		mail->timer = loop_timer_start(mail->loop, 0, on_turn, mail);
}

struct mail_call *
mail_send(struct mail *mail, const struct mail_message *message,
    mail_done_cb done, void *arg)
{
	struct mail_call *call;

	CHECK(mail, MAIL_MAGIC);
	call = memory_new(1, sizeof(*call));
	call->magic = MAIL_CALL_MAGIC;
	call->mail = mail;
	call->message_id = memory_text(message->message_id);
	call->from = memory_text(message->from);
	call->to = memory_text(message->to);
	call->subject = memory_text(message->subject);
	call->text = memory_text(message->text);
	call->message = (struct mail_message){
		.message_id = call->message_id,
		.from = call->from,
		.to = call->to,
		.subject = call->subject,
		.text = call->text,
		.created_us = message->created_us,
	};
	call->done = done;
	call->arg = arg;
	mail_enqueue(mail, call);
	return call;
}

void
mail_cancel(struct mail_call *call)
{
	struct mail_call **at, *before = NULL;
	struct mail *mail;

	if (call == NULL)
		return;
	CHECK(call, MAIL_CALL_MAGIC);
	mail = call->mail;
	if (call->is_writing) {
		call->done = NULL;
		return;
	}
	for (at = &mail->queue; *at != call; at = &(*at)->next)
		before = *at;
	*at = call->next;
	if (mail->queue_end == call)
		mail->queue_end = before;
	mail_call_free(call);
}

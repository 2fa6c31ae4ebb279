/*
 * Sending letters: see io/mail.h. Each call is a copy of the message; which
 * transport takes it is told by the words before the colon.
 */
#include "io/mail.h"
#include "base/memory.h"
#include "io/mail_call.h"
#include "io/seal.h"

#define MAIL_MAGIC 0x6d61696cU
#define MAIL_CALL_MAGIC 0x6d63616cU

static const struct mail_transport *const mail_transports[] = {
	&mail_folder_transport,
	&mail_smtp_transport,
};

struct mail {
	unsigned magic;
	const struct mail_transport *transport;
	void *state; /* the transport's */
	int calls;   /* on their way, cancelled ones too */
};

static const struct mail_transport *
mail_transport_find(const char *word)
{
	for (size_t i = 0; i < COUNT_OF(mail_transports); i++) {
		const struct mail_transport *t = mail_transports[i];

		for (size_t k = 0; k < COUNT_OF(t->schemes); k++)
			if (t->schemes[k] != NULL &&
			    strncmp(word, t->schemes[k],
				strlen(t->schemes[k])) == 0)
				return t;
	}
	return NULL;
}

struct mail *
mail_new(
    struct loop *loop, const struct mail_options *options, struct fault *why)
{
	const struct mail_transport *t =
	    mail_transport_find(options->transport);
	struct mail *mail;
	void *state;

	if (t == NULL) {
		(void)fault_set(why, FAULT_INVALID,
		    "letters cannot leave by \"%s\": use files:FOLDER, "
		    "smtp://HOST or smtps://HOST",
		    options->transport);
		return NULL;
	}
	state = t->open(loop, options, why);
	if (state == NULL)
		return NULL;
	mail = memory_new(1, sizeof(*mail));
	mail->magic = MAIL_MAGIC;
	mail->transport = t;
	mail->state = state;
	return mail;
}

void
mail_free(struct mail *mail)
{
	if (mail == NULL)
		return;
	CHECK(mail, MAIL_MAGIC);
	if (mail->calls > 0)
		die("letters are on their way");
	mail->transport->close(mail->state);
	mail->magic = 0;
	free(mail);
}

/* What a letter says may be a key to an account. */
static void
wipe_and_free(const char *s)
{
	char *own = (char *)(uintptr_t)s; /* a copy of ours */

	if (own == NULL)
		return;
	seal_wipe(own, strlen(own));
	free(own);
}

static void
mail_call_free(struct mail_call *call)
{
	struct mail_message *m = &call->message;

	call->mail->calls--;
	wipe_and_free(m->message_id);
	wipe_and_free(m->from);
	wipe_and_free(m->to);
	wipe_and_free(m->subject);
	wipe_and_free(m->text);
	wipe_and_free(m->html);
	wipe_and_free(m->calendar);
	wipe_and_free(m->unsubscribe);
	call->magic = 0;
	free(call);
}

void
mail_call_over(struct mail_call *call)
{
	CHECK(call, MAIL_CALL_MAGIC);
	if (call->done != NULL)
		call->done(call->arg, call->verdict, call->why.sentence);
	mail_call_free(call);
}

static const char *
text_or_null(const char *s)
{
	return s == NULL ? NULL : memory_text(s);
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
	call->message = (struct mail_message){
		.message_id = memory_text(message->message_id),
		.from = memory_text(message->from),
		.to = memory_text(message->to),
		.subject = memory_text(message->subject),
		.text = memory_text(message->text),
		.html = text_or_null(message->html),
		.calendar = text_or_null(message->calendar),
		.unsubscribe = text_or_null(message->unsubscribe),
		.is_7bit = message->is_7bit,
		.created_us = message->created_us,
	};
	call->done = done;
	call->arg = arg;
	mail->calls++;
	mail->transport->send(mail->state, call);
	return call;
}

bool
mail_recall(struct mail_call *call)
{
	CHECK(call, MAIL_CALL_MAGIC);
	if (!call->mail->transport->take_back(call->mail->state, call))
		return false;
	mail_call_free(call);
	return true;
}

void
mail_cancel(struct mail_call *call)
{
	if (call != NULL && !mail_recall(call))
		call->done = NULL;
}

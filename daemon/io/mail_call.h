/*
 * Private to the files io/mail_*: a letter on its way, and what a transport is.
 */
#ifndef IO_MAIL_CALL_H
#define IO_MAIL_CALL_H

#include "io/mail.h"

struct mail_call {
	unsigned magic;
	struct mail *mail;
	struct mail_message message; /* its texts are this call's */
	mail_done_cb done;           /* NULL: cancelled while it was leaving */
	void *arg;
	enum mail_verdict verdict;
	struct fault why;

	/* The transport's own: */
	struct mail_call *next;
	bool is_leaving; /* what is under way cannot be taken back */
	unsigned tried;  /* servers that could not take it, as bits */
	bool was_fresh;  /* it was tried on a connection of its own */
};

/* A way for letters to leave. */
struct mail_transport {
	const char *schemes[2];
	void *(*open)(struct loop *loop, const struct mail_options *options,
	    struct fault *why);
	/* Never calls mail_call_over from inside. */
	void (*send)(void *transport, struct mail_call *call);
	/* True: the call is not leaving yet, and the transport knows of it no
	 * more; else mail_call_over will come. */
	bool (*take_back)(void *transport, struct mail_call *call);
	void (*close)(void *transport);
};
extern const struct mail_transport mail_folder_transport, mail_smtp_transport;

/* Tells whoever sent it, if they still want to know; frees the call. */
void mail_call_over(struct mail_call *call);

#endif

/*
 * Letters leave through here. A transport takes one finished message and
 * reports a verdict: `files:` writes it as one .eml into a folder, in a thread
 * (io/mail_folder.h); `smtp://` and `smtps://` hand it to a mail server
 * (io/mail_smtp.h).
 */
#ifndef IO_MAIL_H
#define IO_MAIL_H

#include <stdbool.h>
#include <stdint.h>
#include "base/attr.h"
#include "base/fault.h"
#include "base/text.h"

struct loop;
struct mail;
struct mail_call;

enum mail_verdict {
	MAIL_SENT,
	MAIL_LATER,
	MAIL_NEVER,
	MAIL_NO_ADDRESS /* never, and no other letter to this address, either */
};

struct mail_message {
	const char *message_id; /* without <>; the same at each try */
	const char *from; /* "Serendip <serendip@example.org>" parts checked by
			     config */
	const char *to;   /* one address */
	const char *subject;  /* UTF-8 */
	const char *text;     /* UTF-8 plain text body */
	const char *html;     /* the same as HTML, or NULL */
	const char *calendar; /* iCalendar with a METHOD (RFC 6047), or NULL */
	const char *unsubscribe; /* https URL that takes a POST (RFC 8058), or
				    NULL */
	bool is_7bit;            /* encoded so that it is all ASCII */
	int64_t created_us;
};

struct mail_options {
	/* "files:/some/folder" (made where it is missing, mode 0700), or mail
	 * servers with blanks between: smtp://[user@]host[:port] (587),
	 * smtps://… (465). */
	const char *transport;
	/* Of mail servers: */
	const char *tls; /* for smtp://: "required", "opportunistic", "none" */
	const char *password_file; /* for the users, or "" */
	const char *ca_file;       /* who vouches for them; "": the system's */
	const char *hello;         /* the host name that we give */
	int connections;           /* to each server */
	int64_t timeout_us;        /* for one letter at one server */
};
/* NULL with the reason. */
struct mail *mail_new(struct loop *loop, const struct mail_options *options,
    struct fault *why) MUST_CHECK;
/* Every call must be over, and what was cancelled as well. */
void mail_free(struct mail *mail);

typedef void (*mail_done_cb)(
    void *arg, enum mail_verdict verdict, const char *reason);
/* Start; done exactly once, never from inside. Copies the message. */
struct mail_call *
mail_send(struct mail *mail, const struct mail_message *message,
    mail_done_cb done, void *arg) MUST_CHECK;
/* Takes a letter back that is not leaving yet: true, and done will not run. */
bool mail_recall(struct mail_call *call) MUST_CHECK;
/* done will not run; a letter that is being written may still arrive. */
void mail_cancel(struct mail_call *call);

/* The two addresses of its envelope, each in <>. */
int mail_envelope(const struct mail_message *message, struct text *from,
    struct text *to, struct fault *why) MUST_CHECK;

/* The message as RFC 5322 text with CRLF; a header never carries a line break
 * whatever the input (encoded words, RFC 2047). -1 where an address is not one.
 */
int mail_compose(const struct mail_message *message, struct text *out,
    struct fault *why) MUST_CHECK;

#endif

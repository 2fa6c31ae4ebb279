/*
 * One connection to a mail server, by libcurl: letter after letter, one at a
 * time.
 */
#ifndef IO_MAIL_LINE_H
#define IO_MAIL_LINE_H

#include <curl/curl.h>
#include "base/attr.h"
#include "base/text.h"
#include "io/mail.h"
#include "io/mail_outcome.h"
#include "io/transfer.h"

#define MAIL_REPLY_BYTES 160

/* What all connections to a server have in common. */
struct mail_line_options {
	char *url; /* smtp://host:port/hello */
	bool is_smtps;
	char *user, *password; /* NULL: none */
	long use_ssl;          /* CURLUSESSL_… */
	const char *ca_file;   /* "": the system's */
	int64_t timeout_us;
};

struct mail_line;
typedef void (*mail_line_cb)(void *arg, enum mail_outcome outcome);
struct mail_line *mail_line_new(struct transfers *transfers,
    const struct mail_line_options *options, mail_line_cb done,
    void *arg) MUST_CHECK;
void mail_line_free(struct mail_line *line); /* nothing may be under way */

/* Sends; done runs once. -1 with the reason where it is no message. `fresh`: on
 * a new connection. */
int mail_line_send(struct mail_line *line, const struct mail_message *message,
    bool fresh, struct fault *why) MUST_CHECK;

/* In done: what went wrong, in the server's words or libcurl's; and whether the
 * connection was one that had been waiting. */
const char *mail_line_words(const struct mail_line *line);
bool mail_line_was_reused(const struct mail_line *line);

#endif

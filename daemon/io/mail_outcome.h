/*
 * What a mail server's answer means for a letter (RFC 5321 4.2, RFC 3463).
 */
#ifndef IO_MAIL_OUTCOME_H
#define IO_MAIL_OUTCOME_H

#include <stdbool.h>

/* How far a letter came: the last command that was sent. */
enum mail_stage {
	MAIL_AT_GREETING, /* connection, TLS, EHLO, AUTH */
	MAIL_AT_SENDER,   /* MAIL FROM */
	MAIL_AT_RECIPIENT,
	MAIL_AT_DATA,
	MAIL_AT_TEXT /* the server has said 354 and gets the letter */
};

enum mail_outcome {
	MAIL_OUT_SENT,
	MAIL_OUT_LATER,      /* the server wants it later */
	MAIL_OUT_NEVER,      /* it does not want this letter */
	MAIL_OUT_NO_ADDRESS, /* there is no such mailbox, and will not be */
	MAIL_OUT_TROUBLE,    /* with the server, not the letter: another may
				take it */
	MAIL_OUT_UNCLEAR /* broken off after the text: it may have arrived */
};

/* `reply`: the last line that the server answered the stage's command with, or
 * "". */
enum mail_outcome
mail_outcome(bool is_done, enum mail_stage stage, const char *reply);

#endif

/* What a mail server's answer means: see io/mail_outcome.h. */
#include "io/mail_outcome.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include "base/attr.h"

/* Three digits, as every reply begins. 0: none. */
static int
mail_reply_code(const char *reply)
{
	for (int i = 0; i < 3; i++)
		if (!isdigit((unsigned char)reply[i]))
			return 0;
	return (reply[0] - '0') * 100 + (reply[1] - '0') * 10 + reply[2] - '0';
}

/* "5.1.1 " after the code; NULL where the server says none. */
static const char *
mail_reply_detail(const char *reply)
{
	const char *s = reply + 4;
	size_t subject;

	if (strlen(reply) < 9 || s[0] != '5' || s[1] != '.')
		return NULL;
	subject = strspn(s + 2, "0123456789");
	return subject >= 1 && s[2 + subject] == '.' ? s : NULL;
}

/* A recipient is refused for good: because there is none such, or by a rule of
 * the server (no relaying, a list of senders) that says nothing about them? */
static bool
mail_is_no_mailbox(int code, const char *reply)
{
	const char *detail = mail_reply_detail(reply);

	if (detail == NULL)
		return code == 550 || code == 551 || code == 553;
	/* 5.1.7 and 5.1.8 are about the sender's address. */
	if (strncmp(detail, "5.1.", 4) == 0)
		return strncmp(detail, "5.1.7", 5) != 0 &&
		       strncmp(detail, "5.1.8", 5) != 0;
	return strncmp(detail, "5.2.1", 5) == 0 &&
	       !isdigit((unsigned char)detail[5]);
}

enum mail_outcome
mail_outcome(bool is_done, enum mail_stage stage, const char *reply)
{
	int code = mail_reply_code(reply);

	if (is_done)
		return MAIL_OUT_SENT;
	if (code < 400 && stage == MAIL_AT_TEXT)
		return MAIL_OUT_UNCLEAR;
	/* 421: it closes the connection. 530 to 538: it does not know us. */
	if (stage == MAIL_AT_GREETING || code < 400 || code == 421 ||
	    (code >= 530 && code <= 538))
		return MAIL_OUT_TROUBLE;
	if (code < 500)
		return MAIL_OUT_LATER;
	if (stage == MAIL_AT_RECIPIENT && mail_is_no_mailbox(code, reply))
		return MAIL_OUT_NO_ADDRESS;
	return MAIL_OUT_NEVER;
}

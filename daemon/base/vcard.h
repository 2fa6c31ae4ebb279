/*
 * The e-mail addresses of a vCard file: versions 2.1, 3.0 (RFC 2426) and 4.0
 * (RFC 6350) as phones and address books export them, several cards in a file.
 * Other properties are passed over.
 */
#ifndef BASE_VCARD_H
#define BASE_VCARD_H

#include <stddef.h>
#include "base/attr.h"
#include "base/fault.h"
#include "base/text.h"

struct vcard {
	size_t line;  /* of the last property found or refused, from 1 */
	size_t cards; /* that have begun so far */
	/* The rest is for vcard.c alone. */
	const char *data;
	size_t len, at, lines;
	struct text property, value;
};

/* Reads n bytes, which stay the caller's and must live until vcard_clear. A
 * byte-order mark at their start is passed over. */
void vcard_init(struct vcard *v, const char *data, size_t n);
void vcard_clear(struct vcard *v);

/*
 * The value of the next EMAIL property: 1 with *email (valid until the next
 * call; unfolded, decoded, without "mailto:" and blanks around; it may be empty,
 * and need not be an address), 0 at the end, or -1 with the reason where it is
 * one that cannot be read: a NUL byte, quoted-printable that is broken, an
 * encoding that addresses have no use for, no colon. After -1 the next call goes
 * on behind it.
 */
int vcard_next_email(
    struct vcard *v, const char **email, struct fault *why) MUST_CHECK;

#endif

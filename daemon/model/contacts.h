/*
 * The addresses of a file of contacts: LinkedIn's Connections.csv and other CSV
 * with a column of addresses, a plain list, or vCard. Names and all else in it
 * are not looked at.
 */
#ifndef MODEL_CONTACTS_H
#define MODEL_CONTACTS_H

#include <stddef.h>
#include "base/attr.h"
#include "base/fault.h"

struct contact_error {
	size_t line, column; /* from 1 */
	char detail[200];
};

struct contacts {
	char **emails; /* in order, each in the form of member_email_ok */
	size_t count;
	size_t without; /* records or cards that have no address */
	struct contact_error *errors;
	size_t error_count;
};

/* CSV: the first record with a column that is called as address books call
 * addresses is the header; what stands before it (LinkedIn's notes) is passed
 * over. Where there is none but the first record has an address, the file is a
 * list of them. -1 with the reason where it is neither. Fills *out either way.
 */
int contacts_csv(struct contacts *out, const char *data, size_t n,
    struct fault *why) MUST_CHECK;
/* vCard; -1 where no card begins. Likewise. */
int contacts_vcard(struct contacts *out, const char *data, size_t n,
    struct fault *why) MUST_CHECK;
void contacts_clear(struct contacts *contacts);

#endif

/*
 * One person's address, however it is written: what blocks, and lists of people
 * one knows, are compared by.
 */
#ifndef MODEL_PERSON_H
#define MODEL_PERSON_H

#include "base/attr.h"

/* Of an address that member_email_ok takes: lower case, without blanks around,
 * without a tag ("ana+club@…" is ana@…: RFC 5233 calls it a detail), and, at the
 * hosts that are known to ignore them, without dots (Gmail, whose two names of
 * a host are one, and Proton). A new text. Not an address to write to. */
char *person_address(const char *email) MUST_CHECK;

#endif

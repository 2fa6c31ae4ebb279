/*
 * A member's letters, and with them their way in, move to another address:
 *
 *	ask      a code to each of the two addresses, and to the one before a token
 *	         to object with
 *	confirm  a code; once both have, the address changes
 *
 * Where the one before takes no letters the new one confirms alone; and whoever
 * has lost it waits: a week after asking, without an objection, the new one is
 * enough (work/due_addresses.h). An objection ends the change and all sessions, as
 * somebody is in one who should not be. What is told is the same whether or not
 * the address is another member's: its owner gets a letter that says so, and no
 * code.
 */
#ifndef WORK_ADDRESS_H
#define WORK_ADDRESS_H

#include "base/fault.h"
#include "io/seal.h"
#include "model/member.h"

struct address;
struct house;

#define ADDRESS_A_DAY 5
#define ADDRESS_TRIES 10 /* at codes, of one change */
#define ADDRESS_OBJECTION "sdo_"

/* why NULL: done. */
typedef void (*address_done_cb)(void *arg, const struct fault *why);

/* email: member_email_ok, not their own. TOO_MANY: of today. */
struct address *address_ask(struct house *house, const struct member *me,
    const uint8_t session[SEAL_DIGEST], const char *email, address_done_cb done,
    void *arg) MUST_CHECK;
/* CODE_WRONG: wrong, too old, or too many tries; CONFLICT: the address has become
 * another member's. `session` is the one that goes on. */
struct address *address_confirm(struct house *house, const struct member *me,
    const uint8_t session[SEAL_DIGEST], const char *code, address_done_cb done,
    void *arg) MUST_CHECK;
/* By the token of a letter, from anywhere. CODE_WRONG: it is of no change that is
 * asked for. */
struct address *address_object(struct house *house, const char *token,
    address_done_cb done, void *arg) MUST_CHECK;
void address_cancel(struct address *address);

#endif

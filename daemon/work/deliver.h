/*
 * The outbox worker: claims due letters under a lease, hands each to the mail
 * transport or, another worker, to its webhook, and stores what became of them. Never a transaction while talking
 * to a mail server; the lease is renewed meanwhile (work/deliver_lease.h). At
 * least once: a letter may go twice only if the process dies, or loses the
 * database for longer than the lease, between the transport's yes and our
 * commit, or if the database's clock jumps on by more than the lease while it is
 * in hand; and then with the same Message-ID.
 */
#ifndef WORK_DELIVER_H
#define WORK_DELIVER_H

#include "base/attr.h"

struct house;
struct deliver;

/* Letters that members read and those that go to webhooks have workers of their
 * own, so that none waits for a receiver of the other kind. */
enum deliver_channel { DELIVER_MAIL, DELIVER_WEBHOOKS };
struct deliver *
deliver_new(struct house *house, enum deliver_channel channel) MUST_CHECK;
/* Something may be due. */
void deliver_wake(struct deliver *deliver);
/* Claims no more; `stopped` runs once what is in hand is stored. */
void
deliver_stop(struct deliver *deliver, void (*stopped)(void *arg), void *arg);
void deliver_free(struct deliver *deliver);

#endif

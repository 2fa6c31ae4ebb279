/*
 * The certificate of a draw of pairs: a text by which anybody can check, without
 * trusting us, that no larger number of members could have been introduced.
 *
 *	serendip-certificate 1
 *	members	N
 *	introduced	N
 *	unproven	N	so many more might have been (0: proven)
 *	group	KEY	KEY	(KEY)
 *	sat_out	KEY
 *	barrier	KEY
 *
 * To check it: every member is in one group or sat out; the rules allow every
 * pair of a group. Then take the barrier's members away: what is left falls
 * into pieces between which nobody may meet. Call a piece helpless where,
 * whoever of it is left over, the rest can be put into allowed pairs, and yet no
 * allowed trio of it leaves the rest in pairs (a piece of one is helpless). Such
 * a piece cannot all be put into pairs and trios, however many (Cornuéjols,
 * Hartvigsen and Pulleyblank 1982), and leaves somebody over unless a member of
 * the barrier takes them; each of those can do so for one piece. So at least as
 * many sit out as there are more helpless pieces than members of the barrier
 * (Tutte 1947, Berge 1958). That number must be the number of those who sat out.
 * clients/draw/check-certificate does so.
 */
#ifndef PAIRING_CERTIFICATE_H
#define PAIRING_CERTIFICATE_H

#include "base/text.h"
#include "pairing/draw.h"

void certificate_write(
    const struct draw *draw, const struct population *p, struct text *out);

#endif

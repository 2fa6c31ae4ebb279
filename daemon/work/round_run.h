/*
 * One round, from claim to published:
 *
 *	input stored? ── no → snapshot → canonical text, aside
 *	      │                → seed + input stored ──┐
 *	     yes                                       │
 *	      └→ the draw, aside, from the stored text ←┘
 *	                 → one transaction: introductions, sit-outs, letters,
 *	                   published
 *
 * In a pool that wants an operator's yes, that transaction stores what the draw
 * gave, tells operators, and ends with the round drawn; once it is approved it is
 * claimed anew, and published from what was stored, without another draw.
 *
 * Every transaction is guarded by the lease. Whoever takes over after a crash
 * finds the stored input and repeats the same draw.
 *
 * The lease is kept by the database's clock alone; no daemon's own clock counts.
 * Where that clock jumps ahead, or a daemon sleeps for longer than its lease,
 * another takes the round over and repeats the draw, and the first finds its next
 * transaction refused: work done twice, nothing published twice. Where it jumps
 * back, a round whose daemon died waits as much longer. A daemon that falls asleep
 * in the transaction that publishes holds the round by its lock, not its lease,
 * until PostgreSQL ends that transaction (idle_in_transaction_session_timeout,
 * sql/connection.sql), and another takes over then.
 */
#ifndef WORK_ROUND_RUN_H
#define WORK_ROUND_RUN_H

#include "store/store_round.h"

struct house;
struct round_run;

/* done runs once, however it ended; a failure is stored with the round. */
struct round_run *
round_run_start(struct house *house, const struct store_claim *claim,
    int lease_s, void (*done)(void *arg), void *arg) MUST_CHECK;
/* Not while the draw runs aside: rounds_stop waits for it. */
void round_run_cancel(struct round_run *run);

#endif

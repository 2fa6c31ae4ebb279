/*
 * Letters to mail servers: they queue, and each free connection of a server
 * that works takes the next. So a slow server has no more letters in hand than
 * it has connections, and the others go on. A letter that a server could not
 * take goes to another at once; where none is left, it goes later.
 */
#include "base/clock.h"
#include "base/memory.h"
#include "io/loop.h"
#include "io/mail_call.h"
#include "io/mail_servers.h"

#define SMTP_MAGIC 0x6d736d74U

struct letters {
	struct mail_call *first, *last;
};

struct mail_smtp {
	unsigned magic;
	struct loop *loop;
	struct mail_servers *servers;
	struct letters waiting, over;   /* over: not told yet */
	struct timer *timer;            /* when those that wait are looked at */
	int64_t timer_us;               /* steady */
	char trouble[MAIL_REPLY_BYTES]; /* of the last server that had any */
	char *ca_file;
};

static void
letters_add(struct letters *l, struct mail_call *call)
{
	call->next = NULL;
	if (l->first == NULL)
		l->first = call;
	else
		l->last->next = call;
	l->last = call;
}

static bool
letters_remove(struct letters *l, struct mail_call *call)
{
	struct mail_call *before = NULL;

	for (struct mail_call *c = l->first; c != NULL; c = c->next) {
		if (c != call) {
			before = c;
			continue;
		}
		if (before == NULL)
			l->first = call->next;
		else
			before->next = call->next;
		if (l->last == call)
			l->last = before;
		return true;
	}
	return false;
}

static struct mail_call *
letters_take(struct letters *l)
{
	struct mail_call *first = l->first;

	if (first != NULL)
		(void)letters_remove(l, first);
	return first;
}

static void smtp_look(struct mail_smtp *s, int64_t wait_us);

static void
smtp_verdict(
    struct mail_call *call, enum mail_verdict verdict, const char *words)
{
	call->verdict = verdict;
	(void)fault_set(&call->why, FAULT_INTERNAL, "%s", words);
}

static void
smtp_wait(struct mail_smtp *s, struct mail_call *call)
{
	letters_add(&s->waiting, call);
	smtp_look(s, 0);
}

/* --- what became of a letter ---------------------------------------------- */

static void
on_line_done(void *arg, enum mail_outcome outcome)
{
	static const enum mail_verdict verdicts[] = {
		[MAIL_OUT_SENT] = MAIL_SENT,
		[MAIL_OUT_LATER] = MAIL_LATER,
		[MAIL_OUT_NEVER] = MAIL_NEVER,
		[MAIL_OUT_NO_ADDRESS] = MAIL_NO_ADDRESS,
		[MAIL_OUT_UNCLEAR] = MAIL_LATER,
	};
	struct mail_seat *seat = arg;
	struct mail_smtp *s = mail_servers_owner(seat->servers);
	struct mail_call *call = seat->call;
	const char *words = mail_line_words(seat->line);

	CHECK(s, SMTP_MAGIC);
	mail_seat_leave(seat);
	if (s->waiting.first != NULL)
		smtp_look(s, 0); /* a seat is free */
	/* The server may have closed a connection that waited. */
	if (outcome == MAIL_OUT_TROUBLE && mail_line_was_reused(seat->line) &&
	    !call->was_fresh) {
		call->was_fresh = true;
		smtp_wait(s, call);
		return;
	}
	if (outcome == MAIL_OUT_TROUBLE || outcome == MAIL_OUT_UNCLEAR) {
		mail_server_rests(seat->server, words);
		text_copy(s->trouble, sizeof(s->trouble), words);
	} else {
		mail_server_works(seat->server);
	}
	if (outcome == MAIL_OUT_TROUBLE) {
		call->tried |= mail_server_bit(seat->server);
		smtp_wait(s, call);
		return;
	}
	smtp_verdict(call, verdicts[outcome], words);
	mail_call_over(call);
}

/* --- those that wait ------------------------------------------------------ */

/* False where it goes on waiting; *wait_us as of mail_servers_seat. */
static bool
smtp_serve(struct mail_smtp *s, struct mail_call *call, int64_t *wait_us)
{
	struct mail_seat *seat =
	    mail_servers_seat(s->servers, call->tried, wait_us);
	struct text words = { 0 };
	struct fault why;

	if (seat == NULL && *wait_us >= 0)
		return false;
	(void)letters_remove(&s->waiting, call);
	if (seat == NULL) {
		text_addf(&words, "no mail server takes it: %s", s->trouble);
		smtp_verdict(call, MAIL_LATER, words.data);
		text_clear(&words);
		letters_add(&s->over, call);
	} else if (mail_line_send(seat->line, &call->message, call->was_fresh,
		       &why) != 0) {
		smtp_verdict(call, MAIL_NEVER, why.sentence);
		letters_add(&s->over, call);
	} else {
		mail_seat_take(seat, call);
	}
	return true;
}

static void
on_look(void *arg)
{
	struct mail_smtp *s = arg;
	struct mail_call *call, *next;
	int64_t soonest_us = 0;

	CHECK(s, SMTP_MAGIC);
	s->timer = NULL; /* no longer pending */
	for (call = s->waiting.first; call != NULL; call = next) {
		int64_t wait_us;

		next = call->next;
		if (!smtp_serve(s, call, &wait_us) && wait_us > 0 &&
		    (soonest_us == 0 || wait_us < soonest_us))
			soonest_us = wait_us;
	}
	if (soonest_us > 0)
		smtp_look(s, soonest_us);
	/* Whoever is told may send or cancel others. */
	while ((call = letters_take(&s->over)) != NULL)
		mail_call_over(call);
}

static void
smtp_look(struct mail_smtp *s, int64_t wait_us)
{
	int64_t at_us = clock_steady_us() + wait_us;

	if (s->timer != NULL && s->timer_us <= at_us)
		return;
	loop_timer_cancel(s->timer);
	s->timer_us = at_us;
	s->timer = loop_timer_start(s->loop, wait_us, on_look, s);
}

/* --- the transport -------------------------------------------------------- */

static void
smtp_close(void *transport)
{
	struct mail_smtp *s = transport;

	CHECK(s, SMTP_MAGIC);
	loop_timer_cancel(s->timer);
	if (s->servers != NULL)
		mail_servers_free(s->servers);
	free(s->ca_file);
	s->magic = 0;
	free(s);
}

static void *
smtp_open(
    struct loop *loop, const struct mail_options *options, struct fault *why)
{
	struct mail_smtp *s = memory_new(1, sizeof(*s));
	struct mail_options own = *options;

	s->magic = SMTP_MAGIC;
	s->loop = loop;
	own.ca_file = s->ca_file = memory_text(options->ca_file);
	s->servers = mail_servers_new(loop, &own, on_line_done, s, why);
	if (s->servers == NULL) {
		smtp_close(s);
		return NULL;
	}
	return s;
}

static void
smtp_send(void *transport, struct mail_call *call)
{
	struct mail_smtp *s = transport;

	CHECK(s, SMTP_MAGIC);
	smtp_wait(s, call);
}

static bool
smtp_take_back(void *transport, struct mail_call *call)
{
	struct mail_smtp *s = transport;

	CHECK(s, SMTP_MAGIC);
	return letters_remove(&s->waiting, call) ||
	       letters_remove(&s->over, call);
}

const struct mail_transport mail_smtp_transport = {
	.schemes = { "smtp://", "smtps://" },
	.open = smtp_open,
	.send = smtp_send,
	.take_back = smtp_take_back,
	.close = smtp_close,
};

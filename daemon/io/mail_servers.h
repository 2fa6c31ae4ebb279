/*
 * The mail servers that letters may go to: which are there, which connection is
 * free, and which server rests because it was in trouble.
 */
#ifndef IO_MAIL_SERVERS_H
#define IO_MAIL_SERVERS_H

#include "io/mail_line.h"

struct loop;
struct mail_servers;
struct mail_server;
struct mail_call;

#define MAIL_SERVERS_MAX 16

/* One of its connections; NULL call: free. */
struct mail_seat {
	struct mail_servers *servers;
	struct mail_server *server;
	struct mail_line *line;
	struct mail_call *call;
};

/* done runs with the seat as its arg, which still has its call. NULL with the
 * reason: an address that is none, a user without a password or in clear text,
 * … */
struct mail_servers *
mail_servers_new(struct loop *loop, const struct mail_options *options,
    mail_line_cb done, void *owner, struct fault *why) MUST_CHECK;
void mail_servers_free(struct mail_servers *servers);
void *mail_servers_owner(const struct mail_servers *servers);

/* The free seat at the least busy server that works and is not in `tried`.
 * NULL: *wait_us says when to look again (steady clock; 0: when a seat becomes
 * free; -1: there is no use in waiting). */
struct mail_seat *mail_servers_seat(
    struct mail_servers *servers, unsigned tried, int64_t *wait_us);
void mail_seat_take(struct mail_seat *seat, struct mail_call *call);
void mail_seat_leave(struct mail_seat *seat);
/* This server's bit. */
unsigned mail_server_bit(const struct mail_server *server);
/* It took a letter, or answered at least; or it is in trouble, and rests for
 * twice as long as the last time. */
void mail_server_works(struct mail_server *server);
void mail_server_rests(struct mail_server *server, const char *words);

#endif

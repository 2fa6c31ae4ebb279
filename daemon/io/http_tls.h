/*
 * Private to io/http*: where libevent meets OpenSSL.
 */
#ifndef IO_HTTP_TLS_H
#define IO_HTTP_TLS_H

#include <stddef.h>

struct bufferevent;
struct event_base;
struct tls;

/* A server side bufferevent without a descriptor yet; `gone` runs once, when
 * its SSL is freed. Dies rather than return NULL. */
struct bufferevent *http_tls_bufferevent(struct event_base *base,
    struct tls *tls, void (*gone)(void *arg), void *arg);
/* The arg of a bufferevent made here. */
void *http_tls_arg(struct bufferevent *bev);
/* Writes at once, past the bufferevent: while evhttp reads a request it keeps
 * the bufferevent from writing. Nothing may wait in its output. */
void http_tls_say(struct bufferevent *bev, const char *bytes, size_t n);
/* Sends close_notify. */
void http_tls_goodbye(struct bufferevent *bev);

#endif

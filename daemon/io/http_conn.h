/*
 * Private to io/http*: the server, its connections and its requests.
 *
 * A connection is born in http_conn_new, as evhttp accepts, and ends when
 * OpenSSL frees its SSL, which happens exactly once however it ends. A request
 * is born as evhttp hands it over and ends in http_reply. Connections of the
 * operator's Unix socket have no struct http_conn: whoever may open it is
 * trusted with evhttp's own manners.
 */
#ifndef IO_HTTP_CONN_H
#define IO_HTTP_CONN_H

#include "io/http.h"
#include "io/http_guard.h"
#include "io/http_network.h"

struct bufferevent;
struct event_base;
struct evhttp;
struct evhttp_bound_socket;
struct evhttp_request;
struct evconnlistener;

#define HTTP_ID_SIZE 23

#define HTTP_CONN_MAGIC 0x477b0c01u
struct http_conn {
	unsigned magic;
	struct http *http;
	struct http_conn *prev, *next;
	struct bufferevent *bev;
	struct http_guard guard;
	struct in6_addr network; /* what the cap per address counts */
	struct http_req *req;    /* being answered */
	int64_t born_us;
	int64_t since_us; /* of reading a request, or of being idle */
	int requests;
	bool is_placed;  /* its address was looked at */
	bool is_reading; /* some bytes of a request are there */
	bool is_refused; /* what more comes is thrown away */
	bool is_closing; /* the last reply is on its way */
	bool is_cut;
};

#define HTTP_REQ_MAGIC 0x477b0e05u
struct http_req {
	unsigned magic;
	struct http *http;
	struct http_conn *conn; /* NULL: Unix socket, or gone */
	struct http_req *prev, *next;
	struct evhttp_request *ev;
	int64_t since_us;
	char id[HTTP_ID_SIZE];
	char network[HTTP_NETWORK_TEXT];
	char *path, *query;
	const char *route; /* as it is counted */
	const char *body;  /* once it was asked for */
	size_t body_len;
	http_cb on_deadline;
	void *on_deadline_arg;
	struct http_stream *stream; /* its reply goes on; NULL: not so */
};

#define HTTP_MAGIC 0x477b5e01u
struct http {
	unsigned magic;
	struct http *next; /* of this process */
	struct loop *loop;
	struct http_options options; /* texts are its own */
	struct evhttp *ev;
	struct evconnlistener *listener;
	struct evhttp_bound_socket *bound; /* owns the listener */
	struct timer *reaper, *placer, *pause, *drain;
	struct http_conn *conns;
	struct http_req *reqs;
	int conn_count, req_count, stream_count;
	int port;
	http_cb cb;
	void *arg;
	bool is_stopping;
	bool is_cut;   /* requests that come now get 503 */
	bool is_freed; /* it goes with its last connection */
	void (*drained)(void *arg);
	void *drained_arg;
};

/* The bufferevent of a connection to come, for evhttp. */
struct bufferevent *http_conn_new(struct event_base *base, void *http);
/* Closes it by evhttp's own path: never free a connection by hand. */
void http_conn_cut(struct http_conn *conn);
/* What is due for this connection at this time. */
void http_conn_reap(struct http_conn *conn, int64_t now_us);

/* evhttp's callback for every request. */
void http_req_new(struct evhttp_request *ev, void *http);
void http_req_reap(struct http_req *req, int64_t now_us);

/* The headers that every reply has. */
void http_req_headers(struct http_req *req, const char *type);
/* Counts it as answered. */
void http_req_count(const struct http_req *req, int status);
/* Forgets it; what evhttp has of it stays. */
void http_req_free(struct http_req *req);
/* The server stops: its owner is told that it is gone, the client by the last
 * chunk. */
void http_stream_stop(struct http_stream *stream);

/* A place has become free, or a request was answered. */
void http_relax(struct http *http);

#endif

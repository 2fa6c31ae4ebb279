/*
 * A reply that goes on for as long as both sides like, in chunks (RFC 9112,
 * 7.1). What the client does not take in waits in memory, up to
 * HTTP_STREAM_UNSENT bytes: whoever is slower than that is cut off.
 */
#ifndef IO_HTTP_STREAM_H
#define IO_HTTP_STREAM_H

#include "io/http.h"

#define HTTP_STREAM_UNSENT 65536

struct http_stream;

/* Instead of http_reply, for a TLS request: 200 and the head go out at once; the
 * request is the stream's from here on. `gone` runs exactly once, from the loop
 * and never from inside http_stream_begin or http_stream_write, when the
 * connection is no more (the client left, was cut, or the server stops); the
 * stream is freed right after it. Not after http_stream_end. */
struct http_stream *http_stream_begin(struct http_req *req, const char *type,
    void (*gone)(void *arg), void *arg) MUST_CHECK;
/* Copies. Once the client was found too slow nothing more is sent. */
void
http_stream_write(struct http_stream *stream, const void *data, size_t len);
/* The last chunk, behind what is unsent; the stream is the caller's no more. */
void http_stream_end(struct http_stream *stream);

#endif

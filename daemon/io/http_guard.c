/*
 * Strict framing: see io/http_guard.h.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>
#include "io/http_guard.h"
#include "base/attr.h"

enum {
	AT_START, /* before a request: nothing, not even blank lines */
	AT_METHOD,
	AT_TARGET,
	AT_VERSION,
	AT_LINE_LF,
	AT_HEADER, /* first byte of a header line */
	AT_NAME,
	AT_VALUE,
	AT_HEADER_LF,
	AT_END_LF,
	AT_BODY
};

void
http_guard_init(struct http_guard *g, uint64_t body_max)
{
	*g = (struct http_guard){ .body_max = body_max, .state = AT_START };
}

static void
refuse(struct http_guard *g, int status, const char *why)
{
	g->refusal = status;
	g->why = why;
}

/* RFC 9110 section 5.6.2. */
static bool
is_token(unsigned char c)
{
	return isalnum(c) ||
	       (c != '\0' && strchr("!#$%&'*+-.^_`|~", c) != NULL);
}

static void
start_request(struct http_guard *g)
{
	g->head_bytes = 0;
	g->headers = g->hosts = g->lengths = g->encodings = 0;
	g->length = 0;
	g->line_len = 0;
	g->state = AT_METHOD;
}

static void
on_method(struct http_guard *g, unsigned char c)
{
	/* evhttp reads no body with the others, but the next request. */
	static const char *const methods[] = { "POST", "PUT", "PATCH", "GET",
		"DELETE", "HEAD", "OPTIONS" };
	size_t i = 0;

	if (c != ' ') {
		if (!isupper(c) || g->line_len + 1 >= sizeof(g->line))
			refuse(g, 400,
			    "the request line does not begin with a method");
		else
			g->line[g->line_len++] = (char)c;
		return;
	}
	g->line[g->line_len] = '\0';
	while (i < COUNT_OF(methods) && strcmp(g->line, methods[i]) != 0)
		i++;
	if (g->line_len == 0)
		refuse(g, 400, "the request line does not begin with a method");
	else if (i == COUNT_OF(methods))
		refuse(g, 501, "no such method is served");
	g->may_have_body = i < 3;
	g->line_len = 0;
	g->state = AT_TARGET;
}

static void
on_target(struct http_guard *g, unsigned char c)
{
	if (c == ' ' && g->line_len > 0) {
		g->line_len = 0;
		g->state = AT_VERSION;
	} else if (c <= ' ' || c >= 0x7f) {
		refuse(g, 400,
		    "the target holds a byte that is not printable ASCII");
	} else if (g->line_len++ == 0 && c != '/') {
		refuse(g, 400, "the target does not begin with a slash");
	} else if (g->line_len == 2 && c == '/') {
		refuse(g, 400, "the target begins with two slashes");
	}
}

static void
on_version(struct http_guard *g, unsigned char c)
{
	if (c != '\r') {
		if (g->line_len + 1 >= sizeof(g->line) || c <= ' ')
			refuse(g, 400,
			    "the request line does not end with HTTP/1.1");
		else
			g->line[g->line_len++] = (char)c;
		return;
	}
	g->line[g->line_len] = '\0';
	g->is_http_11 = strcmp(g->line, "HTTP/1.1") == 0;
	if (!g->is_http_11 && strcmp(g->line, "HTTP/1.0") != 0)
		refuse(g, 400, "the request line does not end with HTTP/1.1");
	g->state = AT_LINE_LF;
}

static bool
host_is_plausible(const char *s)
{
	if (*s == '\0')
		return false;
	for (; *s != '\0'; s++)
		if (!isalnum((unsigned char)*s) && strchr(".-_:[]", *s) == NULL)
			return false;
	return true;
}

static void
take_length(struct http_guard *g)
{
	if (++g->lengths > 1) {
		refuse(g, 400, "Content-Length stands there twice");
		return;
	}
	if (g->value_len == 0 || g->value_len > 18 || g->value_is_long) {
		refuse(g, 400, "Content-Length is no number");
		return;
	}
	for (size_t i = 0; i < g->value_len; i++) {
		if (!isdigit((unsigned char)g->value[i])) {
			refuse(g, 400, "Content-Length is no number");
			return;
		}
		g->length = g->length * 10 + (uint64_t)(g->value[i] - '0');
	}
}

/* A whole header: name and value, blanks around the value gone. */
static void
on_header(struct http_guard *g)
{
	while (g->value_len > 0 && (g->value[g->value_len - 1] == ' ' ||
				       g->value[g->value_len - 1] == '\t'))
		g->value_len--;
	g->value[g->value_len] = '\0';
	if (++g->headers > GUARD_HEADERS_MAX) {
		refuse(g, 431, "there are more than 64 headers");
	} else if (strcmp(g->name, "host") == 0) {
		if (++g->hosts > 1 || g->value_is_long ||
		    !host_is_plausible(g->value))
			refuse(
			    g, 400, "Host must stand there once, with a name");
	} else if (strcmp(g->name, "content-length") == 0) {
		take_length(g);
	} else if (strcmp(g->name, "transfer-encoding") == 0) {
		g->encodings++;
	} else if (strcmp(g->name, "expect") == 0) {
		/* evhttp would answer with a page of its own. */
		if (strcasecmp(g->value, "100-continue") != 0)
			refuse(g, 417, "only 100-continue can be expected");
	} else if (strcmp(g->name, "upgrade") == 0 ||
		   strcmp(g->name, "trailer") == 0) {
		refuse(g, 400, "neither upgrades nor trailers are served");
	}
}

static void
on_head_end(struct http_guard *g)
{
	if (g->hosts == 0 && g->is_http_11)
		refuse(g, 400, "there is no Host");
	else if (g->encodings > 0 && (g->lengths > 0 || !g->is_http_11))
		refuse(g, 400,
		    "Transfer-Encoding may not stand beside Content-Length");
	else if (g->encodings > 0)
		refuse(g, 411, "send a body with Content-Length");
	else if (g->length > 0 && !g->may_have_body)
		refuse(g, 400, "this method has no body");
	else if (g->length > g->body_max)
		refuse(g, 413, "the body is larger than this server takes");
	else
		g->heads++;
	g->body_left = g->length;
	g->state = g->body_left > 0 ? AT_BODY : AT_START;
}

static void
on_header_start(struct http_guard *g, unsigned char c)
{
	if (c == '\r') {
		g->state = AT_END_LF;
	} else if (!is_token(c)) {
		refuse(g, 400, "a header line does not begin with a name");
	} else {
		g->name[0] = (char)tolower(c);
		g->name_len = 1;
		g->state = AT_NAME;
	}
}

static void
on_name(struct http_guard *g, unsigned char c)
{
	if (c == ':') {
		/* A longer name is none that matters here. */
		g->name[g->name_len < sizeof(g->name) ? g->name_len : 0] = '\0';
		g->value_len = 0;
		g->value_is_long = false;
		g->state = AT_VALUE;
	} else if (!is_token(c)) {
		refuse(g, 400, "a header's name holds a byte that no name has");
	} else {
		if (g->name_len < sizeof(g->name))
			g->name[g->name_len] = (char)tolower(c);
		g->name_len++;
	}
}

static void
on_value(struct http_guard *g, unsigned char c)
{
	if (c == '\r') {
		on_header(g);
		g->state = AT_HEADER_LF;
	} else if ((c < ' ' && c != '\t') || c == 0x7f) {
		refuse(g, 400, "a header's value holds a control byte");
	} else if (g->value_len > 0 || (c != ' ' && c != '\t')) {
		if (g->value_len + 1 < sizeof(g->value))
			g->value[g->value_len++] = (char)c;
		else if (c != ' ' && c != '\t')
			g->value_is_long = true;
	}
}

static void
on_line_feed(struct http_guard *g, unsigned char c)
{
	if (c != '\n')
		refuse(g, 400, "a line does not end with CR LF");
	else if (g->state == AT_END_LF)
		on_head_end(g);
	else
		g->state = AT_HEADER;
}

static void
on_head_byte(struct http_guard *g, unsigned char c)
{
	if (g->state == AT_START)
		start_request(g);
	if (++g->head_bytes > GUARD_HEAD_BYTES_MAX) {
		refuse(g, 431, "the head is larger than 16 KiB");
		return;
	}
	switch (g->state) {
	case AT_METHOD:
		on_method(g, c);
		break;
	case AT_TARGET:
		on_target(g, c);
		break;
	case AT_VERSION:
		on_version(g, c);
		break;
	case AT_HEADER:
		on_header_start(g, c);
		break;
	case AT_NAME:
		on_name(g, c);
		break;
	case AT_VALUE:
		on_value(g, c);
		break;
	default:
		on_line_feed(g, c);
	}
}

size_t
http_guard_feed(struct http_guard *g, const char *bytes, size_t n)
{
	size_t i = 0;

	while (i < n && g->refusal == 0) {
		if (g->state == AT_BODY) {
			size_t step =
			    n - i < g->body_left ? n - i : (size_t)g->body_left;

			g->body_left -= step;
			i += step;
			if (g->body_left == 0)
				g->state = AT_START;
			continue;
		}
		on_head_byte(g, (unsigned char)bytes[i++]);
	}
	return i;
}

/* links: io */
/* No request passes the guard that two parsers could read differently. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>
#include "base/text.h"
#include "io/http_guard.h"

#define BODY_MAX 1000
#define HOST "Host: a\r\n"
#define GET "GET / HTTP/1.1\r\n" HOST
#define POST "POST / HTTP/1.1\r\n" HOST
#define NAME_31 "abcdefghijklmnopqrstuvwxyz01234"
#define BLANKS_64 \
	"                                                                "
#define BLANKS_256 BLANKS_64 BLANKS_64 BLANKS_64 BLANKS_64

/* What the bytes are refused with, and how many heads were whole. */
struct feed {
	const char *name, *bytes;
	size_t n; /* 0: up to the NUL */
	int refusal;
	unsigned heads;
};

#define BYTES(s) s, sizeof(s) - 1

static const struct feed good[] = {
	{ "a request", GET "\r\n", 0, 0, 1 },
	{ "no more than a Host", "GET / HTTP/1.1\r\nhost:a\r\n\r\n", 0, 0, 1 },
	{ "a port", "GET / HTTP/1.1\r\nHost: a.b-c:8443\r\n\r\n", 0, 0, 1 },
	{ "IPv6", "GET / HTTP/1.1\r\nHost: [::1]:8443\r\n\r\n", 0, 0, 1 },
	{ "HTTP/1.0 without Host", "GET / HTTP/1.0\r\n\r\n", 0, 0, 1 },
	{ "a query", "GET /a?b=c//d HTTP/1.1\r\n" HOST "\r\n", 0, 0, 1 },
	{ "blanks around a value", GET "X: \t a b \t \r\n\r\n", 0, 0, 1 },
	{ "an empty value", GET "X:\r\n\r\n", 0, 0, 1 },
	{ "UTF-8 in a value", GET "X: \xc3\xa9\r\n\r\n", 0, 0, 1 },
	{ "every byte of a token", GET "!#$%&'*+-.^_`|~09azAZ: x\r\n\r\n", 0, 0,
	    1 },
	{ "a length of nothing", GET "Content-Length: 0\r\n\r\n", 0, 0, 1 },
	{ "a body", POST "Content-Length: 5\r\n\r\nab\r\nc", 0, 0, 1 },
	{ "half a body", POST "Content-Length: 5\r\n\r\nab", 0, 0, 1 },
	{ "leading zeros", POST "Content-Length: 005\r\n\r\nabcde", 0, 0, 1 },
	{ "a body with NUL", BYTES(POST "Content-Length: 2\r\n\r\n\0\0"), 0,
	    1 },
	{ "a body like a request",
	    POST "Content-Length: 18\r\n\r\nGET / HTTP/1.1\r\n\r\n" GET "\r\n",
	    0, 0, 2 },
	{ "Expect in capitals",
	    POST "Expect: 100-Continue \r\nContent-Length: 1\r\n\r\nx", 0, 0,
	    1 },
	{ "Expect", POST "Expect: 100-continue\r\nContent-Length: 1\r\n\r\nx",
	    0, 0, 1 },
	{ "keep-alive",
	    GET "Connection: keep-alive\r\n\r\n" GET "\r\n" GET "\r\n", 0, 0,
	    3 },
	{ "pipelined with bodies",
	    POST "Content-Length: 2\r\n\r\nab" GET "\r\nPUT / HTTP/1.1\r\n" HOST
		 "Content-Length: 1\r\n\r\ncPATCH / HTTP/1.1\r\n" HOST
		 "Content-Length: 0\r\n\r\n",
	    0, 0, 4 },
	{ "HEAD and OPTIONS",
	    "HEAD / HTTP/1.1\r\n" HOST "\r\nOPTIONS / HTTP/1.1\r\n" HOST "\r\n",
	    0, 0, 2 },
	{ "the largest body", POST "Content-Length: 1000\r\n\r\n", 0, 0, 1 },
	{ "half a head", GET "X: y", 0, 0, 0 },
};

static const struct feed bad_lengths[] = {
	{ "CL and TE",
	    POST "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n", 0,
	    400, 0 },
	{ "TE and CL",
	    POST "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n", 0,
	    400, 0 },
	{ "two lengths", POST "Content-Length: 4\r\nContent-Length: 5\r\n\r\n",
	    0, 400, 0 },
	{ "two equal lengths",
	    POST "Content-Length: 4\r\ncontent-length: 4\r\n\r\n", 0, 400, 0 },
	{ "a list", POST "Content-Length: 4, 4\r\n\r\n", 0, 400, 0 },
	{ "plus", POST "Content-Length: +4\r\n\r\n", 0, 400, 0 },
	{ "minus", POST "Content-Length: -4\r\n\r\n", 0, 400, 0 },
	{ "a blank inside", POST "Content-Length: 4 4\r\n\r\n", 0, 400, 0 },
	{ "digits far behind the first",
	    POST "Content-Length: 4" BLANKS_256 "4\r\n\r\n", 0, 400, 0 },
	{ "hexadecimal", POST "Content-Length: 0x4\r\n\r\n", 0, 400, 0 },
	{ "a fraction", POST "Content-Length: 4.0\r\n\r\n", 0, 400, 0 },
	{ "an exponent", POST "Content-Length: 4e1\r\n\r\n", 0, 400, 0 },
	{ "none", POST "Content-Length:\r\n\r\n", 0, 400, 0 },
	{ "a NUL", BYTES(POST "Content-Length: 4\0\r\n\r\n"), 400, 0 },
	{ "over 64 bits", POST "Content-Length: 18446744073709551620\r\n\r\n",
	    0, 400, 0 },
	{ "over 63 bits", POST "Content-Length: 9223372036854775808\r\n\r\n", 0,
	    400, 0 },
	{ "too large", POST "Content-Length: 1001\r\n\r\n", 0, 413, 0 },
	{ "much too large", POST "Content-Length: 999999999999999999\r\n\r\n",
	    0, 413, 0 },
	{ "a body of GET", GET "Content-Length: 1\r\n\r\n", 0, 400, 0 },
	{ "a body of HEAD",
	    "HEAD / HTTP/1.1\r\n" HOST "Content-Length: 1\r\n\r\n", 0, 400, 0 },
	{ "a body of OPTIONS",
	    "OPTIONS / HTTP/1.1\r\n" HOST "Content-Length: 1\r\n\r\n", 0, 400,
	    0 },
	{ "a body of DELETE, which evhttp would read as a request",
	    "DELETE / HTTP/1.1\r\n" HOST "Content-Length: 1\r\n\r\n", 0, 400,
	    0 },
};

/* Bodies in chunks are not taken at all, and so neither are their sizes,
 * extensions and trailers looked at. */
static const struct feed bad_encodings[] = {
	{ "chunked",
	    POST "Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n", 0,
	    411, 0 },
	{ "a chunk extension",
	    POST "Transfer-Encoding: chunked\r\n\r\n1;a=b\r\na\r\n0\r\n\r\n", 0,
	    411, 0 },
	{ "a chunk size over 64 bits",
	    POST "Transfer-Encoding: chunked\r\n\r\n10000000000000001\r\na", 0,
	    411, 0 },
	{ "a trailer",
	    POST "Transfer-Encoding: chunked\r\n\r\n0\r\nX: y\r\n\r\n", 0, 411,
	    0 },
	{ "a trailer announced", POST "Trailer: X\r\n\r\n", 0, 400, 0 },
	{ "Chunked", POST "transfer-encoding: Chunked\r\n\r\n", 0, 411, 0 },
	{ "identity", POST "Transfer-Encoding: identity\r\n\r\n", 0, 411, 0 },
	{ "xchunked", POST "Transfer-Encoding: xchunked\r\n\r\n", 0, 411, 0 },
	{ "gzip, chunked", POST "Transfer-Encoding: gzip, chunked\r\n\r\n", 0,
	    411, 0 },
	{ "chunked twice",
	    POST
	    "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
	    0, 411, 0 },
	{ "nothing", POST "Transfer-Encoding:\r\n\r\n", 0, 411, 0 },
	{ "chunked for GET", GET "Transfer-Encoding: chunked\r\n\r\n", 0, 411,
	    0 },
	{ "chunked for HTTP/1.0",
	    "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 0, 400,
	    0 },
	{ "a vertical tab",
	    POST "Transfer-Encoding: \x0b"
		 "chunked\r\n\r\n",
	    0, 400, 0 },
	{ "an upgrade", GET "Upgrade: h2c\r\n\r\n", 0, 400, 0 },
};

static const struct feed bad_lines[] = {
	{ "bare LF after the request line", "GET / HTTP/1.1\n" HOST "\r\n", 0,
	    400, 0 },
	{ "bare LF after a header", "GET / HTTP/1.1\r\nHost: a\n\r\n", 0, 400,
	    0 },
	{ "bare LF at the end", GET "\n", 0, 400, 0 },
	{ "bare CR after the request line", "GET / HTTP/1.1\r" HOST "\r\n", 0,
	    400, 0 },
	{ "bare CR in a value", GET "X: a\rb\r\n\r\n", 0, 400, 0 },
	{ "CR CR LF", GET "X: a\r\r\n\r\n", 0, 400, 0 },
	{ "bare CR at the end", GET "\rG", 0, 400, 0 },
	{ "a folded line", GET "X: a\r\n b\r\n\r\n", 0, 400, 0 },
	{ "a line folded with a tab", GET "X: a\r\n\tb\r\n\r\n", 0, 400, 0 },
	{ "a blank line before", "\r\n" GET "\r\n", 0, 400, 0 },
	{ "a blank line between", GET "\r\n\r\n" GET "\r\n", 0, 400, 1 },
	{ "a blank before the colon", GET "X : y\r\n\r\n", 0, 400, 0 },
	{ "a tab before the colon", GET "X\t: y\r\n\r\n", 0, 400, 0 },
	{ "no name", GET ": y\r\n\r\n", 0, 400, 0 },
	{ "no colon", GET "X\r\n\r\n", 0, 400, 0 },
	{ "brackets in a name", GET "X[]: y\r\n\r\n", 0, 400, 0 },
	{ "UTF-8 in a name", GET "\xc3\xa9: y\r\n\r\n", 0, 400, 0 },
	{ "NUL in a name", BYTES(GET "X\0: y\r\n\r\n"), 400, 0 },
	{ "NUL in a value", BYTES(GET "X: y\0z\r\n\r\n"), 400, 0 },
	{ "NUL before a line", BYTES(GET "\0X: y\r\n\r\n"), 400, 0 },
	{ "ESC in a value", GET "X: \x1b[0m\r\n\r\n", 0, 400, 0 },
	{ "DEL in a value", GET "X: \x7f\r\n\r\n", 0, 400, 0 },
	{ "a vertical tab in a value", GET "X: \x0b\r\n\r\n", 0, 400, 0 },
};

static const struct feed bad_expectations[] = {
	{ "another", POST "Expect: surprise\r\n\r\n", 0, 417, 0 },
	{ "nothing", POST "Expect:\r\n\r\n", 0, 417, 0 },
	{ "two", POST "Expect: 100-continue, x\r\n\r\n", 0, 417, 0 },
	{ "the second", POST "Expect: 100-continue\r\nExpect: x\r\n\r\n", 0,
	    417, 0 },
};

static const struct feed bad_hosts[] = {
	{ "no Host", "GET / HTTP/1.1\r\n\r\n", 0, 400, 0 },
	{ "two", GET HOST "\r\n", 0, 400, 0 },
	{ "two, the second in HTTP/1.0",
	    "GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n", 0, 400, 0 },
	{ "empty", "GET / HTTP/1.1\r\nHost:\r\n\r\n", 0, 400, 0 },
	{ "a list", "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n", 0, 400, 0 },
	{ "a path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 0, 400, 0 },
	{ "a name of someone", "GET / HTTP/1.1\r\nHost: u@a\r\n\r\n", 0, 400,
	    0 },
	{ "more behind many blanks",
	    "GET / HTTP/1.1\r\nHost: a" BLANKS_256 "b\r\n\r\n", 0, 400, 0 },
};

static const struct feed bad_requests[] = {
	{ "absolute form", "GET https://a/ HTTP/1.1\r\n" HOST "\r\n", 0, 400,
	    0 },
	{ "authority form", "GET a:443 HTTP/1.1\r\n" HOST "\r\n", 0, 400, 0 },
	{ "CONNECT", "CONNECT a:443 HTTP/1.1\r\n" HOST "\r\n", 0, 501, 0 },
	{ "asterisk form", "OPTIONS * HTTP/1.1\r\n" HOST "\r\n", 0, 400, 0 },
	{ "two slashes", "GET //a/ HTTP/1.1\r\n" HOST "\r\n", 0, 400, 0 },
	{ "no target", "GET HTTP/1.1\r\n" HOST "\r\n", 0, 400, 0 },
	{ "two blanks", "GET  / HTTP/1.1\r\n" HOST "\r\n", 0, 400, 0 },
	{ "a tab", "GET\t/ HTTP/1.1\r\n" HOST "\r\n", 0, 400, 0 },
	{ "a blank in the target", "GET /a b HTTP/1.1\r\n" HOST "\r\n", 0, 400,
	    0 },
	{ "NUL in the target", BYTES("GET /\0 HTTP/1.1\r\n" HOST "\r\n"), 400,
	    0 },
	{ "UTF-8 in the target", "GET /\xc3\xa9 HTTP/1.1\r\n" HOST "\r\n", 0,
	    400, 0 },
	{ "no version", "GET /\r\n" HOST "\r\n", 0, 400, 0 },
	{ "HTTP/0.9", "GET / HTTP/0.9\r\n" HOST "\r\n", 0, 400, 0 },
	{ "HTTP/1.2", "GET / HTTP/1.2\r\n" HOST "\r\n", 0, 400, 0 },
	{ "HTTP/2.0", "GET / HTTP/2.0\r\n" HOST "\r\n", 0, 400, 0 },
	{ "HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 0, 501, 0 },
	{ "http/1.1", "GET / http/1.1\r\n" HOST "\r\n", 0, 400, 0 },
	{ "HTTP/1.10", "GET / HTTP/1.10\r\n" HOST "\r\n", 0, 400, 0 },
	{ "HTTP/1.1 and a blank", "GET / HTTP/1.1 \r\n" HOST "\r\n", 0, 400,
	    0 },
	{ "NUL in the version", BYTES("GET / HTTP/1.1\0\r\n" HOST "\r\n"), 400,
	    0 },
	{ "a long version", "GET / HTTP/1.1HTTP/1.1HTTP/1.1\r\n\r\n", 0, 400,
	    0 },
	{ "a small method", "get / HTTP/1.1\r\n" HOST "\r\n", 0, 400, 0 },
	{ "a long method", "GETGETGETGETGETG / HTTP/1.1\r\n" HOST "\r\n", 0,
	    400, 0 },
	{ "no method", " / HTTP/1.1\r\n" HOST "\r\n", 0, 400, 0 },
	{ "an unknown method", "BREW / HTTP/1.1\r\n" HOST "\r\n", 0, 501, 0 },
	{ "TRACE", "TRACE / HTTP/1.1\r\n" HOST "\r\n", 0, 501, 0 },
	{ "TLS", BYTES("\x16\x03\x01\x02\0\x01"), 400, 0 },
};

static size_t
size_of(const struct feed *f)
{
	return f->n != 0 ? f->n : strlen(f->bytes);
}

static void
expect(const struct feed *f, const struct http_guard *g, const char *how,
    size_t at)
{
	if (g->refusal != f->refusal || g->heads != f->heads)
		fail_msg("%s, %s %zu: %d (%s) after %u heads, not %d after %u",
		    f->name, how, at, g->refusal, g->why, g->heads, f->refusal,
		    f->heads);
	assert_true((g->why != NULL) == (g->refusal != 0));
}

/* Whole, byte by byte and cut in two at each place: one verdict. */
static void
check(const struct feed *f)
{
	size_t n = size_of(f), end, first;
	struct http_guard g;

	http_guard_init(&g, BODY_MAX);
	end = http_guard_feed(&g, f->bytes, n);
	expect(f, &g, "whole", 0);
	assert_true(f->refusal != 0 ? end <= n : end == n);
	http_guard_init(&g, BODY_MAX);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(
		    http_guard_feed(&g, f->bytes + i, 1), i < end ? 1 : 0);
	expect(f, &g, "by bytes of", n);
	for (size_t cut = 0; cut <= n; cut++) {
		http_guard_init(&g, BODY_MAX);
		first = http_guard_feed(&g, f->bytes, cut);
		assert_int_equal(first, cut < end ? cut : end);
		first += http_guard_feed(&g, f->bytes + cut, n - cut);
		assert_int_equal(first, end);
		expect(f, &g, "cut at", cut);
	}
}

#define CHECK_ALL(table)                                     \
	do {                                                 \
		for (size_t i = 0; i < COUNT_OF(table); i++) \
			check(&(table)[i]);                  \
	} while (0)

static void
good_requests_pass(void **state)
{
	(void)state;
	CHECK_ALL(good);
}

static void
lengths_are_exact(void **state)
{
	(void)state;
	CHECK_ALL(bad_lengths);
}

static void
encodings_are_refused(void **state)
{
	(void)state;
	CHECK_ALL(bad_encodings);
}

static void
lines_are_exact(void **state)
{
	(void)state;
	CHECK_ALL(bad_lines);
}

static void
there_is_one_host(void **state)
{
	(void)state;
	CHECK_ALL(bad_hosts);
	CHECK_ALL(bad_expectations);
}

static void
request_lines_are_exact(void **state)
{
	(void)state;
	CHECK_ALL(bad_requests);
}

/* An attack is one as well behind a good request. */
static void
the_second_request_is_read_as_the_first(void **state)
{
	struct text both = { 0 };
	struct feed f;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad_lengths); i++) {
		f = bad_lengths[i];
		text_add(&both, POST "Content-Length: 3\r\n\r\nabc");
		text_add_n(&both, f.bytes, size_of(&f));
		f.bytes = both.data;
		f.n = both.len;
		f.heads++;
		check(&f);
		text_clear(&both);
	}
}

static int
verdict_of_headers(int count)
{
	struct text t = { 0 };
	struct http_guard g;

	text_add(&t, GET);
	for (int i = 1; i < count; i++)
		text_add(&t, "X: y\r\n");
	text_add(&t, "\r\n");
	http_guard_init(&g, BODY_MAX);
	(void)http_guard_feed(&g, t.data, t.len);
	text_clear(&t);
	return g.refusal == 0 ? (int)g.heads : g.refusal;
}

static void
headers_are_counted(void **state)
{
	(void)state;
	assert_int_equal(verdict_of_headers(GUARD_HEADERS_MAX), 1);
	assert_int_equal(verdict_of_headers(GUARD_HEADERS_MAX + 1), 431);
}

/* A head of n bytes, long by its target, a name or a value. */
static int
verdict_of_head(size_t n, const char *before, const char *after)
{
	struct text t = { 0 };
	struct http_guard g;

	text_add(&t, before);
	while (t.len < n - strlen(after))
		text_add(&t, "x");
	text_add(&t, after);
	assert_int_equal(t.len, n);
	http_guard_init(&g, BODY_MAX);
	(void)http_guard_feed(&g, t.data, t.len);
	/* Each head counts anew. */
	if (g.refusal == 0)
		(void)http_guard_feed(&g, t.data, t.len);
	text_clear(&t);
	return g.refusal == 0 ? (int)g.heads : g.refusal;
}

static void
heads_are_bounded(void **state)
{
	static const char *const forms[][2] = {
		{ "GET /", " HTTP/1.1\r\n" HOST "\r\n" },
		{ GET "X", ": y\r\n\r\n" },
		{ GET "X: ", "\r\n\r\n" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(forms); i++) {
		assert_int_equal(verdict_of_head(GUARD_HEAD_BYTES_MAX,
				     forms[i][0], forms[i][1]),
		    2);
		assert_int_equal(verdict_of_head(GUARD_HEAD_BYTES_MAX + 1,
				     forms[i][0], forms[i][1]),
		    431);
	}
}

/* A name that only begins like one that matters is another. */
static void
names_are_whole(void **state)
{
	static const struct feed feeds[] = {
		{ "a name of 31", GET NAME_31 ": y\r\n\r\n", 0, 0, 1 },
		{ "a name of 32", GET NAME_31 "5: y\r\n\r\n", 0, 0, 1 },
		{ "a name of 62", GET NAME_31 NAME_31 ": y\r\n\r\n", 0, 0, 1 },
		{ "Content-Lengths", GET "Content-Lengths: 5\r\n\r\n", 0, 0,
		    1 },
		{ "X-Host", GET "X-Host: b\r\n\r\n", 0, 0, 1 },
		{ "Hos", "GET / HTTP/1.1\r\nHos: a\r\n\r\n", 0, 400, 0 },
	};

	(void)state;
	CHECK_ALL(feeds);
}

static void
a_refusal_is_final(void **state)
{
	struct http_guard g;

	(void)state;
	http_guard_init(&g, BODY_MAX);
	(void)http_guard_feed(&g, "x", 1);
	assert_int_equal(g.refusal, 400);
	assert_int_equal(http_guard_feed(&g, GET "\r\n", sizeof(GET) + 1), 0);
	assert_int_equal(g.refusal, 400);
	assert_int_equal(g.heads, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(good_requests_pass),
		cmocka_unit_test(lengths_are_exact),
		cmocka_unit_test(encodings_are_refused),
		cmocka_unit_test(lines_are_exact),
		cmocka_unit_test(there_is_one_host),
		cmocka_unit_test(request_lines_are_exact),
		cmocka_unit_test(the_second_request_is_read_as_the_first),
		cmocka_unit_test(headers_are_counted),
		cmocka_unit_test(heads_are_bounded),
		cmocka_unit_test(names_are_whole),
		cmocka_unit_test(a_refusal_is_final),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

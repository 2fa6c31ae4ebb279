/* links: proto base */
/* Paths find their route and nothing else; queries hold what the route takes.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/attr.h"
#include "proto/proto.h"

#define LONG_127                                                           \
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" \
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static const struct {
	enum proto_method method;
	const char *path;
	enum proto_side side;
	int result;
	enum proto_route_id route; /* where result is 0 */
	const char *says;          /* its first parameter, or Allow for 405 */
} paths[] = {
	{ PROTO_GET, "/v1/about", SIDE_MEMBERS, 0, ROUTE_ABOUT, NULL },
	{ PROTO_GET, "/v1/%61bout", SIDE_MEMBERS, 0, ROUTE_ABOUT, NULL },
	{ PROTO_PATCH, "/v1/me", SIDE_MEMBERS, 0, ROUTE_ME_CHANGE, NULL },
	{ PROTO_GET, "/v1/me/rounds", SIDE_MEMBERS, 0, ROUTE_ME_ROUNDS, NULL },
	{ PROTO_PUT, "/v1/pools/weekly/membership", SIDE_MEMBERS, 0,
	    ROUTE_MEMBERSHIP_JOIN, "weekly" },
	{ PROTO_DELETE, "/v1/pools/caf%C3%A9%20a+b/membership", SIDE_MEMBERS, 0,
	    ROUTE_MEMBERSHIP_LEAVE, "café a+b" },
	{ PROTO_GET, "/v1/introductions/...", SIDE_MEMBERS, 0,
	    ROUTE_INTRODUCTION, "..." },
	{ PROTO_GET, "/v1/introductions/" LONG_127, SIDE_MEMBERS, 0,
	    ROUTE_INTRODUCTION, LONG_127 },
	{ PROTO_POST, "/v1/operator/imports/7/ties", SIDE_SOCKET, 0,
	    ROUTE_IMPORT_TIES, "7" },
	{ PROTO_GET, "/healthz", SIDE_SOCKET, 0, ROUTE_HEALTHZ, NULL },
	/* each route on its own side only */
	{ PROTO_GET, "/healthz", SIDE_MEMBERS, 404, 0, NULL },
	{ PROTO_GET, "/v1/operator/status", SIDE_MEMBERS, 404, 0, NULL },
	{ PROTO_POST, "/v1/operator/status", SIDE_MEMBERS, 404, 0, NULL },
	{ PROTO_GET, "/v1/me", SIDE_SOCKET, 404, 0, NULL },
	{ PROTO_GET, "/v1/about", SIDE_SOCKET, 404, 0, NULL },
	{ PROTO_GET, "/v1/operator/status", SIDE_OPERATORS, 0, ROUTE_STATUS,
	    NULL },
	{ PROTO_GET, "/v1/operator/status", SIDE_SOCKET, 0, ROUTE_STATUS,
	    NULL },
	{ PROTO_GET, "/v1/me", SIDE_OPERATORS, 404, 0, NULL },
	{ PROTO_GET, "/metrics", SIDE_OPERATORS, 404, 0, NULL },
	{ PROTO_PUT, "/v1/operator/roles", SIDE_OPERATORS, 405, 0,
	    "GET, HEAD" },
	{ PROTO_POST, "/v1/operator/imports", SIDE_OPERATORS, 404, 0, NULL },
	/* nothing there */
	{ PROTO_GET, "/", SIDE_MEMBERS, 404, 0, NULL },
	{ PROTO_GET, "/v1", SIDE_MEMBERS, 404, 0, NULL },
	{ PROTO_GET, "/v1/about/", SIDE_MEMBERS, 404, 0, NULL },
	{ PROTO_GET, "/v1//about", SIDE_MEMBERS, 404, 0, NULL },
	{ PROTO_GET, "/V1/about", SIDE_MEMBERS, 404, 0, NULL },
	{ PROTO_GET, "/v1/abou", SIDE_MEMBERS, 404, 0, NULL },
	{ PROTO_GET, "/v1/aboutt", SIDE_MEMBERS, 404, 0, NULL },
	{ PROTO_GET, "/v1/introductions/", SIDE_MEMBERS, 404, 0, NULL },
	{ PROTO_GET, "/v1/introductions/a/b", SIDE_MEMBERS, 404, 0, NULL },
	{ PROTO_GET, "/v1/introductions/" LONG_127 "a", SIDE_MEMBERS, 404, 0,
	    NULL },
	{ PROTO_GET, "/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r", SIDE_MEMBERS, 404,
	    0, NULL },
	{ PROTO_GET, "/v1/{pool}", SIDE_MEMBERS, 404, 0, NULL },
	/* another method */
	{ PROTO_POST, "/v1/me", SIDE_MEMBERS, 405, 0,
	    "DELETE, GET, HEAD, PATCH" },
	{ PROTO_GET, "/v1/pools/weekly/membership", SIDE_MEMBERS, 405, 0,
	    "PUT, DELETE" },
	{ PROTO_DELETE, "/v1/operator/rounds", SIDE_SOCKET, 405, 0,
	    "GET, HEAD, POST" },
	{ PROTO_OTHER, "/v1/about", SIDE_MEMBERS, 405, 0, "GET, HEAD" },
	/* not well formed */
	{ PROTO_GET, "", SIDE_MEMBERS, 400, 0, NULL },
	{ PROTO_GET, "v1/about", SIDE_MEMBERS, 400, 0, NULL },
	{ PROTO_GET, "*", SIDE_MEMBERS, 400, 0, NULL },
	{ PROTO_GET, "/v1/abou%", SIDE_MEMBERS, 400, 0, NULL },
	{ PROTO_GET, "/v1/abou%7", SIDE_MEMBERS, 400, 0, NULL },
	{ PROTO_GET, "/v1/abou%zz", SIDE_MEMBERS, 400, 0, NULL },
	{ PROTO_GET, "/v1/about%00", SIDE_MEMBERS, 400, 0, NULL },
	{ PROTO_GET, "/v1/./about", SIDE_MEMBERS, 400, 0, NULL },
	{ PROTO_GET, "/v1/me/../about", SIDE_MEMBERS, 400, 0, NULL },
	{ PROTO_GET, "/v1/me/%2e%2E/about", SIDE_MEMBERS, 400, 0, NULL },
	{ PROTO_GET, "/v1/introductions/a%2Fb", SIDE_MEMBERS, 400, 0, NULL },
	{ PROTO_GET, "/v1/introductions/a b", SIDE_MEMBERS, 400, 0, NULL },
	{ PROTO_GET, "/v1/introductions/a\tb", SIDE_MEMBERS, 400, 0, NULL },
	{ PROTO_GET, "/v1/introductions/caf\xc3\xa9", SIDE_MEMBERS, 400, 0,
	    NULL },
	{ PROTO_GET, "/v1/introductions/caf%C3", SIDE_MEMBERS, 400, 0, NULL },
	{ PROTO_GET, "/v1/introductions/%C0%AF", SIDE_MEMBERS, 400, 0, NULL },
};

static void
paths_find_their_route(void **state)
{
	struct proto_match m;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(paths); i++) {
		int result = proto_match(
		    paths[i].method, paths[i].path, paths[i].side, &m);

		if (result != paths[i].result)
			print_error("%s\n", paths[i].path);
		assert_int_equal(result, paths[i].result);
		if (result == 0) {
			assert_int_equal(m.route->id, paths[i].route);
			if (paths[i].says != NULL)
				assert_string_equal(
				    m.parameters[0], paths[i].says);
			continue;
		}
		assert_null(m.route);
		assert_string_equal(
		    m.allow, paths[i].says == NULL ? "" : paths[i].says);
	}
}

static enum proto_side
side_of(const struct proto_route *r)
{
	return r->access == ACCESS_OPERATOR || r->access == ACCESS_SOCKET
		   ? SIDE_SOCKET
		   : SIDE_MEMBERS;
}

/* Each row of routes.def is reached by its own path. */
static void
every_route_is_found(void **state)
{
	struct proto_match m;

	(void)state;
	for (size_t i = 0; i < ROUTE_COUNT; i++) {
		const struct proto_route *r = &proto_routes[i];

		assert_int_equal(
		    proto_match(r->method, r->path, side_of(r), &m), 0);
		assert_ptr_equal(m.route, r);
	}
}

static const struct {
	enum proto_route_id route;
	const char *query, *findings;
} queries[] = {
	{ ROUTE_ABOUT, "", "" },
	{ ROUTE_ABOUT, "&&", "" },
	{ ROUTE_ABOUT, "x=1", "/x unknown" },
	{ ROUTE_INTRODUCTIONS, "limit=1", "" },
	{ ROUTE_INTRODUCTIONS, "limit=100&cursor=aGk", "" },
	{ ROUTE_INTRODUCTIONS, "%6cimit=5&cursor=a%20b+c", "" },
	{ ROUTE_INTRODUCTIONS, "limt=5", "/limt unknown" },
	{ ROUTE_INTRODUCTIONS, "limit=0", "/limit out_of_range" },
	{ ROUTE_INTRODUCTIONS, "limit=101", "/limit out_of_range" },
	{ ROUTE_INTRODUCTIONS, "limit=-1", "/limit out_of_range" },
	{ ROUTE_INTRODUCTIONS, "limit=99999999999999999999",
	    "/limit out_of_range" },
	{ ROUTE_INTRODUCTIONS, "limit=", "/limit wrong_type" },
	{ ROUTE_INTRODUCTIONS, "limit", "/limit wrong_type" },
	{ ROUTE_INTRODUCTIONS, "limit=+5", "/limit wrong_type" },
	{ ROUTE_INTRODUCTIONS, "limit=%2B5", "/limit wrong_type" },
	{ ROUTE_INTRODUCTIONS, "limit=5x", "/limit wrong_type" },
	{ ROUTE_INTRODUCTIONS, "limit=5&limit=5", "/limit duplicate" },
	{ ROUTE_INTRODUCTIONS, "limit=5&cursor=a&%6Cimit=x&limit=7",
	    "/limit duplicate" },
	{ ROUTE_INTRODUCTIONS, "cursor=", "/cursor too_short" },
	{ ROUTE_INTRODUCTIONS, "cursor=" LONG_127 LONG_127,
	    "/cursor too_long" },
	{ ROUTE_INTRODUCTIONS, "cursor=%zz", "/cursor malformed" },
	{ ROUTE_INTRODUCTIONS, "cursor=%00", "/cursor malformed" },
	{ ROUTE_INTRODUCTIONS, "cursor=%ff", "/cursor malformed" },
	{ ROUTE_INTRODUCTIONS, "%zz=1", " malformed" },
	{ ROUTE_INTRODUCTIONS, LONG_127 "=1", " unknown" },
	{ ROUTE_INTRODUCTIONS, "a=1&limit=0&b=2",
	    "/a unknown; /limit out_of_range; /b unknown" },
	{ ROUTE_ROUNDS, "pool=weekly&limit=10&cursor=x", "" },
	{ ROUTE_ROUNDS, "pool=", "/pool too_short" },
	{ ROUTE_IMPORT_TIES, "line=2", "" },
	{ ROUTE_IMPORT_TIES, "line=0", "/line out_of_range" },
};

static void
queries_hold_what_the_route_takes(void **state)
{
	struct proto_findings f = { 0 };
	char found[1000];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(queries); i++) {
		const struct proto_route *r = &proto_routes[queries[i].route];
		size_t len = 0;
		int result = proto_query_check(r, queries[i].query, &f);

		found[0] = '\0';
		for (size_t k = 0; k < f.count; k++)
			len += (size_t)snprintf(found + len,
			    sizeof(found) - len, "%s%s %s", k == 0 ? "" : "; ",
			    f.items[k].pointer, f.items[k].code);
		if (strcmp(found, queries[i].findings) != 0)
			print_error("%s\n", queries[i].query);
		assert_string_equal(found, queries[i].findings);
		assert_int_equal(result, found[0] == '\0' ? 0 : -1);
		proto_findings_clear(&f);
	}
}

static void
query_values_are_decoded(void **state)
{
	static const char query[] = "a=1&&b=x%20y+z&c&%64=caf%C3%A9&e=%zz&a=2";
	char buf[8];

	(void)state;
	assert_true(proto_query_get(query, "a", buf, sizeof(buf)));
	assert_string_equal(buf, "1");
	assert_true(proto_query_get(query, "b", buf, sizeof(buf)));
	assert_string_equal(buf, "x y z");
	assert_true(proto_query_get(query, "c", buf, sizeof(buf)));
	assert_string_equal(buf, "");
	assert_true(proto_query_get(query, "d", buf, sizeof(buf)));
	assert_string_equal(buf, "café");
	assert_false(proto_query_get(query, "e", buf, sizeof(buf)));
	assert_false(proto_query_get(query, "f", buf, sizeof(buf)));
	assert_false(proto_query_get("a=12345678", "a", buf, sizeof(buf)));
	assert_false(proto_query_get("", "a", buf, sizeof(buf)));
}

static void
addresses_are_told_from_what_is_none(void **state)
{
	static const char *const good[] = { "a@b.c", "ana.b+c@example.org",
		"o'neil@x-y.example", "root@localhost",
		"!#$%&'*+-/=?^_`{|}~@a.b", "1@2.c3" };
	static const char *const bad[] = { "", "@", "a@", "@b.c", "a@b",
		"a@@b.c", "a@b.c@d.e", ".a@b.c", "a.@b.c", "a..b@b.c", "a@.b.c",
		"a@b..c", "a@b.c.", "a@-b.c", "a@b-.c", "a@b.c-", "a@b_c.d",
		"\"a\"@b.c", "a b@c.d", "a@b c.d", "a@[1.2.3.4]", "a@1.2.3.4",
		"a@b.c\n", "é@b.c", "a@é.fr", "<a@b.c>", "a@localhost.",
		"a,b@c.d",
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
		"aaa@b.c" };
	char whole[300];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(good); i++)
		assert_true(proto_is_email(good[i]));
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		if (proto_is_email(bad[i]))
			print_error("%s\n", bad[i]);
		assert_false(proto_is_email(bad[i]));
	}
	/* 254 bytes and no more. */
	for (int n = 254; n <= 255; n++) {
		memset(whole, 'a', sizeof(whole));
		memcpy(whole, "a@", 2);
		for (int dot = 40; dot < n - 5; dot += 40)
			whole[dot] = '.';
		whole[n] = '\0';
		assert_int_equal(proto_is_email(whole), n == 254);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(paths_find_their_route),
		cmocka_unit_test(every_route_is_found),
		cmocka_unit_test(queries_hold_what_the_route_takes),
		cmocka_unit_test(query_values_are_decoded),
		cmocka_unit_test(addresses_are_told_from_what_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

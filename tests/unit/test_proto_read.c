/* links: proto base */
/* Bad bodies: each gets every finding that it deserves, and no other. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <json-c/json.h>
#include "base/attr.h"
#include "proto/proto.h"

#define GOOD_CONSENT "\"consent\":{\"terms_version\":\"1\",\"of_age\":true}"
#define SIGNUP(more) \
	"{\"email\":\"ana@example.org\",\"name\":\"Ana\"," GOOD_CONSENT more "}"
#define ATTRIBUTES(more) SIGNUP(",\"attributes\":" more)

/* findings: "pointer code" each, joined by "; ". */
static const struct {
	const char *shape, *body, *findings;
} bad[] = {
	/* the top */
	{ "Signin", "[]", " wrong_type" },
	{ "Signin", "null", " wrong_type" },
	{ "Signin", "\"ana@example.org\"", " wrong_type" },
	{ "Signin", " 12 ", " wrong_type" },
	{ "Signin", "12", " wrong_type" },
	{ "Signin", "true", " wrong_type" },
	{ "Signin", "{}", "/email missing" },
	/* unknown and missing, all at once */
	{ "Signup", "{}", "/email missing; /name missing; /consent missing" },
	{ "Signin", "{\"emial\":\"ana@example.org\"}",
	    "/email missing; /emial unknown" },
	{ "Signin", "{\"email\":\"ana@example.org\",\"a/b~c\":1}",
	    "/a~1b~0c unknown" },
	{ "Signin", "{\"email\":\"ana@example.org\",\"\":1}", "/ unknown" },
	{ "Signin", "{\"email\":\"ana@example.org\",\"é\":1}", "/é unknown" },
	{ "Signup", SIGNUP(",\"is_admin\":true"), "/is_admin unknown" },
	{ "Signup",
	    "{\"email\":1,\"name\":\"\",\"language\":\"de\","
	    "\"consent\":{\"of_age\":\"yes\",\"x\":1},\"y\":2}",
	    "/email wrong_type; /name too_short; /language not_allowed; "
	    "/consent/terms_version missing; /consent/of_age wrong_type; "
	    "/consent/x unknown; /y unknown" },
	{ "ProfileChange", "{\"id\":\"x\",\"version\":3}",
	    "/id unknown; /version unknown" },
	/* types */
	{ "Signin", "{\"email\":null}", "/email wrong_type" },
	{ "Signin", "{\"email\":false}", "/email wrong_type" },
	{ "Signin", "{\"email\":[\"ana@example.org\"]}", "/email wrong_type" },
	{ "Signin", "{\"email\":{}}", "/email wrong_type" },
	{ "Membership", "{\"skip_next\":1}", "/skip_next wrong_type" },
	{ "Membership", "{\"skip_next\":\"true\"}", "/skip_next wrong_type" },
	{ "Membership", "{\"skip_next\":null}", "/skip_next wrong_type" },
	{ "Membership", "{\"every\":3}", "/every not_allowed" },
	{ "Membership", "{\"every\":\"2\"}", "/every not_allowed" },
	{ "Membership", "{\"every\":\"twice\"}", "/every not_allowed" },
	{ "Membership", "{\"every\":2.0}", "/every wrong_type" },
	{ "Membership", "{\"group\":2}", "/group wrong_type" },
	{ "ProfileChange", "{\"name\":3.5}", "/name wrong_type" },
	{ "ProfileChange", "{\"attributes\":[]}", "/attributes wrong_type" },
	{ "Signup", "{\"email\":\"a@b.c\",\"name\":\"A\",\"consent\":[]}",
	    "/consent wrong_type" },
	{ "Signup", "{\"email\":\"a@b.c\",\"name\":\"A\",\"consent\":null}",
	    "/consent wrong_type" },
	/* words */
	{ "ProfileChange", "{\"language\":\"\"}", "/language not_allowed" },
	{ "ProfileChange", "{\"language\":\"EN\"}", "/language not_allowed" },
	{ "ProfileChange", "{\"language\":\"en|fr\"}",
	    "/language not_allowed" },
	{ "ProfileChange", "{\"language\":[\"en\"]}", "/language wrong_type" },
	/* lengths are in characters */
	{ "ProfileChange", "{\"name\":\"\"}", "/name too_short" },
	{ "ProfileChange", "{\"zone\":\"\"}", "/zone too_short" },
	{ "RoundRun", "{\"pool\":\"abcdefghijklmnopqrstuvwxyz0123456\"}",
	    "/pool too_long" },
	{ "RoundRun", "{\"pool\":\"éééééééééééééééééééééééééééééééé€\"}",
	    "/pool too_long" },
	/* addresses */
	{ "Signin", "{\"email\":\"ana\"}", "/email malformed" },
	{ "Signin", "{\"email\":\"ana@nowhere\"}", "/email malformed" },
	{ "Signin", "{\"email\":\"a b@example.org\"}", "/email malformed" },
	{ "Signin", "{\"email\":\"a@b\"}", "/email malformed" },
	{ "Signin", "{\"email\":\"@b\"}", "/email too_short" },
	{ "Signin", "{\"email\":\"a@example.org\\r\\nBcc: b@c.d\"}",
	    "/email malformed" },
	/* attributes */
	{ "Signup", ATTRIBUTES("{\"domain\":true}"),
	    "/attributes/domain wrong_type" },
	{ "Signup", ATTRIBUTES("{\"domain\":{}}"),
	    "/attributes/domain wrong_type" },
	{ "Signup", ATTRIBUTES("{\"domain\":null}"),
	    "/attributes/domain wrong_type" },
	{ "Signup", ATTRIBUTES("{\"domain\":\"\"}"),
	    "/attributes/domain too_short" },
	{ "Signup", ATTRIBUTES("{\"tags\":[]}"), "/attributes/tags too_short" },
	{ "Signup", ATTRIBUTES("{\"tags\":[\"a\",1,\"\",null,[]]}"),
	    "/attributes/tags/1 wrong_type; /attributes/tags/2 too_short; "
	    "/attributes/tags/3 wrong_type; /attributes/tags/4 wrong_type" },
	{ "Signup", ATTRIBUTES("{\"a/b\":false}"),
	    "/attributes/a~1b wrong_type" },
	{ "ProfileChange", "{\"attributes\":{\"a\":null,\"b\":true}}",
	    "/attributes/b wrong_type" },
	/* duplicates */
	{ "Signin", "{\"email\":\"a@b.c\",\"email\":\"a@b.d\"}",
	    "/email duplicate" },
	{ "Signin", "{\"email\":\"a@b.c\",\"\\u0065mail\":\"a@b.d\"}",
	    "/email duplicate" },
	{ "Signin", "{\"email\":\"a@b.c\",\"email\":1,\"email\":2,\"email\":3}",
	    "/email duplicate" },
	{ "Signup",
	    "{\"email\":\"a@b.c\",\"name\":\"A\",\"consent\":{"
	    "\"terms_version\":\"1\",\"of_age\":false,\"of_age\":true}}",
	    "/consent/of_age duplicate" },
	{ "Signup", ATTRIBUTES("{\"b\":1,\"a\":1,\"a\":2,\"b\":2,\"c\":1}"),
	    "/attributes/a duplicate; /attributes/b duplicate" },
	{ "Signin", "{\"x\":1,\"x\":2}", "/x duplicate; /email missing" },
	/* numbers that would be clamped */
	{ "Signup", ATTRIBUTES("{\"n\":9223372036854775808}"),
	    "/attributes/n out_of_range" },
	{ "Signup", ATTRIBUTES("{\"n\":-9223372036854775809}"),
	    "/attributes/n out_of_range" },
	{ "Signup", ATTRIBUTES("{\"n\":99999999999999999999}"),
	    "/attributes/n out_of_range" },
	{ "Signup", ATTRIBUTES("{\"n\":1e999}"), "/attributes/n out_of_range" },
	{ "Signup", ATTRIBUTES("{\"n\":-0.01e311}"),
	    "/attributes/n out_of_range" },
	{ "Signup", ATTRIBUTES("{\"n\":1E99999999999999999999}"),
	    "/attributes/n out_of_range" },
	{ "Signin", "{\"email\":1e400}", "/email out_of_range" },
	{ "Signup", ATTRIBUTES("{\"t\":[1,[1e999]]}"),
	    "/attributes/t/1/0 out_of_range; /attributes/t/0 wrong_type; "
	    "/attributes/t/1 wrong_type" },
	/* texts that no text may be */
	{ "ProfileChange", "{\"name\":\"A\\u0000B\"}", "/name not_allowed" },
	{ "ProfileChange", "{\"name\":\"\\ud83d\"}", "/name malformed" },
	{ "ProfileChange", "{\"name\":\"\\ude00\\ud83d\"}", "/name malformed" },
	{ "ProfileChange", "{\"name\":\"\\ud83dx\"}", "/name malformed" },
	{ "ProfileChange", "{\"name\":\"\\ud83d\\uffff\"}", "/name malformed" },
	{ "ProfileChange", "{\"name\":\"\\ud83d\\u0041\"}", "/name malformed" },
};

/* "pointer code; pointer code" */
static void
print_findings(const struct proto_findings *f, char *out, size_t size)
{
	size_t len = 0;

	out[0] = '\0';
	for (size_t i = 0; i < f->count && len < size; i++)
		len += (size_t)snprintf(out + len, size - len, "%s%s %s",
		    i == 0 ? "" : "; ", f->items[i].pointer, f->items[i].code);
}

static void
bad_bodies_get_exact_findings(void **state)
{
	struct proto_findings f = { 0 };
	char found[2000];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		json_object_put(proto_read(proto_shape_get(bad[i].shape),
		    bad[i].body, strlen(bad[i].body), &f));
		print_findings(&f, found, sizeof(found));
		if (strcmp(found, bad[i].findings) != 0)
			print_error("%s\n", bad[i].body);
		assert_string_equal(found, bad[i].findings);
		assert_false(f.malformed);
		proto_findings_clear(&f);
	}
}

static const struct {
	const char *shape, *body;
} good[] = {
	{ "Signup", SIGNUP("") },
	{ "Signup", SIGNUP(",\"language\":\"fr\",\"zone\":\"Europe/Paris\"") },
	{ "Signup", ATTRIBUTES("{\"a\":\"x\",\"b\":-0.5e-3,\"c\":[\"x\"]}") },
	{ "Signup", ATTRIBUTES("{}") },
	{ "Signin", "{\"email\":\"ana@localhost\"}" },
	{ "Signin", " \t\r\n{ \"email\" : \"ana@example.org\" } \r\n" },
	{ "Signin", "{\"\\u0065mail\":\"ana\\u0040example.org\"}" },
	{ "Signup", ATTRIBUTES("{\"n\":9223372036854775807}") },
	{ "Signup", ATTRIBUTES("{\"n\":-9223372036854775808}") },
	{ "Signup", ATTRIBUTES("{\"n\":9.99e307}") },
	{ "Signup", ATTRIBUTES("{\"n\":1e-999}") },
	{ "Signup", ATTRIBUTES("{\"n\":0e999}") },
	{ "ProfileChange", "{\"attributes\":{\"a\":null}}" },
	{ "ProfileChange", "{\"pitch\":\"\"}" },
	{ "ProfileChange", "{\"name\":\"\\ud83d\\ude00 \\\\ \\/ \\\"\"}" },
	{ "RoundRun", "{\"pool\":\"éééééééééééééééééééééééééééééééé\"}" },
	{ "Verify", "{}" },
	{ "Membership", "{\"skip_next\":false}" },
	{ "Membership", "{\"every\":4}" },
	{ "Membership", "{\"every\":\"once\"}" },
	{ "Pause", "{\"until\":null}" },
};

static void
good_bodies_are_read(void **state)
{
	struct proto_findings f = { 0 };
	struct json_object *o;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(good); i++) {
		o = proto_read(proto_shape_get(good[i].shape), good[i].body,
		    strlen(good[i].body), &f);
		if (f.count > 0)
			print_error("%s: %s %s\n", good[i].body,
			    f.items[0].pointer, f.items[0].detail);
		assert_non_null(o);
		assert_int_equal(f.count, 0);
		json_object_put(o);
	}
}

/* The sentences name what was found, what is allowed, and the nearest. */
static void
sentences_help(void **state)
{
	static const struct {
		const char *shape, *body, *pointer, *detail;
	} rows[] = {
		{ "Signin", "{\"emial\":\"\"}", "/emial",
		    "there is no field ‘emial’ here; did you mean ‘email’?" },
		{ "Signin", "{\"x\":\"\"}", "/x",
		    "there is no field ‘x’ here; the fields are email" },
		{ "Signin", "{}", "/email",
		    "expected an e-mail address such as ana@example.org" },
		{ "Signin", "[]", "",
		    "found a list, expected an object with the fields email" },
		{ "ProfileChange", "{\"language\":\"fx\"}", "/language",
		    "found the text ‘fx’, allowed are en, fr; did you mean "
		    "fr?" },
		{ "ProfileChange", "{\"language\":\"de\"}", "/language",
		    "found the text ‘de’, allowed are en, fr" },
		{ "ProfileChange", "{\"language\":\"deutsch\"}", "/language",
		    "found the text ‘deutsch’, allowed are en, fr" },
		{ "ProfileChange", "{\"name\":42}", "/name",
		    "found the number 42, expected a text of 1 to 60 "
		    "characters" },
		{ "ProfileChange", "{\"name\":1.50}", "/name",
		    "found the number 1.50, expected a text of 1 to 60 "
		    "characters" },
		{ "ProfileChange", "{\"name\":\"\"}", "/name",
		    "has 0 characters, at least 1 expected" },
		{ "Membership", "{\"skip_next\":\"no\\u0007\\u202e\"}",
		    "/skip_next",
		    "found the text ‘noU+0007U+202E’, expected true or "
		    "false" },
		{ "ProfileChange", "{\"attributes\":{\"n\":1e999}}",
		    "/attributes/n",
		    "found ‘1e999’, but numbers lie within ±1e308" },
	};
	struct proto_findings f = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		size_t k = 0;

		json_object_put(proto_read(proto_shape_get(rows[i].shape),
		    rows[i].body, strlen(rows[i].body), &f));
		while (k < f.count &&
		       strcmp(f.items[k].pointer, rows[i].pointer) != 0)
			k++;
		assert_true(k < f.count);
		assert_string_equal(f.items[k].detail, rows[i].detail);
		proto_findings_clear(&f);
	}
}

static void
an_endless_list_of_faults_is_cut(void **state)
{
	struct proto_findings f = { 0 };
	char body[64 * 1024];
	size_t len = 1;

	(void)state;
	body[0] = '{';
	for (int i = 0; len + 20 < sizeof(body); i++)
		len += (size_t)snprintf(
		    body + len, sizeof(body) - len, "\"k%d\":%d,", i / 2, i);
	body[len - 1] = '}';
	json_object_put(proto_read(proto_shape_get("Signin"), body, len, &f));
	assert_int_equal(f.count, PROTO_ERRORS_MAX);
	proto_findings_clear(&f);
}

/* Replies may not leave a NULLABLE field away; requests may. */
static void
replies_are_held_to_their_shape(void **state)
{
	static const struct {
		const char *body, *findings;
	} rows[] = {
		{ "{\"rounds\":[],\"next\":null}", "" },
		{ "{\"rounds\":[]}", "/next missing" },
		{ "{\"rounds\":[{\"round\":"
		  "\"019ab5f4-7c31-7b62-9d0e-5a1f3c2b4d6e\",\"pool\":\"p\","
		  "\"second_of\":null,\"at\":\"2024-02-29T23:59:59.123Z\","
		  "\"outcome\":\"sat_out\","
		  "\"introduction\":null,\"why\":[\"x\"]}],\"next\":\"c\"}",
		    "" },
		{ "{\"rounds\":[1,{\"round\":\"019ab5f4\",\"pool\":\"p\","
		  "\"second_of\":null,"
		  "\"at\":\"2023-02-29T00:00:00Z\",\"outcome\":\"lost\","
		  "\"introduction\":3,\"why\":[1]}],\"next\":\"\",\"x\":0}",
		    "/rounds/0 wrong_type; /rounds/1/round malformed; "
		    "/rounds/1/at malformed; /rounds/1/outcome not_allowed; "
		    "/rounds/1/introduction wrong_type; "
		    "/rounds/1/why/0 wrong_type; /x unknown" },
	};
	struct proto_findings f = { 0 };
	struct json_object *o;
	char found[2000];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		o = proto_parse(rows[i].body, strlen(rows[i].body), &f);
		assert_non_null(o);
		assert_int_equal(
		    proto_check(proto_shape_get("MyRoundList"), o, &f),
		    rows[i].findings[0] == '\0' ? 0 : -1);
		print_findings(&f, found, sizeof(found));
		assert_string_equal(found, rows[i].findings);
		proto_findings_clear(&f);
		json_object_put(o);
	}
}

/* A client may be older than the daemon, and the daemon older than the client.
 */
static void
clients_pass_over_what_they_do_not_know(void **state)
{
	static const char newer[] = "{\"rounds\":[],\"next\":null,\"x\":0}";
	static const char older[] = "{\"rounds\":[]}";
	const struct proto_shape *shape = proto_shape_get("MyRoundList");
	struct proto_findings f = { 0 };
	struct json_object *o = proto_parse(newer, strlen(newer), &f);

	(void)state;
	assert_int_equal(proto_understand(shape, o, &f), 0);
	json_object_put(o);
	o = proto_parse(older, strlen(older), &f);
	assert_int_equal(proto_understand(shape, o, &f), -1);
	json_object_put(o);
	proto_findings_clear(&f);
}

static void
handlers_may_read_on(void **state)
{
	static const char body[] = "{\"email\":1,\"name\":\"Ana\"}";
	struct proto_findings f = { 0 };
	struct json_object *o =
	    proto_read(proto_shape_get("Signup"), body, strlen(body), &f);

	(void)state;
	assert_string_equal(proto_text(o, "name"), "Ana");
	assert_true(proto_findings_about(&f, "/email"));
	assert_true(proto_findings_about(&f, "/consent"));
	assert_false(proto_findings_about(&f, "/name"));
	json_object_put(o);
	proto_findings_clear(&f);
	proto_findings_add(&f, "/attributes/a/0", "too_long", "x");
	assert_true(proto_findings_about(&f, "/attributes/a"));
	assert_false(proto_findings_about(&f, "/attributes/a/0/1"));
	proto_findings_clear(&f);
	assert_null(proto_read(proto_shape_get("Signup"), "[]", 2, &f));
	assert_int_equal(f.count, 1);
	proto_findings_clear(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bad_bodies_get_exact_findings),
		cmocka_unit_test(good_bodies_are_read),
		cmocka_unit_test(sentences_help),
		cmocka_unit_test(an_endless_list_of_faults_is_cut),
		cmocka_unit_test(replies_are_held_to_their_shape),
		cmocka_unit_test(clients_pass_over_what_they_do_not_know),
		cmocka_unit_test(handlers_may_read_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

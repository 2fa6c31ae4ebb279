/* links: proto base */
/* The contract's tables hold together, and what is made of them. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <json-c/json.h>
#include "base/attr.h"
#include "proto/proto.h"

static bool
is_shape(const char *name)
{
	for (size_t i = 0; i < proto_shape_count; i++)
		if (strcmp(proto_shapes[i].name, name) == 0)
			return true;
	return false;
}

static bool
is_one_of(const char *name, const char *words)
{
	size_t n = strlen(name);

	while (*words != '\0') {
		if (strncmp(words, name, n) == 0 &&
		    (words[n] == ' ' || words[n] == '\0'))
			return true;
		words += strcspn(words, " ");
		words += strspn(words, " ");
	}
	return false;
}

static bool
is_parameter(const char *name, size_t n)
{
	for (size_t i = 0; i < proto_parameter_count; i++)
		if (strlen(proto_parameters[i].name) == n &&
		    memcmp(proto_parameters[i].name, name, n) == 0)
			return true;
	return false;
}

static void
every_route_stands_on_rows_that_exist(void **state)
{
	(void)state;
	for (size_t i = 0; i < ROUTE_COUNT; i++) {
		const struct proto_route *r = &proto_routes[i];
		const char *at = r->path;
		size_t parameters = 0, n;

		assert_int_equal(r->id, i);
		assert_true(
		    is_one_of(r->body, "None Csv Form") || is_shape(r->body));
		assert_true(is_one_of(r->reply,
				"None Any Plain Html Calendar Stream") ||
			    is_shape(r->reply));
		assert_true(r->status >= 200 && r->status < 300);
		assert_int_equal(
		    r->status == 204, strcmp(r->reply, "None") == 0);
		assert_int_equal(r->path[0], '/');
		assert_non_null(proto_method_word(r->method));
		while ((at = strchr(at, '{')) != NULL) {
			n = strcspn(++at, "}");
			assert_true(is_parameter(at, n));
			parameters++;
		}
		assert_true(parameters <= PROTO_PARAMETERS_MAX);
		for (at = r->query; *at != '\0'; at += n + (at[n] == ' ')) {
			n = strcspn(at, " ");
			assert_true(is_parameter(at, n));
		}
		for (size_t k = 0; k < i; k++)
			assert_false(
			    proto_routes[k].method == r->method &&
			    strcmp(proto_routes[k].path, r->path) == 0);
	}
}

static void
every_field_refers_to_what_exists(void **state)
{
	(void)state;
	for (size_t i = 0; i < proto_shape_count; i++) {
		const struct proto_shape *s = &proto_shapes[i];

		assert_ptr_equal(proto_shape_get(s->name), s);
		for (size_t k = 0; k < s->count; k++) {
			const struct proto_field *f = &s->fields[k];

			if (f->type == TYPE_OBJECT)
				assert_true(is_shape(f->of));
			else if (f->type == TYPE_LIST)
				assert_true(is_shape(f->of) ||
					    strcmp(f->of, "TEXT") == 0);
			else if (f->type == TYPE_WORD)
				assert_true(f->of != NULL && *f->of != '\0');
			else if (f->type != TYPE_ATTRIBUTES)
				assert_null(f->of);
			if (f->type == TYPE_TEXT || f->type == TYPE_INTEGER ||
			    f->type == TYPE_LIST)
				assert_true(f->min <= f->max && f->max > 0);
			assert_true(f->min >= 0 || f->type == TYPE_INTEGER);
			assert_true(strlen(f->help) > 0);
			for (size_t l = 0; l < k; l++)
				assert_string_not_equal(
				    f->name, s->fields[l].name);
		}
	}
}

/* Shapes within shapes: how deep `name` goes; fails where it never ends. */
static size_t
shape_depth(const char *name, size_t limit)
{
	const struct proto_shape *s = proto_shape_get(name);
	size_t deepest = 0, depth;

	assert_true(limit > 0);
	for (size_t i = 0; i < s->count; i++) {
		if (s->fields[i].type != TYPE_OBJECT &&
		    (s->fields[i].type != TYPE_LIST ||
			strcmp(s->fields[i].of, "TEXT") == 0))
			continue;
		depth = shape_depth(s->fields[i].of, limit - 1);
		deepest = depth > deepest ? depth : deepest;
	}
	return deepest + 1;
}

static void
no_shape_nests_deeper_than_json_may(void **state)
{
	(void)state;
	/* An object and a list for each. */
	for (size_t i = 0; i < proto_shape_count; i++)
		assert_true(shape_depth(proto_shapes[i].name, 8) <= 7);
}

static void
every_fault_of_the_daemon_has_its_error(void **state)
{
	static const char *const words[] = {
#define FAULT(name, word) word,
#include "base/faults.def"
#undef FAULT
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(words); i++)
		assert_non_null(proto_error_get(words[i]));
	for (size_t i = 0; i < proto_error_count; i++) {
		assert_true(proto_errors[i].status >= 400 &&
			    proto_errors[i].status < 600);
		assert_ptr_equal(
		    proto_error_get(proto_errors[i].code), &proto_errors[i]);
	}
	assert_null(proto_error_get("no_such_error"));
}

static void
problems_obey_their_own_shape(void **state)
{
	struct proto_findings none = { 0 }, f = { 0 };
	struct json_object *problem, *first;
	char long_text[3000];

	(void)state;
	memset(long_text, 'x', sizeof(long_text) - 1);
	long_text[sizeof(long_text) - 1] = '\0';
	for (int i = 0; i < PROTO_ERRORS_MAX + 20; i++)
		proto_findings_add(&f, long_text, "unknown", "%s", long_text);
	assert_int_equal(f.count, PROTO_ERRORS_MAX);
	for (size_t i = 0; i < proto_error_count; i++) {
		problem = proto_problem(
		    proto_errors[i].code, long_text, "r-1", i % 2 ? &f : NULL);
		assert_int_equal(
		    proto_check(proto_shape_get("Problem"), problem, &none), 0);
		assert_int_equal(
		    proto_int(problem, "status", 0), proto_errors[i].status);
		assert_int_equal(proto_has(problem, "errors"), i % 2);
		json_object_put(problem);
	}
	proto_findings_clear(&f);
	assert_int_equal(f.count, 0);

	proto_findings_add(&f, "/name", "missing", "expected %s", "a text");
	problem = proto_problem("invalid_body", "words", NULL, &f);
	assert_string_equal(
	    proto_text(problem, "type"), "urn:serendip:problem:invalid_body");
	assert_string_equal(proto_text(problem, "detail"), "words");
	assert_string_equal(proto_text(problem, "request"), "");
	first = json_object_array_get_idx(proto_get(problem, "errors"), 0);
	assert_string_equal(proto_text(first, "pointer"), "/name");
	assert_string_equal(proto_text(first, "code"), "missing");
	assert_string_equal(proto_text(first, "detail"), "expected a text");
	json_object_put(problem);
	/* An empty list of findings is none. */
	proto_findings_clear(&f);
	problem = proto_problem("invalid_body", NULL, NULL, &f);
	assert_false(proto_has(problem, "errors"));
	json_object_put(problem);
}

/* Pieces of a stranger's text are shown, whatever they hold. */
static void
findings_hold_no_control(void **state)
{
	struct proto_findings f = { 0 };

	(void)state;
	proto_findings_add(&f, "/zone", "not_allowed", "found \"%.7s\"",
	    "\x1b[1m\xc2\x9b\xc3\xa9");
	assert_string_equal(f.items[0].detail, "found \"U+001B[1mU+009B\"");
	proto_findings_clear(&f);
}

/* Cut text stays UTF-8. */
static void
findings_are_cut_between_characters(void **state)
{
	struct proto_findings f = { 0 };
	char euros[3001];

	(void)state;
	for (size_t shift = 0; shift < 3; shift++) {
		memset(euros, 'x', shift);
		for (size_t i = shift; i + 3 < sizeof(euros); i += 3)
			memcpy(euros + i, "€", 3);
		euros[shift + 2997] = '\0';
		proto_findings_add(&f, euros, "unknown", "%s", euros);
		assert_true(strlen(f.items[0].pointer) <= 300);
		assert_true(strlen(f.items[0].pointer) > 297);
		assert_true(strlen(f.items[0].detail) <= 1000);
		assert_int_equal((strlen(f.items[0].pointer) - shift) % 3, 0);
		assert_int_equal((strlen(f.items[0].detail) - shift) % 3, 0);
		proto_findings_clear(&f);
	}
}

static void
readers_look_at_the_type_first(void **state)
{
	static const char body[] = "{\"t\": \"42abc\", \"n\": 42, \"b\": true, "
				   "\"d\": 3.9, \"z\": null, \"s\": \"yes\"}";
	struct proto_findings f = { 0 };
	struct json_object *o = proto_parse(body, strlen(body), &f);

	(void)state;
	assert_non_null(o);
	assert_string_equal(proto_text(o, "t"), "42abc");
	assert_null(proto_text(o, "n"));
	assert_null(proto_text(o, "z"));
	assert_null(proto_text(o, "absent"));
	assert_int_equal(proto_int(o, "n", 7), 42);
	assert_int_equal(proto_int(o, "t", 7), 7);
	assert_int_equal(proto_int(o, "d", 7), 7);
	assert_int_equal(proto_int(o, "absent", 7), 7);
	assert_true(proto_bool(o, "b", false));
	assert_false(proto_bool(o, "s", false));
	assert_true(proto_bool(o, "absent", true));
	assert_true(proto_has(o, "z"));
	assert_false(proto_has(o, "absent"));
	assert_null(proto_get(o, "z"));
	assert_null(proto_get(proto_get(o, "n"), "n"));
	assert_false(proto_has(NULL, "n"));
	json_object_put(o);
}

static void
what_creates_takes_a_key(void **state)
{
	(void)state;
	for (size_t i = 0; i < ROUTE_COUNT; i++)
		assert_int_equal(proto_is_creating(&proto_routes[i]),
		    i == ROUTE_SIGNUP || i == ROUTE_SIGNIN ||
			i == ROUTE_INVITE || i == ROUTE_OPERATOR_INVITE ||
			i == ROUTE_IMPORT_BEGIN || i == ROUTE_ROUND_RUN ||
			i == ROUTE_REPORT_ADD || i == ROUTE_MESSAGE_SAY ||
			i == ROUTE_CALENDAR_MAKE || i == ROUTE_PAIR_ADD ||
			i == ROUTE_BULK_BEGIN || i == ROUTE_SIMULATION_BEGIN ||
			i == ROUTE_SUGGESTION_ACCEPT);
}

static void
the_document_has_every_route_and_shape(void **state)
{
	struct json_object *d =
	    proto_openapi("T", "1.2.3", "https://example.org");
	struct json_object *paths = proto_get(d, "paths"), *item, *operation;
	char method[8];

	(void)state;
	assert_string_equal(proto_text(d, "openapi"), "3.1.0");
	for (size_t i = 0; i < ROUTE_COUNT; i++) {
		const struct proto_route *r = &proto_routes[i];
		const char *word = proto_method_word(r->method);

		memset(method, 0, sizeof(method));
		for (size_t k = 0; word[k] != '\0'; k++)
			method[k] = (char)(word[k] - 'A' + 'a');
		item = proto_get(paths, r->path);
		operation = proto_get(item, method);
		assert_non_null(operation);
		assert_int_equal(
		    r->access == ACCESS_OPERATOR || r->access == ACCESS_SOCKET,
		    proto_has(operation, "x-listener"));
		/* A session: its token, or its cookie. */
		assert_int_equal(r->access == ACCESS_MEMBER ? 2 : 0,
		    json_object_array_length(proto_get(operation, "security")));
		assert_int_equal(strcmp(r->body, "None") != 0,
		    proto_has(operation, "requestBody"));
	}
	item = proto_get(proto_get(d, "components"), "schemas");
	for (size_t i = 0; i < proto_shape_count; i++)
		assert_non_null(proto_get(item, proto_shapes[i].name));
	json_object_put(d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_route_stands_on_rows_that_exist),
		cmocka_unit_test(every_field_refers_to_what_exists),
		cmocka_unit_test(no_shape_nests_deeper_than_json_may),
		cmocka_unit_test(every_fault_of_the_daemon_has_its_error),
		cmocka_unit_test(problems_obey_their_own_shape),
		cmocka_unit_test(findings_hold_no_control),
		cmocka_unit_test(findings_are_cut_between_characters),
		cmocka_unit_test(readers_look_at_the_type_first),
		cmocka_unit_test(what_creates_takes_a_key),
		cmocka_unit_test(the_document_has_every_route_and_shape),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

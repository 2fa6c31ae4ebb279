/*
 * Refusals as RFC 9457 problem+json, the shape Problem of shapes.def.
 */
#include <json-c/json.h>
#include <string.h>
#include "proto/proto.h"
#include "proto/proto_bytes.h"
#include "proto/proto_json.h"

#define PROBLEM_DETAIL_BYTES 1000

static void
problem_add_findings(
    struct json_object *problem, const struct proto_findings *findings)
{
	struct json_object *list = proto_json_put_list(problem, "errors");

	for (size_t i = 0; i < findings->count; i++) {
		const struct proto_wrong *wrong = &findings->items[i];
		struct json_object *entry = proto_json_object();

		proto_json_put_text(entry, "pointer", wrong->pointer);
		proto_json_put_text(entry, "code", wrong->code);
		proto_json_put_text(entry, "detail", wrong->detail);
		proto_json_add(list, entry);
	}
}

struct json_object *
proto_problem(const char *code, const char *detail, const char *request,
    const struct proto_findings *findings)
{
	const struct proto_error *row = proto_error_get(code);
	struct json_object *problem;
	struct proto_bytes text = { 0 };

	if (row == NULL)
		proto_die("an error that errors.def does not have");
	if (detail == NULL)
		detail = "";
	problem = proto_json_object();
	proto_bytes_addf(&text, "urn:serendip:problem:%s", code);
	proto_json_put_text(problem, "type", proto_bytes_get(&text));
	proto_json_put_text(problem, "title", row->title);
	proto_json_put_int(problem, "status", row->status);
	proto_json_put_text(problem, "code", row->code);
	proto_bytes_cut(&text, 0);
	proto_bytes_add(&text, detail,
	    proto_bytes_fit(detail, strlen(detail), PROBLEM_DETAIL_BYTES));
	proto_json_put_text(problem, "detail", proto_bytes_get(&text));
	proto_json_put_text(problem, "request", request == NULL ? "" : request);
	if (findings != NULL && findings->count > 0)
		problem_add_findings(problem, findings);
	proto_bytes_clear(&text);
	return problem;
}

/*
 * JSON text into a json-c value, once the strict reading found nothing that
 * json-c would take in silence.
 */
#include <json-c/json.h>
#include <limits.h>
#include "proto/proto.h"
#include "proto/proto_bytes.h"
#include "proto/proto_scan.h"

int
proto_parse_leniently(const char *body, size_t len, struct proto_findings *f,
    struct json_object **out)
{
	struct json_tokener *tokener;
	enum json_tokener_error error;

	*out = NULL;
	if (len >= INT_MAX) {
		proto_findings_add(
		    f, "", "too_long", "JSON of 2 GiB and more is not read");
		f->malformed = true;
		return -1;
	}
	if (proto_scan(body, len, f) < 0)
		return -1;
	tokener = json_tokener_new_ex(PROTO_DEPTH_MAX + 1);
	if (tokener == NULL)
		proto_die("out of memory");
	json_tokener_set_flags(
	    tokener, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
	*out = json_tokener_parse_ex(tokener, body, (int)len);
	/* A bare number could go on for ever: the end must be said. */
	if (json_tokener_get_error(tokener) == json_tokener_continue)
		*out = json_tokener_parse_ex(tokener, "", 1);
	error = json_tokener_get_error(tokener);
	json_tokener_free(tokener);
	if (error == json_tokener_success)
		return 0;
	/* What RFC 8259 allows and json-c does not: none is known. */
	proto_findings_add(f, "", "malformed", "the JSON cannot be read: %s",
	    json_tokener_error_desc(error));
	f->malformed = true;
	json_object_put(*out);
	*out = NULL;
	return -1;
}

struct json_object *
proto_parse(const char *body, size_t len, struct proto_findings *f)
{
	struct json_object *value;
	size_t before = f->count;

	if (proto_parse_leniently(body, len, f, &value) < 0)
		return NULL;
	if (f->count == before)
		return value;
	json_object_put(value);
	return NULL;
}

/*
 * Prints the OpenAPI document that a daemon of this build would serve, for the
 * judges beside this file.
 */
#include <json-c/json.h>
#include <stdio.h>
#include "proto/proto.h"

int
main(void)
{
	struct json_object *document =
	    proto_openapi("Serendip", SERENDIP_VERSION, "https://localhost");

	puts(json_object_to_json_string_ext(document,
	    JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_NOSLASHESCAPE));
	json_object_put(document);
	return 0;
}

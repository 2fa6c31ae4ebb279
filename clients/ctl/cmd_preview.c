/*
 * serendipctl rounds preview, rounds replay: draws that are looked at.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "clients/ctl/ctl.h"
#include "clients/link/safe.h"

#define PREVIEW_SECONDS 120

/* --- preview -------------------------------------------------------------- */

enum link_status
cmd_rounds_preview(struct context *c, int argc, char **argv)
{
	struct json_object *body = json_object_new_object(), *reply = NULL;
	struct link_request rq = { .body = body, .seconds = PREVIEW_SECONDS };
	enum link_status status;

	(void)argc;
	json_object_object_add(body, "pool", json_object_new_string(argv[0]));
	if (command_value(c, "groups") != NULL)
		json_object_object_add(
		    body, "groups", json_object_new_boolean(true));
	command_texts(c, body);
	status = link_call(c->link, ROUTE_PREVIEW, &rq, &reply);
	json_object_put(body);
	if (status != LINK_OK)
		return status;
	if (c->is_json)
		return command_json(reply);
	printf("A draw of %s as it would be now; nothing is stored, and the "
	       "round will have another\nseed.\n\n"
	       "Seed            %s\nGroups digest   %s\n",
	    argv[0], proto_text(reply, "seed"),
	    proto_text(reply, "groups_digest"));
	hand_print_report(proto_get(reply, "report"));
	hand_print_pins(proto_get(reply, "pins"));
	rounds_print_groups(reply);
	json_object_put(reply);
	return LINK_OK;
}

/* --- replay --------------------------------------------------------------- */

static void
print_digests(struct json_object *r, const char *what, const char *recorded,
    const char *now)
{
	const char *was = proto_text(r, recorded), *is = proto_text(r, now);

	printf("%-8s%s\n", what, is);
	if (was == NULL)
		puts("        no digest was recorded then");
	else if (strcmp(was, is) == 0)
		puts("        as it was recorded");
	else
		printf("        DIFFERS: recorded was\n        %s\n", was);
}

static void
print_replay(struct json_object *r)
{
	struct json_object *list = proto_get(r, "differences");
	bool compared = json_object_get_boolean(proto_get(r, "compared"));

	printf("Round   %s\nSeed    %s\n", proto_text(r, "round"),
	    proto_text(r, "seed"));
	print_digests(r, "Input", "input_recorded", "input_now");
	print_digests(r, "Groups", "groups_recorded", "groups_now");
	printf("Stored  ");
	if (!compared)
		puts("there is nothing stored of this draw to compare with");
	else
		printf("%" PRId64 " groups of %" PRId64 " members, %" PRId64
		       " of them void as it was published\n",
		    proto_int(r, "groups", 0), proto_int(r, "members", 0),
		    proto_int(r, "void_groups", 0));
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		fputs("        DIFFERS: ", stdout);
		safe_print(stdout,
		    json_object_get_string(json_object_array_get_idx(list, i)));
		putchar('\n');
	}
}

enum link_status
cmd_rounds_replay(struct context *c, int argc, char **argv)
{
	struct json_object *body = json_object_new_object(), *reply = NULL;
	const struct link_request rq = { .parameters = { argv[0] },
		.body = body,
		.seconds = PREVIEW_SECONDS };
	const char *draw = command_value(c, "draw");
	enum link_status status;
	char *end = NULL;
	long number = draw == NULL ? 0 : strtol(draw, &end, 10);
	bool same;

	(void)argc;
	if (draw != NULL && (*draw == '\0' || *end != '\0' || number < 0)) {
		json_object_put(body);
		return command_wrong(c, "--draw is a number from 0 on");
	}
	if (draw != NULL)
		json_object_object_add(
		    body, "draw", json_object_new_int64(number));
	status = link_call(c->link, ROUTE_ROUND_REPLAY, &rq, &reply);
	json_object_put(body);
	if (status != LINK_OK)
		return status;
	same = json_object_get_boolean(proto_get(reply, "same"));
	if (c->is_json) {
		(void)command_json(reply);
	} else {
		print_replay(reply);
		puts(same ? "The same, bit for bit." : "It is NOT the same.");
		json_object_put(reply);
	}
	return same ? LINK_OK : LINK_REFUSED;
}

/*
 * serendip intros and rounds: whom I was introduced to, and why; or why not.
 */
#include <stdio.h>
#include <string.h>
#include "clients/cli/cli.h"
#include "clients/link/safe.h"
#include "clients/link/table.h"

static void
print_texts(struct json_object *list, const char *before)
{
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		fputs(before, stdout);
		safe_print(stdout,
		    json_object_get_string(json_object_array_get_idx(list, i)));
		putchar('\n');
	}
}

static void
print_partner(struct json_object *about, struct json_object *p)
{
	fputs("  ", stdout);
	safe_print(stdout, proto_text(p, "name"));
	putchar('\n');
	if (*proto_text(p, "pitch") != '\0') {
		fputs("    ", stdout);
		safe_print(stdout, proto_text(p, "pitch"));
		putchar('\n');
	}
	about_print(about, proto_get(p, "attributes"), "    ");
	if (proto_text(p, "email") != NULL) {
		fputs("    write to ", stdout);
		safe_print(stdout, proto_text(p, "email"));
		putchar('\n');
	}
}

static void
print_hours(struct json_object *list)
{
	if (json_object_array_length(list) == 0)
		return;
	fputs("  All free (your time): ", stdout);
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *h = json_object_array_get_idx(list, i);

		printf("%s%s %d–%d", i > 0 ? ", " : "", proto_text(h, "day"),
		    (int)proto_int(h, "from", 0), (int)proto_int(h, "to", 0));
	}
	putchar('\n');
}

static void
print_introduction(struct json_object *about, struct json_object *o)
{
	struct json_object *partners = proto_get(o, "partners");

	printf("── %.10s · ", proto_text(o, "offered_at"));
	safe_print(stdout, proto_text(o, "pool"));
	printf(" · %s", proto_text(o, "state"));
	if (strcmp(proto_text(o, "state"), "offered") == 0)
		printf(" until %.16sZ", proto_text(o, "expires_at"));
	printf(" ──\n");
	for (size_t i = 0; i < json_object_array_length(partners); i++)
		print_partner(about, json_object_array_get_idx(partners, i));
	puts("  Why you:");
	print_texts(proto_get(o, "why"), "    · ");
	print_hours(proto_get(o, "common_hours"));
	printf("  id %s\n\n", proto_text(o, "id"));
}

enum link_status
cmd_intros(struct context *c, int argc, char **argv)
{
	struct json_object *reply = NULL, *about, *list;
	struct link_request rq = { 0 };
	enum link_status status;

	if (argc > 2)
		return command_wrong("Name one introduction at most");
	rq.parameters[0] = argc == 2 ? argv[1] : NULL;
	status = link_call(c->link,
	    argc == 2 ? ROUTE_INTRODUCTION : ROUTE_INTRODUCTIONS, &rq, &reply);
	if (status != LINK_OK)
		return status;
	if (c->is_json)
		return command_json(reply);
	if ((status = about_get(c, &about)) != LINK_OK) {
		json_object_put(reply);
		return status;
	}
	if (argc == 2) {
		print_introduction(about, reply);
	} else {
		list = proto_get(reply, "introductions");
		if (json_object_array_length(list) == 0)
			puts("No introduction yet. The next round: serendip "
			     "pools");
		for (size_t i = 0; i < json_object_array_length(list); i++)
			print_introduction(
			    about, json_object_array_get_idx(list, i));
	}
	json_object_put(reply);
	return LINK_OK;
}

enum link_status
cmd_rounds(struct context *c, int argc, char **argv)
{
	struct json_object *reply = NULL, *list;
	enum link_status status;

	(void)argv;
	if (argc > 1)
		return command_wrong("rounds takes nothing");
	status = link_call(c->link, ROUTE_ME_ROUNDS, NULL, &reply);
	if (status != LINK_OK)
		return status;
	if (c->is_json)
		return command_json(reply);
	list = proto_get(reply, "rounds");
	if (json_object_array_length(list) == 0)
		puts("No round yet.");
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *r = json_object_array_get_idx(list, i);

		printf("%.16sZ  ", proto_text(r, "at"));
		safe_print(stdout, proto_text(r, "pool"));
		if (proto_text(r, "introduction") != NULL)
			printf("  introduced: serendip intros %s\n",
			    proto_text(r, "introduction"));
		else
			puts("  sat out");
		print_texts(proto_get(r, "why"), "    · ");
	}
	json_object_put(reply);
	return LINK_OK;
}

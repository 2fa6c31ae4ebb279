/*
 * serendipctl explain: why two members were, or could not be, introduced.
 */
#include <stdio.h>
#include <string.h>
#include "clients/ctl/ctl.h"
#include "clients/link/safe.h"
#include "clients/link/table.h"

/* What the verdict is, of a round or of a pool as things are now. */
static void
print_verdict(struct json_object *e, bool of_round)
{
	static const struct {
		const char *word, *round, *pool;
	} words[] = {
		{ "introduced", "They were introduced to each other.",
		    "They were introduced to each other." },
		{ "forbidden", "An operator forbade it.",
		    "An operator forbids it." },
		{ "own_choice", "A member's own choice kept them apart.",
		    "A member's own choice keeps them apart." },
		{ "rule", "They could not be: a requirement failed.",
		    "They cannot be: a requirement fails." },
		{ "absent", "They could not be: one of them took no part.",
		    "They cannot be now: one of them would take no part." },
		{ "apart",
		    "They were in different halves of an experiment, which "
		    "are drawn apart.",
		    "" },
		{ "allowed", "They could have been: chance decided otherwise.",
		    "They can be: chance decides." },
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strcmp(proto_text(e, "verdict"), words[i].word) == 0)
			puts(of_round ? words[i].round : words[i].pool);
}

static void
print_members(struct json_object *list)
{
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *m = json_object_array_get_idx(list, i);
		const char *presence = proto_text(m, "presence");

		fputs(i == 0 ? "A  " : "B  ", stdout);
		rounds_print_person(m);
		fputs(": ", stdout);
		for (; *presence != '\0'; presence++)
			putchar(*presence == '_' ? ' ' : *presence);
		putchar('\n');
	}
}

static void
print_rules(struct json_object *list)
{
	static const char *const titles[] = { "RULE", "OUTCOME", "A", "B",
		NULL };
	struct table *table;

	if (json_object_array_length(list) == 0)
		return;
	putchar('\n');
	table = table_new(titles);
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *r = json_object_array_get_idx(list, i);
		struct json_object *values = proto_get(r, "values");
		struct json_object *worth = proto_get(r, "worth");
		char outcome[60];
		const char *cells[] = { proto_text(r, "rule"), outcome,
			json_object_get_string(
			    json_object_array_get_idx(values, 0)),
			json_object_get_string(
			    json_object_array_get_idx(values, 1)) };

		snprintf(outcome, sizeof(outcome), "%s%s",
		    proto_text(r, "outcome"),
		    json_object_get_boolean(proto_get(r, "requirement"))
			? ""
			: " (preferred)");
		if (worth != NULL)
			snprintf(outcome, sizeof(outcome), "gives %.2f of 1",
			    json_object_get_double(worth));
		table_row(table, cells);
	}
	table_print(table);
}

static void
print_lists(struct json_object *e)
{
	struct json_object *list = proto_get(e, "reasons");

	for (size_t i = 0; i < json_object_array_length(list); i++) {
		fputs(i == 0 ? "\nBy operators:\n  " : "  ", stdout);
		safe_print(stdout,
		    json_object_get_string(json_object_array_get_idx(list, i)));
		putchar('\n');
	}
	list = proto_get(e, "together");
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *r = json_object_array_get_idx(list, i);

		fputs(
		    i == 0 ? "\nIntroduced to each other:\n  " : "  ", stdout);
		printf("%s  ", proto_text(r, "published_at"));
		safe_print(stdout, proto_text(r, "pool"));
		printf("  %s%s\n", proto_text(r, "round"),
		    json_object_get_boolean(proto_get(r, "counts"))
			? ""
			: "  (could not meet: does not count)");
	}
}

enum link_status
cmd_explain(struct context *c, int argc, char **argv)
{
	struct json_object *body, *reply = NULL, *score;
	struct link_request rq = { 0 };
	enum link_status status;

	(void)argc;
	if ((command_value(c, "pool") == NULL) ==
	    (command_value(c, "round") == NULL))
		return command_wrong(c, "give either --pool or --round");
	rq.body = body = json_object_new_object();
	json_object_object_add(body, "a", json_object_new_string(argv[0]));
	json_object_object_add(body, "b", json_object_new_string(argv[1]));
	command_texts(c, body);
	status = link_call(c->link, ROUTE_EXPLAIN, &rq, &reply);
	json_object_put(body);
	if (status != LINK_OK)
		return status;
	if (c->is_json)
		return command_json(reply);
	print_verdict(reply, command_value(c, "round") != NULL);
	print_members(proto_get(reply, "members"));
	print_rules(proto_get(reply, "rules"));
	score = proto_get(reply, "score");
	if (score != NULL)
		printf("\nScore of the two: %.3f of 1\n",
		    json_object_get_double(score));
	print_lists(reply);
	json_object_put(reply);
	return LINK_OK;
}

/*
 * serendip pools, join, leave.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "clients/cli/cli.h"
#include "clients/link/safe.h"
#include "clients/link/table.h"

/* Why the next round is not the member's, as the API's word says. */
static const char *
resting_words(const char *resting)
{
	static const char *const words[][3] = {
		{ "pause", "yes, paused", "oui, en pause" },
		{ "no_shows", "yes, rests", "oui, au repos" },
		{ "consent", "yes, terms are open",
		    "oui, consentement à donner" },
		{ "skip", "yes, skips the next", "oui, saute le prochain" },
		{ "cadence", "yes, not every round", "oui, pas à chaque tour" },
		{ "once", "yes, had the one", "oui, la seule a eu lieu" },
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(resting, words[i][0]) == 0)
			return about_say(words[i][1], words[i][2]);
	return resting;
}

static const char *
membership_words(struct json_object *pool)
{
	if (!proto_bool(pool, "member", false))
		return about_say("no", "non");
	if (proto_text(pool, "resting") == NULL)
		return about_say("yes", "oui");
	return resting_words(proto_text(pool, "resting"));
}

enum link_status
cmd_pools(struct context *c, int argc, char **argv)
{
	static const char *const titles[] = { "POOL", "MEMBER", "NEXT ROUND",
		"MY NEXT", "TITLE", NULL };
	struct json_object *reply = NULL, *list;
	enum link_status status;
	struct table *table;
	const char *zone;
	char when[WHEN_SIZE], mine[WHEN_SIZE];

	(void)argc;
	(void)argv;
	status = link_call(c->link, ROUTE_POOLS, NULL, &reply);
	if (status == LINK_OK && c->is_json)
		return command_json(reply);
	if (status == LINK_OK)
		status = when_zone(c, &zone);
	if (status != LINK_OK) {
		json_object_put(reply);
		return status;
	}
	table = table_new(titles);
	list = proto_get(reply, "pools");
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *p = json_object_array_get_idx(list, i);
		const char *cells[] = { proto_text(p, "name"),
			membership_words(p),
			when_text(proto_text(p, "next_round_at"), zone, when),
			when_text(
			    proto_text(p, "my_next_round_at"), zone, mine),
			about_label(proto_get(p, "title")) };

		table_row(table, cells);
	}
	table_print(table);
	json_object_put(reply);
	return LINK_OK;
}

/* What was given, in its order: the last one counts. Numbers are numbers; what
 * else stands there is for the server to judge. */
static struct json_object *
membership_body(const struct context *c)
{
	struct json_object *body = json_object_new_object();

	for (size_t i = 0; i < c->given_count; i++) {
		const char *name = c->given[i].option->name;
		const char *value = c->given[i].value;

		if (strcmp(name, "every") == 0 &&
		    strspn(value, "0123456789") == strlen(value) &&
		    *value != '\0' && strlen(value) < 10)
			json_object_object_add(body, "every",
			    json_object_new_int64(strtoll(value, NULL, 10)));
		else if (strcmp(name, "every") == 0)
			json_object_object_add(
			    body, "every", json_object_new_string(value));
		else if (strcmp(name, "trio") == 0 || strcmp(name, "pair") == 0)
			json_object_object_add(body, "group",
			    json_object_new_string(
				*name == 't' ? "trio_welcome" : "pair"));
		else
			json_object_object_add(body, "skip_next",
			    json_object_new_boolean(
				strcmp(name, "skip-next") == 0));
	}
	return body;
}

/* How often, where it is not every round. */
static void
print_cadence(struct json_object *pool)
{
	int64_t weeks = proto_int(pool, "every", 0);

	if (weeks > 1)
		printf(about_say("At most one introduction in %d weeks.\n",
			   "Au plus une présentation en %d semaines.\n"),
		    (int)weeks);
	else if (weeks == 0)
		puts(about_say("One introduction, and then none.",
		    "Une seule présentation."));
}

static void
print_pool(struct json_object *pool, const char *zone)
{
	const char *mine = proto_text(pool, "my_next_round_at");
	const char *second = proto_text(pool, "second_draw_at");
	char when[WHEN_SIZE];

	fputs(about_say("You are in ", "Vous participez à "), stdout);
	safe_print(stdout, about_label(proto_get(pool, "title")));
	puts(proto_bool(pool, "skip_next", false)
		 ? about_say("; you skip its next round.",
		       " ; vous sautez le prochain tour.")
		 : ".");
	print_cadence(pool);
	if (second != NULL)
		printf("%s %s\n",
		    about_say("A second draw, if another is there for it:",
			"Un second tirage, s'il y a quelqu'un d'autre :"),
		    when_text(second, zone, when));
	if (proto_text(pool, "next_round_at") != NULL)
		printf("%s %s\n",
		    about_say("The next round:", "Prochain tour :"),
		    when_text(proto_text(pool, "next_round_at"), zone, when));
	if (mine != NULL && proto_text(pool, "resting") != NULL)
		printf("%s %s\n", about_say("The next of yours:", "Le vôtre :"),
		    when_text(mine, zone, when));
}

enum link_status
cmd_join(struct context *c, int argc, char **argv)
{
	struct json_object *body = membership_body(c), *reply = NULL;
	struct link_request rq = { .body = body, .parameters = { argv[0] } };
	enum link_status status;
	const char *zone;

	(void)argc;
	status = link_call(c->link, ROUTE_MEMBERSHIP_JOIN, &rq, &reply);
	json_object_put(body);
	if (status == LINK_OK && c->is_json)
		return command_json(reply);
	if (status == LINK_OK)
		status = when_zone(c, &zone);
	if (status == LINK_OK)
		print_pool(reply, zone);
	json_object_put(reply);
	return status;
}

enum link_status
cmd_leave(struct context *c, int argc, char **argv)
{
	struct link_request rq = { .parameters = { argv[0] } };
	struct json_object *reply = NULL;
	enum link_status status;

	(void)argc;
	status = link_call(c->link, ROUTE_MEMBERSHIP_LEAVE, &rq, &reply);
	if (status != LINK_OK)
		return status;
	if (c->is_json)
		return command_json(reply);
	printf("You have left %s. Come back any time.\n", argv[0]);
	return LINK_OK;
}

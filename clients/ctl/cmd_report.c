/*
 * serendipctl report: a round in figures, as the letter to operators has them.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "clients/ctl/ctl.h"
#include "clients/link/safe.h"

/* The newest round that is published, into id; refused where there is none. */
static enum link_status
newest(struct context *c, char id[64])
{
	struct link_request rq = { .query = "limit=100" };
	struct json_object *reply = NULL, *list;
	enum link_status status = link_call(c->link, ROUTE_ROUNDS, &rq, &reply);

	if (status != LINK_OK)
		return status;
	list = proto_get(reply, "rounds");
	id[0] = '\0';
	for (size_t i = 0; id[0] == '\0' && i < json_object_array_length(list);
	     i++) {
		struct json_object *r = json_object_array_get_idx(list, i);

		if (proto_text(r, "published_at") != NULL)
			snprintf(id, 64, "%s", proto_text(r, "id"));
	}
	json_object_put(reply);
	if (id[0] != '\0')
		return LINK_OK;
	fputs("No round is published yet.\n", stderr);
	return LINK_REFUSED;
}

static void
print_share(struct json_object *o, const char *title, const char *field)
{
	struct json_object *value = proto_get(o, field);

	printf("%s", title);
	if (value == NULL)
		printf("–");
	else
		printf("%.3f", json_object_get_double(value));
}

static void
print_part(const char *title, int64_t part, int64_t whole)
{
	printf("%-18s%" PRId64 " of %" PRId64, title, part, whole);
	if (whole > 0)
		printf(" (%.0f %%)", 100 * (double)part / (double)whole);
	putchar('\n');
}

static void
print_figures(struct json_object *f)
{
	struct json_object *before = proto_get(f, "before");

	printf("%-18s%s\n%-18s", "Round", proto_text(f, "round"), "Pool");
	safe_print(stdout, proto_text(f, "pool"));
	printf("\n%-18s%s\n", "Published", proto_text(f, "published_at"));
	print_part("Introduced", proto_int(f, "introduced", 0),
	    proto_int(f, "members", 0));
	printf("%-18s%" PRId64 " (sat out %" PRId64 ")\n", "Groups",
	    proto_int(f, "groups", 0), proto_int(f, "sat_out", 0));
	if (proto_text(f, "attribute") != NULL) {
		print_share(f, "Across fields     ", "share");
		print_share(f, "  chance ", "chance");
		print_share(f, "  at most ", "ceiling");
		print_share(f, "\nHomophily         ", "homophily");
		print_share(f, "  E-I ", "e_i");
		putchar('\n');
	}
	print_share(f, "Mean score        ", "mean_score");
	print_share(f, "  chance ", "chance_score");
	print_share(f, "  at most ", "upper_bound");
	printf("\n%-18s%" PRId64 "\n", "Repeats", proto_int(f, "repeats", 0));
	if (proto_get(f, "rounds_left") != NULL)
		printf("%-18s%" PRId64 " at most without a repeat\n",
		    "Rounds left", proto_int(f, "rounds_left", 0));
	if (before != NULL) {
		printf("\nOf the round before, %s of %s:\n",
		    proto_text(before, "round"),
		    proto_text(before, "published_at"));
		print_part("Answered", proto_int(before, "answered", 0),
		    proto_int(before, "asked", 0));
		print_part("Said yes", proto_int(before, "accepted", 0),
		    proto_int(before, "asked", 0));
		print_part("Met across fields",
		    proto_int(before, "cross_met", 0),
		    proto_int(before, "cross_settled", 0));
		print_part("Met within one", proto_int(before, "same_met", 0),
		    proto_int(before, "same_settled", 0));
	}
	printf("\n%-18s%" PRId64
	       " (serendipctl members search --state inactive)\n",
	    "Inactive", proto_int(f, "inactive", 0));
}

enum link_status
cmd_report(struct context *c, int argc, char **argv)
{
	struct json_object *reply = NULL;
	struct link_request rq = { 0 };
	enum link_status status = LINK_OK;
	char id[64];

	if (argc > 0)
		snprintf(id, sizeof(id), "%s", argv[0]);
	else
		status = newest(c, id);
	rq.parameters[0] = id;
	if (status == LINK_OK)
		status = link_call(c->link, ROUTE_ROUND_FIGURES, &rq, &reply);
	if (status != LINK_OK)
		return status;
	if (c->is_json)
		return command_json(reply);
	print_figures(reply);
	json_object_put(reply);
	return LINK_OK;
}

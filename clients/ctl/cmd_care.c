/*
 * serendipctl members suspend, reinstate, rest, erase, merge: what is done to an account,
 * with the reason that its member is told.
 */
#include <stdio.h>
#include "clients/ctl/ctl.h"

/* `into`: of a merge, else NULL. */
static enum link_status
care_into(struct context *c, enum proto_route_id route, const char *member,
    const char *into, const char *done)
{
	struct json_object *body = json_object_new_object(), *reply = NULL;
	struct link_request rq = { .parameters = { member }, .body = body };
	enum link_status status;

	command_texts(c, body);
	if (into != NULL)
		json_object_object_add(
		    body, "into", json_object_new_string(into));
	status = link_call(c->link, route, &rq, &reply);
	json_object_put(body);
	if (status != LINK_OK)
		return status;
	if (c->is_json)
		return command_json(reply);
	puts(done);
	return LINK_OK;
}

static enum link_status
care(struct context *c, enum proto_route_id route, const char *member,
    const char *done)
{
	return care_into(c, route, member, NULL, done);
}

enum link_status
cmd_members_suspend(struct context *c, int argc, char **argv)
{
	(void)argc;
	return care(c, ROUTE_MEMBER_SUSPEND, argv[0],
	    "Suspended: signed out, and in no draw until members reinstate. A "
	    "letter says why.");
}

enum link_status
cmd_members_reinstate(struct context *c, int argc, char **argv)
{
	(void)argc;
	return care(c, ROUTE_MEMBER_REINSTATE, argv[0],
	    "The account is open again. A letter says so.");
}

enum link_status
cmd_members_rest(struct context *c, int argc, char **argv)
{
	(void)argc;
	return care(c, ROUTE_MEMBER_REST, argv[0],
	    "They rest, and can come back by themselves. A letter says why.");
}

enum link_status
cmd_members_erase(struct context *c, int argc, char **argv)
{
	(void)argc;
	return care(c, ROUTE_MEMBER_ERASE, argv[0],
	    "Erased, for good. A last letter says so.");
}

enum link_status
cmd_members_merge(struct context *c, int argc, char **argv)
{
	(void)argc;
	return care_into(c, ROUTE_MEMBER_MERGE, argv[0], argv[1],
	    "They are one account now. A letter to the first address says so.");
}

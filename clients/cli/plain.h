/*
 * Commands that are one call: a table of what there is, or a deed and a word
 * about it. With --json both print the reply.
 */
#ifndef CLI_PLAIN_H
#define CLI_PLAIN_H

#include "clients/link/command.h"
#include "clients/link/table.h"

struct plain_list {
	enum proto_route_id route;
	const char *field; /* of the reply: the list */
	bool is_paged;
	const char *const *titles; /* marked with N_; NULL ends */
	const char *empty; /* said where there is nothing, likewise; or NULL */
	/* The cells of one entry; instants are shown in `zone`. */
	void (*row)(
	    struct table *table, struct json_object *entry, const char *zone);
};

enum link_status plain_list(struct context *c, const struct plain_list *list);
/* Says `done` once the route has answered. request may be NULL. */
enum link_status plain_deed(struct context *c, enum proto_route_id route,
    const struct link_request *request, const char *done);

#endif

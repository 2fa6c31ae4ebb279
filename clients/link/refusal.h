/*
 * A refusal in words: what the server says to programs, as people at a command
 * line read it.
 */
#ifndef LINK_REFUSAL_H
#define LINK_REFUSAL_H

#include "clients/link/link.h"

/* Says a problem document of the shape Problem that answered a request of the
 * route. */
void refusal_say(struct json_object *problem, const struct proto_route *route,
    const struct link_request *request, const struct link_manner *manner);

#endif

/*
 * Lists, which come in pages.
 */
#ifndef LINK_PAGES_H
#define LINK_PAGES_H

#include "clients/link/link.h"

/* Calls a route that takes `limit` and `cursor` until its last page, and shows
 * each; a page is borrowed. The request's seconds, where it says them, are for all
 * pages together. */
enum link_status pages_each(struct link *link, enum proto_route_id route,
    const struct link_request *request,
    void (*show)(void *arg, struct json_object *page), void *arg);
/* All pages as one: its lists have the entries of all, and `next` is null. A
 * new object, or NULL. */
enum link_status pages_all(struct link *link, enum proto_route_id route,
    const struct link_request *request, struct json_object **all);

#endif

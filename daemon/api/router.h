/*
 * Private to api/: the way in.
 */
#ifndef API_ROUTER_H
#define API_ROUTER_H

#include <stdbool.h>

struct api;
struct house;
struct http_req;

void router_take(struct api *api, struct house *house, struct http_req *req,
    bool operator_side);

#endif

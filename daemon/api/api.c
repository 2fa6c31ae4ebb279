/*
 * The API as a whole: see api/api.h.
 */
#include "api/api.h"
#include "api/api_internal.h"
#include "api/call.h"
#include "api/router.h"
#include "api/site.h"
#include "base/memory.h"

#define API_MAGIC 0xa9100001u

const call_handler call_handlers[ROUTE_COUNT] = {
#define ROUTE(id, method, path, access, body, status, reply, query, summary) \
	[ROUTE_##id] = api_handle_##id,
#include "proto/routes.def"
#undef ROUTE
};

struct api *
api_new(struct house *house, void (*wake_rounds)(void *arg), api_reload reload,
    void *arg)
{
	struct api *api = memory_new(1, sizeof(*api));

	api->magic = API_MAGIC;
	api->house = house;
	api->wake_rounds = wake_rounds;
	api->reload = reload;
	api->wake_arg = arg;
	return api;
}

void
api_reloaded(struct api *api)
{
	CHECK(api, API_MAGIC);
	shared_drop(api->about);
	shared_drop(api->openapi);
	api->about = api->openapi = NULL;
	api_vocabularies_clear(api);
}

void
api_serve(struct api *api, struct site *site)
{
	CHECK(api, API_MAGIC);
	site_drop(api->site);
	api->site = site;
}

void
api_free(struct api *api)
{
	if (api == NULL)
		return;
	api_reloaded(api);
	api_serve(api, NULL);
	api->magic = 0;
	free(api);
}

void
api_on_member(struct http_req *req, void *arg)
{
	struct api *api = arg;

	CHECK(api, API_MAGIC);
	router_take(api, api->house, req, false);
}

void
api_on_operator(struct http_req *req, void *arg)
{
	struct api *api = arg;

	CHECK(api, API_MAGIC);
	router_take(api, api->house, req, true);
}

/*
 * The tables of the contract as C sees them: routes.def, shapes.def, errors.def
 * and parameters.def, and looking things up in them.
 */
#include <string.h>
#include "proto/proto.h"
#include "proto/proto_bytes.h"

const struct proto_route proto_routes[ROUTE_COUNT] = {
#define ROUTE(id, method, path, access, body, status, reply, query, summary) \
	[ROUTE_##id] = { ROUTE_##id, #id, PROTO_##method, path,              \
		ACCESS_##access, #body, status, #reply, query, summary },
#include "proto/routes.def"
#undef ROUTE
};

/* clang-format off */
#define SHAPE(name, help) static const struct proto_field shape_##name[] = {
#define FIELD(name, type, of, need, min, max, help) \
	{ #name, TYPE_##type, of, NEED_##need, min, max, help },
#define END };
/* clang-format on */
#include "proto/shapes.def"
#undef SHAPE
#undef FIELD
#undef END

const struct proto_shape proto_shapes[] = {
#define SHAPE(name, help) \
	{ #name, help, shape_##name, PROTO_COUNT_OF(shape_##name) },
#define FIELD(name, type, of, need, min, max, help)
#define END
#include "proto/shapes.def"
#undef SHAPE
#undef FIELD
#undef END
};
const size_t proto_shape_count = PROTO_COUNT_OF(proto_shapes);

const struct proto_error proto_errors[] = {
#define ERROR(code, status, title) { code, status, title },
#include "proto/errors.def"
#undef ERROR
};
const size_t proto_error_count = PROTO_COUNT_OF(proto_errors);

const struct proto_field proto_parameters[] = {
#define PARAMETER(name, type, min, max, help) \
	{ #name, TYPE_##type, NULL, NEED_OPTIONAL, min, max, help },
#include "proto/parameters.def"
#undef PARAMETER
};
const size_t proto_parameter_count = PROTO_COUNT_OF(proto_parameters);

const struct proto_shape *
proto_shape_get(const char *name)
{
	for (size_t i = 0; i < proto_shape_count; i++)
		if (strcmp(proto_shapes[i].name, name) == 0)
			return &proto_shapes[i];
	proto_die("a shape that shapes.def does not have");
}

const struct proto_error *
proto_error_get(const char *code)
{
	for (size_t i = 0; i < proto_error_count; i++)
		if (strcmp(proto_errors[i].code, code) == 0)
			return &proto_errors[i];
	return NULL;
}

const char *
proto_method_word(enum proto_method method)
{
	static const char *const words[] = {
		[PROTO_GET] = "GET",
		[PROTO_POST] = "POST",
		[PROTO_PUT] = "PUT",
		[PROTO_PATCH] = "PATCH",
		[PROTO_DELETE] = "DELETE",
	};

	if ((size_t)method >= PROTO_COUNT_OF(words))
		proto_die("a method that no route has");
	return words[method];
}

const struct proto_field *
proto_parameter_get(const char *name, size_t n)
{
	for (size_t i = 0; i < proto_parameter_count; i++)
		if (strlen(proto_parameters[i].name) == n &&
		    memcmp(proto_parameters[i].name, name, n) == 0)
			return &proto_parameters[i];
	proto_die("a parameter that parameters.def does not have");
}

/* A session is made anew each time: giving the same one twice would mean to
 * keep its token. */
bool
proto_is_creating(const struct proto_route *route)
{
	return route->method == PROTO_POST &&
	       (route->status == 201 || route->status == 202) &&
	       route->id != ROUTE_SIGNIN_VERIFY;
}

const char *const *
proto_files(const struct proto_route *route)
{
	static const char *const contacts[] = { "text/csv", PROTO_VCARD, NULL };

	return route->id == ROUTE_TIES_ADD ? contacts : NULL;
}

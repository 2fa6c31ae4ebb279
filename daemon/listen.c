/*
 * The two servers: see listen.h.
 */
#include <sys/resource.h>
#include "listen.h"
#include "api/api.h"
#include "base/clock.h"
#include "base/log.h"
#include "config/config.h"
#include "io/http.h"
#include "io/http_listen.h"
#include "io/supervisor.h"
#include "work/house.h"

#define OPERATOR_BODY (1024 * 1024)
/* Descriptors that are neither clients' nor the pool's: the log, the loop,
 * listeners, listening connections, letters being written, operators. */
#define SPARE_DESCRIPTORS 64

/* As many as configured, or as there are descriptors for: the database and the
 * letters must find theirs however many clients come. */
static int
most_connections(const struct config *config)
{
	int64_t most = config->limit_connections;
	struct rlimit limit;
	int64_t left;

	if (getrlimit(RLIMIT_NOFILE, &limit) != 0 ||
	    limit.rlim_cur >= INT32_MAX)
		return (int)most;
	left = (int64_t)limit.rlim_cur - config->database_connections -
	       SPARE_DESCRIPTORS;
	if (left >= most)
		return (int)most;
	if (left < 1)
		left = 1;
	log_warn("limits.connections is more than the system's limit of open "
		 "files leaves room for",
	    LOG_N("configured", most), LOG_N("taken", left));
	return (int)left;
}

int
listen_begin(struct house *house, struct tls *tls, struct api *api,
    struct http **members, struct http **operators, struct fault *why)
{
	const struct config *config = house->config;
	int inherited = supervisor_socket("https");
	struct http_options to_members = {
		.problem = api_problem,
		.name = "members",
		.address = config->listen_address,
		.port = (int)config->listen_port,
		.inherited = inherited < 0 ? 0 : inherited,
		.tls = tls,
		.hosts = (const char *const *)config->hosts,
		.headers = api_headers,
		.connections_max = most_connections(config),
		.connections_per_address_max = (int)config->limit_per_address,
		.body_max = (size_t)config->limit_body,
		.read_us = config->limit_request_s * CLOCK_SECOND,
		.answer_us = config->limit_answer_s * CLOCK_SECOND,
		.idle_us = config->limit_idle_s * CLOCK_SECOND,
		.connection_us = 10 * CLOCK_MINUTE,
		.requests_per_connection_max = 1000,
	};
	struct http_options to_operators = to_members;

	to_operators.name = "operators";
	to_operators.address = NULL;
	to_operators.inherited = 0;
	to_operators.unix_path = config->operator_socket;
	to_operators.tls = NULL;
	to_operators.hosts = NULL;
	to_operators.body_max = OPERATOR_BODY;
	to_operators.answer_us = 10 * CLOCK_MINUTE;
	*members = http_new(house->loop, &to_members, api_on_member, api, why);
	if (*members == NULL)
		return -1;
	if (inherited >= 0 &&
	    !http_listen_is(inherited, config->listen_address,
		(int)config->listen_port, house->other_socket))
		log_warn("the socket that was passed is not the one that "
			 "listen says",
		    LOG_T("passed", house->other_socket),
		    LOG_T("address", config->listen_address),
		    LOG_N("port", config->listen_port));
	*operators =
	    http_new(house->loop, &to_operators, api_on_operator, api, why);
	return *operators == NULL ? -1 : 0;
}

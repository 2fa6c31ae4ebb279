/*
 * What libpq makes of a connection string: see config/config_conninfo.h. The one
 * file of this layer that knows libpq.
 */
#include <arpa/inet.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <libpq-fe.h>
#include "config/config_conninfo.h"

/* The next of a list with commas, cut to `room`; *list moves behind it, to NULL
 * at the end. From NULL, "". */
static const char *
next_of(const char **list, char *room, size_t size)
{
	size_t n;

	room[0] = '\0';
	if (*list == NULL)
		return room;
	n = strcspn(*list, ",");
	snprintf(room, size, "%.*s", (int)n, *list);
	*list = (*list)[n] == '\0' ? NULL : *list + n + 1;
	return room;
}

/* A folder of sockets, an abstract socket, an address, or libpq's own choice
 * of a socket. */
static bool
needs_no_name(const char *host)
{
	unsigned char address[16];

	return host[0] == '\0' || host[0] == '/' || host[0] == '@' ||
	       inet_pton(AF_INET, host, address) == 1 ||
	       inet_pton(AF_INET6, host, address) == 1;
}

static int
check_hosts(const char *hosts, const char *addresses, struct fault *why)
{
	char host[256], address[64];

	do {
		(void)next_of(&hosts, host, sizeof(host));
		(void)next_of(&addresses, address, sizeof(address));
		if (address[0] == '\0' && !needs_no_name(host))
			return fault_set(why, FAULT_INVALID,
			    "host=%s is a name; say its address, too, as "
			    "hostaddr=…: names are not looked up",
			    host);
	} while (hosts != NULL);
	return 0;
}

/* What is given for a keyword, or the environment's, or NULL. */
static const char *
option_of(const PQconninfoOption *options, const char *keyword)
{
	for (; options->keyword != NULL; options++) {
		if (strcmp(options->keyword, keyword) != 0)
			continue;
		if (options->val != NULL && options->val[0] != '\0')
			return options->val;
		return options->envvar == NULL ? NULL : getenv(options->envvar);
	}
	return NULL;
}

/* However it is written: a URL may spell the keyword with percent signs. */
static bool
has_password(const PQconninfoOption *options)
{
	for (; options->keyword != NULL; options++)
		if (options->val != NULL && options->val[0] != '\0' &&
		    (strcmp(options->keyword, "password") == 0 ||
			strcmp(options->keyword, "sslpassword") == 0))
			return true;
	return false;
}

/* libpq's reason, of one line, without what it quotes of the string: that may be
 * a password in the wrong place. */
static void
refuse(const char *reason, struct fault *why)
{
	char shown[160];
	size_t n = 0;

	for (const char *s = reason == NULL ? "" : reason;
	     *s != '\0' && *s != '\n' && n < sizeof(shown) - 8; s++) {
		const char *end = *s == '"' ? strchr(s + 1, '"') : NULL;

		shown[n++] = *s;
		if (end == NULL)
			continue;
		if (end - s > 2 || s[1] != '=')
			n +=
			    (size_t)snprintf(shown + n, sizeof(shown) - n, "…");
		else
			shown[n++] = '=';
		shown[n++] = '"';
		s = end;
	}
	shown[n] = '\0';
	(void)fault_set(why, FAULT_INVALID,
	    "found one that libpq cannot read, %s; allowed: such as "
	    "host=/run/postgresql dbname=serendip",
	    shown);
}

int
config_conninfo_check(const char *conninfo, struct fault *why)
{
	char *reason = NULL;
	PQconninfoOption *options = PQconninfoParse(conninfo, &reason);
	int result;

	if (options == NULL) {
		refuse(reason, why);
		PQfreemem(reason);
		return -1;
	}
	if (has_password(options))
		result = fault_set(why, FAULT_INVALID,
		    "found one that is not shown, allowed: one without a "
		    "password: name a file with passfile=, or set PGPASSFILE");
	else if (option_of(options, "service") != NULL)
		result = fault_set(why, FAULT_INVALID,
		    "service= may hide a host's name; say host= and hostaddr= "
		    "instead");
	else
		result = check_hosts(option_of(options, "host"),
		    option_of(options, "hostaddr"), why);
	PQconninfoFree(options);
	return result;
}

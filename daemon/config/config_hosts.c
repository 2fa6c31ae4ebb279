/*
 * The names of the server: see config/config_hosts.h.
 */
#include "config/config_hosts.h"

#include <ctype.h>
#include "base/memory.h"
#include "config/config_check.h"

/* As it stands in a Host header: lower case, without a port. */
static char *
config_hosts_normal(const char *s, size_t n)
{
	char *host = memory_text_n(s, n), *p;

	for (p = host; *p != '\0'; p++)
		*p = (char)tolower((unsigned char)*p);
	return host;
}

static char *
config_hosts_of_url(const char *url)
{
	const char *host = strstr(url, "://");

	host = host == NULL ? url : host + 3;
	return config_hosts_normal(
	    host, host[0] == '[' ? strcspn(host, "]") + 1 : strcspn(host, ":"));
}

static void
config_hosts_default(struct config *c)
{
	static const char *const loopback[] = { "localhost", "127.0.0.1",
		"[::1]" };
	size_t count = 0, i;

	c->hosts = memory_new(COUNT_OF(loopback) + 2, sizeof(*c->hosts));
	c->hosts[count++] = config_hosts_of_url(c->listen_url);
	if (strncmp(c->listen_address, "127.", 4) != 0 &&
	    strcmp(c->listen_address, "::1") != 0)
		return;
	for (i = 0; i < COUNT_OF(loopback); i++)
		if (strcmp(c->hosts[0], loopback[i]) != 0)
			c->hosts[count++] = memory_text(loopback[i]);
}

/* "::1" is taken for "[::1]". */
static char *
config_hosts_read_one(struct config_reader *r, const struct config_node *n)
{
	struct text host = { 0 };
	const char *allowed;
	char *normal = NULL;

	if (n->kind == CONFIG_SCALAR && strchr(n->text, ':') != NULL &&
	    n->text[0] != '[')
		text_addf(&host, "[%s]", n->text);
	else if (n->kind == CONFIG_SCALAR)
		text_add(&host, n->text);
	allowed = config_check_host(text_get(&host));
	if (allowed != NULL)
		config_error_found(r->errors, n, "%s", allowed);
	else
		normal = config_hosts_normal(text_get(&host), host.len);
	text_clear(&host);
	return normal;
}

void
config_hosts_read(struct config_reader *r, const struct config_node *list)
{
	struct config *c = r->config;
	const struct config_node *n;
	size_t count = 0;

	if (list == NULL) {
		if (c->listen_url != NULL && c->listen_address != NULL)
			config_hosts_default(c);
		return;
	}
	if (list->kind != CONFIG_LIST || list->first == NULL) {
		config_error_found(r->errors, list,
		    "a list of names and addresses, such as "
		    "[serendip.example.org]");
		return;
	}
	c->hosts = memory_new(config_node_count(list) + 1, sizeof(*c->hosts));
	for (n = list->first; n != NULL; n = n->next) {
		c->hosts[count] = config_hosts_read_one(r, n);
		if (c->hosts[count] != NULL)
			count++;
	}
}

void
config_hosts_clear(struct config *c)
{
	size_t i;

	for (i = 0; c->hosts != NULL && c->hosts[i] != NULL; i++)
		free(c->hosts[i]);
	free(c->hosts);
}

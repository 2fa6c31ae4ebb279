/*
 * `listen.hosts`: the names under which clients may ask. Others are refused,
 * so that no page elsewhere can reach this server under a name of its own.
 */
#ifndef CONFIG_CONFIG_HOSTS_H
#define CONFIG_CONFIG_HOSTS_H

#include "config/config_fields.h"

#define CONFIG_HOSTS_KEY "listen.hosts"
#define CONFIG_HOSTS_DEFAULT \
	"the host of listen.url, and with a loopback address localhost"
#define CONFIG_HOSTS_HELP \
	"List of names and addresses that clients may use for this server."

/* `list` is NULL where none is given. After the other keys. */
void config_hosts_read(struct config_reader *r, const struct config_node *list);
void config_hosts_clear(struct config *c);

#endif

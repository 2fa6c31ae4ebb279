/*
 * Connection strings of PostgreSQL, as libpq reads them.
 */
#ifndef CONFIG_CONFIG_CONNINFO_H
#define CONFIG_CONFIG_CONNINFO_H

#include "base/attr.h"
#include "base/fault.h"

/* 0 where libpq can connect without asking for a host's address, during which
 * all would wait: Unix sockets, addresses, names with a hostaddr; no `service`,
 * whose file may hold a name; and no password. Else -1 with what is wrong,
 * which shows nothing of the string but a host's name. Looks at PGHOST,
 * PGHOSTADDR and PGSERVICE, too. */
int config_conninfo_check(const char *conninfo, struct fault *why) MUST_CHECK;

#endif

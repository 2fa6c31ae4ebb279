/*
 * What the texts of the file must look like. Each check answers with what is
 * allowed, as an error says it, or NULL where the value is fine; the empty text
 * is never fine, so that the same words serve docs/configuration.md.
 */
#ifndef CONFIG_CONFIG_CHECK_H
#define CONFIG_CONFIG_CHECK_H

#include "base/attr.h"

typedef const char *(*config_check)(const char *value);

/* The words of a check that allows just some, NULL ends them; NULL: it is another.
 */
const char *const *config_check_words(config_check check);

const char *config_check_line(const char *value);
const char *config_check_version(const char *value);
const char *config_check_language(const char *value);
const char *config_check_level(const char *value);
const char *config_check_format(const char *value);
const char *config_check_policy(const char *value);
/* "127.0.0.1", "::1". */
const char *config_check_address(const char *value);
/* "example.org", "127.0.0.1", "[::1]": as in a URL. */
const char *config_check_host(const char *value);
/* Domains of e-mail addresses, separated by blanks. In the file, a list. */
const char *config_check_domains(const char *value);
/* "ops@example.org", likewise several. */
const char *config_check_mailboxes(const char *value);
const char *config_check_url(const char *value);
/* A page for people: http or https, in ASCII without blanks. */
const char *config_check_link(const char *value);
/* Absolute already. */
const char *config_check_path(const char *value);
const char *config_check_socket(const char *value);
/* "files:/some/folder", or mail servers with blanks between. */
const char *config_check_transport(const char *value);
const char *config_check_smtp_tls(const char *value);
/* PostgreSQL's, without a password. Never shown in an error. */
const char *config_check_conninfo(const char *value);
/* "Name <user@example.org>". */
const char *config_check_from(const char *value);

#endif

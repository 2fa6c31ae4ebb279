/*
 * Checks of single texts: see config/config_check.h. Those of addresses and
 * names on the network are in config_check_net.c.
 */
#include "config/config_check.h"

#include <stdbool.h>
#include <sys/un.h>
#include "base/text.h"

#define CONNINFO_BYTES_MAX 1000
#define PATH_BYTES_MAX 4000

static const char *const language_words[] = { "en", "fr", NULL };
static const char *const level_words[] = { "debug", "info", "warn", "error",
	NULL };
static const char *const format_words[] = { "logfmt", "json", NULL };
static const char *const policy_words[] = { "open", "invitation", "domain",
	NULL };
static const char *const smtp_tls_words[] = { "required", "opportunistic",
	"none", NULL };

static bool
config_check_is_one(const char *value, const char *const *words)
{
	for (; *words != NULL; words++)
		if (strcmp(value, *words) == 0)
			return true;
	return false;
}

const char *const *
config_check_words(config_check check)
{
	return check == config_check_language   ? language_words
	       : check == config_check_level    ? level_words
	       : check == config_check_format   ? format_words
	       : check == config_check_policy   ? policy_words
	       : check == config_check_smtp_tls ? smtp_tls_words
						: NULL;
}

/* One line of at most `max` characters that looks like what it is. */
static bool
config_check_is_line(const char *value, long max)
{
	long length = text_utf8_length(value, strlen(value));

	return length >= 1 && length <= max && value[0] != ' ' &&
	       value[strlen(value) - 1] != ' ' &&
	       !text_has_control(value, "") && !text_has_disguise(value);
}

const char *
config_check_line(const char *value)
{
	return config_check_is_line(value, 100)
		   ? NULL
		   : "one line of 1 to 100 characters, none of them a control "
		     "or "
		     "invisible one";
}

const char *
config_check_version(const char *value)
{
	return config_check_is_line(value, 40) ? NULL
					       : "1 to 40 characters, such as "
						 "2026-11";
}

const char *
config_check_language(const char *value)
{
	return config_check_is_one(value, language_words) ? NULL : "en or fr";
}

const char *
config_check_level(const char *value)
{
	return config_check_is_one(value, level_words)
		   ? NULL
		   : "debug, info, warn or error";
}

const char *
config_check_format(const char *value)
{
	return config_check_is_one(value, format_words) ? NULL
							: "logfmt or json";
}

const char *
config_check_policy(const char *value)
{
	return config_check_is_one(value, policy_words)
		   ? NULL
		   : "open, invitation or domain";
}

const char *
config_check_path(const char *value)
{
	size_t n = strlen(value);

	return n > 0 && n <= PATH_BYTES_MAX && !text_has_control(value, "")
		   ? NULL
		   : "a path, absolute or from the folder of this file";
}

const char *
config_check_socket(const char *value)
{
	struct sockaddr_un address;

	return config_check_path(value) == NULL &&
		       strlen(value) < sizeof(address.sun_path)
		   ? NULL
		   : "a path of at most 107 bytes, absolute or from the folder "
		     "of this file";
}

/* "password = x", "sslpassword='x'", "…?password=x". */
static bool
config_check_has_password_key(const char *value)
{
	static const char key[] = "password";
	const char *p = value;

	while ((p = strstr(p, key)) != NULL) {
		p += sizeof(key) - 1;
		if (p[strspn(p, " \t\n")] == '=')
			return true;
	}
	return false;
}

/* "postgresql://user:password@host/…". */
static bool
config_check_has_url_password(const char *value)
{
	const char *p = strstr(value, "://");
	size_t n;

	if (strncmp(value, "postgres", 8) != 0 || p == NULL)
		return false;
	p += 3;
	n = strcspn(p, "/?");
	return memchr(p, '@', n) != NULL && memchr(p, ':', n) != NULL &&
	       strcspn(p, ":") < strcspn(p, "@");
}

const char *
config_check_conninfo(const char *value)
{
	size_t n = strlen(value);

	if (n < 1 || n > CONNINFO_BYTES_MAX || text_has_control(value, ""))
		return "1 to 1000 characters as libpq reads them, such as "
		       "host=/run/postgresql dbname=serendip";
	if (config_check_has_password_key(value) ||
	    config_check_has_url_password(value))
		return "one without a password: name a file with passfile=, or "
		       "set PGPASSFILE";
	return NULL;
}

const char *
config_check_smtp_tls(const char *value)
{
	return config_check_is_one(value, smtp_tls_words)
		   ? NULL
		   : "required, opportunistic or none";
}

/*
 * Checks of what concerns the network: see config/config_check.h. Names are
 * those of DNS, as they come in a Host header; international ones are given
 * in their ASCII form.
 */
#include <arpa/inet.h>
#include <stdbool.h>
#include "config/config_check.h"

#include "base/text.h"

#define ALPHANUMERIC \
	"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
#define HOST_BYTES_MAX 253
#define LABEL_BYTES_MAX 63
#define LINK_BYTES_MAX 500

static bool
config_check_is_address(const char *s, size_t n, int family)
{
	unsigned char address[16];
	char copy[64];

	if (n >= sizeof(copy))
		return false;
	memcpy(copy, s, n);
	copy[n] = '\0';
	return inet_pton(family, copy, address) == 1;
}

static bool
config_check_is_label(const char *s, size_t n)
{
	return n >= 1 && n <= LABEL_BYTES_MAX && s[0] != '-' &&
	       s[n - 1] != '-' && strspn(s, ALPHANUMERIC "-") >= n;
}

/* The first n bytes. All digits and dots would be an address, so they are not
 * a name. */
static bool
config_check_is_name(const char *s, size_t n)
{
	const char *end = s + n;
	size_t label;

	if (n == 0 || n > HOST_BYTES_MAX || strspn(s, "0123456789.") >= n)
		return false;
	for (;;) {
		label = strcspn(s, ".");
		if (label > (size_t)(end - s))
			label = (size_t)(end - s);
		if (!config_check_is_label(s, label))
			return false;
		s += label;
		if (s == end)
			return true;
		s++;
	}
}

static bool
config_check_is_host(const char *s, size_t n)
{
	if (n > 2 && s[0] == '[' && s[n - 1] == ']')
		return config_check_is_address(s + 1, n - 2, AF_INET6);
	return config_check_is_address(s, n, AF_INET) ||
	       config_check_is_name(s, n);
}

/* Of a list, as one text with a blank between two. */
static bool
are_all(const char *list, bool (*is_one)(const char *s, size_t n))
{
	size_t n = strcspn(list, " ");

	for (; is_one(list, n); n = strcspn(list, " ")) {
		if (list[n] == '\0')
			return true;
		list += n + 1;
	}
	return false;
}

const char *
config_check_domains(const char *value)
{
	return are_all(value, config_check_is_name)
		   ? NULL
		   : "a list of domains, such as [example.org]";
}

const char *
config_check_address(const char *value)
{
	size_t n = strlen(value);

	return config_check_is_address(value, n, AF_INET) ||
		       config_check_is_address(value, n, AF_INET6)
		   ? NULL
		   : "an IPv4 or IPv6 address, such as 127.0.0.1 or ::1";
}

const char *
config_check_host(const char *value)
{
	return config_check_is_host(value, strlen(value))
		   ? NULL
		   : "a name or an address without a port, such as "
		     "serendip.example.org, 192.0.2.1 or [::1]";
}

const char *
config_check_url(const char *value)
{
	static const char *const allowed =
	    "https:// with a host and perhaps a port, and nothing after, such "
	    "as https://serendip.example.org";
	const char *host = value + 8, *port;
	int64_t number;
	size_t n;

	if (strncmp(value, "https://", 8) != 0)
		return allowed;
	n = host[0] == '[' ? strcspn(host, "]") + 1 : strcspn(host, ":");
	if (n > strlen(host) || !config_check_is_host(host, n))
		return allowed;
	port = host + n;
	if (*port == '\0')
		return NULL;
	return *port == ':' && text_to_int(port + 1, 1, 65535, &number) == 0
		   ? NULL
		   : allowed;
}

const char *
config_check_link(const char *value)
{
	size_t n = strlen(value);
	size_t scheme = strncmp(value, "https://", 8) == 0  ? 8
			: strncmp(value, "http://", 7) == 0 ? 7
							    : 0;
	size_t host = scheme == 0 ? 0 : strcspn(value + scheme, ":/?#");
	bool ok = scheme > 0 && n <= LINK_BYTES_MAX &&
		  config_check_is_host(value + scheme, host);

	for (size_t i = 0; ok && i < n; i++)
		ok = value[i] > ' ' && value[i] < 0x7f &&
		     strchr("\"<>\\^`{|}", value[i]) == NULL;
	return ok ? NULL
		  : "an address of at most 500 characters, such as "
		    "https://example.org/terms";
}

/* "user@example.org", of n bytes; the atoms of RFC 5322, without quotes. */
static bool
config_check_is_mailbox(const char *s, size_t n)
{
	size_t local = strcspn(s, "@");

	return local >= 1 && local <= 64 && local + 1 < n &&
	       strspn(s, ALPHANUMERIC ".!#$%&'*+/=?^_`{|}~-") == local &&
	       s[0] != '.' && s[local - 1] != '.' &&
	       config_check_is_name(s + local + 1, n - local - 1);
}

const char *
config_check_mailboxes(const char *value)
{
	return are_all(value, config_check_is_mailbox)
		   ? NULL
		   : "a list of addresses, such as [ops@example.org]";
}

const char *
config_check_from(const char *value)
{
	static const char *const allowed =
	    "user@example.org, or Name <user@example.org>";
	size_t n = strlen(value), name = strcspn(value, "<");

	if (value[name] == '\0')
		return config_check_is_mailbox(value, n) ? NULL : allowed;
	if (name < 2 || name > 200 || value[name - 1] != ' ' ||
	    value[n - 1] != '>' || strcspn(value, "\">") != n - 1 ||
	    text_has_control(value, "") || text_has_disguise(value))
		return allowed;
	return config_check_is_mailbox(value + name + 1, n - name - 2)
		   ? NULL
		   : allowed;
}

/* smtp://[user@]host[:port]: a user without ":", which would be a password. */
static bool
config_check_is_mail_server(const char *s, size_t n)
{
	const char *end = s + n, *at, *port;
	char digits[8] = "";
	int64_t number;
	size_t host;

	s += strncmp(s, "smtps://", 8) == 0 ? 8 : 7;
	if (s >= end)
		return false;
	at = memchr(s, '@', (size_t)(end - s));
	if (at != NULL) {
		if (at == s ||
		    strspn(s, ALPHANUMERIC "-._~%+!$&'*=") < (size_t)(at - s))
			return false;
		s = at + 1;
	}
	host = s[0] == '[' ? strcspn(s, "]") + 1 : strcspn(s, ": ");
	if (s + host > end || !config_check_is_host(s, host))
		return false;
	port = s + host;
	if (port == end)
		return true;
	if (*port++ != ':' || end - port >= (long)sizeof(digits))
		return false;
	memcpy(digits, port, (size_t)(end - port));
	return text_to_int(digits, 1, 65535, &number) == 0;
}

const char *
config_check_transport(const char *value)
{
	static const char *const allowed =
	    "files: and the path of a folder, or mail servers with blanks "
	    "between, such as smtp://user@mail.example.org:587";
	const char *s = value;

	if (strncmp(value, "files:", 6) == 0)
		return config_check_path(value + 6) == NULL ? NULL : allowed;
	if (*value == '\0')
		return allowed;
	while (*s != '\0') {
		size_t n = strcspn(s, " ");

		if ((strncmp(s, "smtp://", 7) != 0 &&
			strncmp(s, "smtps://", 8) != 0) ||
		    !config_check_is_mail_server(s, n))
			return allowed;
		s += n;
		s += strspn(s, " ");
	}
	return NULL;
}

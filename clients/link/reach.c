/*
 * Reaching a server: see clients/link/reach.h.
 */
#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "clients/link/language.h"
#include "clients/link/link.h"
#include "clients/link/reach.h"

bool
reach_ca(const char *path)
{
	char data[4096] = "";
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, data, sizeof(data) - 1);

	if (n < 0)
		fprintf(stderr,
		    _("%s: %s\nIt was named as the certificate to trust, with "
		      "--ca, SERENDIP_CA or at the last sign-in.\n"),
		    path, strerror(errno));
	if (fd >= 0)
		close(fd);
	return n >= 0;
}

/* --- over TLS ------------------------------------------------------------- */

static const struct {
	CURLcode code;
	const char *words;
} remedies[] = {
	{ CURLE_PEER_FAILED_VERIFICATION,
	    N_("Its certificate is not trusted here, or is another name's. For "
	       "a "
	       "server of your own name its certificate with --ca FILE or "
	       "SERENDIP_CA.") },
	{ CURLE_SSL_CACERT_BADFILE, N_("The file named with --ca or "
				       "SERENDIP_CA holds no certificate.") },
	{ CURLE_UNSUPPORTED_PROTOCOL,
	    N_("Write the server as https://HOST or https://HOST:PORT.") },
	{ CURLE_URL_MALFORMAT,
	    N_("Write the server as https://HOST or https://HOST:PORT.") },
	{ CURLE_COULDNT_RESOLVE_HOST,
	    N_("No host of that name is known. Is it spelt right, and is this "
	       "machine online?") },
	{ CURLE_COULDNT_CONNECT,
	    N_("Nothing answers there. Is the server running, and is this its "
	       "address?") },
	{ CURLE_SSL_CONNECT_ERROR,
	    N_("What answers there does not speak TLS. Is the port right?") },
	{ CURLE_GOT_NOTHING, N_("It hung up. Try again.") },
	{ CURLE_RECV_ERROR, N_("The connection broke off. Try again.") },
	{ CURLE_SEND_ERROR, N_("The connection broke off. Try again.") },
	{ CURLE_PARTIAL_FILE, N_("The connection broke off. Try again.") },
	{ CURLE_WEIRD_SERVER_REPLY,
	    N_("What answers there does not speak HTTP.") },
};

static void
say_late(const char *where, bool is_socket, int seconds)
{
	fprintf(
	    stderr, _("%s: no answer within %d seconds.\n"), where, seconds);
	fputs(is_socket ? _("It may be stuck or overloaded: try again, or look "
			    "at serendipd's log.\n")
			: _("It may be stuck or overloaded: try again, or tell "
			    "who runs it.\n"),
	    stderr);
}

/* --- over the socket ------------------------------------------------------ */

/* Who owns the nearest part of the path that can be seen; a new text. */
static char *
owner_of(const char *path)
{
	char *part = link_copy(path), *slash, *owner, names[4096];
	struct passwd row, *found = NULL;
	struct stat st;

	while (stat(part, &st) != 0 && (slash = strrchr(part, '/')) != NULL &&
	       slash != part)
		*slash = '\0';
	if (stat(part, &st) == 0 &&
	    getpwuid_r(st.st_uid, &row, names, sizeof(names), &found) != 0)
		found = NULL;
	owner = link_copy(found == NULL ? _("another user") : found->pw_name);
	free(part);
	return owner;
}

static void
say_socket(const char *path)
{
	struct stat st;
	char *owner;
	int why = stat(path, &st) != 0 || access(path, W_OK) != 0 ? errno : 0;

	if (why == 0 && !S_ISSOCK(st.st_mode)) {
		fprintf(stderr, _("%s: it is no socket.\n"), path);
	} else if (why == 0) {
		fprintf(stderr,
		    _("%s: nobody listens on it. Is serendipd running?\n"),
		    path);
	} else if (why == EACCES) {
		owner = owner_of(path);
		fprintf(stderr,
		    _("%s: %s. It belongs to %s: run this as that user or as "
		      "root.\n"),
		    path, strerror(why), owner);
		free(owner);
		return;
	} else {
		fprintf(stderr, _("%s: %s. Is serendipd running?\n"), path,
		    strerror(why));
	}
	fputs(
	    _("Name another with --socket PATH or SERENDIP_SOCKET.\n"), stderr);
}

void
reach_say(CURLcode code, const char *where, bool is_socket, int seconds)
{
	if (code == CURLE_OPERATION_TIMEDOUT) {
		say_late(where, is_socket, seconds);
		return;
	}
	if (is_socket && code == CURLE_COULDNT_CONNECT) {
		say_socket(where);
		return;
	}
	for (size_t i = 0; i < sizeof(remedies) / sizeof(remedies[0]); i++) {
		if (remedies[i].code != code)
			continue;
		fprintf(stderr, "%s: %s\n", where, _(remedies[i].words));
		return;
	}
	fprintf(stderr, "%s: %s\n", where, curl_easy_strerror(code));
}

/*
 * Sockets to listen on: see io/http_listen.h.
 */
#include <errno.h>
#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#include "io/http_listen.h"
#include "base/text.h"

int
http_listen_unix(const char *path, struct fault *why)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	struct stat st;
	mode_t before;
	int fd, done;

	if (strlen(path) >= sizeof(at.sun_path))
		return fault_set(why, FAULT_INVALID,
		    "%s: a socket's path has at most %zu bytes", path,
		    sizeof(at.sun_path) - 1);
	text_copy(at.sun_path, sizeof(at.sun_path), path);
	if ((fd = socket(
		 AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)) < 0)
		return fault_set(
		    why, FAULT_INTERNAL, "socket: %s", strerror(errno));
	/* A stale one is removed; one that answers is another daemon's. */
	if (connect(fd, (struct sockaddr *)&at, sizeof(at)) == 0) {
		close(fd);
		return fault_set(why, FAULT_CONFLICT,
		    "%s: another serendipd listens there", path);
	}
	if (lstat(path, &st) == 0 && S_ISSOCK(st.st_mode))
		unlink(path);
	before = umask(0177);
	done = bind(fd, (struct sockaddr *)&at, sizeof(at));
	umask(before);
	if (done == 0)
		return fd;
	close(fd);
	return fault_set(why, FAULT_CONFLICT, "%s: %s", path, strerror(errno));
}

/* Accepted sockets inherit it. Without TCP_NODELAY each answer waits for the
 * client's delayed acknowledgement. */
static int
set_for_clients(int fd)
{
	int on = 1, buffer = 32 * 1024;

	return setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on)) == 0 &&
		       setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &buffer,
			   sizeof(buffer)) == 0
		   ? 0
		   : -1;
}

int
http_listen_take(int fd, struct fault *why)
{
	int is_listening = 0;
	socklen_t len = sizeof(is_listening);

	if (getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &is_listening, &len) ==
		0 &&
	    is_listening != 0 && set_for_clients(fd) == 0)
		return 0;
	return fault_set(why, FAULT_INVALID,
	    "descriptor %d was passed as a socket that listens for TCP, and is "
	    "none",
	    fd);
}

int
http_listen_address(const char *address, int port, struct fault *why)
{
	struct addrinfo hints = { .ai_flags = AI_NUMERICHOST | AI_PASSIVE,
		.ai_socktype = SOCK_STREAM },
			*at = NULL;
	int fd = -1, on = 1, off = 0, error;
	char number[8];

	snprintf(number, sizeof(number), "%d", port);
	if ((error = getaddrinfo(address, number, &hints, &at)) != 0)
		return fault_set(
		    why, FAULT_INVALID, "%s: %s", address, gai_strerror(error));
	fd = socket(
	    at->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (fd < 0 ||
	    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) != 0 ||
	    set_for_clients(fd) != 0 ||
	    (at->ai_family == AF_INET6 &&
		setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof(off)) !=
		    0) ||
	    bind(fd, at->ai_addr, at->ai_addrlen) != 0) {
		(void)fault_set(why, FAULT_CONFLICT, "%s port %d: %s", address,
		    port, strerror(errno));
		if (fd >= 0)
			close(fd);
		fd = -1;
	}
	freeaddrinfo(at);
	return fd;
}

union address {
	struct sockaddr any;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
	struct sockaddr_storage room;
};

static bool
address_of(int fd, union address *at)
{
	socklen_t len = sizeof(*at);

	*at = (union address){ .room = { 0 } };
	return getsockname(fd, &at->any, &len) == 0;
}

bool
http_listen_is(
    int fd, const char *address, int port, char found[HTTP_LISTEN_TEXT])
{
	char text[INET6_ADDRSTRLEN] = "";
	uint8_t wanted[sizeof(struct in6_addr)] = { 0 };
	union address at;
	bool is_six, is_same;

	if (!address_of(fd, &at))
		return false;
	is_six = at.any.sa_family == AF_INET6;
	is_same = is_six ? inet_pton(AF_INET6, address, wanted) == 1 &&
			       memcmp(wanted, &at.v6.sin6_addr, 16) == 0
			 : inet_pton(AF_INET, address, wanted) == 1 &&
			       memcmp(wanted, &at.v4.sin_addr, 4) == 0;
	if (is_same && (port == 0 || port == http_listen_port(fd)))
		return true;
	(void)inet_ntop(at.any.sa_family,
	    is_six ? (const void *)&at.v6.sin6_addr
		   : (const void *)&at.v4.sin_addr,
	    text, sizeof(text));
	snprintf(found, HTTP_LISTEN_TEXT, is_six ? "[%s]:%d" : "%s:%d", text,
	    http_listen_port(fd));
	return false;
}

int
http_listen_port(int fd)
{
	union address at;

	if (!address_of(fd, &at))
		return 0;
	return ntohs(
	    at.any.sa_family == AF_INET6 ? at.v6.sin6_port : at.v4.sin_port);
}

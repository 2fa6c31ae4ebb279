/*
 * Words with the supervisor: see supervisor.h. The protocols are small and stable
 * (sd_notify(3), "Reproducing the interface"; sd_listen_fds(3)), smaller than
 * their library.
 */
#include <fcntl.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include "base/memory.h"
#include "base/text.h"
#include "io/loop.h"
#include "io/supervisor.h"

#define FIRST_SOCKET 3 /* SD_LISTEN_FDS_START */

void
supervisor_tell(const char *state)
{
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	const char *path = getenv("NOTIFY_SOCKET");
	size_t n = path == NULL ? 0 : strlen(path);
	int fd;

	if (n < 2 || n >= sizeof(to.sun_path) ||
	    (path[0] != '/' && path[0] != '@'))
		return;
	memcpy(to.sun_path, path, n);
	if (path[0] == '@')
		to.sun_path[0] = '\0'; /* Linux's abstract names */
	fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd == -1)
		return;
	(void)sendto(fd, state, strlen(state), MSG_NOSIGNAL,
	    (struct sockaddr *)&to,
	    (socklen_t)(offsetof(struct sockaddr_un, sun_path) + n));
	close(fd);
}

/* A positive number of the environment, or 0. */
static int64_t
number_of(const char *variable)
{
	const char *value = getenv(variable);
	char *end;
	long long number;

	if (value == NULL || *value < '1' || *value > '9')
		return 0;
	number = strtoll(value, &end, 10);
	return *end == '\0' ? number : 0;
}

/* What the environment says is for this process, not for one before it. */
static bool
is_for_us(const char *variable)
{
	return number_of(variable) == getpid();
}

/* --- the watchdog --------------------------------------------------------- */

struct watchdog {
	struct loop *loop;
	struct timer *timer;
	int64_t every_us;
};

static void
on_watch(void *arg)
{
	struct watchdog *w = arg;

	supervisor_tell("WATCHDOG=1");
	w->timer = loop_timer_start(w->loop, w->every_us, on_watch, w);
}

struct watchdog *
supervisor_watch(struct loop *loop)
{
	int64_t within_us = number_of("WATCHDOG_USEC");
	struct watchdog *w;

	if (within_us < 2 ||
	    (getenv("WATCHDOG_PID") != NULL && !is_for_us("WATCHDOG_PID")))
		return NULL;
	w = memory_new(1, sizeof(*w));
	w->loop = loop;
	w->every_us = within_us / 2;
	on_watch(w);
	return w;
}

void
watchdog_free(struct watchdog *watchdog)
{
	if (watchdog == NULL)
		return;
	loop_timer_cancel(watchdog->timer);
	free(watchdog);
}

/* --- sockets that were opened for us -------------------------------------- */

int
supervisor_socket(const char *name)
{
	const char *names = getenv("LISTEN_FDNAMES");
	int64_t count = is_for_us("LISTEN_PID") ? number_of("LISTEN_FDS") : 0;
	size_t n;
	int fd;

	for (fd = FIRST_SOCKET; names != NULL && fd < FIRST_SOCKET + count;
	     fd++) {
		n = strcspn(names, ":");
		if (n == strlen(name) && strncmp(names, name, n) == 0)
			return fcntl(fd, F_SETFD, FD_CLOEXEC) == 0 &&
				       fcntl(fd, F_SETFL, O_NONBLOCK) == 0
				   ? fd
				   : -1;
		names = names[n] == ':' ? names + n + 1 : NULL;
	}
	return -1;
}

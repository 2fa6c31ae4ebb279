/*
 * Children: see io/child.h.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "io/child.h"
#include "base/memory.h"

extern char **environ;

static int
spawn(struct child *child, const char *const *argv, int theirs, int standard)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t ends;
	char **words;
	size_t n = 0;
	int error;

	while (argv[n] != NULL)
		n++;
	/* posix_spawn takes words that it might change, and does not. */
	words = memory_new(n + 1, sizeof(*words));
	for (size_t i = 0; i < n; i++)
		words[i] = memory_text(argv[i]);
	sigemptyset(&ends);
	sigaddset(&ends, SIGPIPE);
	if (posix_spawn_file_actions_init(&actions) != 0 ||
	    posix_spawn_file_actions_adddup2(&actions, theirs, standard) != 0 ||
	    posix_spawnattr_init(&attributes) != 0 ||
	    posix_spawnattr_setsigdefault(&attributes, &ends) != 0 ||
	    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF) != 0)
		die("posix_spawn");
	error = posix_spawnp(
	    &child->pid, words[0], &actions, &attributes, words, environ);
	posix_spawn_file_actions_destroy(&actions);
	posix_spawnattr_destroy(&attributes);
	for (size_t i = 0; i < n; i++)
		free(words[i]);
	free(words);
	return error;
}

int
child_start(
    struct child *child, const char *const *argv, bool reads, struct fault *why)
{
	int ends[2], error;

	if (pipe2(ends, O_CLOEXEC) != 0)
		return fault_set(
		    why, FAULT_INTERNAL, "pipe: %s", strerror(errno));
	error = spawn(child, argv, ends[reads ? 0 : 1],
	    reads ? STDIN_FILENO : STDOUT_FILENO);
	close(ends[reads ? 0 : 1]);
	child->fd = ends[reads ? 1 : 0];
	if (error == 0)
		return 0;
	close(child->fd);
	return fault_set(why, FAULT_NOT_FOUND,
	    "%s: %s; PostgreSQL's client programs are needed", argv[0],
	    strerror(error));
}

static int
child_wait(struct child *child)
{
	int status;

	if (child->fd >= 0)
		close(child->fd);
	child->fd = -1;
	while (waitpid(child->pid, &status, 0) < 0)
		if (errno != EINTR)
			die("waitpid: %s", strerror(errno));
	return status;
}

int
child_end(struct child *child, const char *name, struct fault *why)
{
	int status = child_wait(child);

	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return 0;
	if (WIFEXITED(status))
		return fault_set(why, FAULT_INTERNAL, "%s ended with status %d",
		    name, WEXITSTATUS(status));
	return fault_set(why, FAULT_INTERNAL, "%s was ended by signal %d", name,
	    WTERMSIG(status));
}

void
child_kill(struct child *child)
{
	kill(child->pid, SIGKILL);
	(void)child_wait(child);
}

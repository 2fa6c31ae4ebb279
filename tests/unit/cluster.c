/*
 * A private PostgreSQL for tests: see cluster.h. The test and the keeper speak
 * through a socket pair, one letter each way; its end of file, which the kernel
 * sends for the dead too, is the order to clear up.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <libpq-fe.h>
#include "cluster.h"
#include "base/clock.h"
#include "base/memory.h"
#include "base/text.h"

#define START_US (30 * CLOCK_SECOND)
#define FOLDER "/tmp/cluster.XXXXXX"
#define BIN "/usr/lib/postgresql/15/bin" /* or what CLUSTER_BIN says */

static struct {
	pid_t keeper; /* 0: there is none */
	int channel;
	char conninfo[128];
	char value[1024];
} here;

/* --- the keeper ----------------------------------------------------------- */

struct keeper {
	int channel;
	pid_t postmaster; /* 0: it is down */
	char folder[sizeof(FOLDER)];
	char conninfo[128];
};

/* PostgreSQL refuses to run as root. */
static void
keeper_step_down(void)
{
	const struct passwd *user;

	if (geteuid() != 0)
		return;
	if ((user = getpwnam("postgres")) == NULL &&
	    (user = getpwnam("nobody")) == NULL)
		die("neither a user postgres nor nobody");
	if (setgroups(0, NULL) != 0 || setgid(user->pw_gid) != 0 ||
	    setuid(user->pw_uid) != 0)
		die("cannot become %s: %s", user->pw_name, strerror(errno));
}

/* What PostgreSQL's programs write goes to the folder's log, for one who looks.
 */
static pid_t
keeper_spawn(const struct keeper *k, const char *const argv[])
{
	const char *bin = getenv("CLUSTER_BIN");
	char path[256];
	pid_t pid;
	int out;

	if (argv[0][0] == '/')
		text_copy(path, sizeof(path), argv[0]);
	else
		snprintf(path, sizeof(path), "%s/%s", bin == NULL ? BIN : bin,
		    argv[0]);
	if ((pid = fork()) < 0)
		die("no process: %s", strerror(errno));
	if (pid > 0)
		return pid;
	if (chdir(k->folder) != 0)
		_exit(126);
	out = open("log", O_WRONLY | O_CREAT | O_APPEND, 0600);
	dup2(out, STDOUT_FILENO);
	dup2(out, STDERR_FILENO);
	execv(path, (char *const *)(uintptr_t)argv);
	_exit(127);
}

static void
keeper_say_log(const struct keeper *k)
{
	char path[64], line[512];
	FILE *log;

	snprintf(path, sizeof(path), "%s/log", k->folder);
	if ((log = fopen(path, "re")) == NULL)
		return;
	while (fgets(line, sizeof(line), log) != NULL)
		fputs(line, stderr);
	fclose(log);
}

static void
keeper_remove(const struct keeper *k)
{
	const char *const argv[] = { "/bin/rm", "-rf", "--", k->folder, NULL };
	pid_t pid = fork();

	if (pid == 0) {
		execv(argv[0], (char *const *)(uintptr_t)argv);
		_exit(127);
	}
	waitpid(pid, NULL, 0);
}

/* The postmaster and its children at one blow; the children come to us, their
 * nearest reaper, so that none is left when this returns. */
static void
keeper_kill(struct keeper *k)
{
	char path[64], line[4096] = "", *rest = line, *word;
	int64_t pid;
	ssize_t n;
	int fd;

	if (k->postmaster == 0)
		return;
	/* Stopped, it begins no other child while we look. */
	if (kill(k->postmaster, SIGSTOP) == 0)
		waitpid(k->postmaster, NULL, WUNTRACED);
	snprintf(path, sizeof(path), "/proc/%d/task/%d/children",
	    (int)k->postmaster, (int)k->postmaster);
	if ((fd = open(path, O_RDONLY | O_CLOEXEC)) >= 0) {
		n = read(fd, line, sizeof(line) - 1);
		line[n < 0 ? 0 : n] = '\0';
		close(fd);
	}
	kill(k->postmaster, SIGKILL);
	while ((word = text_split(&rest, " ")) != NULL)
		if (text_to_int(word, 2, INT32_MAX, &pid) == 0)
			kill((pid_t)pid, SIGKILL);
	while (waitpid(-1, NULL, 0) > 0 || errno == EINTR)
		;
	k->postmaster = 0;
}

static void
keeper_end(struct keeper *k)
{
	keeper_kill(k);
	keeper_remove(k);
}

static NO_RETURN void
keeper_give_up(struct keeper *k, const char *program)
{
	keeper_say_log(k);
	keeper_end(k);
	die("%s failed", program);
}

/* Waits for a program that ends by itself. */
static void
keeper_run(struct keeper *k, const char *const argv[])
{
	pid_t pid = keeper_spawn(k, argv);
	int status;

	if (waitpid(pid, &status, 0) != pid || status != 0)
		keeper_give_up(k, argv[0]);
}

/* Whether it takes connections now. */
static bool
keeper_connects(const struct keeper *k)
{
	PGconn *pg = PQconnectdb(k->conninfo);
	bool is_up = PQstatus(pg) == CONNECTION_OK;

	PQfinish(pg);
	return is_up;
}

static void
keeper_start(struct keeper *k)
{
	int64_t until_us = clock_steady_us() + START_US;
	const char *const argv[] = { "postgres", "-D", "data", "-k", k->folder,
		"-p", "5432", "-c", "listen_addresses=", "-c", "fsync=off",
		"-c", "synchronous_commit=off", "-c", "full_page_writes=off",
		"-c", "autovacuum=off", "-c", "shared_buffers=16MB", "-c",
		"max_connections=40", "-c", "log_min_messages=warning", NULL };

	k->postmaster = keeper_spawn(k, argv);
	while (!keeper_connects(k)) {
		if (clock_steady_us() > until_us ||
		    waitpid(k->postmaster, NULL, WNOHANG) != 0)
			keeper_give_up(k, argv[0]);
		/* Until it says more, or the test is gone. */
		(void)poll(&(struct pollfd){ .fd = k->channel }, 1, 10);
	}
}

static void
keeper_make(struct keeper *k)
{
	const char *template = getenv("CLUSTER_TEMPLATE");
	const char *const copy[] = { "/bin/cp", "-a", template, "data", NULL };
	const char *const initdb[] = { "initdb", "-D", "data", "-U", "postgres",
		"-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync",
		"--no-instructions", NULL };

	keeper_step_down();
	umask(077);
	if (setsid() < 0 || prctl(PR_SET_CHILD_SUBREAPER, 1) != 0)
		die("the keeper cannot keep: %s", strerror(errno));
	text_copy(k->folder, sizeof(k->folder), FOLDER);
	if (mkdtemp(k->folder) == NULL)
		die("no folder: %s", strerror(errno));
	snprintf(k->conninfo, sizeof(k->conninfo),
	    "host=%s port=5432 user=postgres dbname=postgres", k->folder);
	keeper_run(k, template == NULL ? initdb : copy);
	keeper_start(k);
}

static NO_RETURN void
keeper_main(int channel)
{
	struct keeper k = { .channel = channel };
	char order;

	keeper_make(&k);
	if (write(channel, k.conninfo, sizeof(k.conninfo)) < 0)
		order = '\0'; /* nobody reads: the loop below ends at once */
	while (read(channel, &order, 1) == 1) {
		if (order == 'k')
			keeper_kill(&k);
		else if (k.postmaster == 0)
			keeper_start(&k);
		if (write(channel, &order, 1) != 1)
			break;
	}
	keeper_end(&k);
	_exit(0);
}

/* --- the test's side ------------------------------------------------------ */

void
cluster_start(void)
{
	int pair[2];

	if (here.keeper != 0)
		die("there is a cluster already");
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
		die("no socket pair: %s", strerror(errno));
	fflush(NULL);
	if ((here.keeper = fork()) < 0)
		die("no process: %s", strerror(errno));
	if (here.keeper == 0) {
		close(pair[0]);
		signal(SIGPIPE, SIG_IGN);
		keeper_main(pair[1]);
	}
	close(pair[1]);
	here.channel = pair[0];
	atexit(cluster_stop);
	if (recv(here.channel, here.conninfo, sizeof(here.conninfo),
		MSG_WAITALL) != sizeof(here.conninfo))
		die("there is no PostgreSQL to test with");
}

const char *
cluster_conninfo(void)
{
	return here.conninfo;
}

static void
cluster_order(char order)
{
	if (send(here.channel, &order, 1, MSG_NOSIGNAL) != 1 ||
	    recv(here.channel, &order, 1, 0) != 1)
		die("the keeper of the cluster is gone");
}

void
cluster_kill(void)
{
	cluster_order('k');
}

void
cluster_start_again(void)
{
	cluster_order('s');
}

void
cluster_stop(void)
{
	if (here.keeper == 0)
		return;
	close(here.channel);
	waitpid(here.keeper, NULL, 0);
	here.keeper = 0;
}

int
cluster_open(void **state)
{
	(void)state;
	cluster_start();
	return 0;
}

int
cluster_close(void **state)
{
	(void)state;
	cluster_stop();
	return 0;
}

static void
on_notice(void *arg, const char *message)
{
	(void)arg;
	(void)message;
}

const char *
cluster_sql(const char *sql)
{
	PGconn *pg = PQconnectdb(here.conninfo);
	ExecStatusType status;
	PGresult *result;
	char why[512];

	PQsetNoticeProcessor(pg, on_notice, NULL);
	result = PQexec(pg, sql);
	status = PQresultStatus(result);
	text_copy(why, sizeof(why), PQerrorMessage(pg));
	text_copy(here.value, sizeof(here.value),
	    PQntuples(result) > 0 ? PQgetvalue(result, 0, 0) : "");
	PQclear(result);
	PQfinish(pg);
	if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK)
		fail_msg("%s: %s", sql, why);
	return here.value;
}

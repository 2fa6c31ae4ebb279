/* links: io */
/* Letters leave as files that are whole, with one verdict each. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <fcntl.h>
#include <semaphore.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include "base/fault.h"
#include "base/text.h"
#include "io/loop.h"
#include "io/mail.h"

/* A disk that takes its time: every fsync waits until the loop has turned. */
static struct {
	bool is_slow, was_stuck;
	sem_t turned;
} disk;

int
fsync(int fd)
{
	struct timespec until;

	if (disk.is_slow) {
		clock_gettime(CLOCK_REALTIME, &until);
		until.tv_sec += 5;
		if (sem_timedwait(&disk.turned, &until) != 0)
			disk.was_stuck = true;
	}
	return fdatasync(fd);
}

static const struct mail_message plain = {
	.message_id = "01935d3e-7c40-7000-8000-000000000001@serendip",
	.from = "Serendip <serendip@example.org>",
	.to = "zoe@example.org",
	.subject = "Hello",
	.text = "One\nTwo\n",
	.created_us = INT64_C(1795497093000000), /* 2026-11-24T05:11:33Z */
};

/* A loop, a folder that is not there yet, and the verdicts that came. */
struct world {
	char root[64];
	char folder[96];
	struct loop *loop;
	int calls;
	enum mail_verdict verdict;
	char reason[256];
};

static int
world_open(void **state)
{
	struct world *w = test_calloc(1, sizeof(*w));

	text_copy(w->root, sizeof(w->root), "/tmp/test_mail.XXXXXX");
	assert_non_null(mkdtemp(w->root));
	snprintf(w->folder, sizeof(w->folder), "%s/some/letters", w->root);
	w->loop = loop_new();
	*state = w;
	return 0;
}

static int
world_close(void **state)
{
	struct world *w = *state;
	struct text command = { 0 };

	loop_free(w->loop);
	text_addf(&command, "rm -r %s", w->root);
	assert_int_equal(system(command.data), 0);
	text_clear(&command);
	test_free(w);
	return 0;
}

static void
on_done(void *arg, enum mail_verdict verdict, const char *reason)
{
	struct world *w = arg;

	w->calls++;
	w->verdict = verdict;
	text_copy(w->reason, sizeof(w->reason), reason);
	loop_stop(w->loop);
}

static struct mail *
opened(struct world *w)
{
	struct text transport = { 0 };
	struct fault why;
	struct mail *mail;

	text_addf(&transport, "files:%s", w->folder);
	mail = mail_new(w->loop,
	    &(struct mail_options){ .transport = transport.data }, &why);
	assert_non_null(mail);
	text_clear(&transport);
	return mail;
}

static void
deliver(struct world *w, struct mail *mail, const struct mail_message *m)
{
	int before = w->calls;

	assert_non_null(mail_send(mail, m, on_done, w));
	assert_int_equal(w->calls, before); /* never from inside */
	loop_run(w->loop);
	assert_int_equal(w->calls, before + 1);
}

/* The only file of the folder into `name`; its number of files. */
static int
files(const struct world *w, char name[256])
{
	DIR *dir = opendir(w->folder);
	struct dirent *entry;
	int n = 0;

	assert_non_null(dir);
	while ((entry = readdir(dir)) != NULL) {
		if (strcmp(entry->d_name, ".") == 0 ||
		    strcmp(entry->d_name, "..") == 0)
			continue;
		text_copy(name, 256, entry->d_name);
		n++;
	}
	closedir(dir);
	return n;
}

static void
a_letter_is_one_whole_file(void **state)
{
	struct world *w = *state;
	struct mail *mail = opened(w);
	struct text expected = { 0 };
	struct fault why;
	char name[256], path[400], bytes[4096];
	struct stat st;
	FILE *f;
	size_t n;

	assert_int_equal(mail_compose(&plain, &expected, &why), 0);
	deliver(w, mail, &plain);
	assert_int_equal(w->verdict, MAIL_SENT);
	assert_int_equal(files(w, name), 1);
	assert_string_equal(name,
	    "20261124T051133Z-01935d3e-7c40-7000-8000-000000000001@serendip"
	    ".eml");
	snprintf(path, sizeof(path), "%s/%s", w->folder, name);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(stat(w->folder, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	f = fopen(path, "r");
	assert_non_null(f);
	n = fread(bytes, 1, sizeof(bytes), f);
	fclose(f);
	assert_int_equal(n, expected.len);
	assert_memory_equal(bytes, expected.data, n);
	text_clear(&expected);
	mail_free(mail);
}

/* A retry after a crash does not deliver twice. */
static void
the_same_letter_again_is_the_same_file(void **state)
{
	struct world *w = *state;
	struct mail *mail = opened(w);
	struct mail_message next = plain;
	char name[256];

	deliver(w, mail, &plain);
	deliver(w, mail, &plain);
	assert_int_equal(files(w, name), 1);
	next.message_id = "01935d3e-7c40-7000-8000-000000000002@serendip";
	deliver(w, mail, &next);
	assert_int_equal(files(w, name), 2);
	mail_free(mail);
}

static void
the_message_is_copied(void **state)
{
	struct world *w = *state;
	struct mail *mail = opened(w);
	char to[] = "zoe@example.org";
	struct mail_message m = plain;
	char name[256];

	m.to = to;
	assert_non_null(mail_send(mail, &m, on_done, w));
	memset(to, 'x', sizeof(to) - 1);
	loop_run(w->loop);
	assert_int_equal(w->verdict, MAIL_SENT);
	assert_int_equal(files(w, name), 1);
	mail_free(mail);
}

static void
stop(void *arg)
{
	loop_stop(arg);
}

static void
cancelled_is_not_sent(void **state)
{
	struct world *w = *state;
	struct mail *mail = opened(w);
	char name[256];

	mail_cancel(mail_send(mail, &plain, on_done, w));
	mail_cancel(NULL);
	assert_non_null(loop_timer_start(w->loop, 1000, stop, w->loop));
	loop_run(w->loop);
	assert_int_equal(w->calls, 0);
	assert_int_equal(files(w, name), 0);
	mail_free(mail);
}

static void
an_impossible_letter_is_never(void **state)
{
	struct world *w = *state;
	struct mail *mail = opened(w);
	struct mail_message m = plain;
	char name[256];

	m.to = "nobody";
	deliver(w, mail, &m);
	assert_int_equal(w->verdict, MAIL_NEVER);
	assert_non_null(strstr(w->reason, "not an e-mail address"));
	assert_null(strstr(w->reason, "nobody")); /* logs hold no addresses */
	assert_int_equal(files(w, name), 0);
	mail_free(mail);
}

static void
on_turned(void *arg)
{
	struct world *w = arg;

	assert_int_equal(w->calls, 0);
	for (int i = 0; i < 100; i++)
		sem_post(&disk.turned);
}

static void
a_slow_disk_does_not_hold_up_the_loop(void **state)
{
	struct world *w = *state;
	struct mail *mail = opened(w);
	char name[256];

	assert_int_equal(sem_init(&disk.turned, 0, 0), 0);
	disk.is_slow = true;
	assert_non_null(loop_timer_start(w->loop, 10000, on_turned, w));
	deliver(w, mail, &plain);
	disk.is_slow = false;
	assert_false(disk.was_stuck);
	assert_int_equal(w->verdict, MAIL_SENT);
	assert_int_equal(files(w, name), 1);
	sem_destroy(&disk.turned);
	mail_free(mail);
}

static void
on_cancelling(void *arg)
{
	mail_cancel(*(struct mail_call **)arg);
	for (int i = 0; i < 100; i++)
		sem_post(&disk.turned);
}

/* Cancelled while it is being written: it may be there, but nobody hears of
 * it. */
static void
cancelled_in_the_writing(void **state)
{
	struct world *w = *state;
	struct mail *mail = opened(w);
	struct mail_message next = plain;
	struct mail_call *call;

	assert_int_equal(sem_init(&disk.turned, 0, 0), 0);
	disk.is_slow = true;
	call = mail_send(mail, &plain, on_done, w);
	assert_non_null(loop_timer_start(w->loop, 10000, on_cancelling, &call));
	next.message_id = "01935d3e-7c40-7000-8000-000000000002@serendip";
	deliver(w, mail, &next);
	disk.is_slow = false;
	assert_false(disk.was_stuck);
	assert_int_equal(w->calls, 1);
	assert_int_equal(w->verdict, MAIL_SENT);
	sem_destroy(&disk.turned);
	mail_free(mail);
}

/* The folder is taken away and comes back: later, then sent. */
static void
a_folder_away_is_later(void **state)
{
	struct world *w = *state;
	struct mail *mail = opened(w);
	char name[256], moved[120];

	snprintf(moved, sizeof(moved), "%s.away", w->folder);
	assert_int_equal(rename(w->folder, moved), 0);
	deliver(w, mail, &plain);
	assert_int_equal(w->verdict, MAIL_LATER);
	assert_non_null(strstr(w->reason, w->folder));
	assert_int_equal(rename(moved, w->folder), 0);
	deliver(w, mail, &plain);
	assert_int_equal(w->verdict, MAIL_SENT);
	assert_int_equal(files(w, name), 1);
	mail_free(mail);
}

/* A disk that takes no more in the middle of a letter: later, and no half or
 * cut letter is left; a whole one that is there stays. */
static void
a_full_disk_is_later(void **state)
{
	struct world *w = *state;
	struct mail *mail = opened(w);
	struct rlimit old, small;
	char name[256];

	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
	small = old;
	small.rlim_cur = 100;
	for (int there = 0; there < 2; there++) {
		assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
		deliver(w, mail, &plain);
		assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
		assert_int_equal(w->verdict, MAIL_LATER);
		assert_int_equal(files(w, name), there);
		deliver(w, mail, &plain);
		assert_int_equal(w->verdict, MAIL_SENT);
	}
	mail_free(mail);
}

static void
an_unusable_place_is_refused(void **state)
{
	static const char *const places[] = { "", "files:", "smtp:localhost",
		"files:/proc/letters", "files:/dev/null/letters",
		"files:/dev/null" };
	struct world *w = *state;

	for (size_t i = 0; i < COUNT_OF(places); i++) {
		struct fault why = { 0 };

		assert_null(mail_new(w->loop,
		    &(struct mail_options){ .transport = places[i] }, &why));
		assert_true(why.sentence[0] != '\0');
	}
}

/* A crash an hour ago left a half: the next start removes it, not a young one,
 * which another daemon may be writing. */
static void
old_halves_are_swept(void **state)
{
	struct world *w = *state;
	char path[200], name[256];
	struct timespec long_ago[2] = { { 1000000000, 0 }, { 1000000000, 0 } };

	mail_free(opened(w));
	snprintf(path, sizeof(path), "%s/.young1.half", w->folder);
	fclose(fopen(path, "w"));
	snprintf(path, sizeof(path), "%s/.old123.half", w->folder);
	fclose(fopen(path, "w"));
	assert_int_equal(utimensat(AT_FDCWD, path, long_ago, 0), 0);
	mail_free(opened(w));
	assert_int_equal(files(w, name), 1);
	assert_string_equal(name, ".young1.half");
}

#define IN_WORLD(test) \
	cmocka_unit_test_setup_teardown(test, world_open, world_close)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_WORLD(a_letter_is_one_whole_file),
		IN_WORLD(the_same_letter_again_is_the_same_file),
		IN_WORLD(the_message_is_copied),
		IN_WORLD(cancelled_is_not_sent),
		IN_WORLD(an_impossible_letter_is_never),
		IN_WORLD(a_slow_disk_does_not_hold_up_the_loop),
		IN_WORLD(cancelled_in_the_writing),
		IN_WORLD(a_folder_away_is_later),
		IN_WORLD(a_full_disk_is_later),
		IN_WORLD(an_unusable_place_is_refused),
		IN_WORLD(old_halves_are_swept),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* links: io */
/* with: mail_world */
/* Letters to a disk that is slow, full, away, or was left in the middle. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include "base/fault.h"
#include "base/text.h"
#include "mail_world.h"

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

static void
on_turned(void *arg)
{
	struct mail_world *w = arg;

	assert_int_equal(w->calls, 0);
	for (int i = 0; i < 100; i++)
		sem_post(&disk.turned);
}

static void
a_slow_disk_does_not_hold_up_the_loop(void **state)
{
	struct mail_world *w = *state;
	struct mail *mail = mail_world_mail(w);
	char name[256];

	assert_int_equal(sem_init(&disk.turned, 0, 0), 0);
	disk.is_slow = true;
	assert_non_null(loop_timer_start(w->loop, 10000, on_turned, w));
	mail_world_deliver(w, mail, &mail_world_plain);
	disk.is_slow = false;
	assert_false(disk.was_stuck);
	assert_int_equal(w->verdict, MAIL_SENT);
	assert_int_equal(mail_world_files(w, name), 1);
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
	struct mail_world *w = *state;
	struct mail *mail = mail_world_mail(w);
	struct mail_message next = mail_world_plain;
	struct mail_call *call;

	assert_int_equal(sem_init(&disk.turned, 0, 0), 0);
	disk.is_slow = true;
	call = mail_send(mail, &mail_world_plain, mail_world_on_done, w);
	assert_non_null(loop_timer_start(w->loop, 10000, on_cancelling, &call));
	next.message_id = "01935d3e-7c40-7000-8000-000000000002@serendip";
	mail_world_deliver(w, mail, &next);
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
	struct mail_world *w = *state;
	struct mail *mail = mail_world_mail(w);
	char name[256], moved[120];

	snprintf(moved, sizeof(moved), "%s.away", w->folder);
	assert_int_equal(rename(w->folder, moved), 0);
	mail_world_deliver(w, mail, &mail_world_plain);
	assert_int_equal(w->verdict, MAIL_LATER);
	assert_non_null(strstr(w->reason, w->folder));
	assert_int_equal(rename(moved, w->folder), 0);
	mail_world_deliver(w, mail, &mail_world_plain);
	assert_int_equal(w->verdict, MAIL_SENT);
	assert_int_equal(mail_world_files(w, name), 1);
	mail_free(mail);
}

/* A disk that takes no more in the middle of a letter: later, and no half or
 * cut letter is left; a whole one that is there stays. */
static void
a_full_disk_is_later(void **state)
{
	struct mail_world *w = *state;
	struct mail *mail = mail_world_mail(w);
	struct rlimit old, small;
	char name[256];

	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
	small = old;
	small.rlim_cur = 100;
	for (int there = 0; there < 2; there++) {
		assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
		mail_world_deliver(w, mail, &mail_world_plain);
		assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
		assert_int_equal(w->verdict, MAIL_LATER);
		assert_int_equal(mail_world_files(w, name), there);
		mail_world_deliver(w, mail, &mail_world_plain);
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
	struct mail_world *w = *state;

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
	struct mail_world *w = *state;
	char path[200], name[256];
	struct timespec long_ago[2] = { { 1000000000, 0 }, { 1000000000, 0 } };

	mail_free(mail_world_mail(w));
	snprintf(path, sizeof(path), "%s/.young1.half", w->folder);
	fclose(fopen(path, "w"));
	snprintf(path, sizeof(path), "%s/.old123.half", w->folder);
	fclose(fopen(path, "w"));
	assert_int_equal(utimensat(AT_FDCWD, path, long_ago, 0), 0);
	mail_free(mail_world_mail(w));
	assert_int_equal(mail_world_files(w, name), 1);
	assert_string_equal(name, ".young1.half");
}

#define IN_WORLD(test) \
	cmocka_unit_test_setup_teardown(test, mail_world_open, mail_world_close)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_WORLD(a_slow_disk_does_not_hold_up_the_loop),
		IN_WORLD(cancelled_in_the_writing),
		IN_WORLD(a_folder_away_is_later),
		IN_WORLD(a_full_disk_is_later),
		IN_WORLD(an_unusable_place_is_refused),
		IN_WORLD(old_halves_are_swept),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

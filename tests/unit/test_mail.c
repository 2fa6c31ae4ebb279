/* links: io */
/* with: mail_world */
/* Letters leave as files that are whole, with one verdict each. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include "base/fault.h"
#include "base/text.h"
#include "mail_world.h"

static void
a_letter_is_one_whole_file(void **state)
{
	struct mail_world *w = *state;
	struct mail *mail = mail_world_mail(w);
	struct text expected = { 0 };
	struct fault why;
	char name[256], path[400], bytes[4096];
	struct stat st;
	FILE *f;
	size_t n;

	assert_int_equal(mail_compose(&mail_world_plain, &expected, &why), 0);
	mail_world_deliver(w, mail, &mail_world_plain);
	assert_int_equal(w->verdict, MAIL_SENT);
	assert_int_equal(mail_world_files(w, name), 1);
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
	struct mail_world *w = *state;
	struct mail *mail = mail_world_mail(w);
	struct mail_message next = mail_world_plain;
	char name[256];

	mail_world_deliver(w, mail, &mail_world_plain);
	mail_world_deliver(w, mail, &mail_world_plain);
	assert_int_equal(mail_world_files(w, name), 1);
	next.message_id = "01935d3e-7c40-7000-8000-000000000002@serendip";
	mail_world_deliver(w, mail, &next);
	assert_int_equal(mail_world_files(w, name), 2);
	mail_free(mail);
}

static void
the_message_is_copied(void **state)
{
	struct mail_world *w = *state;
	struct mail *mail = mail_world_mail(w);
	char to[] = "zoe@example.org";
	struct mail_message m = mail_world_plain;
	char name[256];

	m.to = to;
	assert_non_null(mail_send(mail, &m, mail_world_on_done, w));
	memset(to, 'x', sizeof(to) - 1);
	loop_run(w->loop);
	assert_int_equal(w->verdict, MAIL_SENT);
	assert_int_equal(mail_world_files(w, name), 1);
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
	struct mail_world *w = *state;
	struct mail *mail = mail_world_mail(w);
	char name[256];

	mail_cancel(mail_send(mail, &mail_world_plain, mail_world_on_done, w));
	mail_cancel(NULL);
	assert_non_null(loop_timer_start(w->loop, 1000, stop, w->loop));
	loop_run(w->loop);
	assert_int_equal(w->calls, 0);
	assert_int_equal(mail_world_files(w, name), 0);
	mail_free(mail);
}

static void
an_impossible_letter_is_never(void **state)
{
	struct mail_world *w = *state;
	struct mail *mail = mail_world_mail(w);
	struct mail_message m = mail_world_plain;
	char name[256];

	m.to = "nobody";
	mail_world_deliver(w, mail, &m);
	assert_int_equal(w->verdict, MAIL_NEVER);
	assert_non_null(strstr(w->reason, "not an e-mail address"));
	assert_null(strstr(w->reason, "nobody")); /* logs hold no addresses */
	assert_int_equal(mail_world_files(w, name), 0);
	mail_free(mail);
}

#define IN_WORLD(test) \
	cmocka_unit_test_setup_teardown(test, mail_world_open, mail_world_close)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_WORLD(a_letter_is_one_whole_file),
		IN_WORLD(the_same_letter_again_is_the_same_file),
		IN_WORLD(the_message_is_copied),
		IN_WORLD(cancelled_is_not_sent),
		IN_WORLD(an_impossible_letter_is_never),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

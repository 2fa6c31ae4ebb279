/* links: io */
/* with: cluster */
/* Whoever listens hears each notification, and of each time it was deaf. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <unistd.h>
#include "cluster.h"
#include "cluster_db.h"
#include "base/clock.h"
#include "base/memory.h"
#include "io/loop.h"

/* The owner of a listener, and how often it was told. */
struct owner {
	struct cluster_db home; /* its loop only */
	struct db_listener *listener;
	int news;
};

static void
on_news(void *arg)
{
	struct owner *o = arg;

	o->news++;
	cluster_db_look(&o->home);
}

static bool
has_news(const void *arg)
{
	return ((const struct owner *)arg)->news > 0;
}

/* Waits for news, of which there may be several at once, and forgets them. */
static void
hear(struct owner *o)
{
	cluster_db_until(&o->home, has_news, o);
	o->news = 0;
}

static int
owner_open(void **state)
{
	struct owner *o = test_calloc(1, sizeof(*o));

	cluster_start_again(); /* where a failed test left it dead */
	o->home.loop = loop_new();
	o->listener = db_listen(
	    o->home.loop, cluster_conninfo(), "the Bell", "", on_news, o);
	*state = o;
	return 0;
}

static int
owner_close(void **state)
{
	struct owner *o = *state;

	db_listen_free(o->listener);
	loop_free(o->home.loop);
	test_free(o);
	return 0;
}

static void
test_beginning_is_news(void **state)
{
	struct owner *o = *state;

	/* Not before it listens, or what came between would be missed. */
	assert_int_equal(o->news, 0);
	hear(o);
	assert_string_equal(cluster_sql("SELECT count(*) FROM pg_stat_activity"
					" WHERE query = 'LISTEN \"the Bell\"'"),
	    "1");
}

static void
test_notification(void **state)
{
	struct owner *o = *state;

	hear(o);
	for (int i = 0; i < 5; i++) {
		cluster_sql("NOTIFY \"the Bell\"");
		hear(o);
	}
	cluster_sql("NOTIFY \"the Bell\", 'with more to say'");
	hear(o);
}

static void
test_other_channels_are_not_heard(void **state)
{
	struct owner *o = *state;

	hear(o);
	cluster_sql("NOTIFY the_bell; NOTIFY \"the bell\"");
	cluster_db_pass(&o->home, CLOCK_SECOND / 20);
	assert_int_equal(o->news, 0);
	cluster_sql("NOTIFY \"the Bell\"");
	hear(o);
}

/* What is not committed is no news. */
static void
test_notification_of_what_was_undone(void **state)
{
	struct owner *o = *state;

	hear(o);
	cluster_sql("BEGIN; NOTIFY \"the Bell\"; ROLLBACK");
	cluster_db_pass(&o->home, CLOCK_SECOND / 20);
	assert_int_equal(o->news, 0);
}

static void
test_listens_again(void **state)
{
	struct owner *o = *state;

	hear(o);
	for (int i = 0; i < 2; i++) {
		cluster_kill();
		cluster_db_pass(&o->home, CLOCK_SECOND / 50);
		assert_int_equal(o->news, 0);
		cluster_start_again();
		/* Something may have been missed. */
		hear(o);
		cluster_sql("NOTIFY \"the Bell\"");
		hear(o);
	}
}

static void
test_listens_again_when_one_connection_ends(void **state)
{
	struct owner *o = *state;

	hear(o);
	cluster_sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
		    " WHERE query LIKE 'LISTEN%'");
	hear(o);
	cluster_sql("NOTIFY \"the Bell\"");
	hear(o);
}

static void
test_begins_without_a_server(void **state)
{
	struct owner *o = *state;

	db_listen_free(o->listener);
	cluster_kill();
	o->listener = db_listen(
	    o->home.loop, cluster_conninfo(), "the Bell", "", on_news, o);
	cluster_db_pass(&o->home, CLOCK_SECOND / 50);
	assert_int_equal(o->news, 0);
	cluster_start_again();
	hear(o);
}

/* libpq would write what the server says to standard error, which is the log's.
 */
static void
test_server_does_not_write_to_our_log(void **state)
{
	struct owner *o = *state;
	FILE *captured = tmpfile();
	int kept = dup(STDERR_FILENO);
	char line[1024];

	assert_non_null(captured);
	hear(o);
	dup2(fileno(captured), STDERR_FILENO);
	cluster_sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
		    " WHERE query LIKE 'LISTEN%'");
	hear(o);
	dup2(kept, STDERR_FILENO);
	close(kept);
	rewind(captured);
	while (fgets(line, sizeof(line), captured) != NULL)
		assert_memory_equal(line, "time=", 5);
	fclose(captured);
}

/* At whatever moment its owner goes, it is not called again. */
static void
test_freed(void **state)
{
	struct owner *o = *state;

	db_listen_free(NULL);
	db_listen_free(o->listener);
	o->listener = db_listen(
	    o->home.loop, cluster_conninfo(), "the Bell", "", on_news, o);
	hear(o);
	cluster_sql("NOTIFY \"the Bell\"");
	db_listen_free(o->listener);
	o->listener = NULL;
	cluster_db_pass(&o->home, CLOCK_SECOND / 50);
	assert_int_equal(o->news, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, owner_open, owner_close)
		TEST(test_beginning_is_news),
		TEST(test_notification),
		TEST(test_other_channels_are_not_heard),
		TEST(test_notification_of_what_was_undone),
		TEST(test_listens_again),
		TEST(test_listens_again_when_one_connection_ends),
		TEST(test_begins_without_a_server),
		TEST(test_server_does_not_write_to_our_log),
		TEST(test_freed),
#undef TEST
	};

	return cmocka_run_group_tests(tests, cluster_open, cluster_close);
}

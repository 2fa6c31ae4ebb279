/* links: base */
/* Figures as Prometheus reads them, from any thread. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <pthread.h>
#include "base/metrics.h"

static const struct {
	const char *name, *kind, *unit, *labels, *help;
} rows[] = {
#define METRIC(id, kind, unit, labels, name, help) \
	{ name, #kind, #unit, labels, help },
#include "base/metrics.def"
#undef METRIC
};

static struct text page;

static const char *
print(void)
{
	text_clear(&page);
	metrics_print(&page);
	return text_get(&page);
}

/* A whole line of what is printed. */
static bool
prints(const char *line)
{
	const char *all = print();
	struct text want = { 0 };
	bool found;

	text_addf(&want, "\n%s\n", line);
	found = strstr(all, want.data) != NULL;
	text_clear(&want);
	return found;
}

static void
test_plain(void **state)
{
	(void)state;
	assert_true(prints("# TYPE serendip_database_calls_total counter"));
	assert_true(prints("serendip_database_calls_total 0"));
	metrics_add(M_DB_CALLS, 2);
	metrics_add(M_DB_CALLS, 1);
	assert_true(prints("serendip_database_calls_total 3"));
	assert_int_equal(metrics_get(M_DB_CALLS), 3);
	/* What was never set is not known. */
	assert_null(strstr(print(), "\nserendip_reports_open "));
	metrics_set(M_REPORTS, -5);
	assert_true(prints("serendip_reports_open -5"));
	metrics_set(M_CLOCK_SKEW, -1500001);
	assert_true(prints("serendip_clock_skew_seconds -1.500001"));
	metrics_set(M_CLOCK_SKEW, -1);
	assert_true(prints("serendip_clock_skew_seconds -0.000001"));
	metrics_forget(M_CLOCK_SKEW);
	assert_null(strstr(print(), "\nserendip_clock_skew_seconds "));
}

static void
test_labels(void **state)
{
	(void)state;
	assert_null(strstr(print(), "\nserendip_outbox_letters{"));
	metrics_set_of(M_OUTBOX, 7, "mail", "pending");
	metrics_set_of(M_OUTBOX, 8, "mail", "dead");
	metrics_set_of(M_OUTBOX, 9, "mail", "pending");
	metrics_add_of(M_OUTBOX, 1, "a\"b\\c\nd", "x");
	assert_non_null(strstr(print(),
	    "gauge\n"
	    "serendip_outbox_letters{channel=\"a\\\"b\\\\c\\nd\",state=\"x\"} "
	    "1\n"
	    "serendip_outbox_letters{channel=\"mail\",state=\"dead\"} 8\n"
	    "serendip_outbox_letters{channel=\"mail\",state=\"pending\"} 9\n"
	    "# HELP "));
	metrics_forget(M_OUTBOX);
	assert_null(strstr(print(), "\nserendip_outbox_letters{"));
	metrics_set_of(M_OUTBOX, 4, "mail", "dead");
	assert_true(prints(
	    "serendip_outbox_letters{channel=\"mail\",state=\"dead\"} 4"));
}

/* However many values there are, the series are not more. */
static void
test_bound(void **state)
{
	char pool[32];
	size_t lines = 0;

	(void)state;
	for (int i = 0; i < 3 * METRIC_SERIES_MAX; i++) {
		snprintf(pool, sizeof(pool), "pool-%d", i);
		metrics_add_of(M_ROUNDS_FAILED, 1, pool);
	}
	metrics_add_of(M_ROUNDS_FAILED, 1, "pool-5");
	for (const char *at = print();
	     (at = strstr(at, "\nserendip_rounds_failed_total{")) != NULL; at++)
		lines++;
	assert_int_equal(lines, METRIC_SERIES_MAX);
	assert_true(prints("serendip_rounds_failed_total{pool=\"pool-5\"} 2"));
	snprintf(pool, sizeof(pool), "{pool=\"other\"} %d\n",
	    2 * METRIC_SERIES_MAX + 1);
	assert_non_null(strstr(print(), pool));
}

static void
test_histograms(void **state)
{
	(void)state;
	metrics_observe(M_LOOP_LATE, 0);
	metrics_observe(M_LOOP_LATE, 500);
	metrics_observe(M_LOOP_LATE, 501);
	metrics_observe(M_LOOP_LATE, INT64_C(301000000));
	assert_true(prints("# TYPE serendip_loop_lateness_seconds histogram"));
	assert_true(
	    prints("serendip_loop_lateness_seconds_bucket{le=\"0.0005\"} 2"));
	assert_true(
	    prints("serendip_loop_lateness_seconds_bucket{le=\"0.001\"} 3"));
	assert_true(
	    prints("serendip_loop_lateness_seconds_bucket{le=\"300\"} 3"));
	assert_true(
	    prints("serendip_loop_lateness_seconds_bucket{le=\"+Inf\"} 4"));
	assert_true(prints("serendip_loop_lateness_seconds_count 4"));
	assert_true(prints("serendip_loop_lateness_seconds_sum 301.001001"));
	metrics_observe_of(M_DRAW, 2000, "weekly");
	assert_true(prints("serendip_draw_duration_seconds_bucket{"
			   "pool=\"weekly\",le=\"0.0025\"} 1"));
	assert_true(
	    prints("serendip_draw_duration_seconds_count{pool=\"weekly\"} 1"));
}

/* Names, kinds and units as Prometheus has them, each once. */
static void
test_rows(void **state)
{
	(void)state;
	assert_int_equal(COUNT_OF(rows), METRIC_COUNT);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const char *name = rows[i].name, *end, *labels = rows[i].labels;
		bool counter = strcmp(rows[i].kind, "counter") == 0;
		bool micros = strcmp(rows[i].unit, "MICROS") == 0;

		assert_int_equal(strncmp(name, "serendip_", 9), 0);
		assert_int_equal(
		    strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_"),
		    strlen(name));
		assert_int_equal(strspn(labels, "abcdefghijklmnopqrstuvwxyz_,"),
		    strlen(labels));
		end = strstr(name, "_total");
		assert_int_equal(end != NULL && end[6] == '\0', counter);
		end = strstr(name, "_seconds");
		assert_int_equal(end != NULL && end[8] == '\0', micros);
		assert_true(micros || strcmp(rows[i].kind, "histogram") != 0);
		assert_null(strpbrk(rows[i].help, "\\\n"));
		assert_int_equal(rows[i].help[strlen(rows[i].help) - 1], '.');
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(rows[k].name, name);
		if (i > 0)
			assert_true(strcmp(rows[i - 1].name, name) < 0);
	}
}

static void *
add_many(void *arg)
{
	(void)arg;
	for (int i = 0; i < 100000; i++) {
		metrics_add(M_HTTP_REFUSED, 1);
		metrics_add_of(M_HTTP_REQUESTS, 1, "GET", "/x", "2xx");
	}
	return NULL;
}

static void
test_threads(void **state)
{
	pthread_t threads[4];

	(void)state;
	for (int i = 0; i < 4; i++)
		assert_int_equal(
		    pthread_create(&threads[i], NULL, add_many, NULL), 0);
	for (int i = 0; i < 4; i++)
		assert_int_equal(pthread_join(threads[i], NULL), 0);
	assert_int_equal(metrics_get(M_HTTP_REFUSED), 400000);
	assert_true(prints("serendip_http_requests_total{method=\"GET\","
			   "route=\"/x\",status=\"2xx\"} 400000"));
}

static int
clear(void **state)
{
	(void)state;
	text_clear(&page);
	for (int i = 0; i < METRIC_COUNT; i++)
		metrics_forget((enum metric)i);
	return 0;
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plain),
		cmocka_unit_test(test_labels),
		cmocka_unit_test(test_bound),
		cmocka_unit_test(test_histograms),
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_threads),
	};

	return cmocka_run_group_tests_name("metrics", tests, NULL, clear);
}

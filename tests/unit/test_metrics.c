/* links: base */
/* Figures as Prometheus reads them, from any thread. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <inttypes.h>
#include <pthread.h>
#include "base/metrics.h"

static const struct {
	const char *name, *kind, *help;
} rows[] = {
#define METRIC(id, kind, name, help) { name, #kind, help },
#include "base/metrics.def"
#undef METRIC
};

/* Three lines each, in the order of the table, and nothing else. */
static void
test_print(void **state)
{
	struct text out = { 0 }, expected = { 0 };

	(void)state;
	for (int i = 0; i < METRIC_COUNT; i++)
		metrics_set((enum metric)i, i == 1 ? -5 : i * 1000);
	metrics_print(&out);
	for (int i = 0; i < METRIC_COUNT; i++)
		text_addf(&expected,
		    "# HELP %s %s\n# TYPE %s %s\n%s %" PRId64 "\n",
		    rows[i].name, rows[i].help, rows[i].name, rows[i].kind,
		    rows[i].name, i == 1 ? INT64_C(-5) : INT64_C(1000) * i);
	assert_string_equal(text_get(&out), text_get(&expected));
	text_clear(&out);
	text_clear(&expected);
}

/* The names and kinds that the format allows, each once. */
static void
test_rows(void **state)
{
	(void)state;
	assert_int_equal(COUNT_OF(rows), METRIC_COUNT);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const char *name = rows[i].name, *end;
		bool counter = strcmp(rows[i].kind, "counter") == 0;

		assert_true(counter || strcmp(rows[i].kind, "gauge") == 0);
		assert_int_equal(strncmp(name, "serendip_", 9), 0);
		assert_int_equal(
		    strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_"),
		    strlen(name));
		end = strstr(name, "_total");
		assert_int_equal(end != NULL && end[6] == '\0', counter);
		assert_null(strpbrk(rows[i].help, "\\\n"));
		assert_int_equal(rows[i].help[strlen(rows[i].help) - 1], '.');
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(rows[k].name, name);
	}
}

static void *
add_many(void *arg)
{
	(void)arg;
	for (int i = 0; i < 100000; i++)
		metrics_add(M_HTTP_REQUESTS, 1);
	return NULL;
}

static void
test_threads(void **state)
{
	pthread_t threads[4];

	(void)state;
	metrics_set(M_HTTP_REQUESTS, 0);
	for (int i = 0; i < 4; i++)
		assert_int_equal(
		    pthread_create(&threads[i], NULL, add_many, NULL), 0);
	for (int i = 0; i < 4; i++)
		assert_int_equal(pthread_join(threads[i], NULL), 0);
	assert_int_equal(metrics_get(M_HTTP_REQUESTS), 400000);
	metrics_add(M_HTTP_REQUESTS, -400001);
	assert_true(metrics_get(M_HTTP_REQUESTS) == -1);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_print),
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_threads),
	};

	return cmocka_run_group_tests_name("metrics", tests, NULL, NULL);
}

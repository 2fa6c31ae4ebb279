/*
 * Figures for the operator: see base/metrics.h.
 */
#include <inttypes.h>
#include <stdatomic.h>
#include "base/metrics.h"

static const struct {
	const char *name, *kind, *help;
} rows[METRIC_COUNT] = {
#define METRIC(id, kind, name, help) [M_##id] = { name, #kind, help },
#include "base/metrics.def"
#undef METRIC
};

static _Atomic int64_t values[METRIC_COUNT];

void
metrics_add(enum metric m, int64_t n)
{
	atomic_fetch_add_explicit(&values[m], n, memory_order_relaxed);
}

void
metrics_set(enum metric m, int64_t value)
{
	atomic_store_explicit(&values[m], value, memory_order_relaxed);
}

int64_t
metrics_get(enum metric m)
{
	return atomic_load_explicit(&values[m], memory_order_relaxed);
}

void
metrics_print(struct text *out)
{
	for (int i = 0; i < METRIC_COUNT; i++)
		text_addf(out, "# HELP %s %s\n# TYPE %s %s\n%s %" PRId64 "\n",
		    rows[i].name, rows[i].help, rows[i].name, rows[i].kind,
		    rows[i].name, metrics_get((enum metric)i));
}

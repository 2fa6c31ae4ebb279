/*
 * Figures for the operator: see base/metrics.h. The series of a figure stand in
 * a small hash table by their labels, as they are printed.
 */
#include <inttypes.h>
#include <pthread.h>
#include <stdatomic.h>
#include "base/metrics.h"
#include "base/memory.h"

#define BUCKETS 16

enum metric_kind { KIND_counter, KIND_gauge, KIND_histogram };
enum metric_unit { UNIT_ONE, UNIT_MICROS };

static const struct {
	const char *name, *word, *help, *labels;
	enum metric_kind kind;
	enum metric_unit unit;
} rows[METRIC_COUNT] = {
#define METRIC(i, k, u, l, n, h)  \
	[M_##i] = { .name = (n),  \
		.word = #k,       \
		.help = (h),      \
		.labels = (l),    \
		.kind = KIND_##k, \
		.unit = UNIT_##u },
#include "base/metrics.def"
#undef METRIC
};

/* Upper bounds in microseconds, from what a loop does in a turn to what the
 * largest draw takes. */
static const int64_t bounds[BUCKETS] = { 500, 1000, 2500, 5000, 10000, 25000,
	50000, 100000, 250000, 500000, 1000000, 2500000, 5000000, 15000000,
	60000000, 300000000 };

/* One line, or of a histogram one for each bucket and two more. */
struct series {
	char *labels; /* pool="weekly",reason="alone", or "" */
	_Atomic int64_t value;
	struct histogram {
		_Atomic int64_t counts[BUCKETS + 1], sum_us;
	} * histogram;
};

static struct family {
	_Atomic bool is_set;
	struct series alone;   /* without labels */
	struct series **slots; /* 2 * METRIC_SERIES_MAX, or NULL */
	size_t count;
} families[METRIC_COUNT];
static struct histogram alone[METRIC_COUNT];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* --- series --------------------------------------------------------------- */

static void
add_label(struct text *out, const char *names, size_t n, const char *value)
{
	text_addf(out, "%s%.*s=\"", out->len > 0 ? "," : "", (int)n, names);
	for (; *value != '\0'; value++) {
		if (*value == '\n')
			text_add(out, "\\n");
		else if (*value == '"' || *value == '\\')
			text_addf(out, "\\%c", *value);
		else
			text_add_n(out, value, 1);
	}
	text_add(out, "\"");
}

/* The labels of a row with the values; NULL: with "other" for each. */
static void
write_labels(enum metric m, const char *const *values, struct text *out)
{
	const char *names = rows[m].labels;

	while (*names != '\0') {
		size_t n = strcspn(names, ",");

		add_label(out, names, n, values == NULL ? "other" : *values++);
		names += n + (names[n] == ',');
	}
}

/* FNV-1a. */
static size_t
hash_of(const char *s)
{
	uint64_t h = 0xcbf29ce484222325u;

	for (; *s != '\0'; s++)
		h = (h ^ (unsigned char)*s) * 0x100000001b3u;
	return (size_t)(h >> 32);
}

/* Where these labels stand, or would. */
static struct series **
slot_of(struct family *f, const char *labels)
{
	size_t i = hash_of(labels) % (2 * METRIC_SERIES_MAX);

	while (f->slots[i] != NULL && strcmp(f->slots[i]->labels, labels) != 0)
		i = (i + 1) % (2 * METRIC_SERIES_MAX);
	return &f->slots[i];
}

/* Under the lock. */
static struct series *
series_of(enum metric m, const char *const *values)
{
	struct family *f = &families[m];
	struct text labels = { 0 };
	struct series **at;

	if (f->slots == NULL)
		f->slots =
		    memory_new(2 * METRIC_SERIES_MAX, sizeof(struct series *));
	write_labels(m, values, &labels);
	at = slot_of(f, text_get(&labels));
	if (*at == NULL && f->count >= METRIC_SERIES_MAX - 1) {
		text_clear(&labels);
		write_labels(m, NULL, &labels);
		at = slot_of(f, text_get(&labels));
	}
	if (*at == NULL) {
		*at = memory_new(1, sizeof(**at));
		(*at)->labels = text_take(&labels);
		if (rows[m].kind == KIND_histogram)
			(*at)->histogram =
			    memory_new(1, sizeof(struct histogram));
		f->count++;
	}
	text_clear(&labels);
	return *at;
}

/* --- counting ------------------------------------------------------------- */

/* How many labels the row has. */
static size_t
label_count(enum metric m)
{
	const char *names = rows[m].labels;
	size_t n = *names != '\0';

	for (; *names != '\0'; names++)
		n += *names == ',';
	return n;
}

static void
check(enum metric m, size_t labels, bool is_histogram)
{
	if (label_count(m) != labels ||
	    (rows[m].kind == KIND_histogram) != is_histogram)
		die("%s is counted in another way than its row says",
		    rows[m].name);
}

static void
observe(struct histogram *h, int64_t us)
{
	int i = 0;

	while (i < BUCKETS && us > bounds[i])
		i++;
	atomic_fetch_add_explicit(&h->counts[i], 1, memory_order_relaxed);
	atomic_fetch_add_explicit(&h->sum_us, us, memory_order_relaxed);
}

void
metrics_add(enum metric m, int64_t n)
{
	check(m, 0, false);
	atomic_fetch_add_explicit(
	    &families[m].alone.value, n, memory_order_relaxed);
	atomic_store(&families[m].is_set, true);
}

void
metrics_set(enum metric m, int64_t value)
{
	check(m, 0, false);
	atomic_store_explicit(
	    &families[m].alone.value, value, memory_order_relaxed);
	atomic_store(&families[m].is_set, true);
}

void
metrics_observe(enum metric m, int64_t us)
{
	check(m, 0, true);
	observe(&alone[m], us);
}

int64_t
metrics_get(enum metric m)
{
	return atomic_load_explicit(
	    &families[m].alone.value, memory_order_relaxed);
}

void
metrics_add_labels(
    enum metric m, int64_t n, const char *const *values, size_t count)
{
	check(m, count, false);
	pthread_mutex_lock(&lock);
	series_of(m, values)->value += n;
	pthread_mutex_unlock(&lock);
}

void
metrics_set_labels(
    enum metric m, int64_t value, const char *const *values, size_t count)
{
	check(m, count, false);
	pthread_mutex_lock(&lock);
	series_of(m, values)->value = value;
	pthread_mutex_unlock(&lock);
}

void
metrics_observe_labels(
    enum metric m, int64_t us, const char *const *values, size_t count)
{
	check(m, count, true);
	pthread_mutex_lock(&lock);
	observe(series_of(m, values)->histogram, us);
	pthread_mutex_unlock(&lock);
}

void
metrics_forget(enum metric m)
{
	struct family *f = &families[m];

	pthread_mutex_lock(&lock);
	atomic_store(&f->is_set, false);
	for (size_t i = 0; f->slots != NULL && i < 2 * METRIC_SERIES_MAX; i++) {
		if (f->slots[i] == NULL)
			continue;
		free(f->slots[i]->histogram);
		free(f->slots[i]->labels);
		free(f->slots[i]);
		f->slots[i] = NULL;
	}
	f->count = 0;
	pthread_mutex_unlock(&lock);
}

/* --- printing ------------------------------------------------------------- */

static void
add_number(struct text *out, enum metric_unit unit, int64_t v)
{
	if (unit == UNIT_ONE)
		text_addf(out, "%" PRId64, v);
	else
		text_addf(out, "%s%" PRId64 ".%06" PRId64, v < 0 ? "-" : "",
		    v < 0 ? -(v / 1000000) : v / 1000000,
		    v < 0 ? -(v % 1000000) : v % 1000000);
}

/* serendip_x{labels} value; `more` is a label besides, or NULL. */
static void
add_line(struct text *out, enum metric m, const char *suffix,
    const char *labels, const char *more, enum metric_unit unit, int64_t v)
{
	text_addf(out, "%s%s", rows[m].name, suffix);
	if (*labels != '\0' || more != NULL)
		text_addf(out, "{%s%s%s}", labels,
		    *labels != '\0' && more != NULL ? "," : "",
		    more == NULL ? "" : more);
	text_add(out, " ");
	add_number(out, unit, v);
	text_add(out, "\n");
}

static void
print_histogram(struct text *out, enum metric m, const char *labels,
    const struct histogram *h)
{
	int64_t count = 0;
	char more[32];

	for (int i = 0; i <= BUCKETS; i++) {
		count +=
		    atomic_load_explicit(&h->counts[i], memory_order_relaxed);
		if (i < BUCKETS)
			snprintf(more, sizeof(more), "le=\"%g\"",
			    (double)bounds[i] / 1e6);
		else
			snprintf(more, sizeof(more), "le=\"+Inf\"");
		add_line(out, m, "_bucket", labels, more, UNIT_ONE, count);
	}
	add_line(out, m, "_sum", labels, NULL, rows[m].unit,
	    atomic_load_explicit(&h->sum_us, memory_order_relaxed));
	add_line(out, m, "_count", labels, NULL, UNIT_ONE, count);
}

static void
print_series(struct text *out, enum metric m, const struct series *s)
{
	if (rows[m].kind == KIND_histogram)
		print_histogram(out, m, s->labels, s->histogram);
	else
		add_line(out, m, "", s->labels, NULL, rows[m].unit, s->value);
}

static int
by_labels(const void *a, const void *b)
{
	const struct series *const *x = a, *const *y = b;

	return strcmp((*x)->labels, (*y)->labels);
}

static void
print_all_series(struct text *out, enum metric m)
{
	struct family *f = &families[m];
	struct series *all[METRIC_SERIES_MAX];
	size_t count = 0;

	for (size_t i = 0; f->slots != NULL && i < 2 * METRIC_SERIES_MAX; i++)
		if (f->slots[i] != NULL)
			all[count++] = f->slots[i];
	qsort(all, count, sizeof(all[0]), by_labels);
	for (size_t i = 0; i < count; i++)
		print_series(out, m, all[i]);
}

void
metrics_print(struct text *out)
{
	pthread_mutex_lock(&lock);
	for (int i = 0; i < METRIC_COUNT; i++) {
		enum metric m = (enum metric)i;

		text_addf(out, "# HELP %s %s\n# TYPE %s %s\n", rows[i].name,
		    rows[i].help, rows[i].name, rows[i].word);
		if (*rows[i].labels != '\0')
			print_all_series(out, m);
		else if (rows[i].kind == KIND_histogram)
			print_histogram(out, m, "", &alone[i]);
		else if (rows[i].kind == KIND_counter || families[i].is_set)
			add_line(
			    out, m, "", "", NULL, rows[i].unit, metrics_get(m));
	}
	pthread_mutex_unlock(&lock);
}

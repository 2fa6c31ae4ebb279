/*
 * Reading figures: see clients/ctl/figures.h.
 */
#include "clients/ctl/figures.h"
#include <stdlib.h>
#include <string.h>
#include "clients/link/link.h"

struct sample {
	char *name, *labels; /* labels "" where there are none */
	double value;
};

struct figures {
	struct sample *list;
	size_t count;
};

/* "name{labels} value" or "name value"; false for another line. */
static bool
sample_read(char *line, struct sample *out)
{
	char *value = strrchr(line, ' '), *open = strchr(line, '{');
	char *shut = strrchr(line, '}'), *end;

	if (*line == '#' || value == NULL || value == line)
		return false;
	*value++ = '\0';
	out->value = strtod(value, &end);
	if (*end != '\0')
		return false;
	if (open != NULL && shut != NULL && shut > open) {
		*open++ = *shut = '\0';
		out->labels = link_copy(open);
	} else {
		out->labels = link_copy("");
	}
	out->name = link_copy(line);
	return true;
}

struct figures *
figures_read(const char *page)
{
	struct figures *f = link_alloc(1, sizeof(*f));
	char *copy = link_copy(page), *rest = copy, *line;
	size_t lines = 1;

	for (const char *c = page; *c != '\0'; c++)
		lines += *c == '\n';
	f->list = link_alloc(lines, sizeof(*f->list));
	while ((line = strsep(&rest, "\n")) != NULL)
		f->count += sample_read(line, &f->list[f->count]);
	free(copy);
	return f;
}

void
figures_free(struct figures *f)
{
	if (f == NULL)
		return;
	for (size_t i = 0; i < f->count; i++) {
		free(f->list[i].name);
		free(f->list[i].labels);
	}
	free(f->list);
	free(f);
}

double
figures_sum(const struct figures *f, const char *name, const char *label)
{
	double sum = 0;

	for (size_t i = 0; f != NULL && i < f->count; i++)
		if (strcmp(f->list[i].name, name) == 0 &&
		    (label == NULL || strstr(f->list[i].labels, label) != NULL))
			sum += f->list[i].value;
	return sum;
}

/* How many were below the bound of this label, since `before`. */
static double
below(const struct figures *now, const struct figures *before, const char *name,
    const char *label, const char *bound)
{
	double n = 0;

	for (int k = 0; k < 2; k++) {
		const struct figures *f = k == 0 ? now : before;

		for (size_t i = 0; f != NULL && i < f->count; i++)
			if (strcmp(f->list[i].name, name) == 0 &&
			    strstr(f->list[i].labels, bound) != NULL &&
			    (label == NULL ||
				strstr(f->list[i].labels, label) != NULL))
				n += k == 0 ? f->list[i].value
					    : -f->list[i].value;
	}
	return n;
}

double
figures_quantile(const struct figures *now, const struct figures *before,
    const char *name, const char *label, int percent)
{
	double all, best = -1;
	char bucket[100];

	snprintf(bucket, sizeof(bucket), "%s_bucket", name);
	all = below(now, before, bucket, label, "le=\"+Inf\"");
	if (all <= 0)
		return -1;
	/* Bounds come in order; the first that holds enough of them. */
	for (size_t i = 0; i < now->count && best < 0; i++) {
		const struct sample *s = &now->list[i];
		const char *le = strstr(s->labels, "le=\"");
		char bound[40];

		if (strcmp(s->name, bucket) != 0 || le == NULL ||
		    (label != NULL && strstr(s->labels, label) == NULL))
			continue;
		snprintf(bound, sizeof(bound), "%.*s\"",
		    (int)strcspn(le + 4, "\"") + 4, le);
		if (below(now, before, bucket, label, bound) >=
		    all * percent / 100)
			best = strtod(le + 4, NULL);
	}
	return best;
}

/*
 * serendip diversity: my network as a small chart.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "clients/cli/cli.h"
#include "clients/cli/paper.h"
#include "clients/link/language.h"
#include "clients/link/table.h"

#define BAR_WIDTH 40
#define WEEKS_SHOWN 52

/* A figure: its field, how it is called, and what it says. */
struct figure {
	const char *field;
	const char *name, *says;
	double from, to; /* to 0: as high as the highest shown */
};

static const struct figure figures[] = {
	{ "domains", N_("Domains"),
	    N_("As varied as that many domains, each met equally often."), 0,
	    0 },
	{ "blau", N_("Difference"),
	    N_("The probability that two people you met differ in domain."), 0,
	    1 },
	{ "ei", N_("Outside"),
	    N_("From -1, all of your own domain, to 1, all of other domains."),
	    -1, 1 },
	{ "effective_size", N_("Effective size"),
	    N_("The people you met; who know each other count for less."), 0,
	    0 },
};

/* With whom a figure is shown. */
static const struct {
	const char *field, *name;
} rows[] = {
	{ "mine", N_("you") },
	{ "community", N_("community") },
	{ "chance", N_("chance") },
	{ "ceiling", N_("at most") },
};
#define ROWS (sizeof(rows) / sizeof(rows[0]))

static const char *const by_week = N_("by week");

/* NAN where it is null, or the object is. */
static double
number_of(struct json_object *o, const char *who, const char *field)
{
	struct json_object *of = proto_get(o, who);
	struct json_object *number = of == NULL ? NULL : proto_get(of, field);

	return number == NULL ? NAN : json_object_get_double(number);
}

/* --- one figure ----------------------------------------------------------- */

/* Columns of the longest of the rows' names. */
static int
name_columns(void)
{
	int most = paper_width(_(by_week));

	for (size_t i = 0; i < ROWS; i++)
		if (paper_width(_(rows[i].name)) > most)
			most = paper_width(_(rows[i].name));
	return most;
}

static void
print_name(const char *name)
{
	printf("  %s%*s ", name, name_columns() - paper_width(name), "");
}

static void
print_weeks(
    struct json_object *weeks, const struct figure *f, double to, bool is_ascii)
{
	size_t count = json_object_array_length(weeks), shown = 0;
	size_t room = (size_t)(paper_columns() - name_columns() - 3);
	double values[WEEKS_SHOWN];

	if (room > WEEKS_SHOWN)
		room = WEEKS_SHOWN;
	for (size_t i = count > room ? count - room : 0; i < count; i++)
		values[shown++] = number_of(
		    json_object_array_get_idx(weeks, i), "mine", f->field);
	print_name(_(by_week));
	chart_line(values, shown, f->from, to, is_ascii);
	putchar('\n');
}

static void
print_figure(struct json_object *o, const struct figure *f, bool is_ascii)
{
	int room = paper_columns() - name_columns() - 3 - 8;
	double to = f->to;

	for (size_t i = 0; i < ROWS && f->to <= 0; i++)
		to = fmax(to, number_of(o, rows[i].field, f->field));
	paper_text(0, PAPER_STRONG, _(f->name));
	paper_text(2, PAPER_PLAIN, _(f->says));
	if (isnan(number_of(o, "mine", f->field))) {
		paper_text(2, PAPER_PLAIN, _("Nothing to say yet."));
		putchar('\n');
		return;
	}
	for (size_t i = 0; i < ROWS; i++) {
		double x = number_of(o, rows[i].field, f->field);

		if (isnan(x))
			continue;
		print_name(_(rows[i].name));
		chart_bar((x - f->from) / (to - f->from),
		    room < BAR_WIDTH ? room : BAR_WIDTH, is_ascii);
		printf(" %6.2f\n", x);
	}
	print_weeks(proto_get(o, "weeks"), f, to, is_ascii);
	putchar('\n');
}

/* --- bridges and people --------------------------------------------------- */

static void
print_bridges(struct json_object *o, struct json_object *attribute)
{
	struct json_object *list = proto_get(o, "bridges");
	size_t count;

	if (list == NULL)
		return;
	count = json_object_array_length(list);
	paper_textf(0, PAPER_STRONG, _("Bridges: %zu"), count);
	paper_text(
	    2, PAPER_PLAIN, _("Pairs of domains that you alone connect here."));
	for (size_t i = 0; i < count; i++) {
		struct json_object *b = json_object_array_get_idx(list, i);

		paper_textf(4, PAPER_PLAIN, "%s + %s",
		    about_word(attribute, proto_text(b, "a")),
		    about_word(attribute, proto_text(b, "b")));
	}
	putchar('\n');
}

static void
print_people(struct json_object *list, struct json_object *attribute)
{
	const char *const titles[] = { _("SINCE"), _("MET"), _("DOMAIN"),
		_("NAME"), NULL };
	struct table *table = table_new(titles);

	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *p = json_object_array_get_idx(list, i);
		const char *name = proto_text(p, "name");
		const char *domain = proto_text(p, "domain");
		char day[11];

		snprintf(day, sizeof(day), "%.10s", proto_text(p, "since"));
		table_row(table,
		    (const char *const[]){ day,
			strcmp(proto_text(p, "tie"), "met") == 0 ? _("yes")
								 : "",
			domain == NULL ? NULL : about_word(attribute, domain),
			name != NULL ? name : _("a former member") });
	}
	table_print(table);
}

static void
print_network(struct json_object *o, struct json_object *about, bool is_ascii)
{
	const char *name = proto_text(o, "attribute");
	struct json_object *attribute =
	    name == NULL ? NULL : about_attribute(about, name);
	struct json_object *people = proto_get(o, "people");
	size_t count = json_object_array_length(people);

	if (count == 0) {
		paper_text(0, PAPER_PLAIN,
		    _("You have met nobody here yet: an introduction counts "
		      "once all accept it."));
		return;
	}
	paper_textf(0, PAPER_STRONG, _("My network (people met: %zu)"), count);
	putchar('\n');
	for (size_t i = 0; i < sizeof(figures) / sizeof(figures[0]); i++)
		print_figure(o, &figures[i], is_ascii);
	print_bridges(o, attribute);
	print_people(people, attribute);
}

enum link_status
cmd_diversity(struct context *c, int argc, char **argv)
{
	struct json_object *reply = NULL, *about = NULL;
	enum link_status status;

	(void)argc;
	(void)argv;
	status = link_call(c->link, ROUTE_DIVERSITY, NULL, &reply);
	if (status == LINK_OK && c->is_json)
		return command_json(reply);
	if (status == LINK_OK)
		status = about_get(c, &about);
	if (status == LINK_OK)
		print_network(reply, about,
		    !language_is_utf8() || command_value(c, "ascii") != NULL);
	json_object_put(reply);
	return status;
}

/*
 * serendip diversity: my network as a small chart.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "clients/cli/cli.h"
#include "clients/link/safe.h"
#include "clients/link/table.h"

#define BAR_WIDTH 40
#define WEEKS_SHOWN 52

/* A figure: its field, how it is called, and what it says. */
struct figure {
	const char *field;
	const char *name[2], *says[2];
	double from, to; /* to 0: as high as the highest shown */
};

static const struct figure figures[] = {
	{ "domains", { "Domains", "Domaines" },
	    { "As varied as that many domains, each met equally often.",
		"Aussi varié qu’autant de domaines rencontrés à égalité." },
	    0, 0 },
	{ "blau", { "Difference", "Différence" },
	    { "The probability that two people you met differ in domain.",
		"La probabilité que deux personnes rencontrées diffèrent de "
		"domaine." },
	    0, 1 },
	{ "ei", { "Outside", "Ailleurs" },
	    { "From -1, all of your own domain, to 1, all of other domains.",
		"De -1, toutes de votre domaine, à 1, toutes d’autres "
		"domaines." },
	    -1, 1 },
	{ "effective_size", { "Effective size", "Taille effective" },
	    { "The people you met; who know each other count for less.",
		"Les personnes rencontrées ; qui se connaît compte moins." },
	    0, 0 },
};

/* With whom a figure is shown. */
static const struct {
	const char *field, *name[2];
} rows[] = {
	{ "mine", { "you", "vous" } },
	{ "community", { "community", "communauté" } },
	{ "chance", { "chance", "hasard" } },
	{ "ceiling", { "at most", "au plus" } },
};
#define ROWS (sizeof(rows) / sizeof(rows[0]))

static const char *
say(const char *const words[2])
{
	return about_say(words[0], words[1]);
}

/* NAN where it is null, or the object is. */
static double
number_of(struct json_object *o, const char *who, const char *field)
{
	struct json_object *of = proto_get(o, who);
	struct json_object *number = of == NULL ? NULL : proto_get(of, field);

	return number == NULL ? NAN : json_object_get_double(number);
}

/* --- one figure ----------------------------------------------------------- */

static void
print_weeks(
    struct json_object *weeks, const struct figure *f, double to, bool is_ascii)
{
	size_t count = json_object_array_length(weeks), shown = 0;
	double values[WEEKS_SHOWN];

	for (size_t i = count > WEEKS_SHOWN ? count - WEEKS_SHOWN : 0;
	     i < count; i++)
		values[shown++] = number_of(
		    json_object_array_get_idx(weeks, i), "mine", f->field);
	printf("  %-11s ", about_say("by week", "par semaine"));
	chart_line(values, shown, f->from, to, is_ascii);
	putchar('\n');
}

/* As printf's %-11s, which counts bytes, for words with accents. */
static void
print_padded(const char *word)
{
	int length = 0;

	for (const char *p = word; *p != '\0'; p++)
		length += (*p & 0xc0) != 0x80;
	printf("  %s%*s ", word, length < 11 ? 11 - length : 0, "");
}

static void
print_figure(struct json_object *o, const struct figure *f, bool is_ascii)
{
	double to = f->to;

	for (size_t i = 0; i < ROWS && f->to <= 0; i++)
		to = fmax(to, number_of(o, rows[i].field, f->field));
	printf("%s\n  %s\n", say(f->name), say(f->says));
	if (isnan(number_of(o, "mine", f->field))) {
		printf("  %s\n\n",
		    about_say("Nothing to say yet.", "Rien à dire encore."));
		return;
	}
	for (size_t i = 0; i < ROWS; i++) {
		double x = number_of(o, rows[i].field, f->field);

		if (isnan(x))
			continue;
		print_padded(say(rows[i].name));
		chart_bar((x - f->from) / (to - f->from), BAR_WIDTH, is_ascii);
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
	printf("%s: %zu\n  %s\n", about_say("Bridges", "Ponts"), count,
	    about_say("Pairs of domains that you alone connect here.",
		"Les paires de domaines que vous êtes seul(e) à relier ici."));
	for (size_t i = 0; i < count; i++) {
		struct json_object *b = json_object_array_get_idx(list, i);

		fputs("    ", stdout);
		safe_print(stdout, about_word(attribute, proto_text(b, "a")));
		fputs(" + ", stdout);
		safe_print(stdout, about_word(attribute, proto_text(b, "b")));
		putchar('\n');
	}
	putchar('\n');
}

static void
print_people(struct json_object *list, struct json_object *attribute)
{
	const char *const titles[] = { about_say("SINCE", "DEPUIS"),
		about_say("MET", "VUS"), about_say("DOMAIN", "DOMAINE"),
		about_say("NAME", "NOM"), NULL };
	struct table *table = table_new(titles);

	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *p = json_object_array_get_idx(list, i);
		const char *name = proto_text(p, "name");
		const char *domain = proto_text(p, "domain");
		char day[11];

		snprintf(day, sizeof(day), "%.10s", proto_text(p, "since"));
		table_row(table,
		    (const char *const[]){ day,
			strcmp(proto_text(p, "tie"), "met") == 0
			    ? about_say("yes", "oui")
			    : "",
			domain == NULL ? NULL : about_word(attribute, domain),
			name != NULL
			    ? name
			    : about_say("a former member",
				  "une personne qui n’est plus membre") });
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
		puts(about_say("You have met nobody here yet: an introduction "
			       "counts once all accept it.",
		    "Vous n’avez encore rencontré personne ici : une "
		    "introduction compte dès que toutes l’acceptent."));
		return;
	}
	printf("%s: %zu\n\n",
	    about_say(
		"My network: people met", "Mon réseau : personnes rencontrées"),
	    count);
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
		    chart_is_ascii() || command_value(c, "ascii") != NULL);
	json_object_put(reply);
	return status;
}

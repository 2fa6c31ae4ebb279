/*
 * serendip-demo: a believable community from a seed, as the two CSV files that
 * `serendipctl members import` takes. The same seed writes the same bytes.
 */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "clients/demo/chance.h"
#include "clients/demo/circle.h"
#include "clients/demo/csv.h"
#include "clients/demo/person.h"
#include "clients/demo/pitch.h"

#define MEMBERS_MAX 20000
#define EXIT_USAGE 2

static const char usage_text[] =
    "Usage: serendip-demo [--seed N] [--members N] [--dir DIR]\n"
    "\n"
    "Writes members.csv and ties.csv of an invented community into DIR.\n"
    "\n"
    "  --seed N     another seed, another community (1)\n"
    "  --members N  how many, 2 to 20000 (300)\n"
    "  --dir DIR    where to; made where it is missing (.)\n"
    "  --help       this text\n"
    "  --version    the version\n";

struct options {
	unsigned long long seed, members;
	const char *dir;
};

static void
number_read(const char *option, const char *text, unsigned long long min,
    unsigned long long max, unsigned long long *out)
{
	char *end;

	errno = 0;
	*out = strtoull(text, &end, 10);
	if (errno == 0 && strspn(text, "0123456789") == strlen(text) &&
	    end != text && *out >= min && *out <= max)
		return;
	fprintf(stderr,
	    "serendip-demo: --%s takes a number from %llu to %llu, not "
	    "\"%s\"\n",
	    option, min, max, text);
	exit(EXIT_USAGE);
}

static void
options_read(int argc, char **argv, struct options *o)
{
	static const struct option known[] = {
		{ "seed", required_argument, NULL, 's' },
		{ "members", required_argument, NULL, 'm' },
		{ "dir", required_argument, NULL, 'd' },
		{ "help", no_argument, NULL, 'h' },
		{ "version", no_argument, NULL, 'v' },
		{ NULL, 0, NULL, 0 },
	};
	int c;

	*o = (struct options){ .seed = 1, .members = 300, .dir = "." };
	while ((c = getopt_long(argc, argv, "", known, NULL)) != -1) {
		if (c == 's') {
			number_read("seed", optarg, 0, UINT64_MAX, &o->seed);
		} else if (c == 'm') {
			number_read(
			    "members", optarg, 2, MEMBERS_MAX, &o->members);
		} else if (c == 'd') {
			o->dir = optarg;
		} else if (c == 'h') {
			fputs(usage_text, stdout);
			exit(0);
		} else if (c == 'v') {
			puts("serendip-demo " SERENDIP_VERSION);
			exit(0);
		} else {
			fputs("Try serendip-demo --help.\n", stderr);
			exit(EXIT_USAGE);
		}
	}
	if (optind < argc) {
		fprintf(stderr, "serendip-demo: \"%s\" is too much\n",
		    argv[optind]);
		exit(EXIT_USAGE);
	}
}

static void
fail(const char *what)
{
	fprintf(stderr, "serendip-demo: %s: %s\n", what, strerror(errno));
	exit(1);
}

static FILE *
file_open(const char *dir, const char *name, char *path, size_t size)
{
	FILE *file;

	if (mkdir(dir, 0777) != 0 && errno != EEXIST)
		fail(dir);
	snprintf(path, size, "%s/%s", dir, name);
	file = fopen(path, "w");
	if (file == NULL)
		fail(path);
	return file;
}

static void
file_close(FILE *file, const char *path)
{
	int failed = ferror(file);

	if (fclose(file) != 0 || failed)
		fail(path);
}

/* "a" or "a;b", in the person's language. */
static const char *
skills_text(const struct person *p, const struct skill *const *skills,
    char *buf, size_t size)
{
	int english = p->is_english;

	snprintf(buf, size, "%s%s%s",
	    english ? skills[0]->english : skills[0]->french,
	    skills[1] != NULL ? ";" : "",
	    skills[1] == NULL ? ""
	    : english         ? skills[1]->english
			      : skills[1]->french);
	return buf;
}

static void
members_write(
    FILE *file, const struct person *people, size_t count, struct chance *c)
{
	static const char *const head[] = { "id", "email", "name", "language",
		"zone", "pitch", "domain", "languages", "town", "interests",
		"offers", "seeks", "generation", "free" };
	char pitch[600], offers[PERSON_TEXT], seeks[PERSON_TEXT];

	csv_record_write(file, head, sizeof(head) / sizeof(head[0]));
	for (size_t i = 0; i < count; i++) {
		const struct person *p = &people[i];

		pitch_write(p, c, pitch, sizeof(pitch));
		csv_record_write(file,
		    (const char *const[]){ p->id, p->email, p->name,
			p->is_english ? "en" : "fr", p->place->zone, pitch,
			p->trade->path, p->languages, p->place->word,
			p->interests,
			skills_text(p, p->offers, offers, sizeof(offers)),
			skills_text(p, p->seeks, seeks, sizeof(seeks)),
			p->generation, p->free },
		    sizeof(head) / sizeof(head[0]));
	}
}

int
main(int argc, char **argv)
{
	char path[4096];
	struct options o;
	struct chance c;
	struct person *people;
	FILE *file;

	options_read(argc, argv, &o);
	people = calloc((size_t)o.members, sizeof(*people));
	if (people == NULL)
		fail("memory");
	chance_init(&c, o.seed);
	person_make_all(people, (size_t)o.members, &c);
	file = file_open(o.dir, "members.csv", path, sizeof(path));
	members_write(file, people, (size_t)o.members, &c);
	file_close(file, path);
	file = file_open(o.dir, "ties.csv", path, sizeof(path));
	if (circle_write(file, people, (size_t)o.members, &c) != 0)
		fail("memory");
	file_close(file, path);
	free(people);
	return 0;
}

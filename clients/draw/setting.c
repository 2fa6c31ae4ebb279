/*
 * Rules and files of a draw: see clients/draw/setting.h.
 */
#include "clients/draw/setting.h"

#include "clients/draw/ties.h"

/* --- the rules ------------------------------------------------------------ */

/* "pools: found …, allowed: weekly, other". */
static void
refuse_pool(const struct setting *s, const struct arguments *a)
{
	const struct config *c = s->config;

	fprintf(stderr, "%s:1:1: pools: ", input_name(a->rules));
	if (a->pool != NULL)
		fprintf(stderr, "found no pool \"%s\", allowed: ", a->pool);
	else
		fputs("found several pools, allowed: one of them, by --pool: ",
		    stderr);
	for (size_t i = 0; i < c->pool_count; i++)
		fprintf(stderr, "%s%s", i > 0 ? ", " : "", c->pools[i].name);
	fputs("\n", stderr);
}

static int
choose_pool(struct setting *s, const struct arguments *a)
{
	const struct config *c = s->config;

	if (c->pools == NULL || c->pool_count == 0) {
		fprintf(stderr,
		    "%s:1:1: pools: missing, allowed: pools: with at least "
		    "one pool\n",
		    input_name(a->rules));
		return -1;
	}
	if (a->pool != NULL)
		s->pool = config_pool_get(c, a->pool);
	else if (c->pool_count == 1)
		s->pool = &c->pools[0];
	if (s->pool == NULL) {
		refuse_pool(s, a);
		return -1;
	}
	s->rules = s->pool->rules;
	return 0;
}

static int
read_rules(struct setting *s, const struct arguments *a)
{
	struct text errors = { 0 };
	struct input in = { 0 };

	if (strcmp(a->rules, INPUT_STANDARD) != 0)
		s->config = config_read_rules(a->rules, &errors);
	else if (input_read(&in, a->rules, &s->mistakes) == 0)
		s->config =
		    config_read_rules_text(in.path, in.data, in.len, &errors);
	mistakes_tell(&s->mistakes, stderr);
	input_clear(&in);
	fputs(text_get(&errors), stderr);
	text_clear(&errors);
	if (s->config == NULL)
		return -1;
	if (config_attribute_find(s->config, "id") != -1) {
		fprintf(stderr,
		    "%s:1:1: attributes.id: found this name, allowed: another "
		    "one, since the column id says who a member is\n",
		    input_name(a->rules));
		return -1;
	}
	return choose_pool(s, a);
}

/* --- the files ------------------------------------------------------------ */

/* A file that may be there or not. */
static int
read_file(struct setting *s, const char *path, struct input *in)
{
	int done = path == NULL ? 0 : input_read(in, path, &s->mistakes);

	mistakes_tell(&s->mistakes, stderr);
	return done;
}

static void
read_history(struct setting *s)
{
	if (s->history.path == NULL)
		return;
	s->is_wrong = past_read(&s->past, &s->history, &s->mistakes) != 0;
	mistakes_tell(&s->mistakes, stderr);
}

int
setting_read(struct setting *s, const struct arguments *a)
{
	int wrong;

	*s = (struct setting){ 0 };
	past_begin(&s->past);
	wrong = read_rules(s, a);
	wrong |= read_file(s, a->members, &s->members);
	wrong |= read_file(s, a->ties, &s->ties);
	wrong |= read_file(s, a->history, &s->history);
	if (wrong != 0)
		return -1;
	read_history(s);
	people_begin(&s->people, &s->members, s->config->attributes,
	    s->config->attribute_count);
	return 0;
}

void
setting_let_go(struct setting *s)
{
	people_end(&s->people);
	input_clear(&s->members);
	input_clear(&s->ties);
	input_clear(&s->history);
}

void
setting_end(struct setting *s)
{
	setting_let_go(s);
	past_end(&s->past);
	config_drop(s->config);
}

int32_t
setting_next_round(const struct setting *s)
{
	return s->past.last == PAST_NO_ROUND ? 1 : s->past.last + 1;
}

static int
add_ties(struct setting *s, struct population *p)
{
	size_t strange = 0;
	int done;

	if (s->ties.path == NULL)
		return 0;
	done = ties_add(&s->ties, s->people.ids, p, &strange, &s->mistakes);
	mistakes_tell(&s->mistakes, stderr);
	if (strange > 0 && !s->has_told)
		fprintf(stderr,
		    "serendip-draw: %s: %zu %s somebody who is no member; "
		    "left out\n",
		    s->ties.path, strange,
		    strange == 1 ? "tie names" : "ties name");
	return done;
}

struct population *
setting_population(struct setting *s, int32_t round)
{
	struct population *p =
	    population_new(s->config->attributes, s->config->attribute_count);
	int wrong = s->is_wrong;

	wrong |= people_add(&s->people, p, &s->mistakes);
	mistakes_tell(&s->mistakes, stderr);
	wrong |= add_ties(s, p);
	s->has_told = true;
	if (wrong != 0) {
		population_free(p);
		return NULL;
	}
	past_tell(&s->past, round, s->people.ids, p);
	population_close(p);
	return p;
}

/*
 * Writes the population of the engine's benchmarks as files for serendip-draw:
 *
 *	engine_sheet MEMBERS FOLDER [SEED]
 *
 * makes rules.yaml, members.csv, ties.csv and history.csv there. Meetings become
 * groups of two, about as many rounds ago as the population has it in weeks.
 */
#include "base/memory.h"
#include "bench/engine_population.h"
#include "pairing/population_data.h"

#define WEEKS_BACK \
	200 /* the first round to draw; meetings are at most 150 ago */

static FILE *
create(const char *folder, const char *name)
{
	struct text path = { 0 };
	FILE *file;

	text_addf(&path, "%s/%s", folder, name);
	file = fopen(text_get(&path), "we");
	if (file == NULL)
		die("%s cannot be written", text_get(&path));
	text_clear(&path);
	return file;
}

static void
write_members(const struct population *p, FILE *out)
{
	struct text line = { 0 };

	text_add(&line, "id");
	for (size_t k = 0; k < p->attribute_count; k++)
		text_addf(&line, ",%s", p->attributes[k].name);
	for (uint32_t m = 0; m < p->size; m++) {
		text_addf(&line, "\n%s", population_key(p, m));
		for (size_t k = 0; k < p->attribute_count; k++) {
			text_add(&line, ",");
			population_value_write(p, m, k, &line);
		}
	}
	fprintf(out, "%s\n", text_get(&line));
	text_clear(&line);
}

/* The round of a meeting so many weeks ago, or the next one before in which
 * neither is in another group; 0 where there is none. */
static int
free_round(uint8_t *busy, uint32_t a, uint32_t b, int weeks)
{
	int round = WEEKS_BACK - weeks;

	while (round > 0 && (busy[a * WEEKS_BACK + (uint32_t)round] ||
				busy[b * WEEKS_BACK + (uint32_t)round]))
		round--;
	busy[a * WEEKS_BACK + (uint32_t)round] = 1;
	busy[b * WEEKS_BACK + (uint32_t)round] = 1;
	return round;
}

static void
write_ties(const struct population *p, FILE *ties, FILE *history)
{
	uint8_t *busy = memory_new(p->size, WEEKS_BACK);

	fputs("a,b,kind\n", ties);
	fputs("round,group,member\n", history);
	for (uint32_t m = 0; m < p->size; m++)
		for (uint64_t i = p->tie_first[m]; i < p->tie_first[m + 1];
		     i++) {
			uint32_t other = p->tie_other[i];
			const char *a = population_key(p, m);
			const char *b = population_key(p, other);
			int weeks = p->tie_what[i] & TIE_WEEKS, round;

			if (other < m)
				continue;
			if (weeks == 0) {
				fprintf(ties, "%s,%s,knows\n", a, b);
				continue;
			}
			round = free_round(busy, m, other, weeks);
			fprintf(history, "%d,%s,%s\n%d,%s,%s\n", round, a, a,
			    round, a, b);
		}
	free(busy);
}

static void
write_rules(const struct population *p, const struct rules *rules, FILE *out)
{
	static const char *const list_names[] = { "require", "prefer" };

	fputs("attributes:\n", out);
	for (size_t k = 0; k < p->attribute_count; k++) {
		const struct attribute *a = &p->attributes[k];

		fprintf(out, "  %s: {type: %s", a->name,
		    attribute_type_word(a->type));
		for (size_t w = 0; a->has_words && w < a->word_count; w++)
			fprintf(out, "%s%s", w == 0 ? ", values: [" : ", ",
			    a->words[w]);
		fputs(a->has_words ? "]}\n" : "}\n", out);
	}
	fputs("pools:\n  weekly:\n", out);
	for (size_t i = 0; i < rules_count(rules); i++) {
		if (i == 0 || i == rules_requirement_count(rules))
			fprintf(out, "    %s:\n", list_names[i > 0]);
		fprintf(out, "      - %s\n", rules_sentence(rules, i));
	}
}

int
main(int argc, char **argv)
{
	struct population *p;
	struct rules *rules;
	FILE *files[4];

	if (argc < 3)
		die("usage: engine_sheet MEMBERS FOLDER [SEED]");
	p = engine_population_new((uint32_t)strtoul(argv[1], NULL, 10),
	    argc > 3 ? strtoull(argv[3], NULL, 10) : 1);
	rules = engine_population_rules(true);
	files[0] = create(argv[2], "rules.yaml");
	files[1] = create(argv[2], "members.csv");
	files[2] = create(argv[2], "ties.csv");
	files[3] = create(argv[2], "history.csv");
	write_rules(p, rules, files[0]);
	write_members(p, files[1]);
	write_ties(p, files[2], files[3]);
	for (int i = 0; i < 4; i++)
		if (fclose(files[i]) != 0)
			die("the files could not be written");
	rules_free(rules);
	population_free(p);
	return 0;
}

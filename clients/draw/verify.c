/*
 * Checking groups: see clients/draw/verify.h.
 */
#include "clients/draw/verify.h"

#include <inttypes.h>
#include "base/memory.h"

struct verifier {
	struct setting *setting;
	const char *path;
	struct past groups;
	struct rules *blocks; /* no requirement: only blocks forbid */
	int32_t known;        /* the history's last round */
	size_t violations;
	/* Of the round that is being checked. */
	const struct population *population;
	const struct past_row **seat; /* by member: where it was first */
};

static const char *
id_of(const struct verifier *v, const struct past_row *row)
{
	return names_text(v->groups.ids, row->member);
}

/* The beginning of a line: where. */
static void
say(struct verifier *v, const struct past_row *row)
{
	v->violations++;
	printf("%s:%" PRIu32 ": round %" PRId32 ", ", v->path, row->line,
	    row->round);
	if (row->group == PAST_SAT_OUT)
		printf("sat out: ");
	else
		printf("group %s: ", names_text(v->groups.groups, row->group));
}

/* --- one group ------------------------------------------------------------ */

/* The number of an id, or UINT32_MAX; members are in the order of their ids. */
static uint32_t
find_member(const struct population *p, const char *id)
{
	uint32_t from = 0, to = population_size(p), middle;
	int order;

	while (from < to) {
		middle = from + (to - from) / 2;
		order = strcmp(population_key(p, middle), id);
		if (order == 0)
			return middle;
		if (order < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return UINT32_MAX;
}

/* The member of a row by number; UINT32_MAX and a line where there is no
 * such member, or a row before has it in this group. Counts the seats. */
static uint32_t
take_seat(struct verifier *v, const struct past_row *row, size_t *seats)
{
	uint32_t member = find_member(v->population, id_of(v, row));
	const struct past_row *first;

	++*seats;
	if (member == UINT32_MAX) {
		say(v, row);
		printf("\"%s\" is no member\n", id_of(v, row));
		return UINT32_MAX;
	}
	first = v->seat[member];
	if (first == NULL) {
		v->seat[member] = row;
		return member;
	}
	say(v, row);
	if (first->group == PAST_SAT_OUT)
		printf("\"%s\" sat out in line %" PRIu32 "\n", id_of(v, row),
		    first->line);
	else
		printf("\"%s\" is in group %s in line %" PRIu32 "\n",
		    id_of(v, row), names_text(v->groups.groups, first->group),
		    first->line);
	if (first->group != row->group)
		return member;
	--*seats;
	return UINT32_MAX;
}

static void
check_size(struct verifier *v, const struct past_row *rows, size_t count)
{
	size_t size = (size_t)rules_size(v->setting->rules);

	if (count >= size && count <= size + 1)
		return;
	say(v, rows);
	printf("%zu member%s, allowed: %zu or %zu\n", count,
	    count == 1 ? "" : "s", size, size + 1);
}

static void
check_pair(
    struct verifier *v, const struct past_row *row, uint32_t a, uint32_t b)
{
	const struct population *p = v->population;
	const struct rules *rules = v->setting->rules;

	if (!rules_allow(v->blocks, p, a, b, NULL)) {
		say(v, row);
		printf("\"%s\" and \"%s\": one blocks the other\n",
		    population_key(p, a), population_key(p, b));
	}
	for (size_t i = 0; i < rules_requirement_count(rules); i++)
		if (!rules_hold(rules, i, p, a, b)) {
			say(v, row);
			printf("\"%s\" and \"%s\" break \"%s\"\n",
			    population_key(p, a), population_key(p, b),
			    rules_sentence(rules, i));
		}
}

static void
check_group(struct verifier *v, const struct past_row *rows, size_t count)
{
	uint32_t *members = memory_new(count, sizeof(*members));
	size_t seats = 0;

	for (size_t i = 0; i < count; i++)
		members[i] = take_seat(v, &rows[i], &seats);
	if (rows[0].group != PAST_SAT_OUT) {
		check_size(v, rows, seats);
		for (size_t i = 0; i < count; i++)
			for (size_t k = 0; k < i; k++)
				if (members[i] != UINT32_MAX &&
				    members[k] != UINT32_MAX)
					check_pair(v, &rows[i], members[k],
					    members[i]);
	}
	free(members);
}

/* --- rounds --------------------------------------------------------------- */

/* Rows of one round, from..to-1. */
static void
check_rows(struct verifier *v, size_t from, size_t to)
{
	const struct past_row *rows = v->groups.rows;
	uint32_t size = population_size(v->population), absent = 0;
	size_t end;

	for (; from < to; from = end) {
		end = from + 1;
		while (end < to && rows[end].group == rows[from].group)
			end++;
		check_group(v, &rows[from], end - from);
	}
	for (uint32_t m = 0; m < size; m++)
		absent += v->seat[m] == NULL;
	if (absent > 0)
		fprintf(stderr,
		    "serendip-draw: %s: round %" PRId32 ": %" PRIu32
		    " %s in no group\n",
		    v->path, rows[to - 1].round, absent,
		    absent == 1 ? "member is" : "members are");
}

/* What was in the round becomes past for the next one, where the history does
 * not have it. */
static void
remember(struct verifier *v, size_t from, size_t to)
{
	struct past *past = &v->setting->past;

	for (; from < to; from++) {
		const struct past_row *row = &v->groups.rows[from];

		if (row->round <= v->known)
			return;
		past_add(past, row->round,
		    row->group == PAST_SAT_OUT ? 0 : row->group + 1,
		    id_of(v, row));
	}
	past_sort(past);
}

static int
check_round(struct verifier *v, size_t from, size_t to)
{
	struct population *p =
	    setting_population(v->setting, v->groups.rows[from].round);

	if (p == NULL)
		return -1;
	v->population = p;
	v->seat = memory_new(population_size(p), sizeof(*v->seat));
	check_rows(v, from, to);
	free(v->seat);
	population_free(p);
	remember(v, from, to);
	return 0;
}

static int
check_rounds(struct verifier *v)
{
	const struct past *g = &v->groups;
	size_t from = 0, to;

	for (; from < g->count; from = to) {
		to = from + 1;
		while (
		    to < g->count && g->rows[to].round == g->rows[from].round)
			to++;
		if (check_round(v, from, to) != 0)
			return EXIT_WRONG;
	}
	if (fflush(stdout) != 0 || ferror(stdout)) {
		fputs("serendip-draw: what is wrong could not be written\n",
		    stderr);
		return EXIT_WRONG;
	}
	return v->violations == 0 ? 0 : EXIT_WRONG;
}

int
verify_groups(struct setting *s, const char *path)
{
	struct verifier v = {
		.setting = s, .path = input_name(path), .known = s->past.last
	};
	struct input in;
	int ends = EXIT_WRONG;

	past_begin(&v.groups);
	if (input_read(&in, path, &s->mistakes) == 0 &&
	    past_read_groups(
		&v.groups, &in, setting_next_round(s), &s->mistakes) == 0) {
		v.blocks = rules_new(
		    s->config->attributes, s->config->attribute_count);
		ends = check_rounds(&v);
	}
	mistakes_tell(&s->mistakes, stderr);
	rules_free(v.blocks);
	past_end(&v.groups);
	input_clear(&in);
	return ends;
}

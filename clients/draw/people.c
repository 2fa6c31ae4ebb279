/*
 * Members from a file: see clients/draw/people.h.
 */
#include "clients/draw/people.h"

#include "base/memory.h"
#include "clients/draw/jsonl.h"
#include "clients/draw/sheet.h"
#include "config/config_error.h"

#define OPENNESS "openness"

/* Columns are numbered: the id, the attributes, openness. */
struct people_reader {
	struct people *people;
	struct population *population;
	struct mistakes *mistakes;
	struct sheet_column *columns;
	size_t column_count;
	uint32_t member; /* that is being read */
	uint32_t next;   /* number of the next good one */
};

void
people_begin(struct people *people, const struct input *input,
    const struct attribute *attributes, size_t count)
{
	*people = (struct people){ .input = input,
		.attributes = attributes,
		.attribute_count = count,
		.ids = names_new() };
}

void
people_end(struct people *people)
{
	names_free(people->ids);
	free(people->lines);
	*people = (struct people){ 0 };
}

/* --- what both forms of file have in common ------------------------------- */

static void
make_columns(struct people_reader *r)
{
	const struct people *people = r->people;
	size_t n = 0;
	bool has_openness = false;

	r->columns =
	    memory_new(people->attribute_count + 2, sizeof(*r->columns));
	r->columns[n++] = (struct sheet_column){ "id", true, true };
	for (size_t i = 0; i < people->attribute_count; i++) {
		r->columns[n++].name = people->attributes[i].name;
		if (strcmp(people->attributes[i].name, OPENNESS) == 0)
			has_openness = true;
	}
	if (!has_openness)
		r->columns[n++].name = OPENNESS;
	r->column_count = n;
}

static void
keep_line(struct people *people, uint32_t number, size_t line)
{
	if (number == people->room) {
		people->room = people->room == 0 ? 1024 : people->room * 2;
		people->lines = memory_grow(
		    people->lines, people->room, sizeof(*people->lines));
	}
	people->lines[number] = line;
}

/* Why a text cannot be an id; false, and said, where it cannot. */
static bool
is_id(struct people_reader *r, const char *id, struct csv_place place)
{
	if (id[0] == '\0')
		mistakes_add(r->mistakes, place,
		    "id: found nothing, allowed: a text that no other member "
		    "has");
	else if (text_has_control(id, ""))
		mistakes_add(r->mistakes, place,
		    "id: found \"%.60s\", allowed: a text without control "
		    "characters",
		    id);
	else if (strlen(id) > POPULATION_KEY_BYTES_MAX)
		mistakes_add(r->mistakes, place,
		    "id: found \"%.60s…\" of %zu bytes, allowed: at most %d",
		    id, strlen(id), POPULATION_KEY_BYTES_MAX);
	else
		return true;
	return false;
}

/* A new member; -1 where there can be none of that id. */
static int
take_id(struct people_reader *r, const char *id, struct csv_place place)
{
	struct people *people = r->people;
	struct fault why = { 0 };
	uint32_t number;

	if (!is_id(r, id, place))
		return -1;
	number = names_find(people->ids, id);
	if (number < r->next) {
		mistakes_add(r->mistakes, place,
		    "id: found \"%.60s\" a second time, allowed: once (first "
		    "in line %zu)",
		    id, people->lines[number]);
		return -1;
	}
	if (population_add(r->population, id, &r->member, &why) != 0) {
		mistakes_add(r->mistakes, place, "id: %s", why.sentence);
		return -1;
	}
	number = names_number(people->ids, id);
	if (number != r->member || number != r->next)
		die("member %u has the number %u", number, r->member);
	keep_line(people, number, place.line);
	r->next++;
	return 0;
}

static void
take_openness(struct people_reader *r, const char *text, struct csv_place place,
    bool is_member)
{
	int64_t thousandths;

	if (attribute_number_parse(text, &thousandths) != 0 ||
	    thousandths < 0 || thousandths > 1000)
		mistakes_add(r->mistakes, place,
		    OPENNESS ": found \"%.60s\", allowed: a number from 0 to 1",
		    text);
	else if (is_member)
		population_set_openness(r->population, r->member, thousandths);
}

/* An attribute of that name is openness too, as in the daemon; one whose words
 * are no numbers says nothing. */
static void
open_by_attribute(struct people_reader *r, size_t attribute, const char *text)
{
	int64_t thousandths;

	if (strcmp(r->people->attributes[attribute].name, OPENNESS) == 0 &&
	    attribute_number_parse(text, &thousandths) == 0)
		population_set_openness(r->population, r->member, thousandths);
}

/* Gives it to the member, or to nobody, whose id is wrong. */
static int
take_value(struct people_reader *r, size_t attribute, const char *text,
    bool is_member, struct fault *why)
{
	struct text value = { 0 };
	int done;

	if (is_member) {
		open_by_attribute(r, attribute, text);
		return population_set(
		    r->population, r->member, attribute, text, why);
	}
	done = attribute_value_check(
	    &r->people->attributes[attribute], text, &value, why);
	text_clear(&value);
	return done;
}

/* What a member has in a column but the first. */
static void
take_cell(struct people_reader *r, size_t column, const char *text,
    struct csv_place place, bool is_member)
{
	struct fault why = { 0 };

	if (text[0] == '\0')
		return;
	if (column > r->people->attribute_count)
		take_openness(r, text, place, is_member);
	else if (take_value(r, column - 1, text, is_member, &why) != 0)
		mistakes_add(r->mistakes, place, "%s: %s",
		    r->columns[column].name, why.sentence);
}

/* --- CSV ------------------------------------------------------------------ */

static void
read_sheet(struct people_reader *r)
{
	struct sheet sheet;
	int done = sheet_begin(
	    &sheet, r->people->input, r->columns, r->column_count, r->mistakes);

	while (done == 0 && sheet_next(&sheet)) {
		const struct sheet_cell *cells = sheet.cells;
		bool is_member = take_id(r, cells[0].text, cells[0].place) == 0;

		for (size_t i = 1; i < r->column_count; i++)
			take_cell(
			    r, i, cells[i].text, cells[i].place, is_member);
	}
	sheet_end(&sheet);
}

/* --- JSON Lines ----------------------------------------------------------- */

/* A member's values while the object is read: id may come after others. */
struct people_draft {
	struct text text; /* all values, each with its NUL */
	size_t *start;    /* by column, in the text */
	struct csv_place *place;
	bool *is_there;
	bool is_refused; /* the id, which was no text */
};

static bool
takes_list(const struct people_reader *r, size_t column)
{
	enum attribute_type type;

	if (column == 0 || column > r->people->attribute_count)
		return false;
	type = r->people->attributes[column - 1].type;
	return type == ATTRIBUTE_TAGS || type == ATTRIBUTE_HOURS;
}

static void
refuse_name(struct people_reader *r, struct jsonl *j)
{
	const char *words[ATTRIBUTES_MAX + 2], *near;
	struct text allowed = { 0 };

	for (size_t i = 0; i < r->column_count; i++) {
		words[i] = r->columns[i].name;
		text_addf(&allowed, "%s%s", i > 0 ? ", " : "", words[i]);
	}
	near = config_error_nearest(text_get(&j->key), words, r->column_count);
	mistakes_add(r->mistakes, jsonl_place(j, j->key_at),
	    "found the name \"%.60s\"%s%s%s, allowed: %s", text_get(&j->key),
	    near != NULL ? ", did you mean \"" : "", near != NULL ? near : "",
	    near != NULL ? "\"?" : "", text_get(&allowed));
	text_clear(&allowed);
}

static void
take_pair(struct people_reader *r, struct people_draft *draft, struct jsonl *j)
{
	const char *key = text_get(&j->key);
	size_t column = 0;

	while (column < r->column_count &&
	       strcmp(r->columns[column].name, key) != 0)
		column++;
	if (column == r->column_count) {
		refuse_name(r, j);
		return;
	}
	if (draft->is_there[column]) {
		mistakes_add(r->mistakes, jsonl_place(j, j->key_at),
		    "found the name \"%s\" a second time, allowed: once", key);
		return;
	}
	if (j->kind == JSONL_LIST && !takes_list(r, column)) {
		mistakes_add(r->mistakes, jsonl_place(j, j->value_at),
		    "%s: found a list, allowed: one text or number", key);
		draft->is_refused |= column == 0;
		return;
	}
	draft->is_there[column] = true;
	draft->start[column] = draft->text.len;
	draft->place[column] = jsonl_place(j, j->value_at);
	text_add_n(&draft->text, text_get(&j->value), j->value.len + 1);
}

/* A value without the blanks around it. */
static const char *
draft_get(struct people_draft *draft, size_t column)
{
	return draft->is_there[column]
		   ? text_trim(draft->text.data + draft->start[column])
		   : "";
}

/* All pairs of an object; false where it is none. */
static bool
draft_fill(struct people_reader *r, struct people_draft *draft, struct jsonl *j)
{
	struct fault why;
	int got;

	draft->text.len = 0;
	draft->is_refused = false;
	memset(draft->is_there, 0, r->column_count * sizeof(bool));
	while ((got = jsonl_pair(j, &why)) > 0)
		take_pair(r, draft, j);
	if (got < 0)
		mistakes_add(r->mistakes, j->wrong, "%s", why.sentence);
	return got == 0;
}

static void
draft_take(struct people_reader *r, struct people_draft *draft, struct jsonl *j)
{
	bool is_member;

	if (!draft->is_there[0])
		draft->place[0] = jsonl_place(j, j->start);
	is_member = !draft->is_refused &&
		    take_id(r, draft_get(draft, 0), draft->place[0]) == 0;
	for (size_t i = 1; i < r->column_count; i++)
		take_cell(
		    r, i, draft_get(draft, i), draft->place[i], is_member);
}

static void
read_lines(struct people_reader *r)
{
	struct people_draft draft = {
		.start = memory_new(r->column_count, sizeof(*draft.start)),
		.place = memory_new(r->column_count, sizeof(*draft.place)),
		.is_there = memory_new(r->column_count, sizeof(bool)),
	};
	struct jsonl j;
	struct fault why;
	int got;

	jsonl_begin(&j, r->people->input);
	while (
	    !mistakes_full(r->mistakes) && (got = jsonl_next(&j, &why)) != 0) {
		if (got < 0)
			mistakes_add(r->mistakes, j.wrong, "%s", why.sentence);
		else if (draft_fill(r, &draft, &j))
			draft_take(r, &draft, &j);
	}
	jsonl_end(&j);
	text_clear(&draft.text);
	free(draft.start);
	free(draft.place);
	free(draft.is_there);
}

/* --- the file ------------------------------------------------------------- */

/* By its name, or since no header of CSV begins so. */
static bool
is_json(const struct input *in)
{
	size_t n = strlen(in->path);
	size_t mark =
	    in->len > 3 && memcmp(in->data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

	return (n > 6 && strcmp(in->path + n - 6, ".jsonl") == 0) ||
	       (in->len > mark && in->data[mark] == '{');
}

int
people_add(struct people *people, struct population *p, struct mistakes *m)
{
	struct people_reader r = {
		.people = people, .population = p, .mistakes = m
	};
	unsigned before = m->count;

	m->file = people->input->path;
	make_columns(&r);
	if (is_json(people->input))
		read_lines(&r);
	else
		read_sheet(&r);
	free(r.columns);
	return m->count == before ? 0 : -1;
}

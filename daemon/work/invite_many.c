/*
 * Inviting a list: see work/invite_many.h.
 */
#include <inttypes.h>
#include "work/invite_many.h"
#include "base/clock.h"
#include "base/csv.h"
#include "base/memory.h"
#include "config/config.h"
#include "model/member.h"
#include "store/store_house.h"
#include "store/store_invitation.h"
#include "work/house.h"
#include "work/import_header.h"
#include "work/invite.h"
#include "work/post.h"
#include "work/unsubscribe.h"

#define INVITE_MANY_MAGIC 0x14717e02u
#define WRITE_US (12 * CLOCK_SECOND)

struct person {
	char *email; /* normal */
	uint8_t index[SEAL_DIGEST];
	int64_t line;
};

struct invite_many {
	unsigned magic;
	struct house *house;
	struct db_call *call;
	char *pool;
	struct person *people;
	size_t count;
	struct invite_many_result result;
	invite_many_cb done;
	void *arg;
};

void
invite_many_cancel(struct invite_many *m)
{
	if (m == NULL)
		return;
	CHECK(m, INVITE_MANY_MAGIC);
	db_cancel(m->call);
	for (size_t i = 0; i < m->count; i++)
		free(m->people[i].email);
	free(m->people);
	free(m->result.others);
	free(m->result.errors);
	free(m->pool);
	m->magic = 0;
	free(m);
}

static void
invite_many_finish(struct invite_many *m, const struct fault *why)
{
	m->done(m->arg, why, why == NULL ? &m->result : NULL);
	m->call = NULL;
	invite_many_cancel(m);
}

/* --- the list ------------------------------------------------------------- */

static void
add_line(struct invite_line **list, size_t *count, int64_t line, int64_t column,
    const char *why)
{
	*list = memory_grow(*list, *count + 1, sizeof(**list));
	(*list)[(*count)++] =
	    (struct invite_line){ .line = line, .column = column, .why = why };
}

static void
add_error(struct invite_many *m, int64_t line, int64_t column, const char *why)
{
	add_line(&m->result.errors, &m->result.error_count, line, column, why);
}

static void
add_person(struct invite_many *m, const struct csv_field *f, int64_t line)
{
	char *copy = memory_text(f->text), *text = text_trim(copy);
	struct person p = { .line = line };

	if (!member_email_ok(text)) {
		add_error(m, line, (int64_t)f->place.column,
		    *text == '\0' ? "the address is empty"
				  : "it is no e-mail address");
		free(copy);
		return;
	}
	p.email = member_email_normal(text);
	free(copy);
	seal_index(m->house->seal, SEAL_EMAIL_INDEX, p.email, strlen(p.email),
	    p.index);
	for (size_t i = 0; i < m->count; i++) {
		if (strcmp(m->people[i].email, p.email) != 0)
			continue;
		add_line(&m->result.others, &m->result.other_count, line, 1,
		    "repeated");
		free(p.email);
		return;
	}
	m->people = memory_grow(m->people, m->count + 1, sizeof(*m->people));
	m->people[m->count++] = p;
}

static void
on_other_column(void *arg, int64_t column, const char *detail)
{
	(void)arg; /* whatever else the list has, it has */
	(void)column;
	(void)detail;
}

/* The column of the addresses by its name, or -1. */
static int
email_column(const struct config *config, const struct csv *csv)
{
	struct import_header header;

	if (csv->count > IMPORT_COLUMNS_MAX)
		return -1;
	if (import_header_read(&header, config, csv, on_other_column, NULL) !=
	    0)
		(void)header; /* other columns may be unknown */
	for (size_t i = 0; i < header.count; i++)
		if (header.columns[i] == IMPORT_EMAIL)
			return (int)i;
	return -1;
}

/* False where the list has no addresses at all, with the reason said. */
static bool
read_first(
    struct invite_many *m, struct csv *csv, int64_t first_line, int *column)
{
	struct fault why;

	csv_sniff(csv);
	if (csv_next(csv, &why) <= 0) {
		add_error(m, 1, 1, "there is no line that could be read");
		return false;
	}
	*column = email_column(m->house->config, csv);
	if (*column >= 0)
		return true;
	*column = 0;
	if (csv->count == 1 && strchr(csv->fields[0].text, '@') != NULL) {
		/* No header: it is the first of the list, in every part. */
		if (first_line == 2)
			add_person(m, &csv->fields[0], 1);
		return true;
	}
	add_error(m, 1, 1,
	    "the first line names no column email, and is no address itself");
	return false;
}

static void
read_list(
    struct invite_many *m, const char *data, size_t len, int64_t first_line)
{
	struct fault why;
	struct csv csv;
	int more, column;

	csv_init(&csv, data, len);
	more = read_first(m, &csv, first_line, &column) ? 1 : 0;
	while (more != 0 && (more = csv_next(&csv, &why)) != 0) {
		int64_t at = (int64_t)(more < 0 ? csv.wrong.line
						: csv.fields[0].place.line);

		if (more < 0)
			add_error(m, first_line + at - 2,
			    (int64_t)csv.wrong.column,
			    "it is no line of CSV in UTF-8");
		else if ((size_t)column >= csv.count)
			add_error(m, first_line + at - 2, 1,
			    "it has fewer fields than the header");
		else
			add_person(m, &csv.fields[column], first_line + at - 2);
	}
	csv_clear(&csv);
}

/* --- the transaction ------------------------------------------------------ */

static void
on_written(void *arg, const struct db_outcome *out)
{
	struct invite_many *m = arg;

	CHECK(m, INVITE_MANY_MAGIC);
	m->call = NULL; /* no longer pending */
	invite_many_finish(m, out->fault);
}

static void
add_letter(struct invite_many *m, struct db_batch *b, const struct person *p,
    const struct store_invitation *row, const char *token)
{
	struct text refusal = { 0 }, key = { 0 };
	char days[24], id[ID_TEXT_SIZE];
	struct letter_words words = { .token = token, .days = days };
	size_t len;
	uint8_t *to = seal_text(m->house->seal, p->email, &len);
	struct post post = { .kind = LETTER_INVITED,
		.email_sealed = to,
		.email_sealed_len = len,
		.language = m->house->config->community_language };

	unsubscribe_invitations(m->house->seal, p->index, &refusal);
	words.refusal = text_get(&refusal);
	snprintf(days, sizeof(days), "%" PRId64, row->days);
	text_addf(&key, "invitation:%s", id_text(&row->id, id));
	post.key = text_get(&key);
	post_letter(m->house, b, &post, &words);
	text_clear(&key);
	text_clear(&refusal);
	free(to);
}

static void
invite_one(struct invite_many *m, struct db_batch *b, const struct person *p)
{
	char token[SEAL_TOKEN_SIZE];
	struct store_invitation row = { .id = id_new(),
		.pool = m->pool,
		.email_index = p->index,
		.uses_max = 1,
		.days = m->house->config->signup_invitation_days };

	seal_token(INVITE_TOKEN, token);
	if (seal_token_hash(INVITE_TOKEN, token, row.hash) != 0)
		die("a token of ours is none");
	store_invitation_insert(b, &row);
	add_letter(m, b, p, &row, token);
	seal_wipe(token, sizeof(token));
	m->result.invited++;
}

static int
compare_lines(const void *a, const void *b)
{
	const struct invite_line *x = a, *y = b;

	return (x->line > y->line) - (x->line < y->line);
}

static void
on_looked(void *arg, const struct db_outcome *out)
{
	static const char *const words[] = { "member", "invited", "no_letter" };
	struct invite_many *m = arg;
	const struct db_rows *rows;
	char detail[60];
	struct db_batch *b;

	CHECK(m, INVITE_MANY_MAGIC);
	m->call = NULL; /* no longer pending */
	if (out->fault != NULL) {
		invite_many_finish(m, out->fault);
		return;
	}
	rows = db_outcome_rows(out, 0);
	b = db_batch_new(m->house->db, DB_WRITE);
	db_batch_deadline(b, WRITE_US);
	for (size_t i = 0; i < m->count; i++) {
		const char *why = NULL, *found = db_text(rows, (int)i, 0);

		for (size_t k = 0; k < COUNT_OF(words); k++)
			if (strcmp(found, words[k]) == 0)
				why = words[k];
		if (why == NULL)
			invite_one(m, b, &m->people[i]);
		else
			add_line(&m->result.others, &m->result.other_count,
			    m->people[i].line, 1, why);
	}
	if (m->result.other_count > 0)
		qsort(m->result.others, m->result.other_count,
		    sizeof(*m->result.others), compare_lines);
	snprintf(
	    detail, sizeof(detail), "%" PRId64 " people", m->result.invited);
	store_audit(b, "operator", "invite", NULL, detail);
	m->call = db_batch_run(b, on_written, m);
}

struct invite_many *
invite_many_start(struct house *house, const char *csv, size_t len,
    int64_t first_line, const char *pool, invite_many_cb done, void *arg)
{
	struct invite_many *m = memory_new(1, sizeof(*m));
	struct db_batch *b = db_batch_new(house->db, DB_READ);
	struct db_array indexes = { 0 };

	m->magic = INVITE_MANY_MAGIC;
	m->house = house;
	m->pool = memory_text(pool);
	m->done = done;
	m->arg = arg;
	read_list(m, csv, len, first_line);
	for (size_t i = 0; i < m->count; i++)
		db_array_bytes(&indexes, m->people[i].index, SEAL_DIGEST);
	store_invitation_addresses(b, &indexes, INVITE_LETTERS_MAX);
	m->call = db_batch_run(b, on_looked, m);
	return m;
}

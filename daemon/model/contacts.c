/*
 * Files of contacts: see model/contacts.h.
 */
#include "model/contacts.h"
#include "base/csv.h"
#include "base/memory.h"
#include "base/vcard.h"
#include "model/member.h"

#define NOTES_MAX 20 /* records before the header */
#define COLUMNS_MAX 8
#define SHOWN_MAX 60 /* bytes of what was found */

void
contacts_clear(struct contacts *c)
{
	for (size_t i = 0; i < c->count; i++)
		free(c->emails[i]);
	free(c->emails);
	free(c->errors);
	*c = (struct contacts){ 0 };
}

static void add_error(struct contacts *c, size_t line, size_t column,
    const char *fmt, ...) PRINTF_LIKE(4, 5);

static void
add_error(struct contacts *c, size_t line, size_t column, const char *fmt, ...)
{
	struct text detail = { 0 };
	struct contact_error *e;
	va_list ap;

	c->errors =
	    memory_grow(c->errors, c->error_count + 1, sizeof(*c->errors));
	e = &c->errors[c->error_count++];
	e->line = line;
	e->column = column;
	va_start(ap, fmt);
	text_addvf(&detail, fmt, ap);
	va_end(ap);
	text_copy(e->detail, sizeof(e->detail), text_get(&detail));
	text_clear(&detail);
}

/* Takes what was found at that place. */
static void
add_email(struct contacts *c, const char *found, size_t line, size_t column)
{
	char *normal = member_email_normal(found), shown[SHOWN_MAX];

	if (!member_email_ok(normal)) {
		text_copy(shown, sizeof(shown), found);
		if (text_utf8_length(shown, strlen(shown)) < 0)
			text_copy(shown, sizeof(shown), "what is not UTF-8");
		add_error(
		    c, line, column, "\"%s\" is no e-mail address", shown);
		free(normal);
		return;
	}
	c->emails = memory_grow(c->emails, c->count + 1, sizeof(*c->emails));
	c->emails[c->count++] = normal;
}

/* --- CSV ------------------------------------------------------------------ */

/* Where the addresses are. */
struct columns {
	size_t at[COLUMNS_MAX];
	size_t count;
	bool is_list; /* no header: every field may be one */
};

/* What LinkedIn, Google, Outlook, Apple and Thunderbird call them. */
static bool
is_address_column(const char *title)
{
	static const char *const names[] = { "email", "e-mail", "mail",
		"email address", "e-mail address", "primary email",
		"secondary email", "e-mail 2 address", "e-mail 3 address",
		"e-mail 1 - value", "e-mail 2 - value", "e-mail 3 - value",
		"courriel", "adresse e-mail", "adresse de courriel",
		"adresse email", "adresse électronique" };
	char *copy = memory_text(title);
	const char *trimmed = text_trim(copy);
	bool found = false;

	for (size_t i = 0; i < COUNT_OF(names) && !found; i++)
		found = text_equal_nocase(trimmed, names[i]);
	free(copy);
	return found;
}

static void
find_columns(struct columns *columns, const struct csv *csv)
{
	for (size_t i = 0; i < csv->count && columns->count < COLUMNS_MAX; i++)
		if (is_address_column(csv->fields[i].text))
			columns->at[columns->count++] = i;
}

static bool
has_address(const struct csv *csv)
{
	bool found = false;

	for (size_t i = 0; i < csv->count && !found; i++) {
		char *normal = member_email_normal(csv->fields[i].text);

		found = member_email_ok(normal);
		free(normal);
	}
	return found;
}

/* To behind the header; -1 where there is none. A list has none: it is left as
 * it was. */
static int
read_header(struct columns *columns, struct csv *csv, const char *data,
    size_t n, struct fault *why)
{
	struct fault bad;
	int more;

	for (int i = 0; i < NOTES_MAX; i++) {
		if ((more = csv_next(csv, &bad)) == 0)
			break;
		if (more < 0)
			continue;
		find_columns(columns, csv);
		if (columns->count > 0)
			return 0;
		if (i == 0 && has_address(csv)) {
			columns->is_list = true;
			csv_clear(csv);
			csv_init(csv, data, n);
			return 0;
		}
	}
	return fault_set(why, FAULT_INVALID,
	    "no column is called \"Email Address\" or \"email\", and it is no "
	    "list of addresses");
}

static void
read_record(
    struct contacts *c, const struct columns *columns, const struct csv *csv)
{
	size_t n = columns->is_list ? csv->count : columns->count;
	bool found = false;

	for (size_t i = 0; i < n; i++) {
		size_t at = columns->is_list ? i : columns->at[i];
		const struct csv_field *f;

		if (at >= csv->count)
			continue;
		f = &csv->fields[at];
		if (f->text[strspn(f->text, " \t")] == '\0')
			continue;
		found = true;
		add_email(c, f->text, f->place.line, f->place.column);
	}
	if (!found)
		c->without++;
}

int
contacts_csv(
    struct contacts *out, const char *data, size_t n, struct fault *why)
{
	struct columns columns = { 0 };
	struct fault bad;
	struct csv csv;
	int more;

	*out = (struct contacts){ 0 };
	csv_init(&csv, data, n);
	if (read_header(&columns, &csv, data, n, why) != 0) {
		csv_clear(&csv);
		return -1;
	}
	while ((more = csv_next(&csv, &bad)) != 0) {
		if (more < 0)
			add_error(out, csv.wrong.line, csv.wrong.column, "%s",
			    bad.sentence);
		else
			read_record(out, &columns, &csv);
	}
	csv_clear(&csv);
	return 0;
}

/* --- vCard ---------------------------------------------------------------- */

int
contacts_vcard(
    struct contacts *out, const char *data, size_t n, struct fault *why)
{
	size_t with = 0, last_card = 0;
	struct fault bad;
	struct vcard v;
	const char *email;
	int more;

	*out = (struct contacts){ 0 };
	vcard_init(&v, data, n);
	while ((more = vcard_next_email(&v, &email, &bad)) != 0) {
		if (more < 0)
			add_error(out, v.line, 1, "%s", bad.sentence);
		else if (*email == '\0')
			continue;
		else
			add_email(out, email, v.line, 1);
		with += v.cards != last_card;
		last_card = v.cards;
	}
	out->without = v.cards > with ? v.cards - with : 0;
	n = v.cards;
	vcard_clear(&v);
	if (n > 0)
		return 0;
	return fault_set(why, FAULT_INVALID,
	    "there is no BEGIN:VCARD in it; a vCard file is saved as UTF-8 "
	    "text");
}

/*
 * serendipctl export: the community as files for whoever studies it, under
 * pseudonyms. Rows are written as they come, a page at a time.
 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "clients/ctl/ctl.h"

static const char *const files[] = { "members", "attributes", "memberships",
	"rounds", "introductions", "answers", "sit_outs" };

#define PAGE_SECONDS 120

struct writing {
	FILE *out;
	bool is_json;
	int64_t rows;
};

/* --- a row ---------------------------------------------------------------- */

/* A cell; a spreadsheet must not take a member's text for a formula of its own. */
static void
write_cell(FILE *out, struct json_object *value)
{
	const char *s = value == NULL ? "" : json_object_get_string(value);
	const bool is_text = json_object_is_type(value, json_type_string);
	const bool is_formula =
	    is_text && *s != '\0' && strchr("=+-@\t\r", *s) != NULL;

	if (!is_formula && strpbrk(s, ",\"\r\n") == NULL) {
		fputs(s, out);
		return;
	}
	fputs(is_formula ? "\"'" : "\"", out);
	for (; *s != '\0'; s++) {
		if (*s == '"')
			fputc('"', out);
		fputc(*s, out);
	}
	fputc('"', out);
}

static void
write_csv(struct writing *w, struct json_object *row)
{
	const char *between = "";

	if (w->rows == 0) {
		json_object_object_foreach(row, name, unused)
		{
			(void)unused;
			fprintf(w->out, "%s%s", between, name);
			between = ",";
		}
		fputs("\r\n", w->out);
		between = "";
	}
	json_object_object_foreach(row, column, value)
	{
		(void)column;
		fputs(between, w->out);
		write_cell(w->out, value);
		between = ",";
	}
	fputs("\r\n", w->out);
}

static bool
write_row(struct writing *w, const char *text)
{
	struct json_object *row = json_tokener_parse(text);

	if (!json_object_is_type(row, json_type_object)) {
		json_object_put(row);
		fputs("The server sent a row that is none.\n", stderr);
		return false;
	}
	if (w->is_json)
		fprintf(w->out, "%s%s", w->rows == 0 ? "\n" : ",\n", text);
	else
		write_csv(w, row);
	w->rows++;
	json_object_put(row);
	return true;
}

/* --- a file --------------------------------------------------------------- */

/* The query of the page behind this one; cursors are hexadecimal digits, and
 * names of attributes and pools behind a blank. */
static void
next_query(char query[300], const char *cursor)
{
	size_t n = (size_t)snprintf(query, 300, "cursor=");

	for (; *cursor != '\0' && n < 290; cursor++)
		n += (size_t)snprintf(query + n, 300 - n,
		    *cursor == ' ' ? "%%20" : "%c", *cursor);
}

static enum link_status
write_pages(
    struct context *c, const char *export, const char *name, struct writing *w)
{
	char query[300] = "";
	bool is_over = false;

	while (!is_over) {
		struct link_request rq = { .parameters = { export, name },
			.query = *query == '\0' ? NULL : query,
			.seconds = PAGE_SECONDS };
		struct json_object *page = NULL, *rows;
		enum link_status status =
		    link_call(c->link, ROUTE_BULK_PAGE, &rq, &page);
		bool is_good = true;

		if (status != LINK_OK)
			return status;
		rows = proto_get(page, "rows");
		for (size_t i = 0;
		     is_good && i < json_object_array_length(rows); i++)
			is_good = write_row(
			    w, json_object_get_string(
				   json_object_array_get_idx(rows, i)));
		is_over = proto_text(page, "next") == NULL;
		if (!is_over)
			next_query(query, proto_text(page, "next"));
		json_object_put(page);
		if (!is_good)
			return LINK_REFUSED;
	}
	return LINK_OK;
}

/* A new file of that name, readable for nobody else; NULL with the reason said. */
static FILE *
new_file(const char *folder, const char *name, const char *ending)
{
	char path[4200];
	FILE *out = NULL;
	int fd;

	snprintf(path, sizeof(path), "%.4000s/%s.%s", folder, name, ending);
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
	    S_IRUSR | S_IWUSR);
	if (fd >= 0)
		out = fdopen(fd, "w");
	if (out == NULL)
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
	return out;
}

static enum link_status
write_file(struct context *c, const char *export, const char *folder,
    const char *name, struct json_object *told)
{
	const char *format = command_value(c, "format");
	struct writing w = { .is_json = format != NULL &&
					strcmp(format, "json") == 0 };
	enum link_status status;

	w.out = new_file(folder, name, w.is_json ? "json" : "csv");
	if (w.out == NULL)
		return LINK_REFUSED;
	if (w.is_json)
		fputc('[', w.out);
	status = write_pages(c, export, name, &w);
	if (w.is_json)
		fputs("\n]\n", w.out);
	if (ferror(w.out) | (fclose(w.out) != 0)) {
		fprintf(stderr, "%s/%s: %s\n", folder, name, strerror(errno));
		status = LINK_REFUSED;
	}
	json_object_object_add(told, name, json_object_new_int64(w.rows));
	if (status == LINK_OK && !c->is_json)
		printf("%-14s%" PRId64 "\n", name, w.rows);
	return status;
}

static enum link_status
begin(struct context *c, char id[64])
{
	struct json_object *body = json_object_new_object(), *reply = NULL;
	struct link_request rq = { .body = body };
	enum link_status status;

	command_texts(c, body);
	json_object_object_add(body, "names",
	    json_object_new_boolean(command_value(c, "names") != NULL));
	status = link_call(c->link, ROUTE_BULK_BEGIN, &rq, &reply);
	json_object_put(body);
	if (status == LINK_OK)
		snprintf(id, 64, "%s", proto_text(reply, "id"));
	json_object_put(reply);
	return status;
}

enum link_status
cmd_export(struct context *c, int argc, char **argv)
{
	const char *format = command_value(c, "format");
	struct json_object *told;
	enum link_status status;
	char id[64];

	(void)argc;
	if (format != NULL && strcmp(format, "csv") != 0 &&
	    strcmp(format, "json") != 0)
		return command_wrong(c, "--format is csv or json");
	status = begin(c, id);
	if (status != LINK_OK)
		return status;
	if (mkdir(argv[0], S_IRWXU) != 0 && errno != EEXIST) {
		fprintf(stderr, "%s: %s\n", argv[0], strerror(errno));
		return LINK_REFUSED;
	}
	told = json_object_new_object();
	for (size_t i = 0;
	     status == LINK_OK && i < sizeof(files) / sizeof(files[0]); i++)
		status = write_file(c, id, argv[0], files[i], told);
	if (status == LINK_OK && c->is_json)
		return command_json(told);
	json_object_put(told);
	return status;
}

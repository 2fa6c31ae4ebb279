/*
 * What an import would change: see clients/ctl/import_preview.h.
 */
#include <inttypes.h>
#include <stdio.h>
#include "clients/ctl/import_preview.h"
#include "clients/link/safe.h"

void
import_preview_print(struct json_object *preview, int64_t bad)
{
	static const struct {
		const char *title, *field;
	} lines[] = { { "New", "members_added" },
		{ "Changed", "members_changed" },
		{ "Unchanged", "members_unchanged" },
		{ "Erased before", "members_erased" },
		{ "New ties", "ties_added" } };
	struct json_object *fields = proto_get(preview, "fields");

	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		int64_t n = proto_int(preview, lines[i].field, 0);

		/* The last two are told where there are any. */
		if (i >= 3 && n == 0)
			continue;
		printf("%-14s%" PRId64, lines[i].title, n);
		for (size_t k = 0;
		     i == 1 && k < json_object_array_length(fields); k++) {
			struct json_object *f =
			    json_object_array_get_idx(fields, k);

			fputs(k == 0 ? "  (" : ", ", stdout);
			safe_print(stdout, proto_text(f, "field"));
			printf(" %" PRId64, proto_int(f, "members", 0));
		}
		puts(i == 1 && json_object_array_length(fields) > 0 ? ")" : "");
	}
	printf("%-14s%" PRId64 "\n", "Bad lines", bad);
}

static void
print_change(const char *file, struct json_object *o)
{
	struct json_object *fields = proto_get(o, "fields");

	safe_print(stdout, file);
	printf(":%" PRId64 ": %s: ", proto_int(o, "line", 0),
	    proto_text(o, "change"));
	safe_print(stdout, proto_text(o, "name"));
	if (proto_text(o, "ref") != NULL) {
		fputs(" (", stdout);
		safe_print(stdout, proto_text(o, "ref"));
		fputc(')', stdout);
	}
	for (size_t i = 0; i < json_object_array_length(fields); i++) {
		fputs(i == 0 ? ": " : ", ", stdout);
		safe_print(stdout, json_object_get_string(
				       json_object_array_get_idx(fields, i)));
	}
	putchar('\n');
}

enum link_status
import_preview_lines(struct context *c, const char *import, const char *file,
    struct json_object *all)
{
	int64_t line = 2;

	while (line > 0) {
		char query[40];
		struct link_request rq = { .parameters = { import },
			.query = query };
		struct json_object *page = NULL, *changes;
		enum link_status status;

		snprintf(query, sizeof(query), "line=%" PRId64, line);
		status = link_call(c->link, ROUTE_IMPORT_CHANGES, &rq, &page);
		if (status != LINK_OK)
			return status;
		changes = proto_get(page, "changes");
		for (size_t i = 0; i < json_object_array_length(changes); i++) {
			struct json_object *o =
			    json_object_array_get_idx(changes, i);

			if (all == NULL)
				print_change(file, o);
			else
				json_object_array_add(all, json_object_get(o));
		}
		line = proto_int(page, "next_line", 0);
		json_object_put(page);
	}
	return LINK_OK;
}

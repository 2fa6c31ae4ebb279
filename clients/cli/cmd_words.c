/*
 * serendip words: an attribute's words by what people call them.
 */
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include "clients/cli/cli.h"
#include "clients/link/language.h"
#include "clients/link/table.h"

/* "q=…" encoded; a new text. */
static char *
query_of(const char *typed)
{
	char *encoded = curl_easy_escape(NULL, typed, 0), *query = NULL;

	if (encoded == NULL || asprintf(&query, "q=%s&limit=100", encoded) < 0)
		exit(LINK_REFUSED);
	curl_free(encoded);
	return query;
}

enum link_status
cmd_words(struct context *c, int argc, char **argv)
{
	static const char *const titles[] = { N_("WORD"), N_("CODE"),
		N_("NAME"), NULL };
	char *query = query_of(argv[1]);
	struct link_request rq = { .parameters = { argv[0] }, .query = query };
	struct json_object *reply = NULL, *words;
	enum link_status status;
	struct table *table;

	(void)argc;
	status = link_call(c->link, ROUTE_VOCABULARY, &rq, &reply);
	free(query);
	if (status != LINK_OK)
		return status;
	words = proto_get(reply, "words");
	status = json_object_array_length(words) > 0 ? LINK_OK : LINK_REFUSED;
	if (c->is_json) {
		(void)command_json(reply);
		return status;
	}
	if (status != LINK_OK) {
		fputs(_("No word of it begins so.\n"), stderr);
		json_object_put(reply);
		return status;
	}
	table = table_new(titles);
	for (size_t i = 0; i < json_object_array_length(words); i++) {
		struct json_object *w = json_object_array_get_idx(words, i);
		const char *cells[] = { proto_text(w, "word"),
			proto_text(w, "code"),
			about_label(proto_get(w, "label")) };

		table_row(table, cells);
	}
	table_print(table);
	json_object_put(reply);
	return status;
}

/*
 * The words of an attribute, or its ideas where any is allowed: all, as a document that is made once and shared, or
 * those that are meant by what somebody typed.
 */
#include "api/api_internal.h"
#include "api/call.h"
#include "api/shape.h"
#include "base/memory.h"
#include "config/config.h"
#include "work/house.h"
#include "work/word_search.h"

#define FOUND_MAX 100

struct api_vocabulary {
	struct shared *whole; /* made when first asked for */
	struct word_search *search;
};

struct json_object *
api_word(const struct config *config, size_t at, size_t word)
{
	const struct config_list list = config_attribute_list(config, at);
	const struct config_label *label = &list.labels[word];
	struct json_object *o = json_object_new_object();

	shape_text(o, "word", list.words[word]);
	json_object_object_add(
	    o, "label", shape_labels(label, list.words[word]));
	if (label->code != NULL)
		shape_text(o, "code", label->code);
	return o;
}

struct json_object *
api_words(const struct config *config, size_t at)
{
	struct json_object *list = json_object_new_array();

	for (size_t i = 0; i < config_attribute_list(config, at).count; i++)
		json_object_array_add(list, api_word(config, at, i));
	return list;
}

/* Takes the list. */
static struct json_object *
vocabulary_of(const struct config *config, size_t at, struct json_object *words)
{
	struct json_object *o = json_object_new_object();

	shape_text(o, "attribute", config->attributes[at].name);
	shape_int(
	    o, "word_count", (int64_t)config_attribute_list(config, at).count);
	json_object_object_add(o, "words", words);
	return o;
}

void
api_vocabularies_clear(struct api *api)
{
	for (size_t i = 0; i < api->vocabulary_count; i++) {
		shared_drop(api->vocabularies[i].whole);
		word_search_free(api->vocabularies[i].search);
	}
	free(api->vocabularies);
	api->vocabularies = NULL;
	api->vocabulary_count = 0;
}

static struct api_vocabulary *
vocabulary_get(struct api *api, const struct config *config, size_t at)
{
	if (api->vocabularies == NULL) {
		api->vocabulary_count = config->attribute_count;
		api->vocabularies = memory_new(
		    api->vocabulary_count, sizeof(*api->vocabularies));
	}
	return &api->vocabularies[at];
}

static void
reply_found(struct call *c, size_t at, const char *typed)
{
	const struct config *config = c->house->config;
	struct api_vocabulary *v = vocabulary_get(c->api, config, at);
	struct json_object *words = json_object_new_array();
	const char *query = http_query(c->req);
	char language[PROTO_QUERY_BYTES], text[PROTO_QUERY_BYTES];
	size_t found[FOUND_MAX], count;
	int64_t limit = 20;

	if (proto_query_get(query, "limit", text, sizeof(text)) &&
	    text_to_int(text, 1, FOUND_MAX, &limit) != 0)
		die("a limit that was checked is none");
	if (v->search == NULL)
		v->search = word_search_new(config, at);
	count = word_search_find(v->search, typed,
	    proto_query_get(query, "language", language, sizeof(language))
		? language
		: NULL,
	    found, (size_t)limit);
	for (size_t i = 0; i < count; i++)
		json_object_array_add(words, api_word(config, at, found[i]));
	call_reply(c, vocabulary_of(config, at, words));
}

void
api_handle_VOCABULARY(struct call *c)
{
	const struct config *config = c->house->config;
	int at = config_attribute_find(config, c->match.parameters[0]);
	char typed[PROTO_QUERY_BYTES] = "", limit[PROTO_QUERY_BYTES];
	const char *query;
	struct api_vocabulary *v;

	if (at < 0 || config_attribute_list(config, (size_t)at).count == 0) {
		call_problem(c, "not_found", "", NULL);
		return;
	}
	query = http_query(c->req);
	if (proto_query_get(query, "q", typed, sizeof(typed)) ||
	    proto_query_get(query, "limit", limit, sizeof(limit))) {
		reply_found(c, (size_t)at, typed);
		return;
	}
	v = vocabulary_get(c->api, config, (size_t)at);
	if (v->whole == NULL)
		v->whole = shared_new(vocabulary_of(
		    config, (size_t)at, api_words(config, (size_t)at)));
	shared_reply(c, v->whole);
}

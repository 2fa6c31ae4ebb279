/*
 * The community and this API's own description: documents that are the same
 * for everyone, made once per configuration and shared by all replies.
 */
#include "api/api_internal.h"
#include "api/call.h"
#include "api/shape.h"
#include "base/memory.h"
#include "config/config.h"
#include "model/calendar.h"
#include "work/house.h"

#define WORDS_MAX 250 /* that this document lists */

/* --- about ---------------------------------------------------------------- */

static struct json_object *
attribute_of(const struct config *config, size_t at)
{
	const struct attribute *a = &config->attributes[at];
	const struct config_attribute *info = &config->attribute_info[at];
	struct json_object *o = json_object_new_object();

	shape_text(o, "name", a->name);
	shape_text(o, "type", attribute_type_word(a->type));
	json_object_object_add(o, "title", shape_labels(&info->title, a->name));
	shape_bool(o, "required", info->required);
	shape_bool(o, "shown", info->shown);
	if (a->has_words)
		shape_int(o, "word_count", (int64_t)a->word_count);
	if (a->has_words && a->word_count <= WORDS_MAX)
		json_object_object_add(o, "words", api_words(config, at));
	if (info->ideas.count > 0)
		shape_int(o, "idea_count", (int64_t)info->ideas.count);
	if (a->has_range) {
		json_object_object_add(
		    o, "from", json_object_new_double((double)a->from / 1000));
		json_object_object_add(
		    o, "to", json_object_new_double((double)a->to / 1000));
	}
	return o;
}

static struct json_object *
pool_of(const struct config_pool *pool)
{
	struct json_object *o = json_object_new_object();
	struct json_object *rules = json_object_new_array();
	struct json_object *preferences = json_object_new_array();
	int64_t serendipity = rules_serendipity(pool->rules);
	char when[100], dial[16];

	shape_text(o, "name", pool->name);
	json_object_object_add(
	    o, "title", shape_labels(&pool->title, pool->name));
	shape_text(o, "calendar",
	    pool->has_calendar
		? calendar_text(&pool->calendar, when, sizeof(when))
		: NULL);
	shape_text(o, "zone", pool->has_calendar ? pool->zone : NULL);
	shape_int(o, "size", rules_size(pool->rules));
	snprintf(dial, sizeof(dial), "%d.%03d", (int)(serendipity / 1000),
	    (int)(serendipity % 1000));
	json_object_object_add(o, "serendipity",
	    json_object_new_double_s((double)serendipity / 1000, dial));
	shape_text(o, "reveal",
	    pool->reveal == REVEAL_AT_ONCE ? "at_once" : "on_accept");
	for (size_t i = 0; i < rules_count(pool->rules); i++)
		json_object_array_add(i < rules_requirement_count(pool->rules)
					  ? rules
					  : preferences,
		    json_object_new_string(rules_sentence(pool->rules, i)));
	json_object_object_add(o, "rules", rules);
	json_object_object_add(o, "preferences", preferences);
	return o;
}

static struct json_object *
signup_of(const struct config *config)
{
	struct json_object *o = json_object_new_object();
	struct json_object *domains = json_object_new_array();
	char *copy = memory_text(config->signup_domains), *rest = copy, *one;

	while ((one = text_split(&rest, " ")) != NULL)
		if (*one != '\0')
			json_object_array_add(
			    domains, json_object_new_string(one));
	free(copy);
	shape_text(o, "policy", config->signup_policy);
	json_object_object_add(o, "domains", domains);
	shape_int(o, "member_invitations", config->signup_member_invitations);
	return o;
}

static struct json_object *
limits_of(const struct config *config)
{
	struct json_object *o = json_object_new_object();

	shape_int(o, "body_bytes", config->limit_body);
	shape_int(o, "name_characters", MEMBER_NAME_MAX);
	shape_int(o, "pitch_characters", MEMBER_PITCH_MAX);
	shape_int(o, "tags", ATTRIBUTE_TAGS_MAX);
	shape_int(o, "suggestions_per_week", config->limit_suggestions);
	return o;
}

static struct json_object *
about_of(const struct config *config)
{
	struct json_object *o = json_object_new_object();
	struct json_object *languages = json_object_new_array();
	struct json_object *attributes = json_object_new_array();
	struct json_object *pools = json_object_new_array();

	shape_text(o, "name", config->community_name);
	shape_text(o, "version", SERENDIP_VERSION);
	json_object_array_add(languages, json_object_new_string("en"));
	json_object_array_add(languages, json_object_new_string("fr"));
	json_object_object_add(o, "languages", languages);
	shape_text(o, "language", config->community_language);
	shape_text(o, "terms_version", config->community_terms);
	if (config->community_terms_url[0] != '\0')
		shape_text(o, "terms_url", config->community_terms_url);
	shape_int(o, "minimum_age", config->community_age);
	json_object_object_add(o, "signup", signup_of(config));
	for (size_t i = 0; i < config->attribute_count; i++)
		json_object_array_add(attributes, attribute_of(config, i));
	json_object_object_add(o, "attributes", attributes);
	for (size_t i = 0; i < config->pool_count; i++)
		json_object_array_add(pools, pool_of(&config->pools[i]));
	json_object_object_add(o, "pools", pools);
	json_object_object_add(o, "limits", limits_of(config));
	return o;
}

void
api_handle_ABOUT(struct call *c)
{
	struct api *api = c->api;

	if (api->about == NULL)
		api->about = shared_new(about_of(c->house->config));
	shared_reply(c, api->about);
}

void
api_handle_OPENAPI(struct call *c)
{
	const struct config *config = c->house->config;
	struct api *api = c->api;

	if (api->openapi == NULL)
		api->openapi = shared_new(proto_openapi(config->community_name,
		    SERENDIP_VERSION, config->listen_url));
	shared_reply(c, api->openapi);
}

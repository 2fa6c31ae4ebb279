/*
 * My profile. Its version is its ETag; a change must name the version that it
 * changes (RFC 9110 section 13, RFC 7396).
 */
#include <inttypes.h>
#include "api/api_internal.h"
#include "api/call.h"
#include "api/shape.h"
#include "base/memory.h"
#include "work/change.h"
#include "work/house.h"
#include "work/profile.h"

void
api_reply_me(struct call *c, const struct member *m)
{
	char etag[32];

	snprintf(etag, sizeof(etag), "\"%" PRId64 "\"", m->version);
	http_reply_header(c->req, "ETag", etag);
	call_reply(c, shape_me(c->house, m));
}

void
api_handle_ME(struct call *c)
{
	api_reply_me(c, &c->me);
}

/* --- changing it ---------------------------------------------------------- */

static void
on_read_again(void *arg, const struct db_outcome *out)
{
	struct call *c = arg;
	struct member now;

	CHECK(c, CALL_API_MAGIC);
	c->look = NULL; /* no longer pending */
	if (out->fault != NULL) {
		call_refuse(c, out->fault);
		return;
	}
	store_member_read(db_outcome_rows(out, 0), 0, &now);
	api_reply_me(c, &now);
	member_clear(&now);
}

static void
on_changed(void *arg, const struct fault *why)
{
	struct call *c = arg;
	struct db_batch *b;

	CHECK(c, CALL_API_MAGIC);
	call_story_over(c);
	if (why != NULL && why->code == FAULT_CHANGED_MEANWHILE) {
		call_problem(c, "changed_meanwhile",
		    "the profile has another version by now; read it again",
		    NULL);
		return;
	}
	if (why != NULL) {
		call_refuse(c, why);
		return;
	}
	b = db_batch_new(c->house->db, DB_READ);
	store_member_get(b, &c->me.id);
	c->look = db_batch_run(b, on_read_again, c);
}

/* The version that If-Match names; false after having answered. */
static bool
take_version(struct call *c, int64_t *version)
{
	const char *match = http_header(c->req, "If-Match");
	char digits[24];
	size_t n;

	if (match == NULL) {
		call_problem(c, "precondition_required",
		    "send If-Match with the profile's ETag", NULL);
		return false;
	}
	n = strlen(match);
	if (n > 2 && n < sizeof(digits) && match[0] == '"' &&
	    match[n - 1] == '"') {
		memcpy(digits, match + 1, n - 2);
		digits[n - 2] = '\0';
		if (text_to_int(digits, 1, INT32_MAX, version) == 0)
			return true;
	}
	call_problem(c, "changed_meanwhile",
	    "If-Match does not name a version of the profile", NULL);
	return false;
}

/* --- consent -------------------------------------------------------------- */

void
api_handle_CONSENT(struct call *c)
{
	const struct config *config = c->house->config;

	api_read_consent(config, c->body, "", c);
	if (c->found.count > 0)
		call_problem(
		    c, "invalid_body", "see errors, one per field", &c->found);
	else
		call_story(c,
		    change_consent(c->house, &c->me.id, config->community_terms,
			config->community_age, on_changed, c),
		    change_cancel);
}

/* --- a patch -------------------------------------------------------------- */

struct patch {
	struct store_profile_change change;
	char *name, *pitch;
	struct member_value *put;
	const char *drop[ATTRIBUTES_MAX];
};

static void
read_patch(struct call *c, struct patch *p)
{
	const char *name = proto_text(c->body, "name");
	const char *pitch = proto_text(c->body, "pitch");
	struct proto_findings *f = &c->found;
	struct fault why;

	p->change.language = proto_text(c->body, "language");
	p->change.zone = proto_text(c->body, "zone");
	if (name != NULL && profile_name(name, &p->name, &why) != 0)
		shape_find(f, "/name", "not_allowed", why.sentence);
	if (pitch != NULL && profile_pitch(pitch, &p->pitch, &why) != 0)
		shape_find(f, "/pitch", "not_allowed", why.sentence);
	if (p->change.zone != NULL && profile_zone(p->change.zone, &why) != 0)
		shape_find(f, "/zone", "not_allowed", why.sentence);
	shape_attributes_read(c->house->config,
	    proto_get(c->body, "attributes"), &p->put, &p->change.put_count,
	    &p->drop, &p->change.drop_count, f);
	for (size_t i = 0; i < p->change.drop_count; i++) {
		int at = config_attribute_find(c->house->config, p->drop[i]);
		struct text pointer = { 0 };

		if (at < 0 || !c->house->config->attribute_info[at].required)
			continue;
		text_addf(&pointer, "/attributes/%s", p->drop[i]);
		shape_find(f, text_get(&pointer), "not_allowed",
		    "this community asks for it: it cannot be removed");
		text_clear(&pointer);
	}
	p->change.name = p->name;
	p->change.pitch = p->pitch;
	p->change.put = p->put;
	p->change.drop = p->drop;
}

void
api_handle_ME_CHANGE(struct call *c)
{
	struct patch p = { 0 };
	int64_t version;

	read_patch(c, &p);
	if (c->found.count > 0)
		call_problem(
		    c, "invalid_body", "see errors, one per field", &c->found);
	else if (take_version(c, &version))
		call_story(c,
		    change_profile(
			c->house, &c->me.id, version, &p.change, on_changed, c),
		    change_cancel);
	member_values_free(p.put, p.change.put_count);
	free(p.name);
	free(p.pitch);
}

void
api_handle_ME_BACK(struct call *c)
{
	call_story(
	    c, change_back(c->house, &c->me.id, on_changed, c), change_cancel);
}

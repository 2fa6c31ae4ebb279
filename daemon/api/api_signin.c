/*
 * Ways in and out: sign-up, sign-in, verify, the end of a session.
 */
#include <strings.h>
#include "api/api_internal.h"
#include "api/call.h"
#include "api/cookie.h"
#include "api/shape.h"
#include "base/clock.h"
#include "base/memory.h"
#include "config/config.h"
#include "work/change.h"
#include "work/house.h"
#include "work/profile.h"
#include "work/signin.h"
#include "work/verify.h"

#define BAD_EMAIL "it is no e-mail address that letters reach"

/* --- sign-up and sign-in -------------------------------------------------- */

static void
refuse_invitation(struct call *c, const char *sentence)
{
	shape_find(&c->found, "/invitation", "not_allowed", sentence);
	call_problem(c, "invalid_body", "see errors, one per field", &c->found);
}

static void
on_asked(void *arg, const struct fault *why, int wait_s)
{
	struct call *c = arg;

	CHECK(c, CALL_API_MAGIC);
	call_story_over(c);
	if (why == NULL)
		call_reply_answer(c);
	else if (why->code == FAULT_REPEATED)
		call_repeat(c);
	else if (why->code == FAULT_TOO_MANY)
		call_later(c, fault_word(why->code), why->sentence, wait_s);
	else if (why->code == FAULT_NOT_FOUND)
		refuse_invitation(c, why->sentence);
	else
		call_refuse(c, why);
}

static void
ask(struct call *c, const char *email, const struct member *profile)
{
	struct signin_secrets secrets;
	struct signin_ask ask = { .email = email,
		.profile = profile,
		.invitation =
		    profile == NULL ? NULL : proto_text(c->body, "invitation"),
		.network = http_peer(c->req),
		.secrets = &secrets,
		.once = &c->once };
	struct json_object *reply = json_object_new_object();

	signin_secrets_new(&secrets);
	shape_text(reply, "attempt", secrets.attempt);
	shape_time(reply, "expires_at", secrets.expires_us);
	call_answer(c, reply);
	json_object_put(reply);
	call_story(c, signin_start(c->house, &ask, on_asked, c), signin_cancel);
	seal_wipe(&secrets, sizeof(secrets));
}

void
api_read_consent(const struct config *config, struct json_object *consent,
    const char *at, struct call *c)
{
	const char *terms = proto_text(consent, "terms_version");
	struct text why = { 0 }, pointer = { 0 };

	text_addf(&pointer, "%s/terms_version", at);
	text_addf(&why, "found \"%.40s\"; the terms in force are \"%s\"",
	    terms == NULL ? "" : terms, config->community_terms);
	if (terms != NULL && strcmp(terms, config->community_terms) != 0)
		shape_find(&c->found, text_get(&pointer), "not_allowed",
		    text_get(&why));
	text_clear(&why);
	text_clear(&pointer);
	text_addf(&pointer, "%s/of_age", at);
	text_addf(&why, "members are at least %d years old",
	    (int)config->community_age);
	if (!proto_bool(consent, "of_age", true))
		shape_find(&c->found, text_get(&pointer), "not_allowed",
		    text_get(&why));
	text_clear(&why);
	text_clear(&pointer);
}

static void
read_attributes(struct call *c, struct member *m)
{
	const struct config *config = c->house->config;
	struct json_object *given = proto_get(c->body, "attributes");

	/* What is no object has been found to be none. */
	if (given != NULL && !json_object_is_type(given, json_type_object))
		return;
	shape_attributes_read(
	    config, given, &m->values, &m->value_count, NULL, NULL, &c->found);
	for (size_t i = 0; i < config->attribute_count; i++) {
		struct text pointer = { 0 };

		if (!config->attribute_info[i].required ||
		    member_value_get(m, config->attributes[i].name) != NULL)
			continue;
		text_addf(
		    &pointer, "/attributes/%s", config->attributes[i].name);
		shape_find(&c->found, text_get(&pointer), "missing",
		    "this community asks for it");
		text_clear(&pointer);
	}
}

/* Whether the address ends in one of the domains, blanks between them. */
static bool
is_of_domain(const char *email, const char *domains)
{
	const char *at = strchr(email, '@');
	size_t n;

	for (; at != NULL && *domains != '\0'; domains += n) {
		domains += strspn(domains, " ");
		n = strcspn(domains, " ");
		if (n > 0 && strlen(at + 1) == n &&
		    strncasecmp(at + 1, domains, n) == 0)
			return true;
	}
	return false;
}

/* Who may join at all: the policy is public, so what is missing is told. */
static void
read_policy(struct call *c, const char *email)
{
	const struct config *config = c->house->config;
	struct text why = { 0 };

	if (strcmp(config->signup_policy, "open") == 0 ||
	    proto_has(c->body, "invitation"))
		return;
	if (strcmp(config->signup_policy, "invitation") == 0) {
		shape_find(&c->found, "/invitation", "missing",
		    "this community takes members by invitation");
	} else if (email != NULL &&
		   !is_of_domain(email, config->signup_domains)) {
		text_addf(&why,
		    "this community takes addresses of %s, or an invitation",
		    config->signup_domains);
		shape_find(&c->found, "/email", "not_allowed", text_get(&why));
	}
	text_clear(&why);
}

/* What config and model have to say of a sign-up beyond its shape. A field that
 * is missing or of another type has been found already, and is passed over. */
static void
read_profile(struct call *c, struct member *m)
{
	const struct config *config = c->house->config;
	struct json_object *consent = proto_get(c->body, "consent");
	const char *email = proto_text(c->body, "email");
	const char *name = proto_text(c->body, "name");
	const char *pitch = proto_text(c->body, "pitch");
	const char *zone = proto_text(c->body, "zone");
	const char *language = proto_text(c->body, "language");
	const char *terms = proto_text(consent, "terms_version");
	struct fault why;

	if (email != NULL && !member_email_ok(email))
		shape_find(&c->found, "/email", "malformed", BAD_EMAIL);
	read_policy(c, email);
	if (name != NULL && profile_name(name, &m->name, &why) != 0)
		shape_find(&c->found, "/name", "not_allowed", why.sentence);
	if (profile_pitch(pitch == NULL ? "" : pitch, &m->pitch, &why) != 0)
		shape_find(&c->found, "/pitch", "not_allowed", why.sentence);
	if (zone != NULL && profile_zone(zone, &why) != 0)
		shape_find(&c->found, "/zone", "not_allowed", why.sentence);
	m->zone = memory_text(zone == NULL ? "UTC" : zone);
	m->language = memory_text(
	    language == NULL ? config->community_language : language);
	m->terms_version = memory_text(terms == NULL ? "" : terms);
	api_read_consent(config, consent, "/consent", c);
	read_attributes(c, m);
}

void
api_handle_SIGNUP(struct call *c)
{
	struct member profile = { 0 };

	read_profile(c, &profile);
	if (c->found.count > 0)
		call_problem(
		    c, "invalid_body", "see errors, one per field", &c->found);
	else
		ask(c, proto_text(c->body, "email"), &profile);
	member_clear(&profile);
}

void
api_handle_SIGNIN(struct call *c)
{
	const char *email = proto_text(c->body, "email");
	struct proto_findings f = { 0 };

	if (member_email_ok(email)) {
		ask(c, email, NULL);
		return;
	}
	shape_find(&f, "/email", "malformed", BAD_EMAIL);
	call_problem(c, "invalid_body", "see errors, one per field", &f);
	proto_findings_clear(&f);
}

/* --- verify --------------------------------------------------------------- */

static void
on_verified(
    void *arg, const struct fault *why, const struct verify_session *session)
{
	struct call *c = arg;
	struct json_object *reply;

	CHECK(c, CALL_API_MAGIC);
	call_story_over(c);
	if (why != NULL) {
		call_refuse(c, why);
		return;
	}
	reply = json_object_new_object();
	if (proto_bool(c->body, "cookie", false))
		cookie_set(c->req, session->token, session->expires_us);
	else
		shape_text(reply, "token", session->token);
	shape_id(reply, "member", &session->member);
	shape_time(reply, "expires_at", session->expires_us);
	call_reply(c, reply);
}

void
api_handle_SIGNIN_VERIFY(struct call *c)
{
	const char *attempt = proto_text(c->body, "attempt");
	const char *code = proto_text(c->body, "code");
	const char *token = proto_text(c->body, "token");
	struct proto_findings f = { 0 };

	if ((token == NULL) == (attempt == NULL && code == NULL) ||
	    (token == NULL && (attempt == NULL || code == NULL))) {
		proto_findings_add(&f, "", "missing",
		    "allowed are attempt and code together, or token alone");
		call_problem(c, "invalid_body", "see errors", &f);
		proto_findings_clear(&f);
		return;
	}
	/* Nobody else signs a browser in here. */
	if (proto_bool(c->body, "cookie", false) &&
	    !cookie_may_change(c->req)) {
		call_problem(c, "cross_site", COOKIE_CROSS_SITE, NULL);
		return;
	}
	call_story(c,
	    verify_start(c->house, attempt, code, token,
		http_header(c->req, "User-Agent"), on_verified, c),
	    verify_cancel);
}

/* --- the end of a session ------------------------------------------------- */

static void
on_ended(void *arg, const struct fault *why)
{
	struct call *c = arg;

	CHECK(c, CALL_API_MAGIC);
	call_story_over(c);
	if (why != NULL) {
		call_refuse(c, why);
		return;
	}
	if (c->is_by_cookie)
		cookie_clear(c->req);
	call_reply_empty(c);
}

void
api_handle_SESSION_END(struct call *c)
{
	call_story(c,
	    change_sign_out(c->house, &c->me.id, c->session, on_ended, c),
	    change_cancel);
}

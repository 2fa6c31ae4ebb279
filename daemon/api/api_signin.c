/*
 * Ways in and out: sign-up, sign-in, verify, the end of a session.
 */
#include "api/api_internal.h"
#include "api/call.h"
#include "api/shape.h"
#include "base/clock.h"
#include "base/memory.h"
#include "config/config.h"
#include "work/change.h"
#include "work/house.h"
#include "work/profile.h"
#include "work/signin.h"
#include "work/verify.h"

/* --- sign-up and sign-in -------------------------------------------------- */

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
	else
		call_refuse(c, why);
}

static void
ask(struct call *c, const char *email, const struct member *profile)
{
	struct signin_secrets secrets;
	struct signin_ask ask = { .email = email,
		.profile = profile,
		.peer = http_peer(c->req),
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

/* What config and model have to say of a sign-up beyond its shape. */
static void
read_profile(const struct call *c, struct member *m, struct proto_findings *f)
{
	const struct config *config = c->house->config;
	struct json_object *consent = proto_get(c->body, "consent");
	const char *pitch = proto_text(c->body, "pitch");
	const char *zone = proto_text(c->body, "zone");
	const char *language = proto_text(c->body, "language");
	const char *terms = proto_text(consent, "terms_version");
	struct fault why;

	if (profile_name(proto_text(c->body, "name"), &m->name, &why) != 0)
		proto_findings_add(
		    f, "/name", "not_allowed", "%s", why.sentence);
	if (profile_pitch(pitch == NULL ? "" : pitch, &m->pitch, &why) != 0)
		proto_findings_add(
		    f, "/pitch", "not_allowed", "%s", why.sentence);
	if (zone != NULL && profile_zone(zone, &why) != 0)
		proto_findings_add(
		    f, "/zone", "not_allowed", "%s", why.sentence);
	m->zone = memory_text(zone == NULL ? "UTC" : zone);
	m->language = memory_text(
	    language == NULL ? config->community_language : language);
	m->terms_version = memory_text(terms);
	if (strcmp(terms, config->community_terms) != 0)
		proto_findings_add(f, "/consent/terms_version", "not_allowed",
		    "found \"%.40s\"; the terms in force are \"%s\"", terms,
		    config->community_terms);
	if (!proto_bool(consent, "of_age", false))
		proto_findings_add(f, "/consent/of_age", "not_allowed",
		    "members are at least %d years old",
		    (int)config->community_age);
	shape_attributes_read(config, proto_get(c->body, "attributes"),
	    &m->values, &m->value_count, NULL, NULL, f);
	for (size_t i = 0; i < config->attribute_count; i++) {
		struct text pointer = { 0 };

		if (!config->attribute_info[i].required ||
		    member_value_get(m, config->attributes[i].name) != NULL)
			continue;
		text_addf(
		    &pointer, "/attributes/%s", config->attributes[i].name);
		proto_findings_add(f, text_get(&pointer), "missing",
		    "this community asks for it");
		text_clear(&pointer);
	}
}

void
api_handle_SIGNUP(struct call *c)
{
	const char *email = proto_text(c->body, "email");
	struct proto_findings f = { 0 };
	struct member profile = { 0 };

	if (!member_email_ok(email))
		proto_findings_add(&f, "/email", "malformed",
		    "it is no e-mail address that letters reach");
	read_profile(c, &profile, &f);
	if (f.count > 0)
		call_problem(
		    c, "invalid_body", "see errors, one per field", &f);
	else
		ask(c, email, &profile);
	proto_findings_clear(&f);
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
	proto_findings_add(&f, "/email", "malformed",
	    "it is no e-mail address that letters reach");
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
	call_story(c,
	    verify_start(c->house, attempt, code, token, on_verified, c),
	    verify_cancel);
}

/* --- the end of a session ------------------------------------------------- */

static void
on_ended(void *arg, const struct fault *why)
{
	struct call *c = arg;

	CHECK(c, CALL_API_MAGIC);
	call_story_over(c);
	if (why != NULL)
		call_refuse(c, why);
	else
		call_reply_empty(c);
}

void
api_handle_SESSION_END(struct call *c)
{
	call_story(c,
	    change_sign_out(c->house, &c->me.id, c->session, on_ended, c),
	    change_cancel);
}

/*
 * A reload, by SIGHUP or by an operator's request: see life_parts.h. All that can
 * fail is done aside first; what then changes, changes at once.
 */
#include "life_parts.h"
#include "api/api.h"
#include "api/site.h"
#include "base/log.h"
#include "config/config.h"
#include "io/db.h"
#include "io/seal.h"
#include "io/tls.h"
#include "work/hooks.h"
#include "work/whatif.h"

/* --- the web client ------------------------------------------------------- */

int
life_site(const struct config *c, struct site **site, struct fault *why)
{
	return site_read(
	    *c->web_folder != '\0' ? c->web_folder : SERENDIP_WEB, site, why);
}

/* Takes the site; why: there is none. */
void
life_serve(struct life *l, struct site *site, const struct fault *why)
{
	if (site == NULL)
		log_info("no web client", LOG_T("why", why->sentence));
	else
		log_info("the web client is served",
		    LOG_N("files", site_files(site)),
		    LOG_N("bytes", site_bytes(site)));
	api_serve(l->api, site);
}

/* --- the configuration ---------------------------------------------------- */

/* A change that a reload cannot make is an error as any. */
static void
check_restart(const struct config *now, const struct config_changes *changes,
    struct text *errors)
{
	for (size_t i = 0; i < changes->count; i++) {
		const struct config_change *c = &changes->list[i];

		if (c->needs_restart)
			text_addf(errors,
			    "%s: %s: found another value than the one in "
			    "force, allowed: a restart with it\n",
			    now->file, c->key);
	}
}

/* From here on nothing can fail. */
static void
take(struct life *l, struct config *next, struct hooks *hooks,
    struct site *site, const struct fault *no_site)
{
	struct config *now = l->house.config;

	l->house.config = next;
	hooks_free(l->house.hooks);
	l->house.hooks = hooks;
	life_log(next);
	api_reloaded(l->api);
	life_serve(l, site, no_site);
	config_drop(now);
	life_present(l);
	l->knows_trials = false;
	if (db_is_ready(l->house.db))
		life_open(l);
	log_info("reloaded", LOG_T("digest", next->digest));
}

int
life_reload(void *arg, struct config_changes *changes, struct text *errors)
{
	struct life *l = arg;
	struct config *now = l->house.config, *next;
	struct site *site = NULL;
	struct hooks *hooks = NULL;
	struct fault no_site = { 0 }, why = { 0 };

	*changes = (struct config_changes){ 0 };
	next = config_read(now->file, errors);
	if (next != NULL) {
		config_compare(now, next, changes);
		check_restart(now, changes, errors);
		if (life_site(next, &site, &no_site) != 0)
			text_addf(errors, "%s: web.folder: %s\n", now->file,
			    no_site.sentence);
		else if ((hooks = hooks_new(next, &why)) == NULL)
			text_addf(errors, "%s: webhooks: %s\n", now->file,
			    why.sentence);
		/* The last two: they take the certificate, and the secrets, of
		 * which there can only be more. */
		else if (errors->len == 0 && seal_reload(l->house.seal,
						 next->secret_file, &why) != 0)
			text_addf(errors, "%s: secret.file: %s\n", now->file,
			    why.sentence);
		else if (errors->len == 0 &&
			 tls_reload(l->tls, next->tls_certificate,
			     next->tls_key, &why) != 0)
			text_addf(
			    errors, "%s: tls: %s\n", now->file, why.sentence);
	}
	if (errors->len == 0) {
		take(l, next, hooks, site, &no_site);
		if (changes->count > 0)
			whatif_reloaded(&l->house);
		return 0;
	}
	site_drop(site);
	hooks_free(hooks);
	config_drop(next);
	return -1;
}

void
life_on_hangup(void *arg)
{
	struct life *l = arg;
	struct config_changes changes;
	struct text errors = { 0 };

	if (l->house.is_stopping)
		return;
	if (life_reload(l, &changes, &errors) != 0)
		log_error("reload refused, the old configuration stays",
		    LOG_T("errors", text_get(&errors)));
	config_changes_clear(&changes);
	text_clear(&errors);
}

/*
 * What a check-up looks at. To add something: a function and its row.
 */
#include "work/checkup_facts.h"
#include "base/clock.h"
#include "base/metrics.h"
#include "config/config.h"
#include "io/db.h"
#include "io/loop.h"
#include "work/figures.h"
#include "work/house.h"

#define GIB (INT64_C(1) << 30)

/* It is not as it should be. */
static void
find(struct checkup_finding *out, enum checkup_state state, const char *remedy)
{
	if (state > out->state)
		out->state = state;
	text_addf(&out->remedy, "%s%s", out->remedy.len > 0 ? " " : "", remedy);
}

static void
add_span(struct text *out, int64_t us)
{
	if (us < 2 * CLOCK_MINUTE)
		text_addf(out, "%d s", (int)(us / CLOCK_SECOND));
	else if (us < 2 * CLOCK_HOUR)
		text_addf(out, "%d min", (int)(us / CLOCK_MINUTE));
	else if (us < 2 * CLOCK_DAY)
		text_addf(out, "%d h", (int)(us / CLOCK_HOUR));
	else
		text_addf(out, "%d days", (int)(us / CLOCK_DAY));
}

/* --- the daemon and its database ------------------------------------------ */

static void
look_at_loop(const struct checkup_facts *f, struct checkup_finding *out)
{
	int64_t late_us = loop_late_us(f->house->loop);

	text_addf(&out->found, "turns; at most %d ms late in the last minute",
	    (int)(late_us / 1000));
	if (late_us > CLOCK_SECOND)
		find(out, CHECKUP_ATTENTION,
		    "The machine is too busy, or its disk too slow: look at "
		    "serendipctl top while it is so, and at what else runs "
		    "here.");
}

static void
look_at_database(const struct checkup_facts *f, struct checkup_finding *out)
{
	int64_t queue = metrics_get(M_DB_QUEUE);
	int64_t known = f->figures.migrations_known;

	if (!f->has_database) {
		text_addf(&out->found, "no answer: %s", f->fault);
		find(out, CHECKUP_WRONG,
		    "See whether PostgreSQL runs (systemctl status postgresql) "
		    "and takes database.conninfo (psql); the daemon's log has "
		    "its words. It reconnects by itself.");
		return;
	}
	text_addf(&out->found,
	    "answers; %d connections, %d batches wait; %d of %d migrations",
	    (int)metrics_get(M_DB_CONNECTIONS), (int)queue,
	    (int)f->figures.migrations, (int)known);
	if (queue > f->house->config->database_queue / 2)
		find(out, CHECKUP_ATTENTION,
		    "More is asked than it answers: raise "
		    "database.connections, and see what PostgreSQL is busy "
		    "with.");
	if (f->figures.migrations < known)
		find(out, CHECKUP_WRONG,
		    "It was restored from an older copy: restart serendipd, "
		    "which migrates it.");
	if (f->figures.migrations > known)
		find(out, CHECKUP_ATTENTION,
		    "A newer serendipd has migrated it: upgrade this one.");
}

static void
look_at_clock(const struct checkup_facts *f, struct checkup_finding *out)
{
	int64_t skew_us = f->skew_us < 0 ? -f->skew_us : f->skew_us;

	if (skew_us < CLOCK_SECOND) {
		text_add(&out->found, "as the database's");
		return;
	}
	add_span(&out->found, skew_us);
	text_addf(&out->found, " %s the database's",
	    f->skew_us < 0 ? "behind" : "ahead of");
	find(out,
	    skew_us > 30 * CLOCK_SECOND ? CHECKUP_WRONG : CHECKUP_ATTENTION,
	    "Codes and leases go by both clocks: have both machines keep time "
	    "(timedatectl set-ntp true).");
}

/* --- what it does --------------------------------------------------------- */

static void
say_letters(const struct checkup_letters *l, struct checkup_finding *out)
{
	text_addf(&out->found, "%d not delivered", (int)l->pending);
	if (l->oldest_us > CLOCK_MINUTE) {
		text_add(&out->found, ", the oldest due for ");
		add_span(&out->found, l->oldest_us);
	}
}

static void
look_at_letters(const struct checkup_facts *f, struct checkup_finding *out)
{
	const int64_t oldest_us = f->by_mail.oldest_us;

	say_letters(&f->by_mail, out);
	text_addf(&out->found, "; %d given up in a day", (int)f->more.dead);
	if (oldest_us > 5 * CLOCK_MINUTE)
		find(out,
		    oldest_us > 30 * CLOCK_MINUTE ? CHECKUP_WRONG
						  : CHECKUP_ATTENTION,
		    "See what the mail server answers: serendipctl letters "
		    "pending; then letters.transport.");
	if (f->more.dead > 0)
		find(out, CHECKUP_ATTENTION,
		    "serendipctl letters says which were given up and why.");
}

static void
look_at_webhooks(const struct checkup_facts *f, struct checkup_finding *out)
{
	if (f->house->config->webhook_count == 0) {
		text_add(&out->found, "none is configured");
		return;
	}
	text_addf(&out->found, "%zu; ", f->house->config->webhook_count);
	say_letters(&f->to_webhooks, out);
	if (f->to_webhooks.oldest_us > 30 * CLOCK_MINUTE)
		find(out, CHECKUP_ATTENTION,
		    "serendipctl letters pending has the answers; serendipctl "
		    "webhooks test NAME tries one now.");
	if (f->more.disabled == 0)
		return;
	text_addf(&out->found, "; %d disabled", (int)f->more.disabled);
	find(out, CHECKUP_ATTENTION, "");
	text_addf(&out->remedy,
	    "%s said that it is gone (410): take it out of the configuration, "
	    "or serendipctl webhooks enable %s.",
	    f->more.webhook, f->more.webhook);
}

static void
look_at_rounds(const struct checkup_facts *f, struct checkup_finding *out)
{
	const struct store_checkup *m = &f->more;
	char at[CLOCK_TEXT_SIZE], id[ID_TEXT_SIZE];

	if (m->next_us == 0)
		text_add(&out->found, "none is planned");
	else
		text_addf(&out->found, "the next at %s",
		    clock_rfc3339(m->next_us, at));
	if (m->waiting > 0) {
		text_addf(
		    &out->found, "; %d wait for your yes", (int)m->waiting);
		find(out, CHECKUP_ATTENTION,
		    "serendipctl rounds list shows them.");
	}
	if (m->has_failed) {
		text_addf(&out->found, "; one of %s failed %d times: %s",
		    m->pool, (int)m->attempts, m->failure);
		find(out, m->attempts >= 3 ? CHECKUP_WRONG : CHECKUP_ATTENTION,
		    "It is tried again by itself. See");
		text_addf(&out->remedy, " serendipctl rounds show %s.",
		    id_text(&m->failed, id));
	}
	if (f->figures.overdue_us > 15 * CLOCK_MINUTE && !m->has_failed) {
		text_add(&out->found, "; one is overdue by ");
		add_span(&out->found, f->figures.overdue_us);
		find(out, CHECKUP_WRONG,
		    "The log says what holds it up; where nothing does, "
		    "restart "
		    "serendipd.");
	}
}

static void
look_at_reports(const struct checkup_facts *f, struct checkup_finding *out)
{
	if (f->figures.reports == 0) {
		text_add(&out->found, "none is open");
		return;
	}
	text_addf(
	    &out->found, "%d open, the oldest for ", (int)f->figures.reports);
	add_span(&out->found, f->figures.reports_age_us);
	find(out,
	    f->figures.reports_age_us > 7 * CLOCK_DAY ? CHECKUP_WRONG
						      : CHECKUP_ATTENTION,
	    "Members wait for a decision: serendipctl reports list.");
}

/* Whoever knows of one learns by the count whether the two are members. */
static void
look_at_suggestions(const struct checkup_facts *f, struct checkup_finding *out)
{
	if (f->figures.suggestions > 0)
		text_addf(&out->found, "%d open: serendipctl suggestions list",
		    (int)f->figures.suggestions);
}

static void
look_at_terms(const struct checkup_facts *f, struct checkup_finding *out)
{
	char at[CLOCK_TEXT_SIZE];

	text_addf(&out->found,
	    "version %s; %d members have not consented to it", f->more.terms,
	    (int)f->more.unconsented);
	if (f->more.unconsented == 0)
		return;
	clock_rfc3339(f->more.terms_until_us, at);
	find(out, CHECKUP_ATTENTION, "");
	text_addf(&out->remedy,
	    f->more.terms_until_us > f->now_us
		? "They are introduced until %s, and asked as they sign in: "
		  "write to them before."
		: "Since %s they are not introduced: write to them, or raise "
		  "community.terms_grace_days.",
	    at);
}

/* --- what it stands on ---------------------------------------------------- */

static void
look_at_certificate(const struct checkup_facts *f, struct checkup_finding *out)
{
	int64_t until_us = metrics_get(M_CERTIFICATE_UNTIL);
	int64_t left_us = until_us - f->now_us;
	char at[CLOCK_TEXT_SIZE];

	text_addf(&out->found, "valid until %s", clock_rfc3339(until_us, at));
	if (left_us > 14 * CLOCK_DAY)
		return;
	find(out, left_us > 3 * CLOCK_DAY ? CHECKUP_ATTENTION : CHECKUP_WRONG,
	    "Renew the file of tls.certificate, then systemctl reload "
	    "serendip.");
}

static void
look_at_socket(const struct checkup_facts *f, struct checkup_finding *out)
{
	const struct config *config = f->house->config;
	const char *address = config->listen_address;

	if (*f->house->other_socket == '\0')
		return;
	text_addf(&out->found,
	    strchr(address, ':') == NULL
		? "systemd opened %s, and listen says %s:%d"
		: "systemd opened %s, and listen says [%s]:%d",
	    f->house->other_socket, address, (int)config->listen_port);
	find(out, CHECKUP_ATTENTION,
	    "serendip-setup brings serendip.socket in step; then systemctl "
	    "restart serendip.socket serendip.");
}

static void
look_at_disk(const struct checkup_facts *f, struct checkup_finding *out)
{
	int64_t free_bytes, all_bytes;

	if (!figures_disk(f->house, &free_bytes, &all_bytes)) {
		text_add(&out->found, "letters are not kept as files");
		return;
	}
	text_addf(&out->found, "%d.%d of %d GiB free in the folder of letters",
	    (int)(free_bytes / GIB), (int)(free_bytes % GIB * 10 / GIB),
	    (int)(all_bytes / GIB));
	if (free_bytes > GIB && free_bytes > all_bytes / 20)
		return;
	find(out, free_bytes < GIB / 16 ? CHECKUP_WRONG : CHECKUP_ATTENTION,
	    "Make room where letters.transport writes: letters that were "
	    "read can go.");
}

static void
look_at_backup(const struct checkup_facts *f, struct checkup_finding *out)
{
	const int64_t age_us = f->now_us - f->figures.backup_us;

	if (f->figures.backup_us == 0) {
		text_add(&out->found, "none was made");
		find(out, CHECKUP_ATTENTION,
		    "serendipctl backup FILE --to KEY makes one; have it "
		    "called every "
		    "night.");
		return;
	}
	text_add(&out->found, "the last ");
	add_span(&out->found, age_us);
	text_add(&out->found, " ago");
	if (age_us > 3 * CLOCK_DAY)
		find(out, CHECKUP_ATTENTION,
		    "serendipctl backup FILE --to KEY makes one; see why what "
		    "calls it every "
		    "night did not.");
}

const struct checkup_row checkup_rows[] = {
	{ "daemon", false, false, look_at_loop },
	{ "database", false, false, look_at_database },
	{ "letters", true, false, look_at_letters },
	{ "webhooks", true, false, look_at_webhooks },
	{ "rounds", true, false, look_at_rounds },
	{ "certificate", false, false, look_at_certificate },
	{ "socket", false, false, look_at_socket },
	{ "disk", false, false, look_at_disk },
	{ "clock", true, false, look_at_clock },
	{ "backup", true, false, look_at_backup },
	{ "reports", true, false, look_at_reports },
	{ "suggestions", true, true, look_at_suggestions },
	{ "terms", true, false, look_at_terms },
	{ NULL, false, false, NULL },
};

/*
 * Evidence: see work/evidence.h.
 */
#include <inttypes.h>
#include "work/evidence.h"
#include "base/clock.h"
#include "base/memory.h"
#include "io/seal.h"
#include "store/store_people.h"
#include "store/store_report.h"
#include "work/house.h"
#include "work/labels.h"

struct words {
	const char *reporter, *reported, *earlier;
};

static struct words
words_in(const char *language)
{
	static const struct words en = { "who reports", "who is reported",
		"earlier messages are left out" };
	static const struct words fr = { "qui signale", "qui est signalé",
		"messages antérieurs ne sont pas repris" };

	return strcmp(language, "fr") == 0 ? fr : en;
}

static void
write_profile(
    const struct house *house, const struct member *p, struct text *out)
{
	text_addf(out, "%s\n", p->name);
	if (*p->pitch != '\0')
		text_addf(out, "%s\n", p->pitch);
	labels_profile(house->config, p->values, p->value_count,
	    house->config->community_language, out);
}

static void
write_indented(char *text, struct text *out)
{
	char *rest = text, *line;

	while ((line = text_split(&rest, "\n")) != NULL)
		text_addf(out, "    %s\n", line);
}

static void
write_said(const struct house *house, const struct store_said *said,
    const char *name, const char *role, struct text *out)
{
	char *text =
	    seal_text_open(house->seal, said->text.bytes, said->text.len);
	char at[CLOCK_TEXT_SIZE];

	if (text == NULL)
		die("a stored message cannot be opened");
	text_addf(out, "\n%s %s (%s)\n", clock_rfc3339(said->written_us, at),
	    name, role);
	write_indented(text, out);
	seal_wipe(text, strlen(text));
	free(text);
}

void
evidence_write(const struct house *house, const struct member *reporter,
    const struct store_partner *reported, const struct db_rows *thread,
    struct text *out)
{
	struct words words = words_in(house->config->community_language);
	int count = db_rows_count(thread);
	struct store_said said;

	write_profile(house, &reported->profile, out);
	for (int i = 0; i < count; i++) {
		store_report_said_read(thread, i, &said);
		if (i == 0 && said.everything > count)
			text_addf(out, "\n… %" PRId64 " %s\n",
			    said.everything - count, words.earlier);
		write_said(house, &said,
		    said.is_reporter ? reporter->name : reported->profile.name,
		    said.is_reporter ? words.reporter : words.reported, out);
	}
}

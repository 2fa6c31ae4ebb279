/*
 * Reports and certificates: see clients/draw/account.h.
 */
#include "clients/draw/account.h"

#include <inttypes.h>
#include "base/memory.h"
#include "base/text.h"
#include "clients/draw/outfile.h"
#include "clients/draw/sha256.h"
#include "pairing/certificate.h"
#include "pairing/report.h"

int
account_begin(struct account *c, const struct arguments *a)
{
	*c = (struct account){ .report_path = a->report,
		.certificate_path = a->certificate,
		.is_list = a->rounds > 1,
		.is_summed_up = a->is_summed_up };
	if (outfile_open(a->report, &c->report) != 0 ||
	    outfile_open(a->certificate, &c->certificate) != 0)
		return -1;
	return 0;
}

/* --- a round -------------------------------------------------------------- */

static void
write_json(struct account *c, const struct account_round *round,
    const struct report *report)
{
	struct text input = { 0 }, out = { 0 };
	char digest[SHA256_TEXT];

	population_write(round->population, round->rules, &input);
	sha256_text(input.data, input.len, digest);
	report_write_json(report, digest, round->micros, &out);
	if (c->is_list)
		fputs(c->count == 0 ? "{\"rounds\": [\n" : ",\n", c->report);
	fputs(text_get(&out), c->report);
	text_clear(&input);
	text_clear(&out);
}

static void
write_report(struct account *c, const struct account_round *round)
{
	struct text out = { 0 };
	struct report report;

	report_make(&report, round->draw, round->population, round->rules);
	report.seed = round->seed;
	if (c->report != NULL)
		write_json(c, round, &report);
	if (c->is_summed_up) {
		if (c->is_list)
			text_addf(&out, "%sRound %" PRId32 "\n",
			    c->count > 0 ? "\n" : "", round->round);
		report_write_text(&report, &out);
		fputs(text_get(&out), stderr);
		text_clear(&out);
	}
	report_clear(&report);
}

void
account_add(struct account *c, const struct account_round *round)
{
	struct text out = { 0 };

	if (c->report != NULL || c->is_summed_up)
		write_report(c, round);
	if (c->certificate != NULL) {
		certificate_write(round->draw, round->population, &out);
		fputs(text_get(&out), c->certificate);
		text_clear(&out);
	}
	c->count++;
}

int
account_end(struct account *c)
{
	int wrong = 0;

	if (c->report != NULL && c->is_list)
		fputs(c->count == 0 ? "{\"rounds\": []}\n" : "]}\n", c->report);
	wrong |= outfile_close(c->report_path, c->report);
	wrong |= outfile_close(c->certificate_path, c->certificate);
	return wrong;
}

/*
 * Groups as files: see clients/draw/output.h.
 */
#include "clients/draw/output.h"

#include <inttypes.h>
#include "base/memory.h"
#include "clients/draw/json.h"
#include "clients/draw/why.h"

#define CHUNK ((size_t)1 << 16) /* gathered before it is written */

static void
write_out(struct text *t, size_t least)
{
	if (t->len < least || t->len == 0)
		return;
	fwrite(t->data, 1, t->len, stdout);
	t->len = 0;
}

static void
add_reason(const struct output *o, const char *facts, struct text *out)
{
	out->len = 0;
	text_add(out, "");
	why_write(facts, o->config, o->is_explained, out);
}

/* Why this group, in lines; nothing where that was not asked. */
static void
group_reason(const struct output *o, const struct draw *draw, size_t group,
    const struct population *p, struct text *out)
{
	struct text facts = { 0 };

	if (o->is_explained)
		draw_reason(draw, group, p, o->rules, &facts);
	add_reason(o, text_get(&facts), out);
	text_clear(&facts);
}

static void
sit_out_reason(const struct output *o, const struct draw *draw, size_t sit_out,
    struct exclusions *exclusions, struct text *out)
{
	struct text facts = { 0 };

	if (exclusions_are_few(draw->sit_out_count,
		population_size(exclusions_population(exclusions))))
		draw_sit_out_reason(draw, sit_out, exclusions, &facts);
	add_reason(o, text_get(&facts), out);
	text_clear(&facts);
}

/* --- CSV ------------------------------------------------------------------ */

/* In quotes where RFC 4180 asks for them. */
static void
csv_add_field(struct text *out, const char *s)
{
	if (strpbrk(s, ",\"\r\n") == NULL) {
		text_add(out, s);
		return;
	}
	text_add(out, "\"");
	for (const char *quote; (quote = strchr(s, '"')) != NULL; s = quote + 1)
		text_addf(out, "%.*s\"\"", (int)(quote - s), s);
	text_addf(out, "%s\"", s);
}

/* Reasons share one field: sentences one after the other, facts apart. */
static void
csv_add_reason(const struct output *o, struct text *out, const char *lines)
{
	struct text one = { 0 };
	const char *end;

	for (; *lines != '\0'; lines = end + (*end != '\0')) {
		end = lines + strcspn(lines, "\n");
		if (one.len > 0)
			text_add(&one, o->is_explained ? " " : "; ");
		text_add_n(&one, lines, (size_t)(end - lines));
	}
	csv_add_field(out, text_get(&one));
	text_clear(&one);
}

static void
csv_round(const struct output *o, int32_t round, const struct draw *draw,
    const struct population *p)
{
	struct exclusions *exclusions = exclusions_new(p, o->rules);
	struct text out = { 0 }, why = { 0 };

	for (size_t g = 0; g < draw->group_count; g++) {
		const struct draw_group *group = &draw->groups[g];

		group_reason(o, draw, g, p, &why);
		for (uint32_t i = 0; i < group->size; i++) {
			text_addf(&out, "%" PRId32 ",%zu,", round, g + 1);
			csv_add_field(
			    &out, population_key(p, group->members[i]));
			text_add(&out, ",");
			csv_add_reason(o, &out, text_get(&why));
			text_add(&out, "\n");
		}
		write_out(&out, CHUNK);
	}
	for (size_t i = 0; i < draw->sit_out_count; i++) {
		sit_out_reason(o, draw, i, exclusions, &why);
		text_addf(&out, "%" PRId32 ",,", round);
		csv_add_field(&out, population_key(p, draw->sit_outs[i]));
		text_add(&out, ",");
		csv_add_reason(o, &out, text_get(&why));
		text_add(&out, "\n");
		write_out(&out, CHUNK);
	}
	write_out(&out, 0);
	text_clear(&out);
	text_clear(&why);
	exclusions_free(exclusions);
}

/* --- JSON ----------------------------------------------------------------- */

static void
json_groups(const struct output *o, const struct draw *draw,
    const struct population *p, struct text *out)
{
	struct text why = { 0 };

	for (size_t g = 0; g < draw->group_count; g++) {
		const struct draw_group *group = &draw->groups[g];

		text_addf(out, "%s\n{\"group\": %zu, \"members\": [",
		    g > 0 ? "," : "", g + 1);
		for (uint32_t i = 0; i < group->size; i++) {
			text_add(out, i > 0 ? ", " : "");
			json_add_text(
			    out, population_key(p, group->members[i]));
		}
		text_add(out, "], \"why\": ");
		group_reason(o, draw, g, p, &why);
		json_add_lines(out, text_get(&why));
		text_add(out, "}");
		write_out(out, CHUNK);
	}
	text_clear(&why);
}

static void
json_sit_outs(const struct output *o, const struct draw *draw,
    const struct population *p, struct text *out)
{
	struct exclusions *exclusions = exclusions_new(p, o->rules);
	struct text why = { 0 };

	for (size_t i = 0; i < draw->sit_out_count; i++) {
		text_addf(out, "%s\n{\"member\": ", i > 0 ? "," : "");
		json_add_text(out, population_key(p, draw->sit_outs[i]));
		text_add(out, ", \"why\": ");
		sit_out_reason(o, draw, i, exclusions, &why);
		json_add_lines(out, text_get(&why));
		text_add(out, "}");
		write_out(out, CHUNK);
	}
	text_clear(&why);
	exclusions_free(exclusions);
}

static void
json_round(const struct output *o, int32_t round, const struct draw *draw,
    const struct population *p)
{
	struct text out = { 0 };

	text_addf(&out, "%s{\"round\": %" PRId32 ", \"groups\": [",
	    o->has_begun ? ",\n" : "", round);
	json_groups(o, draw, p, &out);
	text_add(&out, "],\n\"sat_out\": [");
	json_sit_outs(o, draw, p, &out);
	text_add(&out, "]}");
	write_out(&out, 0);
	text_clear(&out);
}

/* --- both ----------------------------------------------------------------- */

void
output_round(struct output *o, int32_t round, const struct draw *draw,
    const struct population *p)
{
	if (!o->has_begun)
		fputs(o->is_json ? "{\"rounds\": [\n"
				 : "round,group,member,reason\n",
		    stdout);
	if (o->is_json)
		json_round(o, round, draw, p);
	else
		csv_round(o, round, draw, p);
	o->has_begun = true;
	if (!exclusions_are_few(draw->sit_out_count, population_size(p)))
		fprintf(stderr,
		    "serendip-draw: round %" PRId32
		    ": %zu of %u sat out, too many to say why\n",
		    round, draw->sit_out_count, population_size(p));
}

int
output_end(const struct output *o)
{
	if (o->is_json)
		fputs("\n]}\n", stdout);
	return fflush(stdout) == 0 && !ferror(stdout) ? 0 : -1;
}

/*
 * What became of a round, to the operators: see work/due_figures.h. Counts alone:
 * who it is, serendipctl shows.
 */
#include <inttypes.h>
#include "work/due_figures.h"
#include "base/clock.h"
#include "base/memory.h"
#include "config/config.h"
#include "model/letter.h"
#include "store/store_figures_told.h"
#include "work/house.h"
#include "work/operators.h"

/* The lines of a letter, in one of two languages. */
struct lines {
	struct text text;
	bool is_french;
};

static void
line(struct lines *l, const char *english, const char *french)
{
	text_addf(&l->text, "%s- %s", l->text.len > 0 ? "\n" : "",
	    l->is_french ? french : english);
}

/* Thousandths as percent; "–" where not known. */
static void
add_share(struct lines *l, int64_t thousandths)
{
	if (thousandths == STORE_FIGURE_UNKNOWN)
		text_add(&l->text, "–");
	else
		text_addf(&l->text, "%" PRId64 "%s%%", (thousandths + 5) / 10,
		    l->is_french ? "\u202f" : "");
}

static void
add_score(struct lines *l, int64_t thousandths)
{
	if (thousandths == STORE_FIGURE_UNKNOWN)
		text_add(&l->text, "–");
	else
		text_addf(&l->text, "%s%" PRId64 "%s%03" PRId64,
		    thousandths < 0 ? "-" : "",
		    (thousandths < 0 ? -thousandths : thousandths) / 1000,
		    l->is_french ? "," : ".",
		    (thousandths < 0 ? -thousandths : thousandths) % 1000);
}

/* "3 of 4 (75 %)" */
static void
add_part(struct lines *l, int64_t part, int64_t whole)
{
	text_addf(&l->text, "%" PRId64 " %s %" PRId64, part,
	    l->is_french ? "sur" : "of", whole);
	if (whole <= 0)
		return;
	text_add(&l->text, " (");
	add_share(l, part * 1000 / whole);
	text_add(&l->text, ")");
}

static void
add_draw(struct lines *l, const struct store_round_figures *f)
{
	line(l, "introduced: ", "présentés : ");
	add_part(l, f->introduced, f->members);
	line(l, "groups: ", "groupes : ");
	text_addf(&l->text, "%" PRId64, f->groups);
	line(l, "sat out: ", "sans présentation : ");
	text_addf(&l->text, "%" PRId64, f->sat_out);
	if (f->attribute != NULL) {
		line(l, "pairs across fields: ",
		    "paires de domaines différents : ");
		add_share(l, f->share);
		text_add(
		    &l->text, l->is_french ? " ; par hasard " : "; by chance ");
		add_share(l, f->chance);
		text_add(&l->text, l->is_french ? " ; au plus " : "; at most ");
		add_share(l, f->ceiling);
		line(l, "homophily (Coleman): ", "homophilie (Coleman) : ");
		add_score(l, f->homophily);
		text_add(
		    &l->text, l->is_french ? " ; indice E-I " : "; E-I index ");
		add_score(l, f->e_i);
	}
	line(l, "mean score: ", "score moyen : ");
	add_score(l, f->mean_score);
	text_add(&l->text, l->is_french ? " ; par hasard " : "; by chance ");
	add_score(l, f->chance_score);
	text_add(&l->text, l->is_french ? " ; au plus " : "; at most ");
	add_score(l, f->upper_bound);
	if (f->repeats != STORE_FIGURE_UNKNOWN) {
		line(l, "pairs who had met before: ",
		    "paires qui s’étaient déjà vues : ");
		text_addf(&l->text, "%" PRId64, f->repeats);
	}
	if (f->rounds_left != STORE_FIGURE_UNKNOWN) {
		line(l, "rounds left without a repeat, at most: ",
		    "tours encore possibles sans répétition, au plus : ");
		text_addf(&l->text, "%" PRId64, f->rounds_left);
	}
}

static void
add_before(struct lines *l, const struct store_round_figures *f)
{
	char day[CLOCK_TEXT_SIZE];

	if (f->has_before) {
		clock_rfc3339(f->before_us, day);
		day[10] = '\0'; /* the day will do */
		line(l, "of the round before (", "du tour précédent (");
		text_addf(&l->text, "%s): ", day);
		text_add(&l->text, l->is_french ? "ont répondu " : "answered ");
		add_part(l, f->answered, f->asked);
		text_add(
		    &l->text, l->is_french ? " ; ont dit oui " : "; said yes ");
		add_part(l, f->accepted, f->asked);
		line(l, "met, of pairs across fields: ",
		    "se sont vues, paires de domaines différents : ");
		add_part(l, f->cross_met, f->cross_settled);
		line(l, "met, of pairs of one field: ",
		    "se sont vues, paires d’un même domaine : ");
		add_part(l, f->same_met, f->same_settled);
	}
	line(l, "answered none of their last three introductions: ",
	    "sans réponse à leurs trois dernières présentations : ");
	text_addf(&l->text, "%" PRId64, f->inactive);
}

static void
tell(const struct house *house, struct db_batch *b,
    const struct store_round_figures *f, const struct addressee *to,
    const char *when, const struct id *round)
{
	const struct config_pool *pool =
	    config_pool_get(house->config, f->pool);
	char id[ID_TEXT_SIZE];
	struct lines lines = { .is_french = strcmp(to->language, "fr") == 0 };
	struct letter_words words = { .when = when,
		.pool = pool == NULL ? f->pool
				     : config_title_get(
					   &pool->title, f->pool, to->language),
		.introduction = id_text(round, id) };
	struct text key = { 0 };

	add_draw(&lines, f);
	add_before(&lines, f);
	words.why = text_get(&lines.text);
	text_addf(&key, "round_figures:%s", id);
	operators_post(
	    house, b, LETTER_ROUND_FIGURES, text_get(&key), to, &words);
	text_clear(&key);
	text_clear(&lines.text);
}

static void
settle_figures(
    const struct house *house, struct db_batch *b, const struct db_rows *found)
{
	struct db_array rounds = { 0 };
	struct id last = { 0 };

	for (int i = 0; i < db_rows_count(found); i++) {
		struct store_round_figures figures;
		struct store_figures_to to;
		struct addressee other;

		store_figures_told_read(found, i, &figures);
		store_figures_told_to_read(found, i, &to);
		if (i == 0 || !id_equal(&last, &to.round)) {
			db_array_id(&rounds, &to.round);
			operators_of_configuration(house, &other);
			while (operators_next(&other))
				tell(house, b, &figures, &other, to.when_pool,
				    &to.round);
		}
		last = to.round;
		other = (struct addressee){ .member = &to.member,
			.name = to.name,
			.language = to.language };
		if (to.has_member)
			tell(house, b, &figures, &other, to.when, &to.round);
	}
	store_figures_told_settle(b, &rounds);
}

const struct due_kind due_figures = {
	.name = "figures of rounds",
	.find = store_figures_told_due,
	.settle = settle_figures,
};

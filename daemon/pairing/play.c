/*
 * Rounds as figures: see pairing/play.h.
 */
#include "pairing/play.h"
#include "base/memory.h"

/* Many sets of rules are played for many rounds: what is compared is drawn in the
 * same hurry on all sides. */
#define QUICK_FROM 1

/* While it is played. */
struct playing {
	struct play *play;
	const struct play_options *options;
	__int128 scores;      /* of all who were introduced */
	__int128 *shares;     /* by attribute: likewise */
	uint64_t *introduced; /* of the rounds that have a share */
};

static void
add_reason(struct play *play, const struct report_reason *r)
{
	size_t i = 0;

	while (
	    i < play->reason_count && strcmp(play->reasons[i].why, r->why) != 0)
		i++;
	if (i == play->reason_count) {
		play->reasons = memory_grow(play->reasons, ++play->reason_count,
		    sizeof(*play->reasons));
		play->reasons[i] =
		    (struct report_reason){ memory_text(r->why), 0 };
	}
	play->reasons[i].count += r->count;
}

/* All rounds tell of the same attributes, in the same order. */
static void
add_differ(struct playing *now, const struct report *r)
{
	struct play *play = now->play;

	if (now->shares == NULL) {
		play->differ_count = r->attribute_count;
		play->differ =
		    memory_new(r->attribute_count, sizeof(*play->differ));
		now->shares =
		    memory_new(r->attribute_count, sizeof(*now->shares));
		now->introduced =
		    memory_new(r->attribute_count, sizeof(*now->introduced));
	}
	for (size_t i = 0; i < play->differ_count; i++) {
		const struct report_attribute *a = &r->attributes[i];

		play->differ[i].name = a->name;
		play->differ[i].chance = a->chance;
		play->differ[i].ceiling = a->ceiling;
		if (a->share == REPORT_UNKNOWN)
			continue;
		now->shares[i] += (__int128)a->share * r->introduced;
		now->introduced[i] += r->introduced;
	}
}

/* Its own copy. */
static struct report_reason *
copy_reasons(const struct report *r)
{
	struct report_reason *copy;

	if (r->reason_count == 0)
		return NULL;
	copy = memory_new(r->reason_count, sizeof(*copy));
	for (size_t i = 0; i < r->reason_count; i++)
		copy[i] =
		    (struct report_reason){ memory_text(r->reasons[i].why),
			    r->reasons[i].count };
	return copy;
}

static void
add_series(struct play *play, const struct simulation_round *r)
{
	const struct report *report = &r->report;
	size_t width = play->differ_count;

	play->rounds =
	    memory_grow(play->rounds, play->count + 1, sizeof(*play->rounds));
	play->shares = memory_grow(
	    play->shares, (play->count + 1) * width + 1, sizeof(*play->shares));
	for (size_t i = 0; i < width; i++)
		play->shares[play->count * width + i] =
		    report->attributes[i].share;
	play->rounds[play->count++] =
	    (struct play_round){ .introduced = report->introduced,
		    .sat_out = report->sat_out,
		    .reasons = copy_reasons(report),
		    .reason_count = report->reason_count,
		    .repeats = report->repeats,
		    .mean_score = report->introduced == 0 ? REPORT_UNKNOWN
							  : report->mean_score,
		    .bridged = r->growth.share == GROWTH_UNKNOWN
				   ? REPORT_UNKNOWN
				   : r->growth.share };
	play->growth = r->growth;
}

static void
count_pairs(struct play *play, const struct simulation_round *r,
    const struct rules *against)
{
	for (size_t i = 0; i < r->draw->group_count; i++) {
		const struct draw_group *g = &r->draw->groups[i];

		for (uint32_t k = 0; k < g->size; k++)
			for (uint32_t l = k + 1; l < g->size; l++) {
				play->pairs++;
				play->against +=
				    !rules_allow(against, r->present,
					g->members[k], g->members[l], NULL);
			}
	}
}

static void
add_round(struct playing *now, const struct simulation_round *r)
{
	struct play *play = now->play;
	const struct report *report = &r->report;

	now->scores += (__int128)report->mean_score * report->introduced;
	for (size_t i = 0; i < report->reason_count; i++)
		add_reason(play, &report->reasons[i]);
	add_differ(now, report);
	if (now->options->has_series)
		add_series(play, r);
	if (now->options->against != NULL)
		count_pairs(play, r, now->options->against);
	if (report->sat_out > play->sit_outs_most)
		play->sit_outs_most = report->sat_out;
}

static int
compare_reasons(const void *x, const void *y)
{
	const struct report_reason *a = x, *b = y;

	if (a->count != b->count)
		return a->count > b->count ? -1 : 1;
	return strcmp(a->why, b->why);
}

static int64_t
mean_of(__int128 sum, uint64_t count)
{
	return count == 0 ? REPORT_UNKNOWN : (int64_t)(sum / count);
}

static void
add_up(struct playing *now, const struct simulation *s)
{
	struct play *play = now->play;

	simulation_sum_make(&play->sum, s);
	play->mean_score = mean_of(now->scores, play->sum.introduced);
	for (size_t i = 0; now->shares != NULL && i < play->differ_count; i++)
		play->differ[i].share =
		    mean_of(now->shares[i], now->introduced[i]);
	if (play->reason_count > 0)
		qsort(play->reasons, play->reason_count, sizeof(*play->reasons),
		    compare_reasons);
	free(now->shares);
	free(now->introduced);
}

enum play_end
play_run(struct play *play, const struct population *p,
    const struct rules *rules, const struct play_options *options)
{
	const struct simulation_options simulated = { .first_round = 1,
		.presence = 100,
		.is_quick = true,
		.quick_from = QUICK_FROM,
		.told = options->told,
		.growth_of = options->growth_of,
		.growth = options->has_series ? SIMULATION_BRIDGES
					      : SIMULATION_NO_GROWTH };
	struct playing now = { .play = play, .options = options };
	struct simulation *s = simulation_new(p, rules, &simulated);
	enum play_end end = PLAY_WHOLE;

	*play = (struct play){ 0 };
	for (uint32_t i = 0; i < options->rounds && end == PLAY_WHOLE; i++) {
		const struct simulation_round *r = simulation_next(s);

		add_round(&now, r);
		if (!options->turn(options->arg, 1))
			end = PLAY_STOPPED;
		else if (r->report.sat_out > options->sit_outs_most)
			end = PLAY_CUT;
	}
	add_up(&now, s);
	simulation_free(s);
	return end;
}

static void
clear_reasons(struct report_reason *reasons, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(reasons[i].why);
	free(reasons);
}

void
play_clear(struct play *play)
{
	simulation_sum_clear(&play->sum);
	clear_reasons(play->reasons, play->reason_count);
	for (size_t i = 0; i < play->count; i++)
		clear_reasons(
		    play->rounds[i].reasons, play->rounds[i].reason_count);
	free(play->differ);
	free(play->rounds);
	free(play->shares);
	*play = (struct play){ 0 };
}

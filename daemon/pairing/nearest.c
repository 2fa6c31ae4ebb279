/*
 * The nearest rules by which nobody sits out: see pairing/nearest.h.
 */
#include "pairing/nearest.h"
#include "base/memory.h"

struct search {
	struct nearest *found;
	const struct population *p;
	const struct rules *rules;
	struct play_options options; /* of a set's play */
	play_turn_cb turn;           /* of whoever asks */
	void *arg;
	uint32_t told; /* rounds, of nearest_rounds */
	size_t requirements;
	/* Those that every set eases come first in order, then the others. */
	size_t *order, needed;
	size_t *chosen; /* of the others: places behind the needed, ascending */
	uint32_t tried; /* sets of step 2 */
};

uint32_t
nearest_rounds(size_t requirements, uint32_t rounds)
{
	uint32_t sets =
	    requirements < 6 ? 1u << requirements : NEAREST_TRIED_MAX;

	return 1 + ((uint32_t)requirements + sets) * rounds;
}

static bool
tell(struct search *s, uint32_t rounds)
{
	s->told += rounds;
	return s->turn(s->arg, rounds);
}

static bool
on_turn(void *arg, uint32_t rounds)
{
	struct search *s = arg;

	return tell(s, rounds);
}

/* Plays what the changes make of the rules; what a cut spares is told, too. */
static enum play_end
play_set(struct search *s, const enum rules_change *changes, struct play *play)
{
	struct rules *rules = rules_edit_change(s->rules, changes);
	enum play_end end = play_run(play, s->p, rules, &s->options);
	uint32_t spared = s->options.rounds - play->sum.rounds;

	rules_free(rules);
	s->found->tried++;
	if (end == PLAY_CUT && spared > 0 && !tell(s, spared))
		return PLAY_STOPPED;
	return end;
}

static enum rules_change
easing_of(const struct rules *rules, size_t requirement)
{
	struct text wish = { 0 };
	enum rules_change change = rules_edit_easing(rules, requirement, &wish);

	text_clear(&wish);
	return change;
}

/* --- step 1 --------------------------------------------------------------- */

/* How many sit out of a round without requirements. */
static bool
find_inevitable(struct search *s)
{
	struct play_options once = s->options;
	enum rules_change *changes =
	    memory_new(s->requirements, sizeof(*changes));
	struct rules *free_rules;
	struct play play;
	enum play_end end;

	for (size_t i = 0; i < s->requirements; i++)
		changes[i] = RULES_DROP;
	free_rules = rules_edit_change(s->rules, changes);
	once.rounds = 1;
	once.sit_outs_most = UINT32_MAX;
	end = play_run(&play, s->p, free_rules, &once);
	s->found->inevitable = play.sit_outs_most;
	s->options.sit_outs_most = play.sit_outs_most;
	play_clear(&play);
	rules_free(free_rules);
	free(changes);
	return end != PLAY_STOPPED;
}

/* Whether a requirement leaves somebody over with all others eased. */
static enum play_end
play_alone(struct search *s, size_t requirement)
{
	enum rules_change *changes =
	    memory_new(s->requirements, sizeof(*changes));
	struct play play;
	enum play_end end;

	for (size_t i = 0; i < s->requirements; i++)
		changes[i] =
		    i == requirement ? RULES_KEEP : easing_of(s->rules, i);
	end = play_set(s, changes, &play);
	play_clear(&play);
	free(changes);
	return end;
}

static bool
find_needed(struct search *s)
{
	size_t *others = memory_new(s->requirements, sizeof(*others));
	size_t other_count = 0;
	bool goes_on = true;

	for (size_t i = 0; i < s->requirements && goes_on; i++) {
		enum play_end end = play_alone(s, i);

		goes_on = end != PLAY_STOPPED;
		if (end == PLAY_CUT)
			s->order[s->needed++] = i;
		else
			others[other_count++] = i;
	}
	for (size_t i = 0; i < other_count; i++)
		s->order[s->needed + i] = others[i];
	free(others);
	return goes_on;
}

/* --- step 2 --------------------------------------------------------------- */

/* Eases the needed and the first `count` of s->chosen. */
static enum rules_change *
changes_of(const struct search *s, size_t count)
{
	enum rules_change *changes =
	    memory_new(s->requirements, sizeof(*changes));

	for (size_t i = 0; i < s->needed; i++)
		changes[s->order[i]] = easing_of(s->rules, s->order[i]);
	for (size_t i = 0; i < count; i++) {
		size_t at = s->order[s->needed + s->chosen[i]];

		changes[at] = easing_of(s->rules, at);
	}
	return changes;
}

/* Plays the set; one that does is kept. */
static bool
try_set(struct search *s, size_t count)
{
	struct nearest_set set = { .changes = changes_of(s, count),
		.eased = s->needed + count,
		.tried = s->tried };
	enum play_end end = play_set(s, set.changes, &set.play);

	s->tried++;
	if (end == PLAY_WHOLE) {
		s->found->sets[s->found->count++] = set;
		return true;
	}
	play_clear(&set.play);
	free(set.changes);
	return end != PLAY_STOPPED;
}

/* The next choice of so many of `of` places; false: there are no more. */
static bool
choose_next(size_t *chosen, size_t count, size_t of)
{
	size_t i = count;

	while (i > 0 && chosen[i - 1] == of - count + i - 1)
		i--;
	if (i == 0)
		return false;
	chosen[i - 1]++;
	for (; i < count; i++)
		chosen[i] = chosen[i - 1] + 1;
	return true;
}

static bool
has_room(const struct search *s)
{
	return s->tried < NEAREST_TRIED_MAX &&
	       s->found->count < NEAREST_SETS_MAX;
}

/* All sets that ease so many of the others. */
static bool
try_sets(struct search *s, size_t count)
{
	bool goes_on = true;

	for (size_t i = 0; i < count; i++)
		s->chosen[i] = i;
	do
		goes_on = try_set(s, count);
	while (goes_on && has_room(s) &&
	       choose_next(s->chosen, count, s->requirements - s->needed));
	return goes_on;
}

static int
compare_sets(const void *x, const void *y)
{
	const struct nearest_set *a = x, *b = y;

	if (a->play.against != b->play.against)
		return a->play.against < b->play.against ? -1 : 1;
	if (a->play.mean_score != b->play.mean_score)
		return a->play.mean_score > b->play.mean_score ? -1 : 1;
	return a->tried < b->tried ? -1 : 1;
}

static bool
search(struct search *s, const struct play *whole)
{
	size_t others;

	if (!find_inevitable(s))
		return false;
	if (whole->sit_outs_most <= s->found->inevitable)
		return true;
	s->found->outcome = NEAREST_NOT_FOUND;
	if (!find_needed(s))
		return false;
	others = s->requirements - s->needed;
	/* None of none is the rules as they are. */
	for (size_t n = s->needed == 0;
	     n <= others && s->found->count == 0 && has_room(s); n++)
		if (!try_sets(s, n))
			return false;
	if (s->found->count > 0) {
		s->found->outcome = NEAREST_FOUND;
		qsort(s->found->sets, s->found->count, sizeof(*s->found->sets),
		    compare_sets);
	}
	return true;
}

bool
nearest_find(struct nearest *found, const struct population *p,
    const struct rules *rules, const struct play *whole,
    const struct play_options *options)
{
	size_t n = rules_requirement_count(rules);
	struct search s = { .found = found,
		.p = p,
		.rules = rules,
		.options = *options,
		.turn = options->turn,
		.arg = options->arg,
		.requirements = n,
		.order = memory_new(n, sizeof(*s.order)),
		.chosen = memory_new(n, sizeof(*s.chosen)) };
	bool is_over;

	*found = (struct nearest){ .outcome = NEAREST_NOT_NEEDED };
	s.options.has_series = false;
	s.options.against = rules;
	s.options.turn = on_turn;
	s.options.arg = &s;
	is_over = search(&s, whole) &&
		  tell(&s, nearest_rounds(n, options->rounds) - s.told);
	free(s.order);
	free(s.chosen);
	return is_over;
}

void
nearest_clear(struct nearest *found)
{
	for (size_t i = 0; i < found->count; i++) {
		play_clear(&found->sets[i].play);
		free(found->sets[i].changes);
	}
	*found = (struct nearest){ 0 };
}

/*
 * A member's network: see work/ego.h.
 */
#include "work/ego.h"
#include <math.h>
#include <string.h>
#include "base/memory.h"

/* --- domains -------------------------------------------------------------- */

/* Its number among the first `among`, or NETWORK_NO_DOMAIN. */
static int32_t
word_find(const struct ego *e, const char *word, size_t among)
{
	for (size_t i = 0; i < among; i++)
		if (strcmp(e->words[i], word) == 0)
			return (int32_t)i;
	return NETWORK_NO_DOMAIN;
}

/* The number of one of the member's or the people's. */
static int32_t
word_know(struct ego *e, const char *word)
{
	int32_t at;

	if (word == NULL)
		return NETWORK_NO_DOMAIN;
	at = word_find(e, word, e->known);
	if (at != NETWORK_NO_DOMAIN)
		return at;
	e->words[e->known] = word;
	e->domains = ++e->known;
	return (int32_t)e->known - 1;
}

/* --- whom the member met -------------------------------------------------- */

static void
read_people(struct ego *e, const struct db_rows *rows)
{
	e->count = (size_t)db_rows_count(rows);
	e->people = memory_new(e->count + 1, sizeof(*e->people));
	e->placed = memory_new(e->count + 1, sizeof(*e->placed));
	for (size_t i = 0; i < e->count; i++) {
		store_network_person_read(rows, (int)i, &e->people[i]);
		e->placed[i].since_us = e->people[i].since_us;
		e->placed[i].domain = word_know(e, e->people[i].domain);
	}
}

static bool
person_find(const struct ego *e, const struct id *id, uint32_t *at)
{
	for (size_t i = 0; i < e->count; i++) {
		if (!id_equal(&e->people[i].id, id))
			continue;
		*at = (uint32_t)i;
		return true;
	}
	return false;
}

static void
read_links(struct ego *e, const struct db_rows *rows)
{
	size_t count = (size_t)db_rows_count(rows);
	struct store_network_link l;

	e->links = memory_new(count + 1, sizeof(*e->links));
	e->is_link_mine = memory_new(count + 1, sizeof(*e->is_link_mine));
	for (size_t i = 0; i < count; i++) {
		struct network_link *to = &e->links[e->link_count];

		store_network_link_read(rows, (int)i, &l);
		/* Whoever is across a block is not among the people. */
		if (!person_find(e, &l.a, &to->a) ||
		    !person_find(e, &l.b, &to->b))
			continue;
		to->since_us = l.since_us;
		e->is_link_mine[e->link_count++] = l.is_mine;
	}
}

/* --- the community -------------------------------------------------------- */

/* The active members of each domain, in the order of e->words, which get those
 * that the member and the people have not. */
static uint32_t *
read_members(struct ego *e, const struct db_rows *rows)
{
	uint32_t *members = memory_new(
	    e->known + (size_t)db_rows_count(rows) + 1, sizeof(*members));
	struct store_network_domain d;

	for (int i = 0; i < db_rows_count(rows); i++) {
		int32_t at;

		store_network_domain_read(rows, i, &d);
		at = word_find(e, d.domain, e->known);
		if (at == NETWORK_NO_DOMAIN) {
			at = (int32_t)e->domains;
			e->words[e->domains++] = d.domain;
		}
		members[at] = (uint32_t)d.members;
	}
	/* The member is one, also where they came since it was counted. */
	if (e->own != NETWORK_NO_DOMAIN && members[e->own] == 0)
		members[e->own] = 1;
	return members;
}

static void
put_beside(struct ego *e, const struct store_network_counted *counted,
    const struct db_rows *rows)
{
	double pairs =
	    (double)counted->members * (double)(counted->members - 1) / 2;
	uint32_t *members = read_members(e, rows);
	struct network_community community = { members, e->domains,
		(double)counted->ties / pairs };

	for (size_t i = 0; i < e->week_count; i++) {
		struct ego_week *w = &e->weeks[i];

		network_chance(
		    &community, &w->mine.figures, e->own, &w->chance);
		network_ceiling(
		    &community, &w->mine.figures, e->own, &w->ceiling);
	}
	free(members);
}

/* Each week has the means of the last one before that had new ones. */
static void
read_weeks(struct ego *e, const struct store_network_counted *counted,
    const struct db_rows *rows)
{
	struct store_network_week w = { 0 };
	int at = 0;

	for (size_t i = 0; i < e->week_count; i++) {
		struct ego_week *to = &e->weeks[i];

		for (; at < db_rows_count(rows); at++) {
			struct store_network_week next;

			store_network_week_read(rows, at, &next);
			if (next.monday_us > to->mine.monday_us)
				break;
			w = next;
		}
		to->has_community = w.members >= NETWORK_CROWD_MIN;
		to->people = w.people;
		to->community = (struct network_figures){ .domains = w.domains,
			.blau = w.blau,
			.ei = w.ei,
			.size = NAN };
	}
	if (counted->size_members >= NETWORK_CROWD_MIN)
		e->weeks[e->week_count - 1].community.size = counted->mean_size;
}

/* --- bridges -------------------------------------------------------------- */

/* The pairs of the domains that the member knows, as a table of both ways;
 * those that nobody connected by the last count are empty ones. */
static struct network_pair *
read_pairs(const struct ego *e, const struct db_rows *rows)
{
	struct network_pair *pairs =
	    memory_new(e->known * e->known + 1, sizeof(*pairs));
	struct store_network_pair p;

	for (int i = 0; i < db_rows_count(rows); i++) {
		int32_t low, high, a, b;

		store_network_pair_read(rows, i, &p);
		low = word_find(e, p.low, e->known);
		high = word_find(e, p.high, e->known);
		if (low == NETWORK_NO_DOMAIN || high == NETWORK_NO_DOMAIN)
			continue;
		a = low < high ? low : high;
		b = low < high ? high : low;
		pairs[(size_t)a * e->known + (size_t)b] = (struct network_pair){
			.has_ties = p.has_ties,
			.is_mine = (low == e->own && p.is_low_only) ||
				   (high == e->own && p.is_high_only),
			.has_middles = p.has_middles,
			.is_only_middle = p.is_only_middle,
		};
	}
	return pairs;
}

static void
find_bridges(struct ego *e, const struct db_rows *rows)
{
	struct network_pair *pairs = read_pairs(e, rows);
	uint32_t *counts = memory_new(e->known + 1, sizeof(*counts));

	for (size_t i = 0; i < e->count; i++)
		if (e->placed[i].domain != NETWORK_NO_DOMAIN)
			counts[e->placed[i].domain]++;
	e->bridges =
	    memory_new(e->known * e->known / 2 + 1, sizeof(*e->bridges));
	for (size_t a = 0; a < e->known; a++) {
		for (size_t b = a + 1; b < e->known; b++) {
			struct network_pair *p = &pairs[a * e->known + b];

			p->low = (int32_t)a;
			p->high = (int32_t)b;
			if (network_is_bridge(p, counts, e->own))
				e->bridges[e->bridge_count++] =
				    (struct ego_bridge){ e->words[a],
					    e->words[b] };
		}
	}
	free(counts);
	free(pairs);
}

/* --- all of it ------------------------------------------------------------ */

static void
count_weeks(struct ego *e, const struct ego_asked *asked, int64_t now_us)
{
	struct network_week *weeks =
	    memory_new(NETWORK_WEEKS_MAX, sizeof(*weeks));

	e->week_count = network_by_week(e->placed, e->count, e->links,
	    e->link_count, e->domains, e->own, asked->joined_us, now_us, weeks);
	for (size_t i = 0; i < e->week_count; i++)
		e->weeks[i].mine = weeks[i];
	free(weeks);
}

/* A figure of few would tell whether two of them know each other, or which
 * domain somebody is of whose domain partners do not see. */
static void
leave_out(struct ego *e, const struct ego_asked *asked)
{
	for (size_t i = 0; i < e->week_count; i++) {
		struct network_figures *f = &e->weeks[i].mine.figures;

		if (f->people < NETWORK_CROWD_MIN)
			f->size = NAN;
		if (!asked->is_shown && f->placed < NETWORK_CROWD_MIN)
			f->domains = f->blau = f->ei = NAN;
	}
}

void
ego_read(
    struct ego *e, const struct db_outcome *out, const struct ego_asked *asked)
{
	const struct db_rows *domains =
	    db_outcome_rows(out, STORE_NETWORK_DOMAINS);
	const struct db_rows *people =
	    db_outcome_rows(out, STORE_NETWORK_PEOPLE);
	struct store_network_counted counted;

	*e = (struct ego){ 0 };
	store_network_counted_read(
	    db_outcome_rows(out, STORE_NETWORK_COUNTED), &counted);
	e->words = memory_new(
	    (size_t)db_rows_count(domains) + (size_t)db_rows_count(people) + 1,
	    sizeof(*e->words));
	e->own = word_know(e, asked->own);
	read_people(e, people);
	read_links(e, db_outcome_rows(out, STORE_NETWORK_LINKS));
	count_weeks(e, asked, counted.now_us);
	e->is_beside = counted.counted_us != 0 &&
		       counted.members >= NETWORK_CROWD_MIN &&
		       strcmp(counted.attribute, asked->attribute) == 0;
	if (e->is_beside) {
		e->counted_us = counted.counted_us;
		put_beside(e, &counted, domains);
		read_weeks(
		    e, &counted, db_outcome_rows(out, STORE_NETWORK_WEEKS));
		find_bridges(e, db_outcome_rows(out, STORE_NETWORK_PAIRS));
	}
	leave_out(e, asked);
}

void
ego_clear(struct ego *e)
{
	free(e->words);
	free(e->people);
	free(e->placed);
	free(e->links);
	free(e->is_link_mine);
	free(e->bridges);
	*e = (struct ego){ 0 };
}

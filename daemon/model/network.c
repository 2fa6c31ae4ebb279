/*
 * Figures of a network: see model/network.h.
 */
#include "model/network.h"
#include <math.h>
#include <string.h>
#include "base/clock.h"
#include "base/memory.h"

/* Monday 1970-01-05. */
#define FIRST_MONDAY_US (4 * CLOCK_DAY)

static uint64_t
sum_of(const uint32_t *counts, size_t domains)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < domains; i++)
		sum += counts[i];
	return sum;
}

double
network_domains(const uint32_t *counts, size_t domains)
{
	double n = (double)sum_of(counts, domains), entropy = 0;

	if (n < 1)
		return NAN;
	for (size_t i = 0; i < domains; i++)
		if (counts[i] > 0)
			entropy -= counts[i] / n * log(counts[i] / n);
	return exp(entropy);
}

double
network_blau(const uint32_t *counts, size_t domains)
{
	double n = (double)sum_of(counts, domains), same = 0;

	if (n < 1)
		return NAN;
	for (size_t i = 0; i < domains; i++)
		same += counts[i] / n * (counts[i] / n);
	return 1 - same;
}

double
network_ei(const uint32_t *counts, size_t domains, int32_t own)
{
	double n = (double)sum_of(counts, domains);

	if (n < 1 || own == NETWORK_NO_DOMAIN)
		return NAN;
	return (n - 2.0 * counts[own]) / n;
}

double
network_assortativity(
    const uint64_t *within, const uint64_t *ends, size_t values, uint64_t links)
{
	double e = 0, a = 0;

	if (links == 0)
		return (double)NAN;
	for (size_t v = 0; v < values; v++) {
		double share = (double)ends[v] / (2 * (double)links);

		e += (double)within[v] / (double)links;
		a += share * share;
	}
	return a >= 1 ? (double)NAN : (e - a) / (1 - a);
}

double
network_size(uint32_t people, uint64_t ties)
{
	if (people == 0)
		return NAN;
	return people - 2.0 * (double)ties / people;
}

/* --- chance and ceiling --------------------------------------------------- */

/* What a domain with the share p adds to the expected entropy of n picks: the
 * sum over its binomial count c of P(c) (-c/n ln c/n). */
static double
expected_part(uint32_t n, double p)
{
	double sum = 0;

	if (p <= 0 || p >= 1)
		return 0;
	for (uint32_t c = 1; c < n; c++) {
		double chance =
		    exp(lgamma(n + 1.0) - lgamma(c + 1.0) -
			lgamma(n - c + 1.0) + c * log(p) + (n - c) * log1p(-p));

		sum -= chance * c / n * log((double)c / n);
	}
	return sum;
}

/* The share of a domain among everybody but ego. */
static double
share_of(const struct network_community *community, size_t domain, int32_t own)
{
	double all = (double)sum_of(community->members, community->domains);
	double here = community->members[domain];

	if (own != NETWORK_NO_DOMAIN) {
		all -= 1;
		here -= (int32_t)domain == own ? 1 : 0;
	}
	return all < 1 ? NAN : here / all;
}

void
network_chance(const struct network_community *community,
    const struct network_figures *mine, int32_t own,
    struct network_figures *out)
{
	double entropy = 0, same = 0, n = mine->placed;

	*out = *mine;
	for (size_t i = 0; i < community->domains; i++) {
		double p = share_of(community, i, own);

		entropy += expected_part(mine->placed, p);
		same += p * p;
	}
	out->domains = n < 1 ? NAN : exp(entropy);
	out->blau = n < 1 ? NAN : (1 - same) * (1 - 1 / n);
	out->ei = n < 1 || own == NETWORK_NO_DOMAIN
		      ? NAN
		      : 1 - 2 * share_of(community, (size_t)own, own);
	out->size = mine->people == 0 ? NAN
				      : mine->people - (mine->people - 1) *
							   community->density;
}

/* Who could be met of a domain. */
static uint32_t
room_in(const struct network_community *community, size_t domain, int32_t own)
{
	uint32_t members = community->members[domain];

	return members - ((int32_t)domain == own && members > 0 ? 1 : 0);
}

void
network_ceiling(const struct network_community *community,
    const struct network_figures *mine, int32_t own,
    struct network_figures *out)
{
	uint32_t *spread = memory_new(community->domains + 1, sizeof(*spread));
	uint32_t left = mine->placed, outside = 0, met;
	bool is_moving = true;

	/* One more of each domain that has room, until all are placed. */
	while (left > 0 && is_moving) {
		is_moving = false;
		for (size_t i = 0; i < community->domains && left > 0; i++) {
			if (spread[i] >= room_in(community, i, own))
				continue;
			spread[i]++;
			left--;
			is_moving = true;
		}
	}
	for (size_t i = 0; i < community->domains; i++)
		if ((int32_t)i != own)
			outside += community->members[i];
	met = mine->placed < outside ? mine->placed : outside;
	*out = *mine;
	out->domains = network_domains(spread, community->domains);
	out->blau = network_blau(spread, community->domains);
	out->ei = mine->placed == 0 || own == NETWORK_NO_DOMAIN
		      ? NAN
		      : (2.0 * met - mine->placed) / mine->placed;
	out->size = network_size(mine->people, 0);
	free(spread);
}

/* --- week by week --------------------------------------------------------- */

int64_t
network_monday(int64_t us)
{
	int64_t into = (us - FIRST_MONDAY_US) % CLOCK_WEEK;

	return us - (into < 0 ? into + CLOCK_WEEK : into);
}

/* The network of those who were met before `end_us`. */
static void
figures_at(const struct network_person *people, size_t count,
    const struct network_link *links, size_t link_count, int64_t end_us,
    uint32_t *counts, size_t domains, int32_t own, struct network_figures *f)
{
	uint64_t ties = 0;

	*f = (struct network_figures){ 0 };
	memset(counts, 0, domains * sizeof(*counts));
	for (size_t i = 0; i < count; i++) {
		if (people[i].since_us >= end_us)
			continue;
		f->people++;
		if (people[i].domain == NETWORK_NO_DOMAIN)
			continue;
		f->placed++;
		counts[people[i].domain]++;
	}
	for (size_t i = 0; i < link_count; i++)
		ties += links[i].since_us < end_us &&
			people[links[i].a].since_us < end_us &&
			people[links[i].b].since_us < end_us;
	f->domains = network_domains(counts, domains);
	f->blau = network_blau(counts, domains);
	f->ei = network_ei(counts, domains, own);
	f->size = network_size(f->people, ties);
}

size_t
network_by_week(const struct network_person *people, size_t count,
    const struct network_link *links, size_t link_count, size_t domains,
    int32_t own, int64_t from_us, int64_t to_us,
    struct network_week weeks[NETWORK_WEEKS_MAX])
{
	uint32_t *counts = memory_new(domains + 1, sizeof(*counts));
	int64_t last = network_monday(to_us), first = network_monday(from_us);
	size_t n = 0;

	if (first > last)
		first = last;
	if (first < last - (NETWORK_WEEKS_MAX - 1) * CLOCK_WEEK)
		first = last - (NETWORK_WEEKS_MAX - 1) * CLOCK_WEEK;
	for (int64_t at = first; at <= last; at += CLOCK_WEEK, n++) {
		weeks[n].monday_us = at;
		figures_at(people, count, links, link_count, at + CLOCK_WEEK,
		    counts, domains, own, &weeks[n].figures);
	}
	free(counts);
	return n;
}

/* --- bridges -------------------------------------------------------------- */

bool
network_is_bridge(
    const struct network_pair *pair, const uint32_t *counts, int32_t own)
{
	bool low = counts[pair->low] > 0 || pair->low == own;
	bool high = counts[pair->high] > 0 || pair->high == own;

	/* Of both domains ego is at most one, so that of the other somebody
	 * was met. */
	if (!low || !high || (pair->has_ties && !pair->is_mine))
		return false;
	return !pair->has_middles || pair->is_only_middle;
}

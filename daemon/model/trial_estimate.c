/*
 * The difference between two arms: see model/trial.h.
 */
#include <math.h>
#include "base/memory.h"
#include "model/trial.h"
#include "model/trial_plan.h"

/* Sums of one round's known units. */
struct trial_round {
	double count, in_one, values;
	double x_mean, y_mean;
	bool tells; /* known units of both arms */
};

/* A known unit of a round that tells, beside what the regression made of it. */
struct trial_point {
	const struct trial_unit *unit;
	double x;     /* the arm, less its mean in the round */
	double moved; /* x times the residual, corrected for leverage */
};

struct trial_fit {
	struct trial_round *rounds;
	uint32_t round_count;
	struct trial_point *points;
	size_t count;
	double information; /* sum of x² */
	uint32_t members;
};

/* --- the arms alone ------------------------------------------------------- */

static void
arm_count(struct trial_arm *arm, int which, const struct trial_unit *units,
    size_t count, const struct trial_question *q)
{
	double sum = 0, missing;

	*arm = (struct trial_arm){ 0 };
	for (size_t i = 0; i < count; i++) {
		if (units[i].arm != which)
			continue;
		arm->units++;
		if (!units[i].is_known)
			continue;
		arm->known++;
		sum += units[i].value;
	}
	missing = arm->units - arm->known;
	arm->mean = arm->known > 0 ? sum / arm->known : NAN;
	arm->floor =
	    arm->units > 0 ? (sum + missing * q->lowest) / arm->units : NAN;
	arm->ceiling =
	    arm->units > 0 ? (sum + missing * q->highest) / arm->units : NAN;
}

/* --- the regression ------------------------------------------------------- */

static void
fit_rounds(struct trial_fit *f, const struct trial_unit *units, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (units[i].round >= f->round_count)
			f->round_count = units[i].round + 1;
	f->rounds = memory_new(f->round_count, sizeof(*f->rounds));
	for (size_t i = 0; i < count; i++) {
		struct trial_round *r = &f->rounds[units[i].round];

		if (!units[i].is_known)
			continue;
		r->count++;
		r->in_one += units[i].arm;
		r->values += units[i].value;
	}
	for (uint32_t i = 0; i < f->round_count; i++) {
		struct trial_round *r = &f->rounds[i];

		r->tells = r->in_one > 0 && r->in_one < r->count;
		r->x_mean = r->tells ? r->in_one / r->count : 0;
		r->y_mean = r->tells ? r->values / r->count : 0;
	}
}

static void
fit_points(struct trial_fit *f, const struct trial_unit *units, size_t count)
{
	f->points = memory_new(count, sizeof(*f->points));
	for (size_t i = 0; i < count; i++) {
		const struct trial_round *r = &f->rounds[units[i].round];
		double x = units[i].arm - r->x_mean;

		if (!units[i].is_known || !r->tells)
			continue;
		f->points[f->count++] = (struct trial_point){ &units[i], x, 0 };
		f->information += x * x;
		for (uint32_t k = 0; k < units[i].size; k++)
			if (units[i].members[k] >= f->members)
				f->members = units[i].members[k] + 1;
	}
}

static double
fit_slope(const struct trial_fit *f)
{
	double sum = 0;

	for (size_t i = 0; i < f->count; i++)
		sum += f->points[i].x * f->points[i].unit->value;
	return sum / f->information;
}

static void
fit_residuals(struct trial_fit *f, double slope)
{
	for (size_t i = 0; i < f->count; i++) {
		struct trial_point *p = &f->points[i];
		const struct trial_round *r = &f->rounds[p->unit->round];
		double residual = p->unit->value - r->y_mean - slope * p->x;
		double leverage = 1 / r->count + p->x * p->x / f->information;

		p->moved = p->x * residual /
			   sqrt(leverage < 0.99 ? 1 - leverage : 0.01);
	}
}

/* --- its variance --------------------------------------------------------- */

static bool
has_member(const struct trial_unit *u, uint32_t member)
{
	for (uint32_t k = 0; k < u->size; k++)
		if (u->members[k] == member)
			return true;
	return false;
}

/* Whether `member` is the lowest whom both have: each two count once. */
static bool
is_lowest_shared(
    const struct trial_unit *a, const struct trial_unit *b, uint32_t member)
{
	for (uint32_t k = 0; k < a->size; k++)
		if (a->members[k] < member && has_member(b, a->members[k]))
			return false;
	return true;
}

/* The points of each member: those of m are of[first[m]..first[m + 1] - 1]. */
static size_t *
points_by_member(const struct trial_fit *f, size_t **first)
{
	size_t slots = 0, *of, *at;

	*first = memory_new((size_t)f->members + 1, sizeof(**first));
	for (size_t i = 0; i < f->count; i++)
		for (uint32_t k = 0; k < f->points[i].unit->size; k++, slots++)
			(*first)[f->points[i].unit->members[k] + 1]++;
	for (uint32_t m = 0; m < f->members; m++)
		(*first)[m + 1] += (*first)[m];
	of = memory_new(slots, sizeof(*of));
	at = memory_new(f->members, sizeof(*at));
	for (size_t i = 0; i < f->count; i++)
		for (uint32_t k = 0; k < f->points[i].unit->size; k++) {
			uint32_t m = f->points[i].unit->members[k];

			of[(*first)[m] + at[m]++] = i;
		}
	free(at);
	return of;
}

/* Twice the sum over all two points that share a member. */
static double
shared_sum(const struct trial_fit *f)
{
	size_t *first, *of = points_by_member(f, &first);
	double sum = 0;

	for (uint32_t m = 0; m < f->members; m++)
		for (size_t i = first[m]; i < first[m + 1]; i++)
			for (size_t k = i + 1; k < first[m + 1]; k++) {
				const struct trial_point *a = &f->points[of[i]];
				const struct trial_point *b = &f->points[of[k]];

				if (is_lowest_shared(a->unit, b->unit, m))
					sum += 2 * a->moved * b->moved;
			}
	free(of);
	free(first);
	return sum;
}

static double
fit_variance(const struct trial_fit *f)
{
	double own = 0, all;

	for (size_t i = 0; i < f->count; i++)
		own += f->points[i].moved * f->points[i].moved;
	all = own + shared_sum(f);
	return (all > own ? all : own) / (f->information * f->information);
}

/* Members who are in it, less one; or points less what was fitted. */
static double
fit_freedom(const struct trial_fit *f, uint32_t rounds)
{
	bool *is_there = memory_new(f->members, sizeof(*is_there));
	double members = -1, points = (double)f->count - rounds - 1;

	for (size_t i = 0; i < f->count; i++)
		for (uint32_t k = 0; k < f->points[i].unit->size; k++)
			is_there[f->points[i].unit->members[k]] = true;
	for (uint32_t m = 0; m < f->members; m++)
		members += is_there[m];
	free(is_there);
	return members < points ? members : points;
}

/* --- the whole ------------------------------------------------------------ */

/* What the first round that tells would know of a difference, were the spread as
 * it was guessed: chosen before any value was seen, as the interval wants it. */
static double
planned_information(const struct trial_fit *f, const struct trial_question *q)
{
	for (uint32_t i = 0; i < f->round_count; i++) {
		const struct trial_round *r = &f->rounds[i];

		if (r->tells)
			return q->rounds * r->count * r->x_mean *
			       (1 - r->x_mean) / (q->spread * q->spread);
	}
	return NAN;
}

static void
conclude(const struct trial_fit *f, const struct trial_question *q,
    struct trial_estimate *out)
{
	double df = fit_freedom(f, out->rounds);
	double t = trial_student(TRIAL_ALPHA, df);
	/* What is estimated from few is wider, as Student's is. */
	double wider = t / trial_normal(1 - TRIAL_ALPHA / 2);
	double error = out->error * wider, information, each, mixture, half;
	uint32_t all;

	if (!(out->error > 0) || !isfinite(t))
		return;
	out->low = out->difference - t * out->error;
	out->high = out->difference + t * out->error;
	information = 1 / (error * error);
	mixture = trial_mixture(planned_information(f, q));
	half = trial_always(information, mixture);
	out->always_low = out->difference - half;
	out->always_high = out->difference + half;
	each = 1 / (out->error * out->error) / out->rounds;
	all = trial_rounds(each, 0, q->detect);
	if (all != TRIAL_NEVER)
		out->more_once = all > out->rounds ? all - out->rounds : 0;
	all = trial_rounds(each, mixture, q->detect);
	if (all != TRIAL_NEVER)
		out->more_always = all > out->rounds ? all - out->rounds : 0;
}

void
trial_estimate(const struct trial_unit *units, size_t count,
    const struct trial_question *question, struct trial_estimate *out)
{
	struct trial_fit f = { 0 };

	*out = (struct trial_estimate){ .difference = NAN,
		.error = NAN,
		.low = NAN,
		.high = NAN,
		.always_low = NAN,
		.always_high = NAN,
		.more_once = TRIAL_NEVER,
		.more_always = TRIAL_NEVER };
	for (int arm = 0; arm < TRIAL_ARMS; arm++)
		arm_count(&out->arms[arm], arm, units, count, question);
	out->bound_low = out->arms[1].floor - out->arms[0].ceiling;
	out->bound_high = out->arms[1].ceiling - out->arms[0].floor;
	fit_rounds(&f, units, count);
	fit_points(&f, units, count);
	for (uint32_t i = 0; i < f.round_count; i++)
		out->rounds += f.rounds[i].tells;
	if (f.information > 0) {
		out->difference = fit_slope(&f);
		fit_residuals(&f, out->difference);
		out->error = sqrt(fit_variance(&f));
		conclude(&f, question, out);
	}
	free(f.points);
	free(f.rounds);
}

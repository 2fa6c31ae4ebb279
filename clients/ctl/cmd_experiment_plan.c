/*
 * serendipctl experiment plan: how long one would take, by formula. Asks nothing
 * of the daemon.
 */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include "clients/ctl/ctl.h"
#include "model/trial.h"

struct wish {
	double members, rate, difference, size, known;
};

/* The number given for an option, or what it is without it; false where it is
 * none, or beyond the limits. */
static bool
take_number(struct context *c, const char *option, double least, double most,
    double *out)
{
	const char *value = command_value(c, option);
	double number;
	char *end;

	if (value == NULL)
		return !isnan(*out);
	errno = 0;
	number = strtod(value, &end);
	if (*value == '\0' || *end != '\0' || errno != 0 ||
	    !(number >= least && number <= most))
		return false;
	*out = number;
	return true;
}

static void
print_rounds(const char *title, uint32_t rounds)
{
	if (rounds == TRIAL_NEVER)
		printf("%-35s more than can be waited for\n", title);
	else
		printf("%-35s %u\n", title, rounds);
}

static struct json_object *
rounds_json(uint32_t rounds)
{
	return rounds == TRIAL_NEVER ? NULL : json_object_new_int64(rounds);
}

enum link_status
cmd_experiment_plan(struct context *c, int argc, char **argv)
{
	struct wish w = { (double)NAN, (double)NAN, (double)NAN, 2, 1 };
	struct trial_plan plan;
	struct json_object *o;
	uint32_t once, always;

	(void)argc;
	(void)argv;
	if (!take_number(c, "members", 4, 1e8, &w.members) ||
	    !take_number(c, "met-rate", 0, 1, &w.rate) ||
	    !take_number(c, "difference", -1, 1, &w.difference) ||
	    !take_number(c, "size", 2, 20, &w.size) ||
	    !take_number(c, "known", 0.01, 1, &w.known))
		return command_wrong(c,
		    "it wants --members N (4 or more), --met-rate P (0 to 1) "
		    "and --difference D (-1 to 1), and takes --size K (2 to "
		    "20) and --known SHARE (0.01 to 1)");
	if (w.difference == 0 || w.rate + w.difference < 0 ||
	    w.rate + w.difference > 1)
		return command_wrong(c,
		    "--met-rate and --difference together are a share of 0 to "
		    "1, and the difference is not 0");
	plan = (struct trial_plan){ floor(w.members / w.size / 2) * w.known,
		w.rate, w.difference };
	if (!(plan.per_arm > 0))
		return command_wrong(
		    c, "so few members make no group in each arm");
	trial_plan(&plan, &once, &always);
	if (!c->is_json) {
		printf("%-35s %.0f\n", "Introductions of an arm and round",
		    floor(w.members / w.size / 2));
		print_rounds("Rounds, looking once, at the end", once);
		print_rounds("Rounds, however often one looks", always);
		puts("\nTo find such a difference four times in five, and one "
		     "where there is none once\nin twenty at most.");
		return LINK_OK;
	}
	o = json_object_new_object();
	json_object_object_add(
	    o, "per_arm", json_object_new_double(plan.per_arm));
	json_object_object_add(o, "once", rounds_json(once));
	json_object_object_add(o, "always", rounds_json(always));
	return command_json(o);
}

/*
 * How a house is with its secrets: see upkeep_secrets in upkeep/upkeep.h.
 */
#include <inttypes.h>
#include <stdio.h>
#include <time.h>
#include "upkeep/upkeep.h"
#include "upkeep/secrets.h"
#include "base/clock.h"
#include "base/text.h"
#include "io/keyring.h"

struct told {
	int live, newest;
	int64_t daemons, without;
	struct sealed_count sealed;
	char since[24]; /* "" where it is the first */
};

static int
find_out(struct secrets *s, struct told *t, struct fault *why)
{
	time_t seconds = (time_t)(s->rotated_us / CLOCK_SECOND);
	struct tm tm;

	for (int i = 0; i < s->ring->count; i++)
		t->live += s->ring->of[i].is_live;
	t->newest = s->ring->count;
	if (s->rotated_us > 0 && gmtime_r(&seconds, &tm) != NULL)
		(void)strftime(
		    t->since, sizeof(t->since), "%Y-%m-%dT%H:%M:%SZ", &tm);
	return secrets_daemons(
		   s, s->ring->count, &t->daemons, &t->without, why) != 0
		   ? -1
		   : secrets_sealed(s, &t->sealed, why);
}

static const char *
next_step(const struct secrets *s, const struct told *t)
{
	if (!s->is_resealed || t->newest > s->generation)
		return "serendipctl keys rotate goes on with the rotation";
	if (t->live > 1)
		return "serendipctl keys retire, once no backup and no "
		       "letter's link of before matters";
	return "";
}

static void
say(const struct secrets *s, const struct told *t)
{
	printf("Generation  %d", s->generation);
	if (*t->since != '\0')
		printf(", since %s", t->since);
	printf("\nSecrets     %d of %d generations in %s\n", t->live, t->newest,
	    s->file);
	printf("Sealed      %" PRId64 ", of which %" PRId64 " under another\n",
	    t->sealed.all, t->sealed.old);
	if (t->sealed.strange > 0)
		printf("Unreadable  %" PRId64 ", by any secret in the file\n",
		    t->sealed.strange);
	printf("Daemons     %" PRId64, t->daemons);
	if (t->without > 0)
		printf(", of which %" PRId64 " do not know generation %d",
		    t->without, t->newest);
	if (*next_step(s, t) != '\0')
		printf("\nNext        %s", next_step(s, t));
	printf("\n");
}

static void
say_json(const struct secrets *s, const struct told *t)
{
	printf("{\"generation\":%d,\"since\":", s->generation);
	printf(*t->since == '\0' ? "null" : "\"%s\"", t->since);
	printf(",\"newest\":%d,\"live\":%d,\"sealed\":%" PRId64
	       ",\"older\":%" PRId64 ",\"unreadable\":%" PRId64
	       ",\"daemons\":%" PRId64 ",\"daemons_without\":%" PRId64
	       ",\"under_way\":%s}\n",
	    t->newest, t->live, t->sealed.all, t->sealed.old, t->sealed.strange,
	    t->daemons, t->without,
	    s->is_resealed && t->newest == s->generation ? "false" : "true");
}

int
upkeep_secrets(const struct config *config, bool is_json, struct fault *why)
{
	struct secrets s;
	struct told t = { 0 };
	int done = -1;

	if (secrets_open(&s, config, why) == 0)
		done = find_out(&s, &t, why);
	if (done == 0) {
		if (is_json)
			say_json(&s, &t);
		else
			say(&s, &t);
	}
	secrets_close(&s);
	return done;
}

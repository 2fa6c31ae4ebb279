/*
 * serendipctl simulate: what if a pool's rules were those of a file. The daemon plays
 * them beside its work; here one waits for it, and an interrupt stops it there.
 */
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "clients/ctl/chart.h"
#include "clients/ctl/ctl.h"
#include "clients/ctl/simulate_table.h"
#include "clients/link/safe.h"
#include "config/config.h"

#define ROUNDS_MAX 520
#define ROUNDS 12
/* Looks soon at first, then every half second. */
#define LOOK_MS 50
#define LOOK_MS_MAX 500

static volatile sig_atomic_t was_told;

static void
on_signal(int signo)
{
	(void)signo;
	was_told = 1;
}

static struct json_object *
sentences(const struct rules *rules, size_t from, size_t to)
{
	struct json_object *list = json_object_new_array();

	for (size_t i = from; i < to; i++)
		json_object_array_add(
		    list, json_object_new_string(rules_sentence(rules, i)));
	return list;
}

static struct json_object *
body_of(struct context *c, const struct config_pool *pool, int rounds)
{
	const struct rules *rules = pool->rules;
	size_t required = rules_requirement_count(rules);
	struct json_object *o = json_object_new_object();

	json_object_object_add(o, "pool", json_object_new_string(pool->name));
	json_object_object_add(o, "require", sentences(rules, 0, required));
	json_object_object_add(
	    o, "prefer", sentences(rules, required, rules_count(rules)));
	json_object_object_add(o, "serendipity",
	    json_object_new_double((double)rules_serendipity(rules) / 1000));
	json_object_object_add(
	    o, "size", json_object_new_int(rules_size(rules)));
	json_object_object_add(o, "rounds", json_object_new_int(rounds));
	json_object_object_add(o, "costs",
	    json_object_new_boolean(command_value(c, "no-costs") == NULL));
	return o;
}

/* --- waiting -------------------------------------------------------------- */

static bool
is_over(struct json_object *s)
{
	const char *state = proto_text(s, "state");

	return strcmp(state, "ended") == 0 || strcmp(state, "failed") == 0 ||
	       strcmp(state, "stopped") == 0;
}

static void
show(struct json_object *s)
{
	static const struct {
		const char *step, *what;
	} steps[] = { { "current", "The rules in force" },
		{ "proposed", "The proposed rules" },
		{ "costs", "What each rule costs" },
		{ "nearest", "Nobody sits out if …" } };
	const char *step = proto_text(s, "step"), *what = "";
	int64_t all = proto_int(s, "all", 1);

	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
		if (strcmp(steps[i].step, step) == 0)
			what = steps[i].what;
	progress_show(strcmp(proto_text(s, "state"), "reading") == 0
			  ? "Reading the members"
			  : what,
	    (double)proto_int(s, "done", 0) / (double)all);
}

static enum link_status
stop(struct context *c, const char *id)
{
	struct link_request rq = { .parameters = { id } };
	struct json_object *none = NULL;
	enum link_status status =
	    link_call(c->link, ROUTE_SIMULATION_STOP, &rq, &none);

	json_object_put(none);
	return status;
}

/* *s becomes what it is in the end; LINK_REFUSED where it was interrupted. */
static enum link_status
wait_for(struct context *c, struct json_object **s)
{
	char *id = link_copy(proto_text(*s, "id"));
	struct link_request rq = { .parameters = { id } };
	enum link_status status = LINK_OK;
	long pause_ms = LOOK_MS;

	while (status == LINK_OK && !is_over(*s) && !was_told) {
		struct timespec pause = { .tv_nsec = pause_ms * 1000000 };

		show(*s);
		nanosleep(&pause, NULL);
		pause_ms =
		    pause_ms * 2 < LOOK_MS_MAX ? pause_ms * 2 : LOOK_MS_MAX;
		json_object_put(*s);
		*s = NULL;
		status = link_call(c->link, ROUTE_SIMULATION, &rq, s);
	}
	progress_end();
	if (status == LINK_OK && !is_over(*s)) {
		status = stop(c, id);
		if (status == LINK_OK) {
			fprintf(stderr, "Stopped, here and in the daemon.\n");
			status = LINK_REFUSED;
		}
	}
	free(id);
	return status;
}

static int
write_page(struct json_object *s, const char *file)
{
	struct text page = { 0 };
	int done;

	chart_page(s, &page);
	done = chart_save(file, &page);
	text_clear(&page);
	return done;
}

static enum link_status
tell(struct context *c, struct json_object *s)
{
	const char *file = command_value(c, "html");
	struct json_object *result = proto_get(s, "result");

	if (result == NULL) {
		fputs("It came to nothing: ", stderr);
		safe_print(stderr, proto_text(s, "why"));
		fputs("\n", stderr);
		return LINK_REFUSED;
	}
	if (file != NULL && write_page(s, file) != 0)
		return LINK_REFUSED;
	if (c->is_json)
		return command_json(json_object_get(result));
	simulate_table_print(result);
	return LINK_OK;
}

/* --- the command ---------------------------------------------------------- */

/* --rules, which is called --config, too. */
static const char *
rules_file(struct context *c)
{
	const char *file = command_value(c, "rules");

	return file == NULL ? command_value(c, "config") : file;
}

static enum link_status
simulate(struct context *c, const struct config *config, const char *name,
    int rounds)
{
	const struct config_pool *pool = config_pool_get(config, name);
	struct sigaction on = { .sa_handler = on_signal };
	struct link_request rq = { 0 };
	struct json_object *s = NULL;
	enum link_status status;

	if (pool == NULL) {
		fprintf(
		    stderr, "%s: it has no pool \"%s\"\n", rules_file(c), name);
		return LINK_REFUSED;
	}
	sigaction(SIGINT, &on, NULL);
	sigaction(SIGTERM, &on, NULL);
	rq.body = body_of(c, pool, rounds);
	status = link_call(c->link, ROUTE_SIMULATION_BEGIN, &rq, &s);
	json_object_put(rq.body);
	if (status == LINK_OK)
		status = wait_for(c, &s);
	if (status == LINK_OK)
		status = tell(c, s);
	json_object_put(s);
	return status;
}

enum link_status
cmd_simulate(struct context *c, int argc, char **argv)
{
	const char *file = rules_file(c);
	const char *pool = command_value(c, "pool");
	const char *given = command_value(c, "rounds");
	struct text errors = { 0 };
	enum link_status status;
	struct config *config;
	int64_t rounds = ROUNDS;

	(void)argc;
	(void)argv;
	if (command_value(c, "stop") != NULL)
		return stop(c, command_value(c, "stop"));
	if (file == NULL || pool == NULL)
		return command_wrong(c, "--rules and --pool are needed");
	if (command_value(c, "rules") != NULL &&
	    command_value(c, "config") != NULL)
		return command_wrong(
		    c, "--rules and --config are the same: one of them");
	if (given != NULL && text_to_int(given, 1, ROUNDS_MAX, &rounds) != 0)
		return command_wrong(
		    c, "--rounds wants a number from 1 to 520");
	config = config_read_rules(file, &errors);
	if (config == NULL) {
		fputs(text_get(&errors), stderr);
		text_clear(&errors);
		return LINK_REFUSED;
	}
	status = simulate(c, config, pool, (int)rounds);
	config_drop(config);
	return status;
}

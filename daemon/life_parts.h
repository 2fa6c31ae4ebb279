/*
 * Private to life*.c: what lives.
 */
#ifndef LIFE_PARTS_H
#define LIFE_PARTS_H

#include "base/attr.h"
#include "io/db.h"
#include "work/house.h"

struct config;
struct config_changes;
struct fault;
struct site;
struct text;

struct life {
	struct house house;
	struct tls *tls;
	struct api *api;
	struct http *members, *operators;
	struct rounds *rounds;
	struct deliver *deliver, *to_webhooks;
	struct due *due;
	struct tidy *tidy;
	struct census *census;
	struct sealer *sealer;
	struct farewell *farewell;
	struct db_listener *on_letters, *on_rounds, *on_due, *on_events,
	    *on_keys;
	struct db_keys keys;
	struct db_call *opening;
	bool knows_trials; /* the database, those of the configuration */
	struct watchdog *watchdog;
	struct timer *cut; /* when what is in progress is cut, then the end */
	bool is_cut;
	int to_stop; /* parts that have not stopped yet */
	int result;
};

/* life.c: the log is as configured. */
void life_log(const struct config *config);

/* life_reload.c: reads the web client that the configuration names. -1: it cannot
 * be read; *site NULL with why: there is none. */
int life_site(const struct config *config, struct site **site,
    struct fault *why) MUST_CHECK;
/* Serves it from now on; takes the site, NULL for none, and says so. */
void life_serve(struct life *life, struct site *site, const struct fault *why);
/* Reads configuration, certificate and web client again: all of it, and *changes
 * says what changed, or nothing, and -1 with lines of *errors. */
int life_reload(
    void *life, struct config_changes *changes, struct text *errors) MUST_CHECK;
/* At SIGHUP. */
void life_on_hangup(void *life);

/* life_keys.c: how the database's values follow the secret that is in force. */
struct db_keys life_keys(struct seal *seal) MUST_CHECK;
/* The database says which that is: -1, and a line of the log, where this daemon
 * has not that secret. */
int life_know(
    struct life *life, const char *fingerprint, int generation) MUST_CHECK;
/* Says so: its secret is not here. */
void life_is_strange(const struct life *life);
/* The database sees which secrets this daemon knows, from now on. */
void life_present(struct life *life);

/* life_open.c: asks the database whether it is ours and tells it the pools as
 * configured; then begins what runs by itself, or wakes it. */
void life_open(struct life *life);
/* When the database comes or goes. */
void life_on_database(void *life);
/* A notification, of the channel of that name. */
void life_on_letters(void *life);
void life_on_rounds(void *life);
void life_on_due(void *life);
void life_on_events(void *life);

/* life_end.c: at SIGTERM. */
void life_on_terminate(void *life);
/* The loop stops at once; the result is the process's. */
void life_stop_now(struct life *life, int result);

#endif

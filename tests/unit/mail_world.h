/*
 * A loop, a folder for letters that is not there yet, and the verdicts that came.
 */
#ifndef UNIT_MAIL_WORLD_H
#define UNIT_MAIL_WORLD_H

#include "io/loop.h"
#include "io/mail.h"

struct mail_world {
	char root[64];
	char folder[96];
	struct loop *loop;
	int calls;
	enum mail_verdict verdict;
	char reason[256];
};

/* A letter like any other. */
extern const struct mail_message mail_world_plain;

/* Of cmocka: *state is the world. */
int mail_world_open(void **state);
int mail_world_close(void **state);
/* A mail_done_cb of the world, which also stops its loop. */
void
mail_world_on_done(void *arg, enum mail_verdict verdict, const char *reason);
struct mail *mail_world_mail(struct mail_world *w);
/* Sends it and runs the loop until its verdict has come. */
void mail_world_deliver(
    struct mail_world *w, struct mail *mail, const struct mail_message *m);
/* The only file of the folder into `name`; its number of files. */
int mail_world_files(const struct mail_world *w, char name[256]);

#endif

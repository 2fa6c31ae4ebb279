/*
 * What a rotation (upkeep/rotate.c) works on: the secret file, the database, and
 * which generation it is at.
 */
#ifndef UPKEEP_SECRETS_H
#define UPKEEP_SECRETS_H

#include <stdbool.h>
#include <stdint.h>
#include "base/attr.h"
#include "base/fault.h"

struct config;
struct db_array;
struct db_plain;
struct keyring;

struct secrets {
	const char *file;
	struct keyring *ring;
	struct db_plain *db; /* as the owner of the tables */
	int generation;      /* that the tables' hashes are of */
	int64_t rotated_us;  /* 0: never */
	bool is_resealed;    /* nothing is sealed under one before */
};

/* Reads the file, and asks the database: -1 where it belongs to another. */
int secrets_open(struct secrets *s, const struct config *config,
    struct fault *why) MUST_CHECK;
void secrets_close(struct secrets *s);
/* One at a time changes anything, and only the user whose file it is: else
 * nobody's daemon could read it any more. */
int secrets_alone(struct secrets *s, struct fault *why) MUST_CHECK;
/* Asks again how the database is. */
int secrets_look(struct secrets *s, struct fault *why) MUST_CHECK;
/* Whatever daemon is there reads its file again. */
int secrets_tell(struct secrets *s, struct fault *why) MUST_CHECK;
/* How many daemons are there, and how many of them do not know a generation. */
int secrets_daemons(struct secrets *s, int generation, int64_t *all,
    int64_t *without, struct fault *why) MUST_CHECK;

/* A moment without transactions of daemons, until ours is over; is_beyond: until
 * rotate_gate_open (sql/statements/rotate.sql). FAULT_BUSY where there is none. */
int
secrets_gate(struct secrets *s, bool is_beyond, struct fault *why) MUST_CHECK;

/* A finished array as a parameter of db_plain_ask; borrowed until it is cleared. */
const char *secrets_array(struct db_array *array);

/* rotate_seal.c. Of everything that is sealed, how it stands; what no secret here
 * opens stays as it is. */
struct sealed_count {
	int64_t all;
	int64_t old;     /* under another generation than the database's */
	int64_t strange; /* that no secret here opens */
};
int secrets_sealed(struct secrets *s, struct sealed_count *count,
    struct fault *why) MUST_CHECK;
/* Seals anew what is under another generation, and says what it did, until there
 * is none, nor will be: count is of then. */
int secrets_reseal(struct secrets *s, struct sealed_count *count,
    struct fault *why) MUST_CHECK;

#endif

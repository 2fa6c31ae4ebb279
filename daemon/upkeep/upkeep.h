/*
 * What is done to a house from outside, by `serendipd` with an option and an end:
 * backup, restore, migrations, another secret. Each waits for its answers, says
 * what it did on standard output, and what is wrong in the fault.
 */
#ifndef UPKEEP_UPKEEP_H
#define UPKEEP_UPKEEP_H

#include <stdbool.h>
#include "base/attr.h"
#include "base/fault.h"

struct config;

/* Writes a backup of one moment into a new file, under a public key
 * (io/vault.h): whole, or none. The daemon may run meanwhile. */
int upkeep_backup(const struct config *config, const char *file,
    const char *public_key_file, bool with_tls, struct fault *why) MUST_CHECK;

/* Puts a backup back: into the database that the configuration names, which must
 * have no schema of ours, and beside it those files that are missing. Where
 * config_file is not there, it is one of them. Nothing is changed before the whole
 * backup was read and found to be as it was written. */
int upkeep_restore(const char *config_file, const char *file,
    const char *private_key_file, struct fault *why) MUST_CHECK;

/* Puts another secret in the place of the one in force, or goes on with a rotation
 * that went no further; daemons may run meanwhile. */
int upkeep_rotate(const struct config *config, struct fault *why) MUST_CHECK;
/* Forgets the secrets before the one in force. */
int upkeep_retire(const struct config *config, struct fault *why) MUST_CHECK;
/* Says which secret is in force, what is still sealed under those before, and
 * what to do; as a JSON object where that is asked for. */
int upkeep_secrets(
    const struct config *config, bool is_json, struct fault *why) MUST_CHECK;

/* Applies the migrations that are missing; or tries them, and takes all of it
 * back. */
int upkeep_migrate(
    const struct config *config, bool is_dry, struct fault *why) MUST_CHECK;

#endif

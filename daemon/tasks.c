/*
 * What `serendipd` was started for: see tasks.h.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "tasks.h"
#include "base/attr.h"
#include "base/memory.h"
#include "base/text.h"
#include "config/config.h"
#include "io/seal.h"
#include "io/tls.h"
#include "io/vault.h"
#include "life.h"
#include "upkeep/upkeep.h"

/* The folder of a file, with mode 0700 where it is missing. */
static int
make_folder(const char *file)
{
	char *folder = memory_text(file), *slash = strrchr(folder, '/');
	int done = 0;

	if (slash != NULL && slash != folder) {
		*slash = '\0';
		if (mkdir(folder, 0700) != 0 && errno != EEXIST) {
			fprintf(stderr, "%s: %s\n", folder, strerror(errno));
			done = -1;
		}
	}
	free(folder);
	return done;
}

static int
init_secret(const struct config *config)
{
	struct fault why;

	if (access(config->secret_file, F_OK) == 0)
		return 0;
	if (make_folder(config->secret_file) != 0)
		return -1;
	if (seal_make_secret(config->secret_file, &why) != 0) {
		fprintf(stderr, "%s\n", why.sentence);
		return -1;
	}
	printf("made %s: keep a copy in a safe place; without it no address "
	       "can be read\n",
	    config->secret_file);
	return 0;
}

static int
init_certificate(const struct config *config)
{
	struct fault why;

	if (access(config->tls_certificate, F_OK) == 0 ||
	    access(config->tls_key, F_OK) == 0)
		return 0;
	if (make_folder(config->tls_certificate) != 0 ||
	    make_folder(config->tls_key) != 0)
		return -1;
	if (tls_make_development_certificate(
		config->tls_certificate, config->tls_key, NULL, &why) != 0) {
		fprintf(stderr, "%s\n", why.sentence);
		return -1;
	}
	printf("made %s: a development certificate; clients trust it by --ca\n",
	    config->tls_certificate);
	return 0;
}

static int
make_backup_key(const char *file, struct fault *why)
{
	if (vault_make_keys(file, why) != 0)
		return -1;
	printf("made %s.pub: for the server, to write backups under\n"
	       "made %s: keep it elsewhere, and safe; what is written under "
	       "its public half opens by nothing else\n",
	    file, file);
	return 0;
}

static int
finish(int done, const struct fault *why)
{
	if (done != 0)
		fprintf(stderr, "serendipd: %s\n", why->sentence);
	return done == 0 ? 0 : 1;
}

/* What has no life of its own. */
static int
task_do(const struct order *o, const struct config *config)
{
	struct fault why = { 0 };

	switch (o->task) {
	case TASK_CHECK:
		printf("%s: in order\n", o->config);
		return 0;
	case TASK_INIT:
		return init_secret(config) != 0 ||
		       init_certificate(config) != 0;
	case TASK_MIGRATE:
		return finish(upkeep_migrate(config, o->is_dry, &why), &why);
	case TASK_BACKUP:
		return finish(
		    upkeep_backup(config, o->file, o->key, o->with_tls, &why),
		    &why);
	case TASK_ROTATE:
		return finish(upkeep_rotate(config, &why), &why);
	case TASK_RETIRE:
		return finish(upkeep_retire(config, &why), &why);
	case TASK_SECRETS:
		return finish(upkeep_secrets(config, o->is_json, &why), &why);
	case TASK_RUN:
	case TASK_BACKUP_KEY:
	case TASK_RESTORE:
		break;
	}
	die("no task %d", o->task);
}

int
task_run(const struct order *o)
{
	struct text errors = { 0 };
	struct config *config;
	struct fault why = { 0 };
	int result;

	if (o->task == TASK_BACKUP_KEY)
		return finish(make_backup_key(o->file, &why), &why);
	if (o->task == TASK_RESTORE)
		return finish(
		    upkeep_restore(o->config, o->file, o->key, &why), &why);
	config = config_read(o->config, &errors);
	if (config == NULL) {
		fputs(text_get(&errors), stderr);
		text_clear(&errors);
		return 1;
	}
	text_clear(&errors);
	if (o->task == TASK_RUN)
		return life_run(config);
	result = task_do(o, config);
	config_drop(config);
	return result;
}

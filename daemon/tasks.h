/*
 * What `serendipd` was started for: to serve, or to do one thing and end.
 */
#ifndef TASKS_H
#define TASKS_H

#include <stdbool.h>
#include "base/attr.h"

enum task {
	TASK_RUN,
	TASK_CHECK,
	TASK_INIT,
	TASK_MIGRATE,
	TASK_BACKUP,
	TASK_BACKUP_KEY,
	TASK_RESTORE,
	TASK_ROTATE,
	TASK_RETIRE,
	TASK_SECRETS
};

struct order {
	enum task task;
	const char *config;
	const char *file; /* of a backup, or of the key to be made */
	const char *key;  /* file of a backup's key; NULL: not given */
	bool with_tls, is_dry, is_json;
};

/* The exit status; what is wrong is said on standard error, or in the log. */
int task_run(const struct order *order);

#endif
